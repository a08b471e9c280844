package org.mycambridge.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import io.restassured.RestAssured;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.keycloak.representations.idm.OrganizationDomainRepresentation;
import org.keycloak.representations.idm.OrganizationRepresentation;
import org.mycambridge.it.stand.Mail;
import org.mycambridge.it.stand.OnKeycloak;
import org.mycambridge.it.stand.TestRealm;
import org.mycambridge.it.stand.Waiting;

/** What those who run the system do: look at it, mend it, and answer for what it keeps. */
@OnKeycloak
@Tag("database")
class OperatorsIT {

    private static final String OFFICER = "officer@gb123.example";
    private static final String SUBMIT = "submit-for-assessment";
    private static final String SCRIPTS = "access-to-scripts";

    /** What has not arrived is looked for every 15 s. */
    private static final Duration LOOKED = Duration.ofSeconds(30);

    /** Our part of what the server says about being ready. */
    private static final String OURS =
            "checks.find { it.name == 'My Cambridge tables and policies' }.status";

    private final TestRealm realm;
    private final People people;

    OperatorsIT(TestRealm realm) {
        this.realm = realm;
        this.people = new People(realm);
    }

    /** The token of somebody of the board's own. */
    private String staff(String role) {
        return staff(role, role + "-" + People.freshEmail());
    }

    private String staff(String role, String email) {
        realm.addStaff(email, "Stella", "Staff", role);
        return realm.administratorToken(email);
    }

    @Test
    void whoMayOnlyManageUsersGivesThemselvesNoMore() {
        String email = "users-only." + People.freshEmail();
        String token = staff("manage-users", email);
        var admin = realm.adminClient().realm(realm.name());
        String id = admin.users().searchByEmail(email, true).get(0).getId();
        String management = admin.clients().findByClientId("realm-management").get(0).getId();
        for (String role : List.of("manage-organizations", "view-organizations", "realm-admin")) {
            var wanted = admin.clients().get(management).roles().get(role).toRepresentation();
            RestAssured.given()
                    .auth()
                    .oauth2(token)
                    .contentType("application/json")
                    .body(List.of(Map.of("id", wanted.getId(), "name", wanted.getName())))
                    .post(
                            realm.url(
                                    "/admin/realms/{realm}/users/"
                                            + id
                                            + "/role-mappings/clients/"
                                            + management))
                    .then()
                    .statusCode(403);
        }
        realm.board(token).get().then().statusCode(403);
        realm.board(token).get("/people/{id}", id).then().statusCode(403);
        Caller caller = Caller.signedIn(realm, email);
        assertThat(caller.get("board").status()).isEqualTo(404);
    }

    /** The question that Keycloak's console asks before it shows which roles can be given. */
    @Test
    void keycloaksConsoleOffersTheBoardsRoles() {
        String person = people.member("50539", People.freshEmail());
        RestAssured.given()
                .auth()
                .oauth2(realm.adminToken())
                .queryParam("first", 0)
                .queryParam("max", 100)
                .queryParam("search", "organizations")
                .get(realm.url("/admin/realms/{realm}/ui-ext/available-roles/users/" + person))
                .then()
                .statusCode(200)
                .body("role", hasItems("manage-organizations", "view-organizations"))
                .body("client", everyItem(is("realm-management")));
    }

    // ---------------------------------------------------------------- mails that failed

    private String failedMail(String person) {
        return realm.board()
                .queryParam("max", 100)
                .get("/deliveries")
                .then()
                .statusCode(200)
                .extract()
                .path("items.find { it.person == '" + person + "' }.id");
    }

