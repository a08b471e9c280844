package org.mycambridge.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.keycloak.admin.client.resource.OrganizationMembersResource;
import org.keycloak.admin.client.resource.RealmResource;
import org.mycambridge.it.stand.OnKeycloak;
import org.mycambridge.it.stand.TestRealm;

/** What a person may read and change through the delegated API. */
@OnKeycloak
@Tag("database")
class DelegatedApiIT {

    private static final String OFFICER = "officer@gb123.example";

    private final TestRealm realm;
    private final People people;

    DelegatedApiIT(TestRealm realm) {
        this.realm = realm;
        this.people = new People(realm);
    }

    @Test
    void aPersonSeesTheCentresTheyMayManage() {
        realm.api(realm.token("officer@ca001.example"))
                .get()
                .then()
                .statusCode(200)
                .body("total", is(2))
                .body("items.number", is(List.of("50538", "CA001")))
                .body("items[0].title", is("50538 - 3A Tutors Ltd"))
                .body("items[0].rights", is(List.of("PARENT")))
                .body("items[1].rights", is(List.of("OWN")));
        realm.api(realm.token("scripts@gb123.example"))
                .get()
                .then()
                .statusCode(200)
                .body("total", is(0));
    }

    @Test
    void anAssociateSeesTheCentresAssignedToThem() {
        realm.api(realm.token("officer@ca001.example"))
                .get("/CA001/associate-centres")
                .then()
                .statusCode(200)
                .body("items.number", is(List.of("50538")))
                .body("items[0].link", is("APPROVED"));
        realm.api(realm.token("unassigned@ca001.example"))
                .get("/CA001/associate-centres")
                .then()
                .statusCode(200)
                .body("total", is(0));
    }

    @Test
    void outOfReachLooksLikeWhatIsNotThere() {
        String missing =
                realm.api(realm.token(OFFICER)).get("/NOSUCH/users").then().extract().asString();
        for (String[] reach :
                new String[][] {
                    {"unassigned@ca001.example", "50538"},
                    {"officer@ca001.example", "50539"},
                    {"officer@50538.example", "CA001"},
                    {"officer@50538.example", "50539"},
                    {OFFICER, "50538"},
                    {"scripts@gb123.example", "GB123"},
                }) {
            String answer =
                    People.problem(
                                    realm.api(realm.token(reach[0]))
                                            .get("/{number}/users", reach[1])
                                            .then(),
                                    404,
                                    "not-found")
                            .extract()
                            .asString();
            assertThat(answer.replace(reach[1], "NOSUCH")).isEqualTo(missing);
            People.problem(
                    people.add(reach[0], reach[1], People.freshEmail(), "sfa.teacher"),
                    404,
                    "not-found");
        }
    }

