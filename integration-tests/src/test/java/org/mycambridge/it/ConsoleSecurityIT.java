package org.mycambridge.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import io.restassured.response.Response;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.mycambridge.it.stand.OnKeycloak;
import org.mycambridge.it.stand.TestRealm;

/**
 * The console against strangers and forgers: a walk over every route and method, forged forms and
 * cookies, hostile input.
 */
@OnKeycloak
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ConsoleSecurityIT {

    private static final String OFFICER = "officer@gb123.example";
    private static final String DEPUTY = "deputy@gb123.example";
    private static final String TEACHER = "teacher@gb123.example";
    private static final String CSP =
            "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self';"
                    + " form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

    private static final List<String> METHODS =
            List.of("GET", "HEAD", "POST", "PUT", "DELETE", "PATCH");

    private static final List<String> BRIEF = List.of("GET", "POST");

    /** Every route, by its class, its method and its path there. A new one belongs in here. */
    private static final String ROUTES =
            """
            BoardCentrePages GET
            BoardCentrePages GET assignees
            BoardCentrePages GET assignments
            BoardCentrePages GET associate-schools
            BoardCentrePages GET change
            BoardCentrePages GET history
            BoardCentrePages GET plan
            BoardCentrePages GET status/{act}
            BoardCentrePages GET users
            BoardCentrePages GET users/add
            BoardCentrePages GET users/{id}
            BoardCentrePages POST assignees
            BoardCentrePages POST change
            BoardCentrePages POST plan
            BoardCentrePages POST status/{act}
            BoardCentrePages POST users/add
            BoardPages * centres/{number}
            BoardPages GET
            BoardPages GET deliveries
            BoardPages GET deliveries/{mail}/retry
            BoardPages GET new-centre
            BoardPages GET policy
            BoardPages GET policy/replace
            BoardPages GET policy/{version}
            BoardPages GET services/{service}/retry
            BoardPages GET wanted/{kind}
            BoardPages POST deliveries/{mail}/retry
            BoardPages POST new-centre
            BoardPages POST policy/replace
            BoardPages POST services/{service}/retry
            CentrePages GET
            CentrePages GET associate-schools
            CentrePages GET history
            CentrePages GET users
            CentrePages GET users/add
            CentrePages GET users/add-several
            CentrePages GET users/add-several/template
            CentrePages GET users/export
            CentrePages GET users/{id}
            CentrePages GET users/{id}/details
            CentrePages GET users/{id}/replace/{role}
            CentrePages GET users/{id}/{act}
            CentrePages POST users/add
            CentrePages POST users/add-several
            CentrePages POST users/{id}
            CentrePages POST users/{id}/details
            CentrePages POST users/{id}/replace/{role}
            CentrePages POST users/{id}/{act}
            ConsoleResource * board
            ConsoleResource * centres/{number}
            ConsoleResource GET
            ConsoleResource GET callback
            ConsoleResource GET invitations/{id: [A-Za-z0-9-]+}
            ConsoleResource GET organisation
            ConsoleResource GET roles
            ConsoleResource GET sign-in
            ConsoleResource GET sign-out
            ConsoleResource POST language
            Forbidden GET {any:.*}
            Forbidden POST {any:.*}
            NoPage GET {any:.*}
            NoPage POST {any:.*}
            SignInFirst GET {any:.*}
            SignInFirst POST {any:.*}
            """;

    private static final List<String> ACTS =
            List.of("reset-password", "disable", "enable", "remove", "resend-invitation");

    /** Rows that come and go with sessions, whoever looks at what. */
    private static final Pattern OF_SESSIONS =
            Pattern.compile("(?i)OFFLINE_(USER|CLIENT)_SESSION: .*");

    private static final Pattern DUE =
            Pattern.compile("(?i)^MC_DELIVERY:(?=.* STATE=DUE\\b).* DUE_AT=(\\d+)");

    private final TestRealm realm;
    private final People people;
    private int logged;

    ConsoleSecurityIT(TestRealm realm) {
        this.realm = realm;
        this.people = new People(realm);
    }

    /** All there is in the tables, once the mails of earlier steps are out. */
    private String tables() {
        String dump = realm.databaseDump();
        for (int i = 0; dump.lines().anyMatch(this::isToBeSentNow); i++) {
            assertThat(i).as("times looked for mails to go out").isLessThan(500);
            dump = realm.databaseDump();
        }
        return dump.lines()
                .filter(line -> !OF_SESSIONS.matcher(line).matches())
                // PostgreSQL gives rows in whatever order they lie.
                .sorted()
                .collect(Collectors.joining("\n"));
    }

    private boolean isToBeSentNow(String line) {
        Matcher due = DUE.matcher(line);
        return due.find() && Long.parseLong(due.group(1)) <= realm.clock().now().toEpochMilli();
    }

    private static void assertSame(String before, String after, String what) {
        if (!before.equals(after)) {
            // Two dumps as a message help nobody: the rows that differ do.
            Set<String> gone = new LinkedHashSet<>(before.lines().toList());
            after.lines().forEach(gone::remove);
            Set<String> come = new LinkedHashSet<>(after.lines().toList());
            before.lines().forEach(come::remove);
            throw new AssertionError(what + " changed\n- " + gone + "\n+ " + come);
        }
    }

    @BeforeEach
    void readTheLogSoFar() {
        logged = realm.log().length();
    }

    @AfterEach
    void theServerNeverFailed() {
        assertThat(realm.log().substring(logged).lines().filter(line -> line.contains(" ERROR ")))
                .isEmpty();
    }

    @Test
    void theListOfRoutesIsWhole() {
        assertThat(Routes.in("org/mycambridge/web/console/"))
                .containsExactlyElementsOf(ROUTES.lines().map(String::strip).toList());
    }

    /** The paths of a centre's pages, for the routes in the list, all acts and one that is none. */
    private static List<String> pagesOf(String number, String id) {
        return ROUTES.lines()
                .map(String::strip)
                .filter(route -> route.startsWith("CentrePages "))
                .map(route -> route.replaceAll("^CentrePages [A-Z]+ ?", ""))
                .distinct()
                .flatMap(
                        path ->
                                path.contains("{act}")
                                        ? Stream.concat(ACTS.stream(), Stream.of("explode"))
                                                .map(act -> path.replace("{act}", act))
                                        : Stream.of(path))
                .map(path -> path.replace("{role}", "ssh.coordinator").replace("{id}", id))
                .map(path -> "centres/" + number + (path.isEmpty() ? "" : "/" + path))
                .toList();
    }

    /** The board's pages: to everybody in this class there are none. */
    private static List<String> pagesOfTheBoard(String number, String id) {
        return ROUTES.lines()
                .map(String::strip)
                .filter(route -> route.startsWith("Board"))
                .map(
                        route ->
                                route.replaceAll(
                                                "^BoardCentrePages \\S+ ?",
                                                "board/centres/" + number + "/")
                                        .replaceAll("^BoardPages \\S+ ?", "board/"))
                .map(path -> path.replace("{number}", number).replace("{id}", id))
                .map(path -> path.replace("{act}", "suspend").replace("{kind}", "suspended"))
                .map(path -> path.replace("{service}", "submit-for-assessment"))
                .map(path -> path.replace("{version}", "0").replaceAll("/$", ""))
                .map(path -> path.replace("{mail}", "none"))
                .distinct()
                .toList();
    }

    /** Fields with which any of the forms would do what it is for. */
    private static Map<String, String> filledIn(String token, String by) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("token", token);
        fields.put("once", "AAAAAAAAAAAAAAAAAAAAAA");
        fields.put("by", by);
        fields.put("firstName", "Stranger");
        fields.put("lastName", "Added");
        fields.put("email", "stranger@elsewhere.example");
        fields.put("role", "scripts.user");
        fields.put("version", "0");
        fields.put("was", "sfa.teacher");
        fields.put("text", "Stranger,Listed,listed@elsewhere.example,scripts.user");
        fields.put("step", "confirm");
        fields.put("next", "list");
        return fields;
    }

    /**
     * Somebody before the door of a centre.
     *
     * @param what who it is
     * @param caller their browser
     * @param token of a form of theirs; empty for those who never had one
     * @param number the centre
     * @param id somebody there, or who is to be taken for somebody there
     * @param secrets what they must not see
     * @param onlyPeople whether the centre's own pages are open to them, and the person's alone not
     */
    private record Stranger(
            String what,
            Caller caller,
            String token,
            String number,
            String id,
            List<String> secrets,
            boolean onlyPeople) {

        @Override
        public String toString() {
            return what;
        }
    }

    private static final List<String> SECRETS_OF_GB123 =
            List.of("Sample International School", "Olive", DEPUTY, "Toni");
    private static final List<String> SECRETS_OF_50538 =
            List.of("3A Tutors", "Otto Tutor", "officer@50538.example", "Chen Wei");

    private Stranger stranger(
            String what, String email, String number, String person, List<String> secrets) {
        return new Stranger(
                what,
                Caller.signedIn(realm, email),
                "",
                number,
                people.id(number, person),
                secrets,
                false);
    }

    private static Stranger withToken(Stranger stranger, String ownCentre) {
        return new Stranger(
                stranger.what(),
                stranger.caller(),
                token(stranger.caller(), ownCentre),
                stranger.number(),
                stranger.id(),
                stranger.secrets(),
                stranger.onlyPeople());
    }

    private static String token(Caller caller, String centre) {
        Caller.Answer form = caller.get("centres/" + centre + "/users/add");
        assertThat(form.status()).isEqualTo(200);
        return form.hidden("token");
    }

    /** A manager whose right ends between one page and the next. */
    private Stranger former(String what, String number, BiConsumer<String, String> end) {
        String email = People.freshEmail();
        String id = people.member(number, email, "centre.user-management");
        Caller caller = Caller.signedIn(realm, email);
        String token = token(caller, number);
        end.accept(email, id);
        return new Stranger(
                what,
                caller,
                token,
                number,
                people.id(number, "officer@" + number.toLowerCase(Locale.ROOT) + ".example"),
                number.equals("GB123") ? SECRETS_OF_GB123 : SECRETS_OF_50538,
                false);
    }

    private Stream<Stranger> strangers() {
        String officer50538 = "officer@50538.example";
        realm.board()
                .put("/50539/assignments/{id}", people.id("CA001", "officer@ca001.example"))
                .then()
                .statusCode(200);
        people.member("50539", "head@50539.example", "centre.user-management");
        realm.board()
                .body(
                        Map.of(
                                "number", "SEC01",
                                "name", "Linked no more",
                                "type", "ASSOCIATE_CENTRE",
                                "parent", "CA001",
                                "link", "APPROVED"))
                .post()
                .then()
                .statusCode(201);
        people.member("SEC01", "head@sec01.example", "centre.user-management");
        realm.board()
                .put("/SEC01/assignments/{id}", people.id("CA001", "officer@ca001.example"))
                .then()
                .statusCode(200);
        Caller associate = Caller.signedIn(realm, "officer@ca001.example");
        String tokenAtSec01 = token(associate, "SEC01");
        realm.board()
                .body(Map.of("parent", "CA001", "status", "SUSPENDED"))
                .put("/SEC01/link")
                .then()
                .statusCode(200);
        Caller officer = Caller.signedIn(realm, OFFICER);
        return Stream.of(
                new Stranger(
                        "nobody",
                        new Caller(realm),
                        "",
                        "GB123",
                        people.id("GB123", OFFICER),
                        SECRETS_OF_GB123,
                        false),
                stranger("somebody without a right", TEACHER, "GB123", DEPUTY, SECRETS_OF_GB123),
                withToken(
                        stranger(
                                "a manager of another centre",
                                OFFICER,
                                "50538",
                                officer50538,
                                SECRETS_OF_50538),
                        "GB123"),
                new Stranger(
                        "a manager with a person of another centre",
                        officer,
                        token(officer, "GB123"),
                        "GB123",
                        people.id("50538", officer50538),
                        SECRETS_OF_50538,
                        true),
                withToken(
                        stranger(
                                "an associate's manager, not assigned",
                                "unassigned@ca001.example",
                                "50538",
                                officer50538,
                                SECRETS_OF_50538),
                        "CA001"),
                withToken(
                        stranger(
                                "an associate's manager, link proposed",
                                "officer@ca001.example",
                                "50539",
                                "head@50539.example",
                                List.of("Riverside", "head@50539.example")),
                        "CA001"),
                new Stranger(
                        "an associate's manager, link suspended a second ago",
                        associate,
                        tokenAtSec01,
                        "SEC01",
                        people.id("SEC01", "head@sec01.example"),
                        List.of("Linked no more", "head@sec01.example"),
                        false),
                withToken(
                        stranger(
                                "a school's manager at the associate",
                                officer50538,
                                "CA001",
                                "officer@ca001.example",
                                List.of("Cambridge Assessment DEV", "Amara", "Una")),
                        "50538"),
                former(
                        "a manager disabled a second ago",
                        "GB123",
                        (email, id) ->
                                realm.api(realm.token(OFFICER))
                                        .post("/GB123/users/{id}/disable", id)
                                        .then()
                                        .statusCode(200)),
                former(
                        "a manager whose right was taken a second ago",
                        "GB123",
                        (email, id) ->
                                people.change(
                                                OFFICER,
                                                "GB123",
                                                id,
                                                List.of(),
                                                List.of("centre.user-management"))
                                        .statusCode(200)),
                former(
                        "a manager removed a second ago",
                        "50538",
                        (email, id) ->
                                realm.api(realm.token(officer50538))
                                        .delete("/50538/users/{id}", id)
                                        .then()
                                        .statusCode(200)),
                former(
                        "a manager whose account was disabled a second ago",
                        "GB123",
                        (email, id) -> {
                            var user = realm.adminClient().realm(realm.name()).users().get(id);
                            var changed = user.toRepresentation();
                            changed.setEnabled(false);
                            user.update(changed);
                        }));
    }

    @Test
    void strangersGetNoPageAndChangeNothing() {
        List<Stranger> strangers = strangers().toList();
        String before = tables();
        int walked = 0;
        List<String> wrong = new ArrayList<>();
        for (Stranger stranger : strangers) {
            List<String> pages = new ArrayList<>(pagesOf(stranger.number(), stranger.id()));
            pages.addAll(pagesOfTheBoard(stranger.number(), stranger.id()));
            for (String page : pages) {
                if (stranger.onlyPeople()
                        && !page.startsWith("board")
                        && !page.contains(stranger.id())) {
                    continue;
                }
                // The board's are all one page to a stranger: two methods tell as much as six.
                for (String method : page.startsWith("board") ? BRIEF : METHODS) {
                    wrong.addAll(knock(stranger, method, page));
                    walked++;
                }
            }
        }
        assertThat(wrong).isEmpty();
        assertThat(walked).isGreaterThan(1_000);
        assertSame(before, tables(), "A stranger");
    }

    private List<String> knock(Stranger stranger, String method, String page) {
        boolean reads = method.equals("GET") || method.equals("HEAD");
        Caller.Answer answer =
                reads
                        ? stranger.caller().send(method, page, "")
                        : stranger.caller()
                                .send(
                                        method,
                                        page,
                                        Caller.encoded(filledIn(stranger.token(), "")),
                                        "Origin",
                                        stranger.caller().origin(),
                                        "Content-Type",
                                        Caller.FORM);
        List<String> wrong = new ArrayList<>();
        boolean shut = Set.of(403, 404, 405).contains(answer.status()) || answer.leadsToSignIn();
        if (!shut) {
            wrong.add(stranger + ": " + answer.what() + " " + answer.location());
        }
        String told = withoutChance(answer.headers().map() + answer.body());
        for (String secret : stranger.secrets()) {
            if (told.contains(secret)) {
                wrong.add(stranger + ": " + answer.what() + " tells " + secret);
            }
        }
        wrong.addAll(missingHeaders(answer));
        return wrong;
    }

    /** What every answer of ours says about how a browser is to treat it. */
    private static List<String> missingHeaders(Caller.Answer answer) {
        List<String> wrong = new ArrayList<>();
        boolean ours = answer.headers().firstValue("Content-Security-Policy").isPresent();
        if (!ours && Set.of(404, 405, 415).contains(answer.status())) {
            // Keycloak's own, where no route of ours is: there is nothing in it to protect.
            assertThat(answer.header("X-Content-Type-Options"))
                    .as(answer.what())
                    .isEqualTo("nosniff");
            assertThat(answer.body()).as(answer.what()).doesNotContain("<");
            return wrong;
        }
        Map.of(
                        "Content-Security-Policy", CSP,
                        "Cache-Control", "no-store",
                        "X-Content-Type-Options", "nosniff",
                        "Cross-Origin-Opener-Policy", "same-origin",
                        "Referrer-Policy", "same-origin",
                        "X-Frame-Options", "DENY")
                .forEach(
                        (name, value) -> {
                            if (!answer.headers().allValues(name).equals(List.of(value))) {
                                wrong.add(
                                        answer.what()
                                                + " has "
                                                + name
                                                + ": "
                                                + answer.headers().allValues(name));
                            }
                        });
        return wrong;
    }

    @Test
    void outOfReachLooksLikeWhatIsNotThere() {
        Caller officer = Caller.signedIn(realm, OFFICER);
        String token = token(officer, "GB123");
        String there = people.id("50538", "officer@50538.example");
        String nobody = UUID.randomUUID().toString();
        assertAlike(officer, token, pagesOf("50538", there), pagesOf("99999", nobody));
        assertAlike(officer, token, pagesOf("GB123", there), pagesOf("GB123", nobody));
        Caller stranger = new Caller(realm);
        assertAlike(stranger, "", pagesOf("50538", there), pagesOf("99999", nobody));
    }

    private void assertAlike(Caller caller, String token, List<String> real, List<String> none) {
        for (int i = 0; i < real.size(); i++) {
            if (real.get(i).startsWith("centres/GB123")
                    && !real.get(i).matches(".*[0-9a-f]{8}-.*")) {
                continue;
            }
            assertThat(look(caller.get(real.get(i)))).isEqualTo(look(caller.get(none.get(i))));
            assertThat(look(caller.post(real.get(i), filledIn(token, ""))))
                    .isEqualTo(look(caller.post(none.get(i), filledIn(token, ""))));
        }
    }

    /** All that an answer tells, without what differs from one to the next. */
    private static String look(Caller.Answer answer) {
        Map<String, List<String>> headers = new TreeMap<>(answer.headers().map());
        headers.remove("date");
        return withoutChance(answer.status() + "\n" + headers + "\n" + answer.body())
                .replaceAll("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", "ID")
                .replaceAll("50538|99999", "NUMBER");
    }

    /** An answer without what is drawn by lot, in which a short name may turn up. */
    private static String withoutChance(String answer) {
        return answer
                // Each page has its own mask over the token.
                .replaceAll("(name=\"token\" value=)\"[^\"]+\"", "$1")
                // Each sign-in has a state and a challenge of its own, kept in a cookie with the
                // page wanted; what was typed is kept beside it.
                .replaceAll("(state|code_challenge)=[A-Za-z0-9_-]+", "$1")
                .replaceAll("(MC_[A-Z_]+)=[^;]+", "$1");
    }

    /** A form that would do something, and who may send it. */
    private record Sendable(Caller caller, String page, Map<String, String> fields) {

        Map<String, String> with(String name, String value) {
            Map<String, String> changed = new LinkedHashMap<>(fields);
            changed.put(name, value);
            return changed;
        }

        /** With what the page gives a form of its own. */
        Map<String, String> genuine() {
            Caller.Answer drawn = caller.get(page);
            assertThat(drawn.status()).as(page).isEqualTo(200);
            Map<String, String> whole = new LinkedHashMap<>(fields);
            for (String name : List.of("token", "once", "by", "version", "was")) {
                whole.put(name, drawn.hidden(name));
            }
            return whole;
        }
    }

    private List<Sendable> forms() {
        Caller officer = Caller.signedIn(realm, OFFICER);
        String active = people.member("GB123", People.freshEmail(), "sfa.teacher");
        String other = people.member("GB123", People.freshEmail(), "sfa.teacher");
        String disabled = people.member("GB123", People.freshEmail(), "sfa.teacher");
        realm.api(realm.token(OFFICER))
                .post("/GB123/users/{id}/disable", disabled)
                .then()
                .statusCode(200);
        String email = People.freshEmail();
        people.add(OFFICER, "GB123", email, "sfa.teacher").statusCode(201);
        realm.mails().await(email, "invited");
        // What is sent again at once is refused: the invitation is a while ago.
        realm.clock().advance(Duration.ofMinutes(5));
        String invited = people.id("GB123", email);
        Map<String, String> person =
                Map.of(
                        "firstName", "Forged",
                        "lastName", "Form",
                        "email", "forged@elsewhere.example",
                        "version", Integer.toString(people.version("GB123", active)));
        String at = "centres/GB123/users/";
        Caller coordinator = Caller.signedIn(realm, "coordinator@ca001.example");
        String successor = people.member("50538", People.freshEmail(), "ssh.teacher");
        return List.of(
                new Sendable(officer, at + "add", person),
                new Sendable(
                        officer,
                        at + "add-several",
                        Map.of(
                                "step", "confirm",
                                "text", "Forged,List,forgedlist@elsewhere.example,scripts.user")),
                new Sendable(
                        officer, at + active, Map.of("role", "scripts.user", "was", "sfa.teacher")),
                new Sendable(
                        officer,
                        at + invited + "/details",
                        Map.of(
                                "firstName", "Forged",
                                "lastName", "Correction",
                                "email", email,
                                "version", "0")),
                new Sendable(officer, at + invited + "/resend-invitation", Map.of()),
                new Sendable(officer, at + active + "/reset-password", Map.of()),
                new Sendable(officer, at + active + "/disable", Map.of()),
                new Sendable(officer, at + disabled + "/enable", Map.of()),
                new Sendable(officer, at + other + "/remove", Map.of()),
                new Sendable(
                        coordinator,
                        "centres/50538/users/" + successor + "/replace/ssh.coordinator",
                        Map.of("version", "0")));
    }

    @Test
    void aForgedFormChangesNothingAndATrueOneDoes() {
        List<Sendable> forms = forms();
        String others = token(Caller.signedIn(realm, DEPUTY), "GB123");
        String otherSession = token(Caller.signedIn(realm, OFFICER), "GB123");
        String before = tables();
        for (Sendable form : forms) {
            String page = form.page();
            String token = form.genuine().get("token");
            String body = Caller.encoded(form.genuine());
            List<String> origins =
                    List.of(
                            "null",
                            "https://evil.example",
                            form.caller().origin() + ".evil.example",
                            form.caller().origin() + "0",
                            form.caller().origin().replace("http:", "https:"),
                            form.caller().origin() + "/");
            assertShut(form.caller().send("POST", page, body, "Content-Type", Caller.FORM), 403);
            for (String origin : origins) {
                assertShut(
                        form.caller()
                                .send(
                                        "POST",
                                        page,
                                        body,
                                        "Content-Type",
                                        Caller.FORM,
                                        "Origin",
                                        origin),
                        403);
            }
            List<String> tokens =
                    List.of(
                            "",
                            "x",
                            "****",
                            token.substring(1),
                            token.substring(0, token.length() / 2),
                            new StringBuilder(token).reverse().toString(),
                            "A".repeat(token.length()),
                            otherSession,
                            others);
            for (String forged : tokens) {
                Caller.Answer answer = form.caller().post(page, form.with("token", forged));
                assertShut(answer, 409);
                assertThat(answer.hidden("token")).isNotEqualTo(forged);
            }
        }
        assertSame(before, tables(), "A forged form");
        String last = before;
        for (Sendable form : forms) {
            Caller.Answer answer = form.caller().post(form.page(), form.genuine());
            assertThat(answer.status()).as(answer.what() + "\n" + answer.body()).isIn(200, 303);
            assertThat(answer.leadsToSignIn()).as(answer.what()).isFalse();
            String now = tables();
            assertThat(now.equals(last)).as(answer.what() + " did nothing").isFalse();
            last = now;
        }
    }

    @Test
    void aForgedChoiceOfLanguageChangesNothing() {
        Caller officer = Caller.signedIn(realm, OFFICER);
        String others = token(Caller.signedIn(realm, DEPUTY), "GB123");
        String before = tables();
        for (String forged : List.of("", "x", others)) {
            Map<String, String> fields =
                    Map.of("token", forged, "language", "en", "page", "//evil.example");
            String body = Caller.encoded(fields);
            for (Caller caller : List.of(officer, new Caller(realm))) {
                assertShut(caller.send("POST", "language", body, "Content-Type", Caller.FORM), 403);
                Caller.Answer answer = caller.post("language", fields);
                assertShut(answer, 303);
                assertThat(answer.location()).isEqualTo(caller.at(""));
                assertThat(answer.cookie("KEYCLOAK_LOCALE")).isEmpty();
            }
        }
        assertSame(before, tables(), "A forged choice of language");
    }

    private static void assertShut(Caller.Answer answer, int status) {
        assertThat(answer.status()).as(answer.what()).isEqualTo(status);
        assertThat(missingHeaders(answer)).isEmpty();
    }

    @Test
    void tokensDifferFromPageToPageAndAllOfThemWork() {
        Caller officer = Caller.signedIn(realm, OFFICER);
        String page =
                "centres/GB123/users/" + people.member("GB123", People.freshEmail(), "sfa.teacher");
        Sendable form = new Sendable(officer, page, Map.of("role", "scripts.user"));
        Map<String, String> one = form.genuine();
        Map<String, String> two = form.genuine();
        assertThat(one.get("token")).isNotEqualTo(two.get("token"));
        assertThat(one.get("once")).isNotEqualTo(two.get("once"));
        assertThat(officer.post(page, one).status()).isEqualTo(303);
        two.put("version", form.genuine().get("version"));
        two.put("was", "scripts.user");
        two.put("role", "sfa.teacher");
        assertThat(officer.post(page, two).status()).isEqualTo(303);
    }

    @Test
    void aRobotThatFollowsEveryLinkChangesNothing() {
        people.add(OFFICER, "GB123", People.freshEmail(), "sfa.teacher").statusCode(201);
        Set<String> seen = new LinkedHashSet<>();
        Map<Caller, String> robots = new LinkedHashMap<>();
        robots.put(Caller.signedIn(realm, OFFICER), "GB123");
        robots.put(Caller.signedIn(realm, "officer@ca001.example"), "CA001");
        robots.put(Caller.signedIn(realm, TEACHER), "GB123");
        robots.put(new Caller(realm), "GB123");
        String id = people.id("GB123", TEACHER);
        String before = tables();
        for (Map.Entry<Caller, String> robot : robots.entrySet()) {
            seen.addAll(crawl(robot.getKey(), robot.getValue(), id));
        }
        assertThat(seen).hasSizeGreaterThan(80);
        assertSame(before, tables(), "A robot");
    }

    private Set<String> crawl(Caller robot, String number, String id) {
        String home = robot.at("");
        Deque<String> toDo = new ArrayDeque<>(List.of(home));
        pagesOf(number, id).forEach(page -> toDo.add(robot.at(page)));
        Set<String> seen = new LinkedHashSet<>();
        while (!toDo.isEmpty()) {
            String address = toDo.remove();
            if (!seen.add(address) || seen.size() > 400) {
                continue;
            }
            Caller.Answer answer = robot.open(address);
            assertThat(answer.status()).as(answer.what()).isLessThan(500);
            assertThat(missingHeaders(answer)).isEmpty();
            if (answer.isRedirect() && answer.location().startsWith(home)) {
                toDo.add(answer.location());
            }
            Caller.links(answer).stream().filter(link -> link.startsWith(home)).forEach(toDo::add);
        }
        return seen;
    }

    @Test
    void anotherSiteGetsNothingToEmbed() {
        for (Caller caller : List.of(Caller.signedIn(realm, OFFICER), new Caller(realm))) {
            for (String page :
                    Stream.concat(
                                    pagesOf("GB123", people.id("GB123", TEACHER)).stream(),
                                    Stream.of("", "organisation", "roles"))
                            .toList()) {
                for (String[] from :
                        new String[][] {
                            {"no-cors", "image"},
                            {"no-cors", "script"},
                            {"cors", "empty"},
                            {"navigate", "iframe"},
                            {"navigate", "embed"},
                        }) {
                    assertShut(
                            caller.get(
                                    page,
                                    "Sec-Fetch-Site",
                                    "cross-site",
                                    "Sec-Fetch-Mode",
                                    from[0],
                                    "Sec-Fetch-Dest",
                                    from[1]),
                            403);
                }
                assertThat(
                                caller.get(
                                                page,
                                                "Sec-Fetch-Site",
                                                "cross-site",
                                                "Sec-Fetch-Mode",
                                                "navigate",
                                                "Sec-Fetch-Dest",
                                                "document")
                                        .status())
                        .isNotEqualTo(403);
            }
        }
    }

    @Test
    void theCookieAloneOpensNoPage() {
        Caller officer = new Caller(realm);
        Caller.Answer service =
                officer.signIn(OFFICER, realm.service("submit-for-assessment").signInUrl());
        assertThat(service.status()).isEqualTo(200);
        assertThat(officer.cookies()).containsKey("KEYCLOAK_IDENTITY");
        assertEveryPageLeadsToSignIn(officer);
        // From there, it is one redirect to a session of our own.
        assertThat(officer.follow(officer.get("centres/GB123/users")).body()).contains("Olive");
    }

    @Test
    void whoHasSomethingLeftToDoSignsInFirst() {
        String email = People.freshEmail();
        String id = people.member("GB123", email, "centre.user-management");
        Caller manager = Caller.signedIn(realm, email);
        assertThat(manager.get("centres/GB123/users").status()).isEqualTo(200);
        var user = realm.adminClient().realm(realm.name()).users().get(id);
        var changed = user.toRepresentation();
        changed.setRequiredActions(List.of("UPDATE_PASSWORD"));
        user.update(changed);
        assertEveryPageLeadsToSignIn(manager);
    }

    private void assertEveryPageLeadsToSignIn(Caller caller) {
        String before = tables();
        for (String page : pagesOf("GB123", people.id("GB123", TEACHER))) {
            for (Caller.Answer answer :
                    List.of(caller.get(page), caller.post(page, filledIn("", "")))) {
                assertThat(answer.leadsToSignIn()).as(answer.what()).isTrue();
                assertThat(answer.body()).isEmpty();
                assertThat(missingHeaders(answer)).isEmpty();
            }
        }
        for (String page : List.of("", "organisation", "roles")) {
            assertThat(caller.get(page).leadsToSignIn()).as(page).isTrue();
        }
        assertSame(before, tables(), "A page");
    }

    @Test
    void nobodyIsSentToAnotherSite() {
        List<String> elsewhere =
                List.of(
                        "https://evil.example",
                        "//evil.example",
                        "/\\evil.example",
                        "javascript:alert(1)",
                        "..//evil.example",
                        "../../../../evil",
                        "centres//evil.example",
                        "\r\nLocation: https://evil.example",
                        "sign-out",
                        "callback");
        for (String target : elsewhere) {
            String encoded = Caller.encoded(target);
            Caller caller = new Caller(realm);
            for (String page :
                    List.of(
                            "sign-in?invitation=" + encoded,
                            "sign-in?redirect_uri=" + encoded,
                            "sign-in?page=" + encoded,
                            "sign-out?invitation=" + encoded,
                            "sign-out?post_logout_redirect_uri=" + encoded,
                            "callback?state=" + encoded,
                            "callback?redirect_uri=" + encoded)) {
                assertStays(caller.get(page));
            }
            String state = "S".repeat(43);
            caller.cookies()
                    .put(
                            "MC_SIGN_IN",
                            state
                                    + "."
                                    + Base64.getUrlEncoder()
                                            .withoutPadding()
                                            .encodeToString(
                                                    target.getBytes(StandardCharsets.UTF_8)));
            Caller.Answer back = caller.get("callback?code=x&state=" + state);
            assertThat(back.location()).as(target).isEqualTo(caller.at(""));
        }
        Caller caller = new Caller(realm);
        Caller.Answer error =
                caller.get(
                        "callback?error=access_denied&error_description="
                                + Caller.encoded("<script>alert(1)</script>"));
        assertThat(error.status()).isEqualTo(400);
        assertThat(error.body()).doesNotContain("alert(1)");
        // Somebody else's state brings nobody to the page it was for.
        caller.get("centres/GB123/history");
        assertThat(caller.get("callback?code=x&state=another").location()).isEqualTo(caller.at(""));
    }

    private void assertStays(Caller.Answer answer) {
        assertThat(answer.status()).as(answer.what()).isLessThan(500);
        if (answer.isRedirect()) {
            URI to = URI.create(answer.location());
            assertThat(to.getAuthority()).isEqualTo(URI.create(realm.url("/")).getAuthority());
            assertThat(to.getPath()).startsWith("/realms/" + realm.name() + "/");
            assertThat(answer.location()).doesNotContain("evil");
        }
    }

    private static final List<String> HOSTILE =
            List.of(
                    "<script>alert(1)</script>",
                    "${7*7}",
                    "${mcSignOut}",
                    "<#assign x=1>${.version}",
                    "\"><img src=x onerror=alert(1)>",
                    "' onfocus='alert(1)",
                    "line\r\nSet-Cookie: evil=1",
                    "x".repeat(10_000),
                    "nul\0nul",
                    "\u202Egnp.exe",
                    "%00",
                    "../../../etc/passwd",
                    "{x}",
                    "{0}",
                    "it's '{'",
                    "' or 1=1 --",
                    "%' escape '!");

    private static void assertHarmless(Caller.Answer answer, String typed) {
        String what = answer.what() + " for " + typed.substring(0, Math.min(40, typed.length()));
        assertThat(answer.status()).as(what).isLessThan(500);
        assertThat(answer.headers().firstValue("evil")).as(what).isEmpty();
        assertThat(answer.cookie("evil")).as(what).isEmpty();
        assertThat(answer.body())
                .as(what)
                .doesNotContain("<script>alert")
                .doesNotContain("<img src=x")
                .doesNotContain("onfocus='alert")
                .doesNotContain("\"49\"");
        if (answer.status() == 400 && answer.uri().toString().contains("%00")) {
            // Keycloak refuses NUL in an address before it looks for a page.
            assertThat(answer.body()).as(what).doesNotContain("nul\0nul");
            return;
        }
        assertThat(missingHeaders(answer)).as(what).isEmpty();
    }

    @Test
    void hostileQueriesAreShownAsText() {
        Caller officer = Caller.signedIn(realm, OFFICER);
        Caller associate = Caller.signedIn(realm, "officer@ca001.example");
        for (String typed : HOSTILE) {
            String value = Caller.encoded(typed);
            for (String name : List.of("search", "role", "status", "sort", "page")) {
                Caller.Answer list = officer.get("centres/GB123/users?" + name + "=" + value);
                assertHarmless(list, typed);
                assertHarmless(
                        officer.get("centres/GB123/users/export?" + name + "=" + value), typed);
                if (name.equals("search") && list.status() == 200) {
                    assertThat(Caller.plain(list.body())).contains("value=\"" + typed.strip());
                }
            }
            for (String name : List.of("search", "filter", "page")) {
                assertHarmless(
                        associate.get("centres/CA001/associate-schools?" + name + "=" + value),
                        typed);
            }
            for (String name : List.of("user", "page")) {
                assertHarmless(officer.get("centres/GB123/history?" + name + "=" + value), typed);
            }
        }
    }

    @Test
    void hostileAddressesAreNotFound() {
        Caller officer = Caller.signedIn(realm, OFFICER);
        String id = people.id("GB123", TEACHER);
        List<String> wrong = new ArrayList<>();
        for (String typed : HOSTILE) {
            if (typed.contains("..") || typed.length() > 1_000) {
                continue;
            }
            String segment = Caller.encoded(typed).replace("+", "%20");
            for (String page :
                    List.of(
                            "centres/" + segment,
                            "centres/" + segment + "/users",
                            "centres/GB123/" + segment,
                            "centres/GB123/users/" + segment,
                            "centres/GB123/users/" + segment + "/remove",
                            "centres/GB123/users/" + id + "/" + segment,
                            "centres/GB123/users/" + id + "/replace/" + segment,
                            "invitations/" + segment,
                            segment)) {
                for (Caller caller : List.of(officer, new Caller(realm))) {
                    Caller.Answer answer = caller.get(page);
                    boolean shut =
                            Set.of(400, 404).contains(answer.status()) || answer.leadsToSignIn();
                    if (!shut
                            || answer.body().contains("<script>alert")
                            || answer.body().contains("<img src=x")) {
                        wrong.add(answer.what());
                    }
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void hostileFieldsAreShownAsTextAndLoggedNowhere() {
        Caller officer = Caller.signedIn(realm, OFFICER);
        String mark = "Typed" + UUID.randomUUID().toString().substring(0, 8);
        String id = people.member("GB123", People.freshEmail(), "sfa.teacher");
        List<Sendable> forms =
                List.of(
                        new Sendable(officer, "centres/GB123/users/add", Map.of()),
                        new Sendable(officer, "centres/GB123/users/add-several", Map.of()),
                        new Sendable(officer, "centres/GB123/users/" + id, Map.of()),
                        new Sendable(officer, "centres/GB123/users/" + id + "/details", Map.of()));
        for (Sendable form : forms) {
            Map<String, String> genuine = form.genuine();
            for (String typed : HOSTILE) {
                for (String name :
                        List.of(
                                "firstName",
                                "email",
                                "role",
                                "next",
                                "once",
                                "by",
                                "version",
                                "was",
                                "text",
                                "step",
                                "token")) {
                    Map<String, String> fields = new LinkedHashMap<>(filledIn("", ""));
                    fields.putAll(genuine);
                    fields.put("lastName", mark);
                    fields.put("email", mark + "@elsewhere");
                    fields.put("step", "preview");
                    fields.put(name, name.equals("text") ? typed + "," + mark + ",x" : typed);
                    Caller.Answer answer = officer.post(form.page(), fields);
                    assertHarmless(answer, typed);
                    if (name.equals("firstName") && form.page().endsWith("add")) {
                        assertThat(answer.status()).as(answer.what() + typed).isEqualTo(400);
                    }
                }
            }
        }
        assertThat(realm.log()).doesNotContain(mark).doesNotContain("alert(1)");
    }

    @Test
    void bodiesOfTheWrongKindAreRefused() {
        Caller officer = Caller.signedIn(realm, OFFICER);
        String token = token(officer, "GB123");
        String before = tables();
        List<String> wrong = new ArrayList<>();
        for (String page : pagesOf("GB123", people.id("GB123", TEACHER))) {
            if (page.endsWith("/enable")) {
                continue; // is done already, and leads on to the person
            }
            for (String type : List.of("text/plain", "application/json", "x/y")) {
                refused(body(officer, page, type, "{\"token\": \"" + token + "\"}"), type, wrong);
                refused(body(officer, page, type, "token=" + token), type, wrong);
            }
            refused(
                    officer.send("POST", page, "token=" + token, "Origin", officer.origin()),
                    "no type",
                    wrong);
            refused(body(officer, page, Caller.FORM, "&&&===&a&=b"), "no fields", wrong);
            refused(
                    body(officer, page, Caller.FORM, "x=" + "y".repeat(3 * 1024 * 1024)),
                    "3 MiB",
                    wrong);
        }
        refused(
                body(
                        officer,
                        "centres/GB123/users/add",
                        Caller.FORM,
                        "token=" + token + "&firstName=%ff%fe&lastName=%00&email=%c3"),
                "no UTF-8",
                wrong);
        refused(
                body(
                        officer,
                        "centres/GB123/users/add-several",
                        Caller.FORM,
                        "token=" + token + "&step=confirm&text=%ff%fe%00"),
                "no text",
                wrong);
        assertThat(wrong).isEmpty();
        assertSame(before, tables(), "A body");
    }

    private static Caller.Answer body(Caller caller, String page, String type, String body) {
        return caller.send("POST", page, body, "Content-Type", type, "Origin", caller.origin());
    }

    private static void refused(Caller.Answer answer, String body, List<String> wrong) {
        if (answer.status() < 400 || answer.status() >= 500) {
            wrong.add(answer.what() + " for " + body);
        }
    }

    @Test
    void missingFieldsAreNamed() {
        Caller officer = Caller.signedIn(realm, OFFICER);
        String token = token(officer, "GB123");
        Caller.Answer nothing = officer.post("centres/GB123/users/add", Map.of("token", token));
        assertThat(nothing.status()).isEqualTo(400);
        for (String field : List.of("firstName", "lastName", "email")) {
            assertThat(nothing.body()).contains("input-error-" + field);
        }
        Caller.Answer list =
                officer.post(
                        "centres/GB123/users/add-several",
                        Map.of("token", token, "step", "preview"));
        assertThat(list.status()).isEqualTo(400);
        Caller.Answer unversioned =
                officer.post(
                        "centres/GB123/users/"
                                + people.member("GB123", People.freshEmail(), "sfa.teacher"),
                        Map.of("token", token, "role", "scripts.user"));
        assertThat(unversioned.status()).isEqualTo(409);
    }

    @Test
    void whatHasBeenDoneIsToldToWhoDidItAlone() {
        Caller officer = Caller.signedIn(realm, OFFICER);
        Sendable form =
                new Sendable(
                        officer,
                        "centres/GB123/users/add",
                        Map.of(
                                "firstName", "Done",
                                "lastName", "Once",
                                "email", People.freshEmail()));
        Caller.Answer done = officer.post(form.page(), form.genuine());
        assertThat(done.status()).isEqualTo(303);
        assertGuarded(done.cookie("MC_DONE").orElseThrow());
        String cookie = officer.cookies().get("MC_DONE");
        assertThat(banner(officer, cookie)).isTrue();
        assertThat(officer.cookies()).doesNotContainKey("MC_DONE");
        assertThat(banner(Caller.signedIn(realm, DEPUTY), cookie)).isFalse();
        for (String forged : tampered(cookie)) {
            assertThat(banner(officer, forged)).as(forged).isFalse();
        }
        realm.clock().advance(Duration.ofMinutes(3));
        assertThat(banner(officer, cookie)).isFalse();
    }

    private static boolean banner(Caller caller, String cookie) {
        caller.cookies().put("MC_DONE", cookie);
        Caller.Answer list = caller.get("centres/GB123/users");
        assertThat(list.status()).isEqualTo(200);
        return list.body().contains("nvitation email");
    }

    /** A sealed cookie with each of its parts changed, cut short, or left out. */
    private static List<String> tampered(String cookie) {
        String[] parts = cookie.split("\\.");
        assertThat(parts).hasSize(3);
        return List.of(
                (Long.parseLong(parts[0]) + 1) + "." + parts[1] + "." + parts[2],
                parts[0] + "." + swapped(parts[1]) + "." + parts[2],
                parts[0] + "." + parts[1] + "." + swapped(parts[2]),
                parts[0] + "." + parts[1] + ".",
                parts[0] + "." + parts[1],
                "..",
                "x",
                cookie + "." + parts[2]);
    }

    private static String swapped(String text) {
        return (text.charAt(0) == 'A' ? 'B' : 'A') + text.substring(1);
    }

    private void assertGuarded(String setCookie) {
        assertThat(setCookie)
                .contains("HttpOnly")
                .contains("SameSite=Lax")
                .contains("Path=/realms/" + realm.name() + "/my-organisation/;")
                .doesNotContain("Domain=");
    }

    @Test
    void whatWasTypedIsKeptForWhoTypedItAlone() {
        String officerId = people.id("GB123", OFFICER);
        Map<String, String> typed =
                Map.of(
                        "by",
                        officerId,
                        "firstName",
                        "Kept",
                        "lastName",
                        "Draft",
                        "email",
                        "k@d.example");
        Caller browser = new Caller(realm);
        Caller.Answer sent = browser.post("centres/GB123/users/add", typed);
        assertThat(sent.leadsToSignIn()).isTrue();
        assertGuarded(sent.cookie("MC_DRAFT").orElseThrow());
        assertGuarded(sent.cookie("MC_SIGN_IN").orElseThrow());
        String draft = browser.cookies().get("MC_DRAFT");
        Caller.Answer page = browser.submitSignIn(browser.follow(sent), DEPUTY);
        assertThat(page.status()).isEqualTo(200);
        assertThat(page.body()).contains("firstName").doesNotContain("Kept");
        Caller officer = Caller.signedIn(realm, OFFICER);
        assertThat(drafted(officer, "add", draft)).isTrue();
        assertThat(officer.cookies()).doesNotContainKey("MC_DRAFT");
        assertThat(drafted(officer, "add-several", draft)).isFalse();
        for (String forged : tampered(draft)) {
            assertThat(drafted(officer, "add", forged)).as(forged).isFalse();
        }
        realm.clock().advance(Duration.ofMinutes(61));
        assertThat(drafted(Caller.signedIn(realm, OFFICER), "add", draft)).isFalse();
    }

    private static boolean drafted(Caller caller, String form, String cookie) {
        caller.cookies().put("MC_DRAFT", cookie);
        Caller.Answer page = caller.get("centres/GB123/users/" + form);
        assertThat(page.status()).isEqualTo(200);
        return page.body().contains("Kept");
    }

    /** What the rules let through: names without markup, any address, the board's own words. */
    private static final Map<String, String> ODD_PEOPLE =
            Map.of(
                    "O'Brien",
                    "${7*7}@odd.example",
                    "it's ''",
                    "{0}@odd.example",
                    "javascript:alert`1`",
                    "'{'@odd.example",
                    "@mcSignOut",
                    "${mcsignout}@odd.example",
                    "عبد الرحمن",
                    "`alert`&amp@odd.example",
                    "x".repeat(100),
                    "#{7*7}|!--@odd.example");

    private static final String ODD_CENTRE = "Odd \"${7*7}\" {0} &lt;b&gt; & 'Co' ${mcSignOut}";
    private static final String ODD_REASON = "<img src=x onerror=alert(1)> ${7*7} {0} '";

    @Test
    void oddNamesAreNoMoreThanTextInABrowser() {
        realm.board()
                .body(Map.of("number", "ODD01", "name", ODD_CENTRE, "type", "CENTRE"))
                .post()
                .then()
                .statusCode(201);
        String manager = "manager@odd01.example";
        people.member("ODD01", manager, "centre.user-management");
        Map<String, String> shown = new LinkedHashMap<>();
        ODD_PEOPLE.forEach(
                (name, email) -> {
                    Response answer =
                            realm.board()
                                    .body(
                                            Map.of(
                                                    "firstName",
                                                    name,
                                                    "lastName",
                                                    "Odd",
                                                    "email",
                                                    email,
                                                    "roles",
                                                    List.of("sfa.teacher")))
                                    .queryParam("reason", ODD_REASON)
                                    .post("/ODD01/users");
                    assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(201);
                    shown.put(answer.path("id"), name + " Odd");
                });
        List<String> alarms = new ArrayList<>();
        try (var browser = realm.browser()) {
            Page page = browser.newPage();
            page.onDialog(
                    dialog -> {
                        alarms.add("dialog " + dialog.message());
                        dialog.dismiss();
                    });
            page.onPageError(error -> alarms.add("script " + error));
            page.onConsoleMessage(
                    message -> {
                        // A refused form is a 400, which Chromium reports as an error.
                        if (message.type().equals("error")
                                && !message.text().contains("status of 4")) {
                            alarms.add("console " + message.text());
                        }
                    });
            String at = realm.url(Caller.HOME) + "centres/ODD01/";
            page.navigate(at + "users");
            page.getByLabel("Email address").fill(manager);
            page.getByLabel("Password", new Page.GetByLabelOptions().setExact(true))
                    .fill(realm.password());
            page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Sign in")).click();
            assertThat(text(page))
                    .contains(shown.values())
                    .contains(ODD_PEOPLE.values())
                    .contains(ODD_CENTRE);
            assertThat(page.title()).contains(ODD_CENTRE);
            page.navigate(at + "history");
            assertThat(text(page)).contains(shown.values()).contains(ODD_REASON);
            for (Map.Entry<String, String> person : shown.entrySet()) {
                for (String below : List.of("", "/disable", "/remove", "/resend-invitation")) {
                    page.navigate(at + "users/" + person.getKey() + below);
                    assertThat(text(page)).contains(person.getValue());
                    assertThat(page.title().replaceAll("[\u2066-\u2069]", ""))
                            .contains(person.getValue())
                            .contains(ODD_CENTRE);
                }
            }
            for (String typed : HOSTILE) {
                page.navigate(at + "users/add");
                // A text input takes neither line breaks nor NUL.
                String line = typed.replaceAll("[\r\n\0]", "");
                for (String field : List.of("firstName", "lastName", "email")) {
                    page.locator("#" + field).fill(line);
                }
                page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Save user"))
                        .click();
                PlaywrightAssertions.assertThat(page).hasTitle(Pattern.compile("^Error: .*"));
                for (String field : List.of("firstName", "lastName", "email")) {
                    assertThat(page.locator("#" + field).inputValue()).isEqualTo(line);
                }
            }
            page.navigate(at + "users/add-several");
            page.locator("#text").fill(String.join(",x,y\n", HOSTILE) + ",x,y");
            page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Check the list"))
                    .click();
            PlaywrightAssertions.assertThat(page.locator("main")).containsText("${7*7}");
        }
        assertThat(alarms).isEmpty();
    }

    /** What the main part says, without the marks that keep a direction of writing to itself. */
    private static String text(Page page) {
        return page.locator("main").innerText().replaceAll("[\u2066-\u2069]", "");
    }
}