    @Test
    void aMailThatFailedIsTriedAgainByWhoMayManageAndByNobodyElse() {
        realm.mailServer().stop();
        String email = People.freshEmail();
        String person = people.invited(OFFICER, "GB123", email, "sfa.teacher");
        String mail = failedMail(person);
        String reader = staff("view-organizations");
        realm.board(reader)
                .get("/deliveries")
                .then()
                .statusCode(200)
                .body("items.kind", hasItem("invitation"));
        realm.board(reader).post("/deliveries/{mail}/retry", mail).then().statusCode(403);
        realm.board(staff("manage-users")).get("/deliveries").then().statusCode(403);

        String manager = staff("manage-organizations");
        realm.board(manager)
                .post("/deliveries/{mail}/retry", mail)
                .then()
                .statusCode(200)
                .body("kind", is("invitation"))
                .body("mail.state", is("not-delivered"));
        assertThat(failedMail(person)).isEqualTo(mail);
        realm.mailServer().start();
        realm.board(manager)
                .queryParam("reason", "Mail is back")
                .post("/deliveries/{mail}/retry", mail)
                .then()
                .statusCode(200)
                .body("mail.state", is("sent"));
        realm.mails().await(email, "invited");
        assertThat(failedMail(person)).isNull();
        People.problem(
                realm.board(manager).post("/deliveries/{mail}/retry", mail).then(),
                404,
                "not-found");
        realm.board()
                .queryParam("kind", "mail-retried")
                .queryParam("subject", person)
                .get("/GB123/history")
                .then()
                .statusCode(200)
                .body("items.reason", hasItem("Mail is back"))
                .body("items.detail.mail", everyItem(is("invitation")))
                .body("total", is(2));
    }

    @Test
    void aMailThatWasGivenUpIsNewAgain() {
        String email = People.freshEmail();
        String person = people.member("GB123", email, "sfa.teacher");
        Caller.signedIn(realm, email);
        realm.mailServer().stop();
        people.change(OFFICER, "GB123", person, List.of("scripts.user"), List.of()).statusCode(200);
        String mail = failedMail(person);
        realm.clock().advance(Duration.ofDays(3).plusHours(2));
        assertThat(
                        Waiting.until(
                                Duration.ofSeconds(30),
                                () -> realm.log().contains("event=mail-given-up realm=")))
                .isTrue();
        Map<String, Object> given =
                realm.board()
                        .get("/deliveries")
                        .then()
                        .extract()
                        .path("items.find { it.id == '" + mail + "' }");
        assertThat(given).containsEntry("kind", "access-changed").doesNotContainKey("next");
        realm.mailServer().start();
        realm.board()
                .post("/deliveries/{mail}/retry", mail)
                .then()
                .statusCode(200)
                .body("mail.state", is("sent"));
        realm.mails().await(email, "access");
    }

    // ---------------------------------------------------------------- one person's data

    @Test
    void everythingAboutAPersonIsOneDocumentForWhoMayManage() {
        String email = People.freshEmail();
        String person = people.invited(OFFICER, "GB123", email, "sfa.teacher");
        Mail mail = realm.mails().await(email, "invited");
        String password = Journey.temporaryPassword(mail);
        realm.board(staff("view-organizations")).get("/people/{id}", person).then().statusCode(403);
        JsonPath all =
                realm.board(staff("manage-organizations"))
                        .get("/people/{id}", person)
                        .then()
                        .statusCode(200)
                        .extract()
                        .jsonPath();
        assertThat(all.getString("person.email")).isEqualTo(email);
        assertThat(all.getList("memberships.centre")).containsExactly("GB123");
        assertThat(all.getList("memberships.roles.role.flatten()")).containsExactly("sfa.teacher");
        assertThat(all.getList("invitations.state")).containsExactly("OPEN");
        assertThat(all.getList("mails.kind")).contains("invitation");
        assertThat(all.getList("acts.kind")).containsExactly("user-added");
        assertThat(all.getList("toldToServices.service")).contains("submit-for-assessment");
        // Of those who acted on them there are ids alone, and no secret of anybody.
        assertThat(all.prettify()).doesNotContain("Olive", OFFICER, password, "nonce", "secret");
        realm.board().get("/people/{id}", "nobody").then().statusCode(404);
        // Neither an account of Keycloak's own nor one of a client.
        String bystander = staffId("bystander");
        realm.board().get("/people/{id}", bystander).then().statusCode(404);
        realm.board().delete("/people/{id}", bystander).then().statusCode(404);
    }