    @Test
    void usersAreSearchedSortedFilteredAndPaged() {
        String token = realm.token("officer@bc001.example");
        people.member("60001", "zoe.andre@school.example", "sfa.teacher");
        realm.board()
                .body(
                        Map.of(
                                "firstName", "Zoë",
                                "lastName", "Ångström",
                                "email", "za@school.example",
                                "roles", List.of("aa.nominated-user"),
                                "invite", false))
                .post("/60001/users")
                .then()
                .statusCode(201);
        realm.api(token)
                .queryParam("search", "zoe ang")
                .get("/60001/users")
                .then()
                .statusCode(200)
                .body("items.email", is(List.of("za@school.example")))
                .body("items[0].fullName", is("Zoë Ångström"))
                .body("items[0].roles", is(List.of("aa.nominated-user")))
                .body("items[0].status", is("ACTIVE"));
        realm.api(token)
                .queryParam("search", "zoe.andre@")
                .get("/60001/users")
                .then()
                .body("items.email", is(List.of("zoe.andre@school.example")));
        realm.api(token).queryParam("search", "%%").get("/60001/users").then().body("total", is(0));
        // Words in any order; one or two letters are the beginning of a word.
        for (String words : List.of("ångström zoe", "zo ang", "an zo", "ngst")) {
            realm.api(token)
                    .queryParam("search", words)
                    .get("/60001/users")
                    .then()
                    .body("items.email", is(List.of("za@school.example")));
        }
        realm.api(token).queryParam("search", "ng").get("/60001/users").then().body("total", is(0));
        List<String> names =
                realm.api(token).get("/60001/users").then().extract().path("items.fullName");
        assertThat(names).isEqualTo(List.of("Paula Partner", "Sam Worthington", "Zoë Ångström"));
        List<String> emails =
                realm.api(token)
                        .queryParam("sort", "-email")
                        .get("/60001/users")
                        .then()
                        .extract()
                        .path("items.email");
        assertThat(emails).isSortedAccordingTo(java.util.Comparator.reverseOrder());
        realm.api(token)
                .queryParam("first", 1)
                .queryParam("max", 1)
                .get("/60001/users")
                .then()
                .body("total", is(3))
                .body("items.fullName", is(List.of("Sam Worthington")));
        realm.api(token)
                .queryParam("search", "zoe")
                .queryParam("sort", "-name")
                .queryParam("max", 1)
                .get("/60001/users")
                .then()
                .body("total", is(2))
                .body("items.fullName", is(List.of("Zoë Ångström")));
        for (Map.Entry<String, Integer> found : Map.of("", 3, "zoe", 2).entrySet()) {
            realm.api(token)
                    .queryParams(
                            found.getKey().isEmpty() ? Map.of() : Map.of("search", found.getKey()))
                    .queryParam("first", 50)
                    .get("/60001/users")
                    .then()
                    .body("total", is(found.getValue()))
                    .body("items", is(List.of()));
        }
        realm.api(token)
                .queryParam("role", "sfa.teacher")
                .get("/60001/users")
                .then()
                .body("items.email", is(List.of("zoe.andre@school.example")));
        people.add("officer@bc001.example", "60001", "invited@school.example", "sfa.teacher")
                .statusCode(201);
        realm.api(token)
                .queryParam("status", "invited")
                .get("/60001/users")
                .then()
                .body("items.email", is(List.of("invited@school.example")));
        realm.api(token)
                .queryParam("sort", "status")
                .get("/60001/users")
                .then()
                .body("items[3].status", is("INVITED"));
    }

    /** Five hundred are not counted each time; whoever comes or goes is, by whichever door. */
    @Test
    void aLargeCentresNumberOfPeopleIsOfThisMoment() {
        String lines =
                IntStream.range(0, 500)
                        .mapToObj(
                                i ->
                                        "{\"person\": {\"email\": \"p%d@many.example\", \"firstName\": \"Many\","
                                                        .formatted(i)
                                                + " \"lastName\": \"Person\", \"centre\": \"MANY\"}}\n")
                        .collect(
                                Collectors.joining(
                                        "",
                                        "{\"centre\": {\"number\": \"MANY\", \"name\": \"Many\","
                                                + " \"type\": \"CENTRE\"}}\n",
                                        ""));
        realm.board().contentType("application/jsonl").body(lines).post("/import");
        assertThat(List.of(many(""), many("&first=25"), many("&sort=-email"))).containsOnly(500);
        String added = people.member("MANY", "one.more@many.example", "sfa.teacher");
        assertThat(List.of(many(""), many(""))).containsOnly(501);
        realm.board().delete("/MANY/users/{id}", added).then().statusCode(200);
        assertThat(many("&first=25")).isEqualTo(500);
        RealmResource keycloak = realm.adminClient().realm(realm.name());
        OrganizationMembersResource members =
                keycloak.organizations()
                        .get(keycloak.organizations().search("MANY").get(0).getId())
                        .members();
        String other = people.member("GB123", "elsewhere@many.example", "sfa.teacher");
        members.addMember(other).close();
        assertThat(List.of(many(""), many(""))).containsOnly(501);
        members.member(other).delete().close();
        assertThat(many("")).isEqualTo(500);
        keycloak.users().delete(people.id("MANY", "p1@many.example")).close();
        assertThat(List.of(many(""), many("&search=many"))).containsOnly(499);
    }

    private int many(String query) {
        return realm.board()
                .get("/MANY/users?max=25" + query)
                .then()
                .statusCode(200)
                .extract()
                .path("total");
    }

