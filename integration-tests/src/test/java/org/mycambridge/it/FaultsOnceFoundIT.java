package org.mycambridge.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThanOrEqualTo;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.keycloak.representations.idm.RealmRepresentation;
import org.mycambridge.it.stand.Mail;
import org.mycambridge.it.stand.OnKeycloak;
import org.mycambridge.it.stand.TestRealm;
import org.mycambridge.it.stand.Waiting;

/** What was wrong once, so that it does not come back. Each of these failed before its repair. */
@OnKeycloak
class FaultsOnceFoundIT {

    private static final String OFFICER = "officer@gb123.example";
    private static final String DEPUTY = "deputy@gb123.example";
    private static final String ELSEWHERE = "officer@50538.example";
    private static final String MANAGER = "centre.user-management";
    private static final String STRANGERS = "Strangers-own-123";
    private static final String THEIRS = "Their-own-word-12";

    /** A timer's minute, and what a slow machine takes on top. */
    private static final Duration A_TIMER = Duration.ofSeconds(90);

    private final TestRealm realm;
    private final People people;

    FaultsOnceFoundIT(TestRealm realm) {
        this.realm = realm;
        this.people = new People(realm);
    }

    // ------------------------------------------------------------------ a corrected address (D11)

    /**
     * Somebody else has the mail to the wrong address, and its password, and has come in with it.
     */
    @Test
    void aSignInThatBeganForTheWrongAddressSetsNoPassword() {
        String wrong = People.freshEmail();
        String right = People.freshEmail();
        String id = invited(wrong);
        Mail first = realm.mails().await(wrong, "invited");
        try (var theirs = realm.browser();
                var other = realm.browser()) {
            Page stranger = other.newPage();
            Journey journey = new Journey(stranger);
            journey.openInvitation(first);
            journey.signInWith(Journey.temporaryPassword(first));
            PlaywrightAssertions.assertThat(stranger.getByLabel("New password again")).isVisible();
            correct(id, right);
            Mail second = realm.mails().await(right, "invited");

            stranger.getByLabel("New password", exact()).fill(STRANGERS);
            stranger.getByLabel("New password again").fill(STRANGERS);
            stranger.getByRole(AriaRole.BUTTON, named("Set password")).click();
            PlaywrightAssertions.assertThat(stranger.getByLabel("New password again"))
                    .not()
                    .isVisible();
            PlaywrightAssertions.assertThat(stranger.getByLabel("Verification code"))
                    .not()
                    .isVisible();
            realm.passwordGrant(right, STRANGERS)
                    .then()
                    .body("error_description", is("Invalid user credentials"));
            realm.passwordGrant(right, Journey.temporaryPassword(second))
                    .then()
                    .body("error_description", is("Account is not fully set up"));

            new Journey(theirs.newPage()).firstSignIn(realm, right, second, THEIRS);
            stranger.reload();
            isSignedOut(stranger);
        }
    }

    /** The same with the password set already, before the code. */
    @Test
    void aCodeForTheWrongAddressOpensNothingAndTheRightOneGetsItsOwn() {
        String wrong = People.freshEmail();
        String right = People.freshEmail();
        String id = invited(wrong);
        try (var theirs = realm.browser();
                var other = realm.browser()) {
            Page stranger = other.newPage();
            Journey journey = new Journey(stranger);
            journey.openInvitation(realm.mails().await(wrong, "invited"));
            Mail code = journey.untilTheCode(realm, wrong, STRANGERS);
            correct(id, right);

            journey.verify(Journey.code(code));
            PlaywrightAssertions.assertThat(stranger.getByLabel("Verification code"))
                    .not()
                    .isVisible();
            PlaywrightAssertions.assertThat(stranger.locator("body")).not().containsText(right);
            isSignedOut(stranger);

            Mail second = realm.mails().await(right, "invited");
            new Journey(theirs.newPage()).firstSignIn(realm, right, second, THEIRS);
        }
        realm.passwordGrant(right, STRANGERS)
                .then()
                .body("error_description", is("Invalid user credentials"));
    }