    private String staffId(String name) {
        String email = name + "-" + People.freshEmail();
        realm.addStaff(email, "Stella", "Staff", "view-organizations");
        return realm.adminClient()
                .realm(realm.name())
                .users()
                .searchByEmail(email, true)
                .get(0)
                .getId();
    }

    @Test
    void whoIsErasedIsNamedNowhereAndTheActsStay() {
        realm.board()
                .body(Map.of("number", "ERA02", "name", "School", "type", "CENTRE"))
                .post()
                .then()
                .statusCode(201);
        String email = "zacharias." + People.freshEmail();
        String person = people.member("ERA02", email, "sfa.teacher");
        var users = realm.adminClient().realm(realm.name()).users();
        var account = users.get(person).toRepresentation();
        account.setFirstName("Zacharias");
        account.setLastName("Quillfeather");
        users.get(person).update(account);
        realm.board()
                .queryParam("reason", "Asked for by zacharias QUILLFEATHER, " + email)
                .body(
                        Map.of(
                                "version",
                                people.version("ERA02", person),
                                "grant",
                                List.of("gl.holder", "centre.exams-officer")))
                .patch("/ERA02/users/{id}", person)
                .then()
                .statusCode(200);
        realm.board()
                .body(
                        Map.of(
                                "firstName",
                                "Zacharias",
                                "lastName",
                                "Quillfeather",
                                "email",
                                email,
                                "roles",
                                List.of("ssh.teacher"),
                                "invite",
                                false))
                .header("Idempotency-Key", People.freshEmail())
                .post("/50539/users")
                .then()
                .statusCode(201);
        String manager = staff("manage-organizations");
        realm.board(staff("view-organizations"))
                .delete("/people/{id}", person)
                .then()
                .statusCode(403);
        People.problem(
                        realm.board(manager).delete("/people/{id}", person).then(),
                        409,
                        "still-needed")
                .body("needed", is(List.of(Map.of("centre", "ERA02", "role", "gl.holder"))));
        assertThat(names()).isNotEmpty();
        realm.board(manager)
                .queryParam("even-if-needed", true)
                .queryParam("reason", "Asked to be forgotten")
                .delete("/people/{id}", person)
                .then()
                .statusCode(200)
                .body("centres", is(List.of("50539", "ERA02")));

        assertThat(names()).isEmpty();
        realm.board().get("/people/{id}", person).then().statusCode(404);
        realm.board().get("/ERA02/users/{id}", person).then().statusCode(404);
        ValidatableResponse acts =
                realm.board()
                        .queryParam("subject", person)
                        .get("/ERA02/history")
                        .then()
                        .statusCode(200);
        acts.body("items.kind", is(List.of("removed", "roles-changed", "user-added")))
                .body("items.subject", everyItem(is("a former user")))
                .body("items[1].reason", is("Asked for by [erased] [erased], [erased]"))
                .body("items[0].reason", is("Asked to be forgotten"));
    }

    /** Rows of ours and of Keycloak's accounts in which the person of the test is named. */
    private List<String> names() {
        return realm.databaseDump()
                .lines()
                .map(line -> line.toLowerCase(Locale.ROOT))
                .filter(line -> !line.startsWith("admin_event") && !line.startsWith("event_"))
                .filter(line -> line.contains("zacharias") || line.contains("quillfeather"))
                .toList();
    }