    @Test
    void aListPageAndAGrantCostTheSameStatementsWhateverTheSize() {
        String number = "SQL01";
        realm.board()
                .body(Map.of("number", number, "name", "Statements", "type", "CENTRE"))
                .post()
                .then()
                .statusCode(201);
        people.member(number, "manager@sql01.example", "centre.user-management");
        String token = realm.token("manager@sql01.example");
        Runnable page =
                () ->
                        realm.api(token)
                                .queryParam("max", 100)
                                .get("/{number}/users", number)
                                .then()
                                .statusCode(200);
        page.run();
        long few = usual(page);
        Runnable giveAndTake = giveAndTake(number, token);
        giveAndTake.run();
        long change = usual(giveAndTake);
        String lines =
                IntStream.range(0, 90)
                        .mapToObj(
                                i ->
                                        "{\"person\": {\"email\": \"p"
                                                + i
                                                + "@sql01.example\", \"firstName\": \"P\","
                                                + " \"lastName\": \"N"
                                                + i
                                                + "\", \"centre\": \"SQL01\", \"roles\":"
                                                + " [\"sfa.teacher\", \"scripts.user\"]}}\n")
                        .reduce("", String::concat);
        realm.board()
                .contentType("application/jsonl")
                .body(lines)
                .post("/import")
                .then()
                .statusCode(207)
                .body(not(containsString("\"status\":4")));
        page.run();
        long many = usual(page);
        System.out.println("Users page: " + few + " statements for 2 people, " + many + " for 92");
        assertThat(many).isEqualTo(few).isLessThanOrEqualTo(12);
        giveAndTake.run();
        long changeOfMany = usual(giveAndTake);
        System.out.println("Grant and revoke: " + change + " statements, " + changeOfMany);
        assertThat(changeOfMany).isEqualTo(change).isLessThanOrEqualTo(2 * 25);
    }

    /** A role given and taken, of somebody who is invited: no mail is owed for it. */
    private Runnable giveAndTake(String number, String token) {
        String email = People.freshEmail();
        String id = people.invited("manager@sql01.example", number, email);
        realm.mails().await(email, "invited"); // which writes, too, and may have been slow
        AtomicInteger version = new AtomicInteger(people.version(number, id));
        return () ->
                List.of("grant", "revoke")
                        .forEach(
                                how ->
                                        realm.api(token)
                                                .body(
                                                        Map.of(
                                                                "version",
                                                                version.getAndIncrement(),
                                                                how,
                                                                List.of("sfa.teacher")))
                                                .patch("/{number}/users/{id}", number, id)
                                                .then()
                                                .statusCode(200));
    }

    /**
     * What a request prepares most often: timers of the server run beside it, and what it leaves to
     * others when it is done may come after it was counted.
     */
    private long usual(Runnable action) {
        Map<Long, Long> often =
                IntStream.range(0, 11)
                        .mapToObj(i -> realm.statements().count(action))
                        .collect(Collectors.groupingBy(count -> count, Collectors.counting()));
        return Collections.max(often.entrySet(), Map.Entry.comparingByValue()).getKey();
    }

    @Test
    void anActorSeesWhatTheyMayGiveAndWhyNot() {
        String teacher = people.id("GB123", "teacher@gb123.example");
        realm.api(realm.token(OFFICER))
                .queryParam("subject", teacher)
                .get("/GB123/roles")
                .then()
                .statusCode(200)
                .body("items.size()", is(12))
                .body("items.find { it.id == 'sfa.teacher' }.held", is(true))
                .body("items.find { it.id == 'sfa.teacher' }.mayRevoke", is(true))
                .body("items.find { it.id == 'scripts.user' }.mayGrant", is(true))
                .body("items.find { it.id == 'gl.holder' }.mayGrant", is(false))
                .body(
                        "items.find { it.id == 'gl.holder' }.reason.detail",
                        is("Only Cambridge can give this role"))
                .body(
                        "items.find { it.id == 'ssh.teacher' }.reason.detail",
                        is("Your School Support Hub Coordinator manages this role"));
    }

