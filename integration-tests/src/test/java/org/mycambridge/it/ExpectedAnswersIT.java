package org.mycambridge.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import io.restassured.response.ValidatableResponse;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.mycambridge.it.stand.OnKeycloak;
import org.mycambridge.it.stand.TestRealm;

/**
 * The expected answers of the rule book, by their numbers, through the API. Answers 25 (disabled
 * here, tokens elsewhere) stands in {@link TokenIT}, 27 (codes and their time) and 28 (robots) in
 * {@link MainJourneyIT}, 16 and 17 (the fiftieth assignment, ended links) in {@link BoardApiIT}; at
 * once on one seat in {@link RacesIT}.
 */
@OnKeycloak
class ExpectedAnswersIT {

    private static final String UM = "officer@gb123.example";
    private static final String EO = "examsofficer@gb123.example";
    private static final String SSH_ADMIN = "sshadmin@gb123.example";
    private static final String AC_ADMIN = "sshadmin@50538.example";
    private static final String AC_COORDINATOR = "coordinator@50538.example";
    private static final String AC_UM = "officer@50538.example";
    private static final String A_UM = "officer@ca001.example";
    private static final String A_COORDINATOR = "coordinator@ca001.example";

    private final TestRealm realm;
    private final People people;

    ExpectedAnswersIT(TestRealm realm) {
        this.realm = realm;
        this.people = new People(realm);
    }

    private String colleague(String centre, String... roles) {
        return people.member(centre, People.freshEmail(), roles);
    }

    private ValidatableResponse give(String actor, String centre, String id, String role) {
        return people.change(actor, centre, id, List.of(role), List.of());
    }

    @Test
    void a01UserManagementGivesTeacherAndTheMailIsSent() {
        String email = People.freshEmail();
        String id = people.member("GB123", email);
        give(UM, "GB123", id, "sfa.teacher").statusCode(200).body("mail.state", is("sent"));
        realm.mails().await(email, "Your access");
    }

    @Test
    void a02NobodyChangesTheirOwnRoles() {
        People.problem(
                        give(UM, "GB123", people.id("GB123", UM), "sfa.exams-officer"),
                        403,
                        "own-roles")
                .body("detail", containsString("You can't change your own roles"));
    }

    @Test
    void a03GlobalListeningIsCambridges() {
        String id = colleague("GB123", "centre.exams-officer");
        People.problem(give(UM, "GB123", id, "gl.holder"), 403, "board-only")
                .body("detail", is("Only Cambridge can give this role"));
    }

    @Test
    void a04AndNeverAPartnerSchools() {
        String id = colleague("60001", "centre.exams-officer");
        People.problem(
                        realm.board()
                                .body(Map.of("version", 0, "grant", List.of("gl.holder")))
                                .patch("/60001/users/{id}", id)
                                .then(),
                        403,
                        "not-available-at-PARTNER_SCHOOL")
                .body("detail", is("Not available to British Council Partner Schools"));
    }

    @Test
    void a05AnAdminAtASchoolMakesNoAdmin() {
        People.problem(
                give(SSH_ADMIN, "GB123", colleague("GB123"), "ssh.admin"), 403, "managed-by");
    }

    @Test
    void a06AnAdminAtAnAssociateCentreDoes() {
        give(AC_ADMIN, "50538", colleague("50538"), "ssh.admin").statusCode(200);
    }

    @Test
    void a07AnAdminReadsTheCoordinatorsRecordOnly() {
        String coordinator = people.id("50538", AC_COORDINATOR);
        realm.api(realm.token(AC_ADMIN))
                .get("/50538/users/{id}", coordinator)
                .then()
                .statusCode(200)
                .body("actions.collect { it.value.allowed }", not(hasItem(true)));
        People.problem(
                give(AC_ADMIN, "50538", coordinator, "ssh.teacher"), 403, "record-read-only");
        People.problem(
                realm.api(realm.token(AC_ADMIN))
                        .post("/50538/users/{id}/disable", coordinator)
                        .then(),
                403,
                "record-read-only");
    }

    @Test
    void a08ACentresCoordinatorAppointsNone() {
        People.problem(
                give(AC_COORDINATOR, "50538", colleague("50538"), "ssh.coordinator"),
                403,
                "managed-by-parent");
    }

    @Test
    void a09TheAssociatesCoordinatorAppointsWhereThereIsNone() {
        String centre = child("NOC01");
        String id = colleague(centre);
        give(A_COORDINATOR, centre, id, "ssh.coordinator").statusCode(200);
    }