    @Test
    void nobodyErasesACentresLastUserManagerByAccidentNorAnAdministrator() {
        realm.board()
                .body(Map.of("number", "ERA01", "name", "School", "type", "CENTRE"))
                .post()
                .then()
                .statusCode(201);
        String email = People.freshEmail();
        String last = people.member("ERA01", email, "centre.user-management");
        Caller.signedIn(realm, email);
        String manager = staff("manage-organizations");
        People.problem(
                        realm.board(manager).delete("/people/{id}", last).then(),
                        409,
                        "still-needed")
                .body("needed.role", is(List.of("centre.user-management")));
        realm.board().get("/ERA01/users/{id}", last).then().statusCode(200);

        var admin = realm.adminClient().realm(realm.name());
        String management = admin.clients().findByClientId("realm-management").get(0).getId();
        admin.users()
                .get(last)
                .roles()
                .clientLevel(management)
                .add(
                        List.of(
                                admin.clients()
                                        .get(management)
                                        .roles()
                                        .get("view-events")
                                        .toRepresentation()));
        People.problem(
                realm.board(manager)
                        .queryParam("even-if-needed", true)
                        .delete("/people/{id}", last)
                        .then(),
                403,
                "administrator");
    }

    // ---------------------------------------------------------------- how long history is kept

    @Test
    void historyIsKeptForAsLongAsTheRealmSays() {
        String person = people.member("50539", People.freshEmail(), "sfa.teacher");
        realm.clock().advance(Duration.ofDays(60));
        realm.board()
                .body(
                        Map.of(
                                "version",
                                people.version("50539", person),
                                "grant",
                                List.of("scripts.user")))
                .patch("/50539/users/{id}", person)
                .then()
                .statusCode(200);
        // Nothing is removed that nobody asked to be, nor where the setting makes no sense.
        historyDays("soon");
        assertThat(
                        Waiting.until(
                                Duration.ofSeconds(20),
                                () -> realm.log().contains("event=history-days-unusable")))
                .isTrue();
        kinds(person).body("items.kind", is(List.of("roles-changed", "user-added")));
        historyDays("45");
        assertThat(
                        Waiting.until(
                                Duration.ofSeconds(20),
                                () ->
                                        kinds(person)
                                                .extract()
                                                .path("items.kind")
                                                .equals(List.of("roles-changed"))))
                .isTrue();
        historyDays("");
        assertThat(realm.log()).containsPattern("event=history-pruned realm=\\S+ days=45 acts=\\d");
    }

    private ValidatableResponse kinds(String person) {
        return realm.board()
                .queryParam("subject", person)
                .get("/50539/history")
                .then()
                .statusCode(200);
    }

    private void historyDays(String days) {
        var resource = realm.adminClient().realm(realm.name());
        var representation = resource.toRepresentation();
        representation.getAttributes().put("mcHistoryDays", days);
        resource.update(representation);
    }

    // ---------------------------------------------------------------- from another realm

    /** As Keycloak's own import of a realm leaves it: accounts, organisations and their members. */
    @Test
    void whatARealmsImportBroughtIsSetUpByOurOwn() {
        var admin = realm.adminClient().realm(realm.name());
        var organisation = new OrganizationRepresentation();
        organisation.setName("As it was called there");
        organisation.setAlias("MOV01");
        organisation.addDomain(new OrganizationDomainRepresentation("mov01.example"));
        admin.organizations().create(organisation).close();
        String id = admin.organizations().search("MOV01").get(0).getId();
        String email = People.freshEmail();
        String moved = people.member("50539", email);
        String other = people.member("50539", People.freshEmail());
        for (String member : List.of(moved, other)) {
            admin.organizations().get(id).members().addMember(member).close();
        }
        String lines =
                """
                {"centre": {"number": "MOV01", "name": "Moved School", "type": "CENTRE"}}
                {"person": {"centre": "MOV01", "email": "%s", "firstName": "Sam", "lastName": "Worthington", "roles": ["sfa.teacher"]}}
                """
                        .formatted(email);
        assertThat(imported(lines)).hasSize(2).allMatch(line -> line.contains("\"status\":201"));
        assertThat(imported(lines)).hasSize(2).allMatch(line -> line.contains("\"status\":200"));

        realm.board()
                .get("/MOV01/users")
                .then()
                .statusCode(200)
                .body("items.id", containsInAnyOrder(moved, other))
                .body("items.find { it.id == '" + moved + "' }.roles", is(List.of("sfa.teacher")))
                .body("items.find { it.id == '" + other + "' }.roles", is(List.of()));
        assertThat(admin.organizations().get(id).toRepresentation().getName())
                .isEqualTo("MOV01 - Moved School");
        realm.board()
                .queryParam("not-set-up", true)
                .get()
                .then()
                .body("items.alias", not(hasItem("MOV01")));
        // Whoever was there keeps the password.
        assertThat(realm.passwordGrant(email, realm.password()).statusCode()).isEqualTo(200);
    }