    @Test
    void aSaveSendsDifferencesAndLeavesTheRestAlone() {
        String email = People.freshEmail();
        String id = people.member("GB123", email, "sfa.teacher", "ssh.teacher");
        people.change(OFFICER, "GB123", id, List.of("scripts.user"), List.of("sfa.teacher"))
                .statusCode(200)
                .body("roles", is(List.of("scripts.user", "ssh.teacher")));
        realm.api(realm.token(OFFICER))
                .get("/GB123/users/{id}", id)
                .then()
                .statusCode(200)
                .body("roles", hasItem("ssh.teacher"))
                .body("actions.disable.allowed", is(true));
        realm.api(realm.token(OFFICER))
                .queryParam("subject", id)
                .get("/GB123/history")
                .then()
                .statusCode(200)
                .body("total", is(2))
                .body("items[0].kind", is("roles-changed"))
                .body("items[0].actor", is("Olive Officer"))
                .body("items[0].sentence", containsString("Access To Scripts"))
                .body("items.subjectId", everyItem(is(id)));
    }

    @Test
    void aStalePageIsAConflictThatSaysWhoChangedWhat() {
        String id = people.member("GB123", People.freshEmail(), "sfa.teacher");
        int seen = people.version("GB123", id);
        people.change("deputy@gb123.example", "GB123", id, List.of("scripts.user"), List.of())
                .statusCode(200);
        People.problem(
                        realm.api(realm.token(OFFICER))
                                .body(
                                        Map.of(
                                                "version",
                                                seen,
                                                "grant",
                                                List.of("aa.nominated-user")))
                                .patch("/GB123/users/{id}", id)
                                .then(),
                        409,
                        "stale-version")
                .body("version", is(seen + 1))
                .body("lastChange.actor", is("Dev Deputy"))
                .body("lastChange.sentence", containsString("Access To Scripts"));
        assertThat(people.version("GB123", id)).isEqualTo(seen + 1);
    }

    @Test
    void anExamsOfficerAddsPeopleForScriptsAndNothingElse() {
        String scripts = People.freshEmail();
        people.add("examsofficer@gb123.example", "GB123", scripts, "scripts.user")
                .statusCode(201)
                .body("status", is("INVITED"))
                .body("mail.state", is("sent"));
        String refused = People.freshEmail();
        People.problem(
                        people.add(
                                "examsofficer@gb123.example",
                                "GB123",
                                refused,
                                "scripts.user",
                                "sfa.teacher"),
                        403,
                        "managed-by")
                .body("field", is("roles"))
                .body("roles.role", is(List.of("sfa.teacher")));
        realm.board().queryParam("search", refused).get("/GB123/users").then().body("total", is(0));
        assertThat(realm.adminClient().realm(realm.name()).users().searchByEmail(refused, true))
                .isEmpty();
        assertThat(realm.mails().to(refused, "")).isEmpty();
    }

    @Test
    void theSameRequestTwiceIsDoneOnce() {
        String email = People.freshEmail();
        var body =
                Map.of(
                        "firstName",
                        "Twice",
                        "lastName",
                        "Only",
                        "email",
                        email,
                        "roles",
                        List.of("sfa.teacher"));
        String token = realm.token(OFFICER);
        String first =
                realm.api(token)
                        .header("Idempotency-Key", "add-" + email)
                        .body(body)
                        .post("/GB123/users")
                        .then()
                        .statusCode(201)
                        .extract()
                        .path("id");
        realm.api(token)
                .header("Idempotency-Key", "add-" + email)
                .body(body)
                .post("/GB123/users")
                .then()
                .statusCode(201)
                .body("id", is(first));
        People.problem(
                realm.api(token)
                        .header("Idempotency-Key", "add-" + email)
                        .body(
                                Map.of(
                                        "firstName", "Twice",
                                        "lastName", "Other",
                                        "email", email))
                        .post("/GB123/users")
                        .then(),
                409,
                "idempotency-key-reused");
        realm.mails().await(email, "invited");
        assertThat(realm.mails().to(email, "")).isEmpty();
    }

