package org.mycambridge.it;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.mycambridge.it.Console.Window;
import org.mycambridge.it.stand.OnKeycloak;
import org.mycambridge.it.stand.TestRealm;
import org.mycambridge.it.stand.Waiting;

/** The pages for the board's own people: in a browser, and at their door. */
@OnKeycloak
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BoardPagesIT {

    private static final String STAFF = "staff@board.example";
    private static final String READER = "reader@board.example";
    private static final String OFFICER = "officer@gb123.example";
    private static final String SAMPLE = "GB123 - Sample International School";
    private static final String LOOKED = "Cambridge looked at this centre";

    private final TestRealm realm;
    private final People people;
    private final Console console;

    BoardPagesIT(TestRealm realm) {
        this.realm = realm;
        this.people = new People(realm);
        this.console = new Console(realm);
    }

    @BeforeAll
    void hireStaff() {
        realm.addStaff(STAFF, "Stella", "Staff", "manage-organizations");
        realm.addStaff(READER, "Rhys", "Reader", "view-organizations");
    }

    // ---------------------------------------------------------------- finding and looking

    @Test
    void findsACentreAndAPersonOfAnyCentre() {
        Window window = console.open(STAFF).go("");
        window.follow("For Cambridge staff");
        window.hasHeading("All centres");
        assertThat(window.row("60001")).containsText("British Council Partner School");
        window.type("Search for a centre or a person", "tutor");
        window.press("Search");
        assertThat(window.row("50538 - 3A Tutors Ltd")).isVisible();
        assertThat(window.row("GB123")).hasCount(0);
        window.follow("People: 1");
        assertThat(window.row("officer@50538.example")).containsText("50538 - 3A Tutors Ltd");
        window.follow("50538 - 3A Tutors Ltd");
        window.hasHeading("50538 - 3A Tutors Ltd");
        window.hasMain("CA001 - Cambridge Assessment DEV");
        window.hasMain("Approved");
        window.follow("All centres");
        window.type("Search for a centre or a person", "x");
        window.press("Search");
        assertThat(window.problems()).containsText("Type at least 2 characters");
        // Who is no staff has no such link.
        assertThat(console.open(OFFICER).go("").link("For Cambridge staff")).hasCount(0);
    }

    @Test
    void findsPeopleByAnyWordsOfTheirsAndCentresWithoutTheirAccents() {
        realm.board()
                .contentType("application/jsonl")
                .body(
                        """
                        {"centre": {"number": "FIND1", "name": "Collège Élan", "type": "CENTRE"}}
                        {"person": {"centre": "FIND1", "email": "xu@find1.example", "firstName": "Zoë Li", "lastName": "Åström", "roles": []}}
                        {"centre": {"number": "FIND2", "name": "Second College", "type": "CENTRE"}}
                        {"person": {"centre": "FIND2", "email": "bo@find2.example", "firstName": "Bo", "lastName": "Åström", "roles": []}}
                        """)
                .post("/import")
                .then()
                .statusCode(207);
        Caller staff = Caller.signedIn(realm, STAFF);
        for (String words : List.of("astrom+zoe", "STR%C3%96M", "li+find1", "xu", "xu@find1")) {
            assertThat(staff.get("board?show=people&search=" + words).body())
                    .as(words)
                    .contains("Zoë Li Åström");
        }
        for (String words : List.of("zoe+nobody", "oe", "i+l", "x_@find1")) {
            assertThat(staff.get("board?show=people&search=" + words).body())
                    .as(words)
                    .doesNotContain("Zoë Li Åström");
        }
        // Each at their own centre.
        assertThat(staff.get("board?show=people&search=astrom").body()).contains("FIND1", "FIND2");
        assertThat(staff.get("board?search=college+elan").body()).contains("Collège Élan");
        assertThat(staff.get("board?search=find1+col").body()).contains("Collège Élan");
        assertThat(staff.get("board?search=elan+college").body()).doesNotContain("Collège Élan");
    }

    @Test
    void looksAtACentreAsItsOfficerSeesItAndTheCentreReadsSo() {
        String centre = centre("CENTRE", "");
        String id = people.member(centre, People.freshEmail(), "centre.user-management");
        Window window = console.signIn(STAFF);
        window.go("board/centres/" + centre);
        assertThat(acts(centre, "centre-viewed-by-board")).isEmpty();
        window.follow("Open as its exams officer sees it");
        window.hasMain("You are looking at this centre as Cambridge");
        assertThat(window.names()).containsExactly("Sam Worthington");
        assertThat(window.link("Add user(s)")).hasCount(0);
        assertThat(window.link("Export as CSV")).hasCount(0);
        window.follow("Sam Worthington");
        window.hasMain("You are looking at this centre as Cambridge");
        assertThat(window.toggleOf("User Management")).isChecked();
        assertThat(window.page().locator("input[role=switch]:enabled")).hasCount(0);
        assertThat(window.page().locator("main form, main .mc-actions a")).hasCount(0);
        window.follow("Whole history of Sam Worthington");
        window.follow("All that happened at this centre");
        assertThat(window.main().getByText(LOOKED)).hasCount(1);
        window.follow("Back to Cambridge’s page of this centre");
        window.follow("Open as its exams officer sees it");
        assertThat(acts(centre, "centre-viewed-by-board")).containsExactly(LOOKED);

        // Another opening is another act, and nothing is shown before it is recorded.
        Caller reader = Caller.signedIn(realm, READER);
        String person = "board/centres/" + centre + "/users/" + id;
        assertThat(reader.get(person).status()).isEqualTo(200);
        assertThat(reader.get(person).status()).isEqualTo(200);
        assertThat(reader.get("board/centres/" + centre + "/history").status()).isEqualTo(200);
        assertThat(acts(centre, "centre-viewed-by-board")).containsExactly(LOOKED, LOOKED);
        assertThat(reader.get("board/centres/NONE99/users").status()).isEqualTo(404);
    }

    @Test
    void anAssociatesSchoolsAreAllShown() {
        Window window = console.open(STAFF).go("board/centres/CA001/associate-schools");
        window.hasMain("You are looking at this centre as Cambridge");
        assertThat(window.row("3A Tutors Ltd")).isVisible();
        assertThat(window.row("Riverside Tutors")).containsText("Proposed");
    }

    private List<String> acts(String centre, String kind) {
        return realm.board()
                .queryParam("kind", kind)
                .get("/{centre}/history", centre)
                .then()
                .statusCode(200)
                .extract()
                .path("items.sentence");
    }

    /** A centre of a test's own. */
    private String centre(String type, String parent) {
        String number = "B" + UUID.randomUUID().toString().substring(0, 8).toUpperCase();
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("number", number);
        body.put("name", "School " + number);
        body.put("type", type);
        if (!parent.isEmpty()) {
            body.put("parent", parent);
            body.put("link", "APPROVED");
        }
        realm.board().body(body).post().then().statusCode(201);
        return number;
    }

    // ---------------------------------------------------------------- centres

    @Test
    void setsUpACentreWithItsFirstUserManager() {
        Window window = console.signIn(STAFF);
        window.go("board");
        window.follow("Set up a centre");
        window.type("Centre number", "gb123");
        window.type("Name", "Lakeside <School>");
        window.press("Set up a centre");
        assertThat(window.page()).hasTitle(Pattern.compile("^Error: .*"));
        window.hasMain("Choose the type of the centre.");
        assertThat(window.field("Name")).hasValue("Lakeside <School>");
        window.field("Centre type").selectOption("CENTRE");
        window.press("Set up a centre");
        window.hasMain("The name has characters that cannot be in a name");
        window.type("Name", "Lakeside School");
        window.press("Set up a centre");
        window.hasMain("There is a centre gb123 already.");
        window.type("Centre number", "lake1");
        window.type("Reason", "New contract");
        window.press("Set up a centre");
        window.says("LAKE1 - Lakeside School has been set up.");
        window.hasHeading("LAKE1 - Lakeside School");

        String email = People.freshEmail();
        window.follow("Add user");
        window.hasMain("You are acting as Cambridge at this centre.");
        window.name("Una", "First", email);
        window.toggle("User Management");
        window.toggle("School Support Hub Coordinator");
        window.press("Save user");
        window.says("Invitation email sent to Una First.");
        assertThat(window.row(email))
                .containsText("User Management, School Support Hub Coordinator");
        assertThat(realm.mails().await(email, "invited").text()).contains("LAKE1");
        assertThat(acts("LAKE1", "user-added").get(0)).startsWith("Cambridge added Una First");
        assertThat(acts("LAKE1", "centre-created")).containsExactly("Cambridge set up this centre");
        List<String> reasons =
                realm.board()
                        .queryParam("kind", "centre-created")
                        .get("/LAKE1/history")
                        .then()
                        .extract()
                        .path("items.reason");
        assertThat(reasons).containsExactly("New contract");
    }

    @Test
    void changesACentreAndEndsWhatCouldNotStayOnlyWhenAskedTo() {
        String centre = centre("CENTRE", "");
        people.member(centre, People.freshEmail(), "gl.holder", "centre.exams-officer");
        String page = "board/centres/" + centre;
        Window window = console.open(STAFF).go(page);
        window.follow("Change this centre");
        window.field("Centre type").selectOption("PARTNER_SCHOOL");
        window.press("Save changes");
        window.hasMain("A centre of this type needs an associate.");
        window.type("Number of the associate that looks after it", "CA001");
        window.press("Save changes");
        window.hasMain("Centre CA001 cannot look after a centre of this type.");
        window.type("Number of the associate that looks after it", "bc001");
        window.field("Link to associate").selectOption("APPROVED");
        window.press("Save changes");
        window.hasMain("Sam Worthington: Global Listening account holder");
        assertThat(window.field("Centre type")).hasValue("PARTNER_SCHOOL");
        assertThat(window.field("Number of the associate that looks after it")).hasValue("bc001");
        window.press("Save changes");
        window.hasMain("Sam Worthington: Global Listening account holder");
        window.use(window.field("End these with this change"), "Space");
        // Somebody was quicker: nothing is overwritten unseen.
        realm.board()
                .body(Map.of("version", 0, "name", "Renamed", "type", "CENTRE"))
                .put("/{centre}", centre)
                .then()
                .statusCode(200);
        window.press("Save changes");
        assertThat(window.problems()).containsText("Somebody else changed this centre");
        window.type("Name", "Hilltop School");
        window.press("Save changes");
        window.use(window.field("End these with this change"), "Space");
        window.press("Save changes");
        window.says(centre + " - Hilltop School has been changed.");
        window.hasMain("British Council Partner School");
        window.hasMain("BC001 - British Council DEV");
        realm.board()
                .get("/{centre}/users", centre)
                .then()
                .body("items[0].roles", org.hamcrest.Matchers.is(List.of("centre.exams-officer")));
    }

    @Test
    void suspendsACentreAndActivatesItAgain() {
        String centre = centre("CENTRE", "");
        String email = People.freshEmail();
        people.member(centre, email, "sfa.teacher");
        Window window = console.signIn(STAFF);
        window.go("board/centres/" + centre);
        window.follow("Suspend centre");
        window.hasHeading("Suspend " + centre);
        window.hasMain("1 person is at this centre.");
        window.follow("Cancel");
        window.follow("Suspend centre");
        window.type("Reason", "Under inquiry");
        window.press("Suspend centre");
        window.says("has been suspended.");
        assertThat(window.main().getByText("Suspended", exact())).isVisible();
        assertThat(window.link("Suspend centre")).hasCount(0);
        window.follow("Activate centre");
        window.press("Activate centre");
        window.says("is active.");
        assertThat(acts(centre, "centre-changed")).hasSize(2);
        // Found as left open, the browser asks who it is before a centre is closed.
        realm.clock().advance(Duration.ofMinutes(16));
        window.follow("Close centre");
        window.press("Close centre");
        assertThat(window.field("Password")).isVisible();
    }

    private static Locator.GetByTextOptions exact() {
        return new Locator.GetByTextOptions().setExact(true);
    }

    // ---------------------------------------------------------------- assignments

    @Test
    void sharesTheCentresOfAnAssociateBetweenItsPeople() {
        String associate = centre("ASSOCIATE", "");
        String amy = named(associate, "Amy");
        named(associate, "Bob");
        named(associate, "Cid");
        List<String> schools = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            schools.add(centre("ASSOCIATE_CENTRE", associate));
        }
        schools.sort(null);
        for (String school : schools.subList(0, 2)) {
            realm.board().put("/{n}/assignments/{id}", school, amy).then().statusCode(200);
        }
        Window window = console.signIn(STAFF);
        window.go("board/centres/" + associate);
        window.follow("Assignments");
        window.hasMain("5 centres are looked after by nobody.");
        assertThat(window.row(schools.get(0))).containsText("Amy Case");
        window.follow("Share them out");
        window.press("Show what it comes to");
        assertThat(window.problems()).containsText("Choose at least one person.");
        for (String name : List.of("Amy", "Bob", "Cid")) {
            window.page().getByLabel(Pattern.compile("^" + name + " Case")).check();
        }
        window.press("Show what it comes to");
        window.hasMain("Nothing is saved or sent yet.");
        assertThat(window.row("Amy Case")).containsText("2");
        assertThat(window.row("Bob Case")).containsText(schools.get(3));
        // Meanwhile somebody else looks after one of them.
        realm.board().put("/{n}/assignments/{id}", schools.get(6), amy).then().statusCode(200);
        window.press("Assign these centres");
        window.hasMain("Something has changed in the meantime.");
        window.press("Assign these centres");
        window.says("Centres assigned: 4.");
        assertThat(window.main().getByText("looked after by nobody")).hasCount(0);
        assertThat(window.row(schools.get(6))).containsText("Amy Case");
        assertThat(window.row("Bob Case")).hasCount(2);
        assertThat(window.row("Cid Case")).hasCount(2);

        window.follow(window.row(schools.get(0)).getByRole(AriaRole.LINK));
        window.page().getByLabel(Pattern.compile("^Amy Case")).uncheck();
        window.page().getByLabel(Pattern.compile("^Cid Case")).check();
        window.type("Reason", "Holiday");
        window.press("Save changes");
        window.says("Who looks after " + schools.get(0));
        assertThat(window.row(schools.get(0))).containsText("Cid Case");
        assertThat(acts(schools.get(0), "unassigned")).hasSize(1);
        assertThat(acts(schools.get(0), "assigned")).hasSize(2);
    }

    @Test
    void theFiftyFirstIsRefusedInTheFactsheetsWords() {
        String associate = centre("ASSOCIATE", "");
        named(associate, "Full");
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < 51; i++) {
            lines.append(
                    ("{\"centre\": {\"number\": \"%s-%d\", \"name\": \"School\", \"type\":"
                                    + " \"ASSOCIATE_CENTRE\", \"parent\": \"%s\", \"link\":"
                                    + " \"APPROVED\"}}\n")
                            .formatted(associate, 10 + i, associate));
        }
        realm.board()
                .contentType("application/jsonl")
                .body(lines.toString())
                .post("/import")
                .then()
                .statusCode(207);
        Window window = console.signIn(STAFF);
        window.go("board/centres/" + associate + "/plan");
        window.page().getByLabel(Pattern.compile("^Full Case")).check();
        window.press("Show what it comes to");
        window.hasMain("1 centre is left: nobody may have more than 50.");
        window.press("Assign these centres");
        window.says("Centres assigned: 50.");
        window.go("board/centres/" + associate + "-60/assignees");
        window.page().getByLabel(Pattern.compile("^Full Case")).check();
        window.press("Save changes");
        assertThat(window.problems())
                .containsText(
                        "We cannot assign more than 50 centres to a single Cambridge"
                                + " Associate/British Council email address");
        assertThat(window.page().getByLabel(Pattern.compile("^Full Case"))).isChecked();
    }

    /** Somebody at a centre, called so. */
    private String named(String centre, String first) {
        String email = first.toLowerCase() + "@" + centre.toLowerCase() + ".example";
        String id =
                realm.board()
                        .body(
                                Map.of(
                                        "firstName",
                                        first,
                                        "lastName",
                                        "Case",
                                        "email",
                                        email,
                                        "roles",
                                        List.of("centre.user-management"),
                                        "invite",
                                        false))
                        .post("/{centre}/users", centre)
                        .then()
                        .statusCode(201)
                        .extract()
                        .path("id");
        return id;
    }

    // ---------------------------------------------------------------- rules, mails, services

    @Test
    void putsAnotherPolicyInForceOnceItsEffectIsShown() {
        Caller staff = Caller.signedIn(realm, STAFF);
        String document = staff.get("board/policy/0").body();
        String other =
                document.replaceFirst(
                        "(\"user-management-grants-school-support-hub\": *)false", "$1true");
        assertThat(other).isNotEqualTo(document);
        assertThat(staff.get("board/policy/99").status()).isEqualTo(404);
        Window window = console.signIn(STAFF);
        window.go("board");
        window.follow("Roles and rules");
        window.hasMain("Version 0 is in force");
        window.follow("Put another version in force");
        window.page().locator("#text").fill("{\"roles\": []}");
        window.press("Check it");
        window.hasMain("This document cannot be used.");
        assertThat(window.page().locator("#text")).hasValue("{\"roles\": []}");
        window.page().locator("#text").fill(other);
        window.press("Check it");
        window.hasMain("Nothing is saved or sent yet.");
        assertThat(window.row("GRANT ssh.teacher").first()).isVisible();
        realm.board().get("/policy").then().body("version", org.hamcrest.Matchers.is(0));
        // Somebody else is about to do the same.
        Window late = console.signIn(STAFF);
        late.go("board/policy/replace");
        late.page().locator("#text").fill(document);
        late.press("Check it");
        late.hasMain("Nobody gains or loses a right.");
        window.press("Put it in force");
        window.says("Version 1 is in force.");
        window.hasMain("Stella Staff");
        realm.board().get("/policy").then().body("version", org.hamcrest.Matchers.is(1));
        late.press("Put it in force");
        assertThat(late.problems()).containsText("Somebody else put another version in force");
        assertThat(late.page().locator("#text")).hasValue(Pattern.compile("\"roles\""));
        late.press("Check it");
        late.press("Put it in force");
        late.says("Version 2 is in force.");
    }

    @Test
    void seesWhatHasNotArrivedAndHasItTriedAgain() {
        String centre = centre("CENTRE", "");
        String email = People.freshEmail();
        realm.mailServer().stop();
        realm.board()
                .body(
                        Map.of(
                                "firstName",
                                "Nora",
                                "lastName",
                                "Nomail",
                                "email",
                                email,
                                "roles",
                                List.of()))
                .post("/{centre}/users", centre)
                .then()
                .statusCode(201);
        Window window = console.open(STAFF).go("board");
        window.follow("Mails and messages");
        assertThat(window.row("Nora Nomail")).containsText("Invitation");
        assertThat(window.row("Nora Nomail")).containsText("1 try");
        assertThat(window.row("Nora Nomail")).containsText("Tried again");
        Looks looks = new Looks(Language.ENGLISH);
        looks.at(window.page(), "board/deliveries:failed");
        window.follow("Try again Invitation Nora Nomail");
        window.hasMain("It is tried at once");
        looks.at(window.page(), "board/deliveries/retry");
        looks.foundNothingWrong();
        window.press("Try again");
        window.says("The email to Nora Nomail was tried again.");
        assertThat(window.row("Nora Nomail")).containsText("1 try");
        realm.mailServer().start();
        window.follow("Try again Invitation Nora Nomail");
        window.type("Reason", "The mail server is back");
        window.press("Try again");
        window.says("The email to Nora Nomail was tried again.");
        assertThat(window.row("Nora Nomail")).hasCount(0);
        realm.mails().await(email, "invited");
        assertThat(acts(centre, "mail-retried"))
                .containsExactly(
                        "Cambridge had an email to Nora Nomail sent again",
                        "Cambridge had an email to Nora Nomail sent again");
        assertThat(window.row("Submit for Assessment")).containsText("No webhook");

        try (Receiver receiver = new Receiver(realm.hostOfThisMachine())) {
            receiver.answers(message -> 410);
            realm.board()
                    .body(Map.of("url", receiver.url(), "enabled", true))
                    .put("/services/submit-for-assessment/webhook")
                    .then()
                    .statusCode(200);
            people.member(centre, People.freshEmail(), "sfa.teacher");
            awaitService("failing", true);
            awaitService("waiting", 1);
            awaitService("dead", 0);
            realm.clock().advance(Duration.ofDays(3).plusHours(1));
            awaitService("dead", 1);
            awaitService("waiting", 0);
            Window again = console.signIn(STAFF);
            again.go("board/deliveries");
            assertThat(again.row("Submit for Assessment")).containsText("Failing");
            again.follow("Try again Submit for Assessment");
            again.hasMain("1 message is sent again.");
            receiver.answers(message -> 200);
            again.press("Try again");
            again.says("The messages to Submit for Assessment are tried again.");
            awaitService("dead", 0);
        } finally {
            realm.board().delete("/services/submit-for-assessment/webhook");
        }
    }

    private void awaitService(String member, Object value) {
        String path =
                "items.find { it.service == 'submit-for-assessment' }."
                        + (member.equals("failing") ? "webhook." : "")
                        + member;
        assertThat(
                        Waiting.until(
                                Duration.ofSeconds(60),
                                () ->
                                        value.equals(
                                                realm.board()
                                                        .get("/services")
                                                        .then()
                                                        .extract()
                                                        .path(path))))
                .as(member)
                .isTrue();
    }

    @Test
    void isToldWhichCentresWantLookingAfter() {
        String centre = centre("CENTRE", "");
        Window window = console.open(STAFF).go("board");
        window.follow("Centres without an exams officer");
        window.go("board/wanted/no-exams-officer");
        Caller staff = Caller.signedIn(realm, STAFF);
        assertThat(listed(staff, "no-exams-officer", centre)).isTrue();
        assertThat(listed(staff, "no-user-manager", centre)).isTrue();
        people.member(centre, People.freshEmail(), "centre.exams-officer");
        assertThat(listed(staff, "no-exams-officer", centre)).isFalse();
        assertThat(listed(staff, "no-user-manager", centre)).isTrue();
        assertThat(listed(staff, "suspended", centre)).isFalse();
        int version = realm.board().get("/{centre}", centre).then().extract().path("version");
        realm.board()
                .body(
                        Map.of(
                                "version",
                                version,
                                "name",
                                "On hold",
                                "type",
                                "CENTRE",
                                "status",
                                "SUSPENDED"))
                .put("/{centre}", centre)
                .then()
                .statusCode(200);
        assertThat(listed(staff, "suspended", centre)).isTrue();
        // Nothing is expected of a centre that is suspended.
        assertThat(listed(staff, "no-user-manager", centre)).isFalse();
        assertThat(staff.get("board/wanted/nothing").status()).isEqualTo(404);
    }

    /** Whether a centre is in a list, whichever page of it. */
    private static boolean listed(Caller staff, String kind, String centre) {
        for (int page = 1; ; page++) {
            String body = staff.get("board/wanted/" + kind + "?page=" + page).body();
            if (body.contains("board/centres/" + centre + "\"")) {
                return true;
            }
            if (!body.contains("rel=\"next\"")) {
                return false;
            }
        }
    }

    // ---------------------------------------------------------------- at the door

    /** Every page of the board's, by method, with something to be found at each. */
    private List<String> routes(String method) {
        Map<String, String> values =
                Map.of(
                        "{number}", "GB123",
                        "{kind}", "suspended",
                        "{id}", people.id("GB123", OFFICER),
                        "{act}", "suspend",
                        "{service}", "submit-for-assessment",
                        "{mail}", "none",
                        "{version}", "0");
        return Routes.in("org/mycambridge/web/console/").stream()
                .filter(route -> route.startsWith("Board") && route.contains(" " + method))
                .map(
                        route -> {
                            String[] parts = route.split(" ");
                            String below = parts.length < 3 ? "" : "/" + parts[2];
                            String centre =
                                    below.equals("/assignees")
                                            ? "50538"
                                            : below.matches("/(assignments|plan|associate-.*)")
                                                    ? "CA001"
                                                    : "GB123";
                            String base =
                                    parts[0].equals("BoardCentrePages")
                                            ? "board/centres/" + centre
                                            : "board";
                            String path = base + below;
                            for (Map.Entry<String, String> value : values.entrySet()) {
                                path = path.replace(value.getKey(), value.getValue());
                            }
                            return path;
                        })
                .toList();
    }

    private static Map<String, String> filledIn(String token) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("token", token);
        fields.put("once", "AAAAAAAAAAAAAAAAAAAAAA");
        fields.put("number", "FORGED1");
        fields.put("name", "Forged");
        fields.put("type", "CENTRE");
        fields.put("version", "0");
        fields.put("firstName", "Forged");
        fields.put("lastName", "Form");
        fields.put("email", "forged@elsewhere.example");
        fields.put("role", "centre.user-management");
        fields.put("step", "confirm");
        fields.put("text", "{}");
        return fields;
    }

    private String token(Caller caller) {
        String token = caller.get("").hidden("token");
        assertThat(token).isNotEmpty();
        return token;
    }

    /** The rows of ours, and of the people: what no refused request may change. */
    private String tables() {
        return realm.databaseDump()
                .lines()
                .filter(line -> line.matches("(?i)^(MC_|USER_|ORG).*"))
                .filter(line -> !line.matches("(?i)^(MC_DELIVERY|USER_SESSION).*"))
                .sorted()
                .collect(Collectors.joining("\n"));
    }

    @Test
    void whoMayOnlyLookSeesNoFormAndEveryPostOfTheirsIsRefused() {
        Caller reader = Caller.signedIn(realm, READER);
        String token = token(reader);
        assertThat(reader.get("board/centres/GB123/users").status()).isEqualTo(200);
        List<String> posts = routes("POST");
        assertThat(posts).hasSizeGreaterThanOrEqualTo(4);
        String before = tables();
        for (String post : posts) {
            Caller.Answer answer = reader.post(post, filledIn(token));
            assertThat(answer.status()).as(answer.what()).isEqualTo(403);
            assertThat(answer.body()).contains("You may look at this, but not change anything.");
        }
        assertThat(tables()).isEqualTo(before);
        for (String page : routes("GET")) {
            Caller.Answer answer = reader.get(page);
            assertThat(answer.status()).as(answer.what()).isIn(200, 403, 404);
            // The choice of a language is everybody's, and its own route.
            String main = answer.body().replaceAll("(?s)<footer.*</footer>", "");
            assertThat(main).as(answer.what()).doesNotContain("method=\"post\"");
            // What can't be posted is not linked either.
            assertThat(posts.stream().filter(post -> main.contains(post + "\""))).isEmpty();
        }
    }

    @Test
    void toAnybodyElseThereIsNoSuchPage() {
        for (String email : List.of(OFFICER, "teacher@gb123.example")) {
            Caller stranger = Caller.signedIn(realm, email);
            String token = token(stranger);
            String none = look(stranger.get("centres/99999"));
            String before = tables();
            List<String> pages = new ArrayList<>(routes("GET"));
            pages.add("board/no-such-page");
            for (String page : pages) {
                assertThat(look(stranger.get(page))).as(page).isEqualTo(none);
                assertThat(look(stranger.post(page, filledIn(token)))).as(page).isEqualTo(none);
            }
            for (String page : routes("POST")) {
                assertThat(look(stranger.post(page, filledIn(token)))).as(page).isEqualTo(none);
            }
            assertThat(tables()).isEqualTo(before);
        }
        Caller nobody = new Caller(realm);
        for (String page : routes("GET")) {
            assertThat(nobody.get(page).leadsToSignIn()).as(page).isTrue();
        }
    }

    /** All that a page tells, without what differs from one to the next. */
    private static String look(Caller.Answer answer) {
        return (answer.status() + "\n" + answer.body())
                .replaceAll("(name=\"token\" value=)\"[^\"]+\"", "$1")
                .replaceAll("(name=\"page\" value=)\"[^\"]*\"", "$1");
    }

    @Test
    void aForgedFormOfTheBoardsChangesNothing() {
        Caller staff = Caller.signedIn(realm, STAFF);
        String token = token(staff);
        String others = token(Caller.signedIn(realm, READER));
        // A form about a mail is one while the mail has failed.
        String mail = "deliveries/" + failedMail();
        String before = tables();
        for (String route : routes("POST")) {
            String page = route.replace("deliveries/none", mail);
            for (String forged : List.of("", "x", others)) {
                Caller.Answer answer = staff.post(page, filledIn(forged));
                assertThat(answer.status()).as(answer.what()).isEqualTo(409);
            }
            Caller.Answer elsewhere =
                    staff.send(
                            "POST",
                            page,
                            Caller.encoded(filledIn(token)),
                            "Content-Type",
                            Caller.FORM,
                            "Origin",
                            "https://evil.example");
            assertThat(elsewhere.status()).as(elsewhere.what()).isEqualTo(403);
        }
        assertThat(tables()).isEqualTo(before);
    }

    /** The id of one; until the end of the test no mail leaves. */
    private String failedMail() {
        realm.mailServer().stop();
        String person = people.invited(OFFICER, "GB123", People.freshEmail(), "scripts.user");
        return realm.board()
                .queryParam("max", 100)
                .get("/deliveries")
                .then()
                .statusCode(200)
                .extract()
                .path("items.find { it.person == '" + person + "' }.id");
    }

    // ---------------------------------------------------------------- cost and look

    @Test
    void findingCostsTheSameStatementsWhateverIsFound() {
        Caller staff = Caller.signedIn(realm, STAFF);
        List<Long> counts = new ArrayList<>();
        for (String search : List.of("olive", "example")) {
            for (String show : List.of("centres", "people")) {
                String page = "board?search=" + search + "&show=" + show;
                assertThat(staff.get(page).status()).isEqualTo(200);
                counts.add(least(() -> staff.get(page)));
            }
        }
        assertThat(counts.get(2)).isEqualTo(counts.get(0)).isLessThanOrEqualTo(6);
        assertThat(counts.get(3)).isEqualTo(counts.get(1)).isLessThanOrEqualTo(6);
    }

    @Test
    void assignmentsCostTheSameStatementsForOneCentreAndForMany() {
        Caller staff = Caller.signedIn(realm, STAFF);
        String associate = centre("ASSOCIATE", "");
        String id = named(associate, "Amy");
        List<Long> counts = new ArrayList<>();
        for (int size : List.of(1, 10)) {
            for (int i = 0; i < size; i++) {
                String school = centre("ASSOCIATE_CENTRE", associate);
                realm.board().put("/{n}/assignments/{id}", school, id).then().statusCode(200);
            }
            String page = "board/centres/" + associate + "/assignments";
            assertThat(staff.get(page).status()).isEqualTo(200);
            counts.add(least(() -> staff.get(page)));
        }
        assertThat(counts.get(1)).isEqualTo(counts.get(0)).isLessThanOrEqualTo(9);
    }

    /** Timers run beside. */
    private long least(Runnable visit) {
        long least = Long.MAX_VALUE;
        for (int i = 0; i < 4; i++) {
            least = Math.min(least, realm.statements().countApart(visit).ours());
        }
        return least;
    }

    /** The board's own pages; those of a centre are looked at elsewhere, but for the banner. */
    @Test
    @Tag("full")
    void everyPageIsReadByEverybody() {
        for (Language language : List.of(Language.ENGLISH, new Language("ar"))) {
            Looks looks = new Looks(language);
            var browser = realm.browser(language.browser());
            browser.addCookies(Caller.signedIn(realm, STAFF).forBrowser());
            Page page = browser.newPage();
            List<String> paths =
                    language.equals(Language.ENGLISH)
                            ? List.of(
                                    "board?search=example&show=people",
                                    "board",
                                    "board/deliveries",
                                    "board/policy/replace",
                                    "board/centres/GB123/change",
                                    "board/centres/GB123/users",
                                    "board/centres/CA001/assignments",
                                    "board/centres/CA001/plan")
                            : List.of("board");
            for (String path : paths) {
                page.navigate(realm.url(Caller.HOME) + path);
                looks.at(page, path.replace('?', ':'));
            }
            page.navigate(realm.url(Caller.HOME) + "board/new-centre");
            page.getByRole(AriaRole.MAIN).locator("button[type=submit]").first().click();
            looks.at(page, "board/new-centre:wrong");
            looks.foundNothingWrong();
        }
    }
}