    private List<String> imported(String lines) {
        return realm.board()
                .contentType("application/jsonl")
                .body(lines)
                .post("/import")
                .then()
                .statusCode(207)
                .extract()
                .asString()
                .lines()
                .toList();
    }

    // ---------------------------------------------------------------- figures, log, readiness

    private String metrics() {
        return RestAssured.get(realm.managementUrl("/metrics"))
                .then()
                .statusCode(200)
                .extract()
                .asString();
    }

    private double figure(String name, String... tags) {
        Matcher line =
                Pattern.compile("(?m)^" + Pattern.quote(name) + "(\\{[^}]*})? (\\S+)$")
                        .matcher(metrics());
        double sum = 0;
        while (line.find()) {
            String labels = String.valueOf(line.group(1));
            if (List.of(tags).stream().allMatch(labels::contains)) {
                sum += Double.parseDouble(line.group(2));
            }
        }
        return sum;
    }

    @Test
    void figuresSayWhatWasDecidedSentAndRefused() {
        String[] refused = {"action=\"change-roles\"", "reason=\"board-only\""};
        String[] allowed = {"action=\"add\"", "outcome=\"allowed\""};
        String[] sent = {"kind=\"invitation\"", "outcome=\"sent\""};
        double refusedBefore = figure("mycambridge_decisions_total", refused);
        double allowedBefore = figure("mycambridge_decisions_total", allowed);
        double sentBefore = figure("mycambridge_mails_seconds_count", sent);
        double writesBefore = figure("mycambridge_writes_seconds_count", "outcome=\"done\"");
        String person = people.invited(OFFICER, "GB123", People.freshEmail(), "sfa.teacher");
        people.change(OFFICER, "GB123", person, List.of("gl.holder"), List.of()).statusCode(403);
        assertThat(figure("mycambridge_decisions_total", refused)).isEqualTo(refusedBefore + 1);
        assertThat(figure("mycambridge_decisions_total", allowed)).isEqualTo(allowedBefore + 1);
        assertThat(figure("mycambridge_mails_seconds_count", sent)).isEqualTo(sentBefore + 1);
        assertThat(figure("mycambridge_writes_seconds_count", "outcome=\"done\""))
                .isGreaterThan(writesBefore);
        double linesBefore = figure("mycambridge_import_lines_total", "outcome=\"failed\"");
        realm.board()
                .contentType("application/jsonl")
                .body(
                        "{\"centre\": {\"number\": \"!\", \"name\": \"Bad\", \"type\": \"CENTRE\"}}\n")
                .post("/import")
                .then()
                .statusCode(207);
        assertThat(figure("mycambridge_import_lines_total", "outcome=\"failed\""))
                .isEqualTo(linesBefore + 1);
        // What they are told apart by comes from closed lists.
        assertThat(metrics().lines().filter(line -> line.startsWith("mycambridge_")))
                .isNotEmpty()
                .noneMatch(line -> line.contains(person) || line.contains("GB123"))
                .noneMatch(line -> line.contains("@"));
    }