    @Test
    void addingAnAccountFromElsewhereSaysTheSameAndSendsNoPassword() {
        String teacher = "teacher@gb123.example";
        people.add("officer@50538.example", "50538", teacher, "sfa.teacher")
                .statusCode(201)
                .body("status", is("INVITED"))
                .body("fullName", is("Sam Worthington"))
                .body("mail.state", is("sent"));
        var mail = realm.mails().await(teacher, "added to");
        assertThat(mail.text())
                .contains("50538 - 3A Tutors Ltd")
                .contains("Sam Worthington")
                .doesNotContainIgnoringCase("temporary password")
                .doesNotContain("Tara");
        realm.api(realm.token("officer@50538.example"))
                .get("/50538/history")
                .then()
                .body("items.sentence", hasItem(containsString("Sam Worthington")))
                .body("items.sentence", not(hasItem(containsString("Tara"))));
        // Nor does anything else tell, nor end the person's sessions elsewhere.
        People.problem(
                realm.api(realm.token("officer@50538.example"))
                        .post("/50538/users/{id}/reset-password", people.id("50538", teacher))
                        .then(),
                403,
                "not-signed-in-yet");
        // Roles count at once; the next sign-in shows the account's own names.
        realm.token(teacher);
        String id = people.id("50538", teacher);
        realm.api(realm.token("officer@50538.example"))
                .get("/50538/users/{id}", id)
                .then()
                .body("status", is("ACTIVE"))
                .body("fullName", is("Tara Teacher"));
    }

    /**
     * Another address is another person: it must not tell whether there is an account (D5, D11).
     */
    @Test
    void aCorrectedAddressSaysTheSameWhoeverHasIt() {
        String elsewhere = People.freshEmail();
        people.member("50538", elsewhere, "sfa.teacher");
        List<Map<String, Object>> answers = new ArrayList<>();
        for (String right : List.of(People.freshEmail(), elsewhere)) {
            String wrong = People.freshEmail();
            String id = people.invited(OFFICER, "GB123", wrong, "sfa.teacher");
            realm.mails().await(wrong, "invited");
            Map<String, Object> answer = patched(id, Map.of("version", 0, "email", right));
            answers.add(answer);
            assertThat(answer)
                    .containsEntry("email", right)
                    .containsEntry("fullName", "Sam Worthington")
                    .containsEntry("roles", List.of("sfa.teacher"))
                    .containsEntry("status", "INVITED");
            assertThat(answer.get("id")).isNotEqualTo(id);
            realm.api(realm.token(OFFICER)).get("/GB123/users/{id}", id).then().statusCode(404);
            realm.mails().await(wrong, "withdrawn");
            assertThat(realm.mails().await(right, "").text())
                    .contains("Sample International School");
            // Names stay as typed here, and can be typed again.
            assertThat(
                            patched(
                                    (String) answer.get("id"),
                                    Map.of("version", answer.get("version"), "firstName", "Zoë")))
                    .containsEntry("fullName", "Zoë Worthington");
        }
        assertThat(answers.get(0).keySet()).isEqualTo(answers.get(1).keySet());
        assertThat(answers.get(0).get("version")).isEqualTo(answers.get(1).get("version"));
        realm.board()
                .get("/50538/users/{id}", people.id("50538", elsewhere))
                .then()
                .body("fullName", is("Sam Worthington"));
    }

    private Map<String, Object> patched(String id, Map<String, Object> change) {
        return realm.api(realm.token(OFFICER))
                .body(change)
                .patch("/GB123/users/{id}", id)
                .then()
                .statusCode(200)
                .extract()
                .path("$");
    }

    @Test
    void aCorrectedAddressLosesNoCentreToLookAfter() {
        String manager = "officer@ca001.example";
        String id = people.invited(manager, "CA001", People.freshEmail(), "centre.user-management");
        realm.board().put("/50538/assignments/{id}", id).then().statusCode(200);
        String right =
                realm.api(realm.token(manager))
                        .body(Map.of("version", 0, "email", People.freshEmail()))
                        .patch("/CA001/users/{id}", id)
                        .then()
                        .statusCode(200)
                        .extract()
                        .path("id");
        realm.board()
                .get("/50538")
                .then()
                .body("assignedTo", hasItem(right))
                .body("assignedTo", not(hasItem(id)));
    }