    /** One centre corrects an address to a stranger's while another one adds it as it was. */
    @Test
    void whoeverIsAddedHasTheAddressThatWasAsked() {
        String token = realm.token(OFFICER);
        String elsewhere = realm.token(ELSEWHERE);
        List<Supplier<Response>> writers = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            String asked = "asked" + i + "@race.example";
            String moved = "moved" + i + "@race.example";
            String id = invited(asked);
            writers.add(
                    () ->
                            realm.api(token)
                                    .body(Map.of("version", 0, "email", moved))
                                    .patch("/GB123/users/{id}", id));
            writers.add(
                    () ->
                            realm.api(elsewhere)
                                    .body(body(asked, "scripts.user"))
                                    .post("/50538/users"));
        }
        List<Response> answers = atOnce(writers);
        for (int i = 0; i < answers.size(); i += 2) {
            assertThat(answers.get(i).statusCode()).isIn(200, 403, 503);
            assertThat(answers.get(i + 1).statusCode()).isIn(201, 503);
        }
        realm.board()
                .queryParam("search", "@race.example")
                .queryParam("max", 100)
                .get("/50538/users")
                .then()
                .body("total", greaterThan(0))
                .body("items.email", everyItem(containsString("asked")));
        // The realm is taken away after the last test: not while its mails are being written.
        assertThat(Waiting.until(A_TIMER, () -> !isAnyInvitationDue())).isTrue();
    }

    private boolean isAnyInvitationDue() {
        return realm.databaseDump()
                .toUpperCase(Locale.ROOT)
                .lines()
                .filter(line -> line.startsWith("MC_DELIVERY:"))
                .anyMatch(line -> line.contains("KIND=INVITATION ") && line.contains("STATE=DUE"));
    }

    // ------------------------------------------------------------------ writers at once

    /** A change of a name, told by Keycloak, puts nothing back that was written meanwhile. */
    @Test
    void aDisableIsNotUndoneByAChangedName() throws Exception {
        String id = people.member("GB123", People.freshEmail(), "sfa.teacher");
        int before = people.version("GB123", id);
        int rounds = 25;
        var account = realm.adminClient().realm(realm.name()).users().get(id);
        AtomicBoolean stop = new AtomicBoolean();
        ExecutorService thread = Executors.newSingleThreadExecutor();
        Future<?> renaming =
                thread.submit(
                        () -> {
                            for (int i = 0; !stop.get(); i++) {
                                var person = account.toRepresentation();
                                person.setFirstName("Sam" + (char) ('a' + i % 26));
                                account.update(person);
                            }
                        });
        try {
            String token = realm.token(OFFICER);
            for (int i = 0; i < rounds; i++) {
                act(token, id, "disable").statusCode(200).body("status", is("DISABLED"));
                realm.api(token).get("/GB123/users/{id}", id).then().body("status", is("DISABLED"));
                act(token, id, "enable").statusCode(200).body("status", is("ACTIVE"));
            }
        } finally {
            stop.set(true);
            renaming.get();
            thread.shutdownNow();
        }
        assertThat(people.version("GB123", id)).isEqualTo(before + 2 * rounds);
    }

    // ------------------------------------------------------------------ accounts nobody used

    /** Deleted by the clock, an account leaves nothing of ours behind. */
    @Test
    void anAccountNobodyUsedGoesWhole() {
        String id = invited(People.freshEmail());
        realm.api(realm.token(OFFICER)).delete("/GB123/users/{id}", id).then().statusCode(200);
        realm.clock().advance(Duration.ofDays(31));
        String account = "select ID from USER_ENTITY where ID = '" + id + "'";
        assertThat(Waiting.until(A_TIMER, () -> realm.select(account).isEmpty())).isTrue();
        assertThat(realm.select("select USER_ID from MC_PERSON where USER_ID = '" + id + "'"))
                .isEmpty();
        assertThat(realm.select("select ID from MC_DELIVERY where RECIPIENT_ID = '" + id + "'"))
                .isEmpty();
    }

    // ------------------------------------------------------------------ what mails say

    /** D5: the name of an account elsewhere never shows, not even when its owner is removed. */
    @Test
    void noMailTellsTheNameOfSomebodyWhoNeverCame() {
        String email = People.freshEmail();
        people.member("50538", email, "scripts.user"); // as Sam Worthington
        String id = added("Zed", "Typed", email);
        assertThat(realm.mails().await(DEPUTY, "people who manage users").text())
                .contains("Zed Typed")
                .doesNotContain("Worthington");
        realm.api(realm.token(OFFICER)).delete("/GB123/users/{id}", id).then().statusCode(200);

        // Of one who did come, they are told; by then the other mail would be here.
        String known = people.member("GB123", People.freshEmail(), MANAGER);
        realm.api(realm.token(OFFICER)).delete("/GB123/users/{id}", known).then().statusCode(200);
        realm.mails().await(DEPUTY, "people who manage users");
        assertThat(realm.mails().to(DEPUTY, "people who manage users")).isEmpty();
    }

    /** A letter that can't be written waits its turn like one that can't be sent. */
    @Test
    void aMailThatCannotBeWrittenIsCountedAndTriedAgain() {
        var admin = realm.adminClient().realm(realm.name());
        RealmRepresentation settings = admin.toRepresentation();
        String policy = settings.getPasswordPolicy();
        String email = People.freshEmail();
        settings.setPasswordPolicy("maxLength(12)");
        admin.update(settings);
        try {
            String id =
                    people.add(OFFICER, "GB123", email)
                            .statusCode(201)
                            .body("mail.state", is("not-delivered"))
                            .extract()
                            .path("id");
            realm.api(realm.token(OFFICER))
                    .get("/GB123/users/{id}", id)
                    .then()
                    .body("mail.state", is("not-delivered"))
                    .body("mail.reason", containsString("ModelException"));
            assertThat(realm.databaseDump().lines().filter(line -> line.contains("ModelException")))
                    .singleElement()
                    .asString()
                    .containsIgnoringCase("ATTEMPTS=1");
        } finally {
            settings.setPasswordPolicy(policy);
            admin.update(settings);
        }
        realm.clock().advance(Duration.ofSeconds(31));
        realm.mails().await(email, "invited");
    }

    /** D32's measure, for what a manager may have sent. */
    @Test
    void nobodysInboxIsFilledByAButton() {
        String id = invited(People.freshEmail());
        act(realm.token(OFFICER), id, "resend-invitation").statusCode(200);
        People.problem(act(realm.token(OFFICER), id, "resend-invitation"), 429, "too-often")
                .body("detail", containsString("Sam Worthington"))
                .header("Retry-After", Integer::parseInt, lessThanOrEqualTo(60));
        for (int i = 1; i < 5; i++) {
            realm.clock().advance(Duration.ofSeconds(61));
            act(realm.token(OFFICER), id, "resend-invitation").statusCode(200);
        }
        realm.clock().advance(Duration.ofSeconds(61));
        People.problem(act(realm.token(OFFICER), id, "resend-invitation"), 429, "too-often")
                .header("Retry-After", Integer::parseInt, greaterThan(60));
        realm.clock().advance(Duration.ofHours(1));
        act(realm.token(OFFICER), id, "resend-invitation").statusCode(200);

        String known = people.member("GB123", People.freshEmail());
        act(realm.token(OFFICER), known, "reset-password").statusCode(200);
        People.problem(act(realm.token(OFFICER), known, "reset-password"), 429, "too-often");
    }

    // ------------------------------------------------------------------ what the clock does

    /** D36: those who stay where they are keep nobody from being deleted in time. */
    @Test
    void anUnusedAccountIsDeletedHoweverManyOthersWait() {
        centre("TIDY1");
        centre("TIDY2");
        int many = 105; // more than are looked at in one go
        List<String> emails =
                IntStream.range(0, many).mapToObj(i -> "kept" + i + "@tidy.example").toList();
        bring(
                Stream.of("TIDY1", "TIDY2")
                        .flatMap(number -> emails.stream().map(email -> line(email, number))));
        List<String> ids = new ArrayList<>();
        for (int first : List.of(0, 100)) {
            ids.addAll(
                    realm.board()
                            .queryParam("first", first)
                            .queryParam("max", 100)
                            .get("/TIDY1/users")
                            .then()
                            .extract()
                            .<List<String>>path("items.id"));
        }
        assertThat(ids).hasSize(many);
        ids.forEach(id -> leave("TIDY1", id));
        bring(Stream.of(line("gone@tidy.example", "TIDY1")));
        leave("TIDY1", people.id("TIDY1", "gone@tidy.example"));
        assertThat(accounts("gone@tidy.example")).hasSize(1);

        realm.clock().advance(Duration.ofDays(31));
        assertThat(Waiting.until(A_TIMER, () -> accounts("gone@tidy.example").isEmpty())).isTrue();
        assertThat(accounts(emails.get(0))).hasSize(1);
    }

    @Test
    void answersAreKeptForADayAndNoLonger() {
        String key = "kept-for-a-day";
        realm.api(realm.token(OFFICER))
                .header("Idempotency-Key", key)
                .body(body(People.freshEmail()))
                .post("/GB123/users")
                .then()
                .statusCode(201);
        assertThat(realm.databaseDump()).contains(key);
        realm.clock().advance(Duration.ofHours(25));
        assertThat(Waiting.until(A_TIMER, () -> !realm.databaseDump().contains(key))).isTrue();
    }

    // ------------------------------------------------------------------ who asks

    @Test
    void whoeverHasLostTheirRightsGetsNoAnswerOfBefore() {
        String manager = People.freshEmail();
        String id = people.member("GB123", manager, MANAGER);
        String token = realm.token(manager);
        Map<String, Object> body = body(People.freshEmail());
        again(token, body).statusCode(201);
        again(token, body).statusCode(201);
        // Whoever is removed loses the session, too; who is disabled keeps the token.
        realm.api(realm.token(OFFICER))
                .post("/GB123/users/{id}/disable", id)
                .then()
                .statusCode(200);
        People.problem(again(token, body), 404, "not-found").body("email", is((Object) null));
    }

    /** Keycloak's own switch: what a token doesn't carry gives no rights at our doors either. */
    @Test
    void aCentreThatKeycloakHasTurnedOffGivesNoRights() {
        centre("OFF01");
        String manager = People.freshEmail();
        people.member("OFF01", manager, MANAGER);
        String token = realm.token(manager);
        realm.api(token).get("/OFF01").then().statusCode(200);
        turn("OFF01", false);
        People.problem(realm.api(token).get("/OFF01").then(), 404, "not-found");
        realm.api(token).get().then().statusCode(200).body("total", is(0));
        turn("OFF01", true);
        realm.api(token).get().then().body("items.number", is(List.of("OFF01")));
    }

    /** A line without an end is not read into memory, and the next one is done. */
    @Test
    void aLineOfAnImportThatIsTooLongStopsNoOther() {
        String answer =
                bringAny(
                        "{\"centre\": {\"number\": \"LONG1\", \"name\": \""
                                + "n".repeat(1_000_000)
                                + "\"}}\r\n"
                                + "{\"centre\": {\"number\": \"LONG2\", \"name\": \"Next\", \"type\":"
                                + " \"CENTRE\"}}\r\n");
        assertThat(answer.lines().toList())
                .satisfiesExactly(
                        line -> assertThat(line).contains("\"line\":1", "too-large"),
                        line -> assertThat(line).contains("\"line\":2", "\"status\":201"));
    }

    // ------------------------------------------------------------------ nodes that go down

    /**
     * Keycloak tells the other nodes what to forget when all is committed, and fails where one of
     * them is just going down.
     */
    @Test
    void whatIsCommittedIsAcknowledgedWhoeverCantBeTold() {
        String email = People.freshEmail();
        int sofar = realm.log().length();
        realm.api(realm.token(OFFICER))
                .body(
                        Map.of(
                                "firstName",
                                "Sam",
                                "lastName",
                                "Committed-And-Untold",
                                "email",
                                email,
                                "roles",
                                List.of("sfa.teacher")))
                .post("/GB123/users")
                .then()
                .statusCode(201);
        assertThat(realm.log().substring(sofar))
                .contains("A write was done, and not every node could be told");
        realm.mails().await(email, "invited");
        people.id("GB123", email);
    }

    // ------------------------------------------------------------------ steps

    private String invited(String email) {
        return people.invited(OFFICER, "GB123", email);
    }

    private static Map<String, Object> body(String email, String... roles) {
        return Map.of(
                "firstName", "Sam", "lastName", "Worthington", "email", email, "roles", roles);
    }

    private String added(String firstName, String lastName, String email) {
        return realm.api(realm.token(OFFICER))
                .body(
                        Map.of(
                                "firstName",
                                firstName,
                                "lastName",
                                lastName,
                                "email",
                                email,
                                "roles",
                                List.of(MANAGER)))
                .post("/GB123/users")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
    }

    private void correct(String id, String email) {
        realm.api(realm.token(OFFICER))
                .body(Map.of("version", people.version("GB123", id), "email", email))
                .patch("/GB123/users/{id}", id)
                .then()
                .statusCode(200);
    }

    private ValidatableResponse act(String token, String id, String what) {
        return realm.api(token).post("/GB123/users/{id}/{what}", id, what).then();
    }

    private ValidatableResponse again(String token, Map<String, Object> body) {
        return realm.api(token)
                .header("Idempotency-Key", "the-same")
                .body(body)
                .post("/GB123/users")
                .then();
    }

    private void isSignedOut(Page page) {
        page.navigate(realm.url("/realms/{realm}/my-organisation/"));
        PlaywrightAssertions.assertThat(page.getByLabel("Email address")).isVisible();
    }

    private void centre(String number) {
        realm.board()
                .body(Map.of("number", number, "name", "Centre " + number, "type", "CENTRE"))
                .post()
                .then()
                .statusCode(201);
    }

    private static String line(String email, String centre) {
        return ("{\"person\": {\"email\": \"%s\", \"firstName\": \"Una\", \"lastName\": \"Used\","
                        + " \"centre\": \"%s\"}}")
                .formatted(email, centre);
    }

    private void bring(Stream<String> lines) {
        assertThat(bringAny(lines.collect(Collectors.joining("\n"))).lines())
                .allMatch(line -> line.contains("\"status\":201"));
    }

    private String bringAny(String lines) {
        return realm.board()
                .contentType("application/jsonl")
                .body(lines)
                .post("/import")
                .then()
                .statusCode(207)
                .extract()
                .asString();
    }

    private void leave(String centre, String id) {
        realm.board().delete("/{n}/users/{id}", centre, id).then().statusCode(200);
    }

    private List<String> accounts(String email) {
        return realm.adminClient().realm(realm.name()).users().searchByEmail(email, true).stream()
                .map(user -> user.getId())
                .toList();
    }

    private void turn(String number, boolean on) {
        var organizations = realm.adminClient().realm(realm.name()).organizations();
        var organization = organizations.search(number, false, 0, 1).get(0);
        organization.setEnabled(on);
        try (var answer = organizations.get(organization.getId()).update(organization)) {
            assertThat(answer.getStatus()).isEqualTo(204);
        }
    }

    /** A thread for each; none begins before all are ready. */
    private static List<Response> atOnce(List<Supplier<Response>> attempts) {
        ExecutorService threads = Executors.newFixedThreadPool(attempts.size());
        CountDownLatch ready = new CountDownLatch(attempts.size());
        try {
            List<Future<Response>> running =
                    attempts.stream()
                            .map(
                                    attempt ->
                                            threads.submit(
                                                    () -> {
                                                        ready.countDown();
                                                        ready.await();
                                                        return attempt.get();
                                                    }))
                            .toList();
            List<Response> answers = new ArrayList<>();
            for (Future<Response> each : running) {
                answers.add(each.get());
            }
            return answers;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted in a race", e);
        } catch (java.util.concurrent.ExecutionException e) {
            throw new IllegalStateException("An attempt got no answer", e);
        } finally {
            threads.shutdownNow();
        }
    }

    private static Page.GetByRoleOptions named(String name) {
        return new Page.GetByRoleOptions().setName(name);
    }

    private static Page.GetByLabelOptions exact() {
        return new Page.GetByLabelOptions().setExact(true);
    }
}