    @Test
    void figuresSayWhatHasNotLeft() {
        String[] given = {"service=\"" + SUBMIT + "\"", "outcome=\"acknowledged\""};
        String[] refused = {"service=\"" + SUBMIT + "\"", "outcome=\"failed\""};
        String[] ended = {"service=\"" + SUBMIT + "\""};
        double givenBefore = figure("mycambridge_webhooks_seconds_count", given);
        double refusedBefore = figure("mycambridge_webhooks_seconds_count", refused);
        double endedBefore = figure("mycambridge_webhooks_given_up_total", ended);
        try (Receiver receiver = new Receiver(realm.hostOfThisMachine())) {
            webhook(SUBMIT, receiver, true);
            webhook(SCRIPTS, receiver, true);
            String person = people.member("50539", People.freshEmail(), "sfa.teacher");
            awaitFigure("mycambridge_webhooks_seconds_count", givenBefore + 1, given);
            receiver.answers(message -> 500);
            byBoard(person, "scripts.user");
            byBoard(person, "sfa.exams-officer");
            awaitFigure("mycambridge_webhooks_seconds_count", refusedBefore + 1, refused);
            // What is not tried is not given up.
            webhook(SCRIPTS, receiver, false);
            realm.mailServer().stop();
            people.add(OFFICER, "GB123", People.freshEmail(), "sfa.teacher").statusCode(201);
            realm.clock().advance(Duration.ofDays(3).plusHours(1));
            awaitFigure("mycambridge_webhooks_given_up_total", endedBefore + 1, ended);
            double threeDays = Duration.ofDays(3).toSeconds();
            Map<String, Double> least =
                    Map.of(
                            "mycambridge_webhooks_dead", 1.0,
                            "mycambridge_webhooks_waiting", 1.0,
                            "mycambridge_webhooks_oldest_waiting_seconds", threeDays,
                            "mycambridge_mails_due", 1.0,
                            "mycambridge_mails_oldest_due_seconds", threeDays);
            assertThat(Waiting.until(LOOKED, () -> below(least).isEmpty()))
                    .as("%s", below(least))
                    .isTrue();
        } finally {
            realm.mailServer().start();
            withoutWebhooks();
        }
    }

    private List<String> below(Map<String, Double> least) {
        return least.keySet().stream().filter(name -> figure(name) < least.get(name)).toList();
    }

    private void awaitFigure(String name, double least, String... tags) {
        assertThat(Waiting.until(LOOKED, () -> figure(name, tags) >= least))
                .as("%s %s", name, List.of(tags))
                .isTrue();
    }

    private void byBoard(String person, String role) {
        realm.board()
                .body(Map.of("version", people.version("50539", person), "grant", List.of(role)))
                .patch("/50539/users/{id}", person)
                .then()
                .statusCode(200);
    }

    /** The secret of the webhook that a service now has. */
    private String webhook(String service, Receiver receiver, boolean enabled) {
        return realm.board()
                .body(Map.of("url", receiver.url(), "enabled", enabled))
                .put("/services/{s}/webhook", service)
                .then()
                .statusCode(200)
                .extract()
                .path("secret");
    }

    private void withoutWebhooks() {
        List.of(SUBMIT, SCRIPTS)
                .forEach(service -> realm.board().delete("/services/{s}/webhook", service));
    }

    @Test
    void eachActIsOneLineInTheLogWithoutAName() {
        String email = "grepme." + People.freshEmail();
        String person = people.invited(OFFICER, "GB123", email, "sfa.teacher");
        people.change(OFFICER, "GB123", person, List.of("gl.holder"), List.of()).statusCode(403);
        List<String> lines =
                realm.log().lines().filter(line -> line.contains("subject=" + person)).toList();
        assertThat(lines).hasSize(1);
        assertThat(lines.get(0))
                .containsPattern(
                        "\\[org\\.mycambridge\\.events\\] .*event=user-added realm=\\S+ actor=\\S+"
                                + " relation=OWN centre=\\S+ subject="
                                + person
                                + " act=\\d+$");
        assertThat(realm.log()).doesNotContain(email);
    }