    /** Whoever corrects an address says who gets the roles: they must be theirs to give. */
    @Test
    void anAddressIsCorrectedByWhoMayGiveTheRoles() {
        String wrong = People.freshEmail();
        String id =
                realm.board()
                        .body(
                                Map.of(
                                        "firstName",
                                        "Sam",
                                        "lastName",
                                        "Worthington",
                                        "email",
                                        wrong,
                                        "roles",
                                        List.of("ssh.teacher")))
                        .post("/GB123/users")
                        .then()
                        .statusCode(201)
                        .extract()
                        .path("id");
        People.problem(
                realm.api(realm.token(OFFICER))
                        .body(Map.of("version", 0, "email", People.freshEmail()))
                        .patch("/GB123/users/{id}", id)
                        .then(),
                403,
                "managed-by");
        realm.board()
                .get("/GB123/users/{id}", id)
                .then()
                .body("email", is(wrong))
                .body("roles", is(List.of("ssh.teacher")));
        People.problem(
                realm.api(realm.token(OFFICER))
                        .body(Map.of("version", 0, "email", "teacher@gb123.example"))
                        .patch("/GB123/users/{id}", id)
                        .then(),
                409,
                "already-member");
    }

    @Test
    void theAssociatesOfficerManagesAnAssignedCentre() {
        String email = People.freshEmail();
        String id = people.invited("officer@ca001.example", "50538", email, "aa.nominated-user");
        assertThat(realm.mails().await(email, "invited").text())
                .contains("50538 - 3A Tutors Ltd")
                .contains("CA001 - Cambridge Assessment DEV");
        people.change("officer@ca001.example", "50538", id, List.of("sfa.teacher"), List.of())
                .statusCode(200)
                .body("roles", hasItems("sfa.teacher", "aa.nominated-user"));
    }

    @Test
    void disabledRemovedAndInvitedAgain() {
        String email = People.freshEmail();
        String id = people.member("GB123", email, "sfa.exams-officer");
        String token = realm.token(OFFICER);
        realm.api(token)
                .post("/GB123/users/{id}/disable", id)
                .then()
                .statusCode(200)
                .body("status", is("DISABLED"))
                .body("warnings.code", is(List.of("nobody-holds-role")));
        realm.api(token)
                .post("/GB123/users/{id}/enable", id)
                .then()
                .statusCode(200)
                .body("status", is("ACTIVE"));
        realm.api(token)
                .delete("/GB123/users/{id}", id)
                .then()
                .statusCode(200)
                .body("warnings.role", is(List.of("sfa.exams-officer")));
        People.problem(realm.api(token).get("/GB123/users/{id}", id).then(), 404, "not-found");
        People.problem(realm.api(token).delete("/GB123/users/{id}", id).then(), 404, "not-found");
        people.add(OFFICER, "GB123", email).statusCode(201).body("status", is("INVITED"));
    }

    @Test
    void nobodyChangesTheirOwnRoles() {
        String id = people.id("GB123", OFFICER);
        People.problem(
                        people.change(
                                OFFICER, "GB123", id, List.of("sfa.exams-officer"), List.of()),
                        403,
                        "own-roles")
                .body("detail", containsString("You can't change your own roles"));
    }

    @Test
    void replacingAHolderIsOneStep() {
        String candidate = people.member("50538", People.freshEmail());
        People.problem(
                        people.change(
                                "coordinator@ca001.example",
                                "50538",
                                candidate,
                                List.of("ssh.coordinator"),
                                List.of()),
                        409,
                        "seat-taken")
                .body("detail", containsString("Chen Wei"));
        realm.api(realm.token("coordinator@ca001.example"))
                .body(Map.of("userId", candidate, "version", people.version("50538", candidate)))
                .post("/50538/roles/ssh.coordinator/replace-holder")
                .then()
                .statusCode(200)
                .body("roles", is(List.of("ssh.coordinator")));
        String before = people.id("50538", "coordinator@50538.example");
        realm.board().get("/50538/users/{id}", before).then().body("roles", is(List.of()));
    }

    @Test
    void whoIsSwitchedOffReceivesNothingAndThePageSaysSo() {
        String number = "WARN1";
        realm.board()
                .body(Map.of("number", number, "name", "Warned", "type", "CENTRE"))
                .post()
                .then()
                .statusCode(201);
        people.member(number, "manager@warn1.example", "centre.user-management");
        String holder = people.member(number, People.freshEmail(), "sfa.exams-officer");
        Caller manager = Caller.signedIn(realm, "manager@warn1.example");
        String nobody = "so nobody receives its notifications";
        assertThat(manager.get("centres/WARN1/users").body()).doesNotContain(nobody);
        realm.board().post("/{number}/users/{id}/disable", number, holder).then().statusCode(200);
        assertThat(manager.get("centres/WARN1/users").body()).contains(nobody);
    }
}