    /** A child centre of CA001, assigned to its Coordinator. */
    private String child(String number) {
        realm.board()
                .body(
                        Map.of(
                                "number", number,
                                "name", "Child",
                                "type", "ASSOCIATE_CENTRE",
                                "parent", "CA001",
                                "link", "APPROVED"))
                .post()
                .then()
                .statusCode(201);
        for (String assignee : List.of(A_COORDINATOR, A_UM)) {
            realm.board()
                    .put("/{n}/assignments/{id}", number, people.id("CA001", assignee))
                    .then()
                    .statusCode(200);
        }
        return number;
    }

    @Test
    void a10AnInvitedHolderTakesTheSeatAndIsNamed() {
        String centre = child("NOC02");
        String email = People.freshEmail();
        people.add(A_COORDINATOR, centre, email, "ssh.coordinator")
                .statusCode(201)
                .body("status", is("INVITED"));
        String other = colleague(centre);
        People.problem(give(A_COORDINATOR, centre, other, "ssh.coordinator"), 409, "seat-taken")
                .body("detail", containsString("Sam Worthington"))
                .body("detail", containsString("replace"));
        realm.api(realm.token(A_COORDINATOR))
                .body(Map.of("userId", other, "version", 0))
                .post("/{n}/roles/ssh.coordinator/replace-holder", centre)
                .then()
                .statusCode(200)
                .body("roles", is(List.of("ssh.coordinator")));
        // An expired invitation frees the seat by the clock (D22).
        String third = child("NOC03");
        people.add(A_COORDINATOR, third, People.freshEmail(), "ssh.coordinator").statusCode(201);
        String late = colleague(third);
        realm.clock().advance(java.time.Duration.ofDays(8));
        give(A_COORDINATOR, third, late, "ssh.coordinator").statusCode(200);
    }

    @Test
    void a11NotAssignedIsNotFound() {
        People.problem(
                give("unassigned@ca001.example", "50538", colleague("50538"), "ssh.coordinator"),
                404,
                "not-found");
    }

    @Test
    void a12TheAssociatesCoordinatorGivesNothingElse() {
        People.problem(
                        give(A_COORDINATOR, "50538", colleague("50538"), "ssh.admin"),
                        403,
                        "managed-by")
                .body("detail", containsString("School Support Hub Coordinator"));
    }

    @Test
    void a13TheAssociatesUserManagerAddsANominatedUser() {
        people.add(A_UM, "50538", People.freshEmail(), "aa.nominated-user").statusCode(201);
    }

    @Test
    void a14AChildReachesNeitherItsParentNorASibling() {
        for (String centre : List.of("CA001", "50539")) {
            People.problem(
                    people.add(AC_UM, centre, People.freshEmail(), "sfa.teacher"),
                    404,
                    "not-found");
        }
    }

    @Test
    void a15ASuspendedLinkIsNotFound() {
        String centre = child("SUS01");
        realm.board()
                .body(Map.of("parent", "CA001", "status", "SUSPENDED"))
                .put("/{n}/link", centre)
                .then()
                .statusCode(200);
        People.problem(
                people.add(A_UM, centre, People.freshEmail(), "sfa.teacher"), 404, "not-found");
    }

    @Test
    void a18AnExamsOfficerGivesScriptsAlone() {
        people.add(EO, "GB123", People.freshEmail(), "scripts.user").statusCode(201);
        String email = People.freshEmail();
        People.problem(
                people.add(EO, "GB123", email, "scripts.user", "sfa.teacher"), 403, "managed-by");
        realm.board().queryParam("search", email).get("/GB123/users").then().body("total", is(0));
    }

    @Test
    void a19ScriptsAloneManagesNothing() {
        realm.api(realm.token("scripts@gb123.example")).get().then().body("total", is(0));
        People.problem(
                realm.api(realm.token("scripts@gb123.example")).get("/GB123").then(),
                404,
                "not-found");
    }

    @Test
    void a20TheLastUserManagerIsAConflictForAnotherManager() {
        school("LAST1");
        String last = signedIn("LAST1", "centre.user-management");
        // Somebody with an account, added here: the role counts at once (D5), the person among the
        // User Managers only once they sign in again.
        String token = realm.token("teacher@gb123.example");
        realm.board()
                .body(
                        Map.of(
                                "firstName", "Tara",
                                "lastName", "Teacher",
                                "email", "teacher@gb123.example",
                                "roles", List.of("centre.user-management")))
                .post("/LAST1/users")
                .then()
                .statusCode(201);
        People.problem(
                        realm.api(token).delete("/LAST1/users/{id}", last).then(),
                        409,
                        "last-holder")
                .body("detail", containsString("last User Manager"));
        realm.board().delete("/LAST1/users/{id}", last).then().statusCode(200);
    }