    /**
     * Every line of the run so far, whatever test it is of: its event, its level and its members
     * are those that docs/operating.md names, in their order, and nothing in it is a secret.
     */
    @Test
    void whatTheEventLogSaysIsDocumentedAndNoSecret() {
        List<String> secrets = new ArrayList<>(List.of("@", "Worthington", realm.password()));
        try (Receiver receiver = new Receiver(realm.hostOfThisMachine())) {
            secrets.add(webhook(SUBMIT, receiver, true));
            receiver.answers(message -> 500);
            String email = People.freshEmail();
            String person = people.invited(OFFICER, "GB123", email, "sfa.teacher");
            secrets.add(Journey.temporaryPassword(realm.mails().await(email, "invited")));
            realm.mailServer().stop();
            realm.api(realm.token(OFFICER))
                    .post("/GB123/users/{id}/resend-invitation", person)
                    .then()
                    .statusCode(200);
            awaitEvent("mail-failed", person);
            awaitEvent("webhook-failed", SUBMIT);
        } finally {
            realm.mailServer().start();
            withoutWebhooks();
        }
        List<DocumentedEvent> documented = DocumentedEvent.all();
        Set<String> acts = new HashSet<>(DocumentedEvent.ACTS_OF_A_REALM);
        realm.apiDocument()
                .root()
                .at("/components/schemas/HistoryKind/enum")
                .forEach(kind -> acts.add(kind.asText()));
        assertThat(eventLines()).isNotEmpty();
        for (String line : eventLines()) {
            assertThat(documented).as(line).anyMatch(event -> event.isOf(line, acts));
            assertThat(secrets).as(line).noneMatch(line::contains);
        }
    }

    private List<String> eventLines() {
        return realm.log()
                .lines()
                .filter(line -> line.contains("[org.mycambridge.events]"))
                .toList();
    }

    private void awaitEvent(String event, String about) {
        assertThat(
                        Waiting.until(
                                Duration.ofSeconds(20),
                                () ->
                                        eventLines().stream()
                                                .anyMatch(
                                                        line ->
                                                                line.contains("event=" + event)
                                                                        && line.contains(
                                                                                "=" + about))))
                .as(event)
                .isTrue();
    }

    @Test
    void readinessKnowsOfOurTablesAndPolicies() {
        ready(200).body(OURS, is("UP"));
    }

    /** A table that is not as this jar knows it, and a policy that nobody can read. */
    @Test
    void aNodeThatCantReadATableOrAPolicyIsNotReady() {
        realm.breakage().requireDatabase();
        String id = realm.adminClient().realm(realm.name()).toRepresentation().getId();
        notReadyBetween(
                "alter table MC_ANSWER rename column REQUEST_HASH to AWAY",
                "alter table MC_ANSWER rename column AWAY to REQUEST_HASH");
        notReadyBetween(
                "insert into MC_POLICY (REALM_ID, VERSION, DOCUMENT, CREATED_AT) values ('"
                        + id
                        + "', 1000, '{}', 0)",
                "delete from MC_POLICY where VERSION = 1000");
    }

    private void notReadyBetween(String broken, String mended) {
        int before = eventLines().size();
        try {
            realm.breakage().change(broken);
            for (int i = 0; i < 2; i++) {
                ready(503).body(OURS, is("DOWN")).body("status", is("DOWN"));
            }
            RestAssured.get(realm.url("/health/live")).then().statusCode(200);
        } finally {
            realm.breakage().change(mended);
        }
        ready(200).body(OURS, is("UP"));
        // Said once, not at each question.
        assertThat(eventLines().subList(before, eventLines().size()))
                .filteredOn(line -> line.contains("event=not-ready"))
                .hasSize(1)
                .allMatch(line -> line.contains(" ERROR "));
    }

    private ValidatableResponse ready(int status) {
        return RestAssured.get(realm.url("/health/ready")).then().statusCode(status);
    }
}