    @Test
    void a20AtAChildTheParentMayTakeTheLastOneAway() {
        String centre = child("LAST2");
        String only = signedIn(centre, "centre.user-management");
        realm.api(realm.token(A_UM)).delete("/{n}/users/{id}", centre, only).then().statusCode(200);
    }

    private void school(String number) {
        realm.board()
                .body(Map.of("number", number, "name", "School", "type", "CENTRE"))
                .post()
                .then()
                .statusCode(201);
    }

    private String signedIn(String centre, String... roles) {
        String email = People.freshEmail();
        String id = people.member(centre, email, roles);
        realm.token(email);
        return id;
    }

    @Test
    void a21TwoUserManagersDemoteEachOtherAndExactlyOneSucceeds() throws Exception {
        school("DUEL1");
        for (int round = 0; round < 5; round++) {
            String one = People.freshEmail();
            String two = People.freshEmail();
            String idOne = people.member("DUEL1", one, "centre.user-management");
            String idTwo = people.member("DUEL1", two, "centre.user-management");
            String tokenOne = realm.token(one);
            String tokenTwo = realm.token(two);
            int versionOne = people.version("DUEL1", idOne);
            int versionTwo = people.version("DUEL1", idTwo);
            CyclicBarrier together = new CyclicBarrier(2);
            var pool = Executors.newFixedThreadPool(2);
            try {
                Future<Integer> first = pool.submit(demote(together, tokenOne, idTwo, versionTwo));
                Future<Integer> second = pool.submit(demote(together, tokenTwo, idOne, versionOne));
                assertThat(List.of(first.get(), second.get()))
                        .containsOnlyOnce(200)
                        .containsAnyOf(404, 409);
            } finally {
                pool.shutdownNow();
            }
            for (String id : List.of(idOne, idTwo)) {
                realm.board().delete("/DUEL1/users/{id}", id).then().statusCode(200);
            }
        }
    }

    private Callable<Integer> demote(CyclicBarrier together, String token, String id, int version) {
        return () -> {
            together.await();
            return realm.api(token)
                    .body(Map.of("version", version, "revoke", List.of("centre.user-management")))
                    .patch("/DUEL1/users/{id}", id)
                    .statusCode();
        };
    }

    @Test
    void a22AStalePageSaysWhoChangedWhat() {
        String id = colleague("GB123", "sfa.teacher");
        give("deputy@gb123.example", "GB123", id, "scripts.user").statusCode(200);
        People.problem(
                        realm.api(realm.token(UM))
                                .body(Map.of("version", 0, "revoke", List.of("sfa.teacher")))
                                .patch("/GB123/users/{id}", id)
                                .then(),
                        409,
                        "stale-version")
                .body("lastChange.sentence", containsString("Dev Deputy gave"));
    }

    @Test
    void a23ARoleICantGiveSurvivesMySave() {
        String id = colleague("GB123", "ssh.teacher");
        give(UM, "GB123", id, "sfa.teacher")
                .statusCode(200)
                .body("roles", is(List.of("sfa.teacher", "ssh.teacher")));
    }

    @Test
    void a24AnAddressWithAnAccountElsewhereGetsTheSameWords() {
        people.add(AC_UM, "50538", "coordinator@gb123.example", "sfa.teacher")
                .statusCode(201)
                .body("status", is("INVITED"))
                .body("mail.state", is("sent"));
        assertThat(realm.mails().await("coordinator@gb123.example", "added").text())
                .doesNotContainIgnoringCase("password:");
    }

    @Test
    void a26TakingTheLastSubmitterIsDoneWithAWarning() {
        school("WARN1");
        String id = colleague("WARN1", "sfa.exams-officer");
        realm.board()
                .body(Map.of("version", 0, "revoke", List.of("sfa.exams-officer")))
                .patch("/WARN1/users/{id}", id)
                .then()
                .statusCode(200)
                .body("warnings.code", is(List.of("nobody-holds-role")))
                .body("warnings[0].detail", containsString("notifications"));
    }
}
