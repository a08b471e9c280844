package org.mycambridge.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.keycloak.representations.idm.OrganizationRepresentation;
import org.keycloak.representations.idm.UserRepresentation;
import org.mycambridge.it.stand.OnKeycloak;
import org.mycambridge.it.stand.TestRealm;

/**
 * The board: centres, links, assignments, import, policy; and what is done in Keycloak's console.
 */
@OnKeycloak
class BoardApiIT {

    private final TestRealm realm;
    private final People people;

    BoardApiIT(TestRealm realm) {
        this.realm = realm;
        this.people = new People(realm);
    }

    private void create(String number, String type) {
        realm.board()
                .body(Map.of("number", number, "name", "Centre " + number, "type", type))
                .post()
                .then()
                .statusCode(201);
    }

    private void createChild(String number, String parent, String link) {
        realm.board()
                .body(
                        Map.of(
                                "number", number,
                                "name", "Child " + number,
                                "type", "ASSOCIATE_CENTRE",
                                "parent", parent,
                                "link", link))
                .post()
                .then()
                .statusCode(201);
    }

    @Test
    void theSampleImportTwiceChangesNothing() throws IOException {
        String answer =
                realm.board()
                        .contentType("application/jsonl")
                        .body(Files.readString(Path.of("../realm-config/sample-centres.json")))
                        .post("/import")
                        .then()
                        .statusCode(207)
                        .extract()
                        .asString();
        assertThat(answer.lines()).hasSize(27).allMatch(line -> line.contains("\"status\":200"));
    }

    @Test
    void aCentreIsANativeOrganisation() {
        create("NAT01", "CENTRE");
        OrganizationRepresentation organization = organization("NAT01");
        assertThat(organization.getName()).isEqualTo("NAT01 - Centre NAT01");
        assertThat(organization.getAlias()).isEqualTo("NAT01");
        realm.board()
                .body(Map.of("name", "Renamed", "type", "CENTRE", "version", 0))
                .put("/NAT01")
                .then()
                .statusCode(200)
                .body("name", is("Renamed"))
                .body("version", is(1));
        assertThat(organization("NAT01").getName()).isEqualTo("NAT01 - Renamed");
        People.problem(
                realm.board()
                        .body(Map.of("name", "Again", "type", "CENTRE", "version", 0))
                        .put("/NAT01")
                        .then(),
                409,
                "stale-version");
        realm.board()
                .queryParam("search", "renamed")
                .get()
                .then()
                .statusCode(200)
                .body("items.number", is(List.of("NAT01")));
        realm.board().delete("/NAT01").then().statusCode(204);
        realm.board().get("/NAT01").then().statusCode(404);
        assertThat(realm.adminClient().realm(realm.name()).organizations().search("NAT01"))
                .isEmpty();
    }

    private OrganizationRepresentation organization(String alias) {
        return realm.adminClient().realm(realm.name()).organizations().search(alias).get(0);
    }

    @Test
    void whatIsMadeNativelyIsListedAsNotSetUp() {
        OrganizationRepresentation organization = new OrganizationRepresentation();
        organization.setName("Made in the console");
        organization.setAlias("console");
        organization.addDomain(
                new org.keycloak.representations.idm.OrganizationDomainRepresentation(
                        "console.example"));
        try (var created =
                realm.adminClient().realm(realm.name()).organizations().create(organization)) {
            assertThat(created.getStatus()).isEqualTo(201);
        }
        realm.board()
                .queryParam("not-set-up", true)
                .get()
                .then()
                .statusCode(200)
                .body("items.alias", is(List.of("console")));
    }

    @Test
    void theFiftiethAssignmentIsTakenAndTheNextRefusedInTheFactsheetsWords() {
        create("CA050", "ASSOCIATE");
        String person = people.member("CA050", "many@ca050.example", "centre.user-management");
        IntStream.range(0, 52)
                .forEach(
                        i ->
                                createChild(
                                        "A" + i + "X", "CA050", i == 51 ? "PROPOSED" : "APPROVED"));
        IntStream.range(0, 49)
                .forEach(
                        i ->
                                realm.board()
                                        .put("/{n}/assignments/{id}", "A" + i + "X", person)
                                        .then()
                                        .statusCode(200));
        // Proposed links count.
        realm.board()
                .put("/A51X/assignments/{id}", person)
                .then()
                .statusCode(200)
                .body("taken", is(50));
        People.problem(
                        realm.board().put("/A50X/assignments/{id}", person).then(),
                        409,
                        "too-many-centres")
                .body(
                        "detail",
                        containsString("We cannot assign more than 50 centres to a single"));
        // Ended ones don't, and doing it twice takes one place.
        realm.board().put("/A0X/assignments/{id}", person).then().body("taken", is(50));
        realm.board()
                .body(Map.of("parent", "CA050", "status", "ENDED"))
                .put("/A0X/link")
                .then()
                .statusCode(200);
        realm.board()
                .put("/A50X/assignments/{id}", person)
                .then()
                .statusCode(200)
                .body("taken", is(50));
    }

    @Test
    void aSuspendedLinkGivesTheParentNothing() {
        create("CA060", "ASSOCIATE");
        createChild("A060", "CA060", "APPROVED");
        String person = people.member("CA060", "officer@ca060.example", "centre.user-management");
        realm.board().put("/A060/assignments/{id}", person).then().statusCode(200);
        String token = realm.token("officer@ca060.example");
        realm.api(token).get("/A060/users").then().statusCode(200);
        for (String status : List.of("SUSPENDED", "PROPOSED", "ENDED")) {
            realm.board()
                    .body(Map.of("parent", "CA060", "status", status))
                    .put("/A060/link")
                    .then()
                    .statusCode(200);
            People.problem(realm.api(token).get("/A060/users").then(), 404, "not-found");
        }
        realm.board()
                .body(Map.of("parent", "CA060", "status", "APPROVED"))
                .put("/A060/link")
                .then()
                .statusCode(200);
        realm.api(token).get("/A060/users").then().statusCode(200);
        realm.board().delete("/A060/assignments/{id}", person).then().statusCode(204);
        People.problem(realm.api(token).get("/A060/users").then(), 404, "not-found");
    }

    @Test
    void anAssigneeIsAtTheParent() {
        String stranger = people.id("GB123", "teacher@gb123.example");
        People.problem(
                realm.board().put("/50538/assignments/{id}", stranger).then(),
                409,
                "not-at-parent");
    }

    @Test
    void theBoardActsAtACentreAsItsOwnDoor() {
        String id = people.member("GB123", People.freshEmail(), "centre.exams-officer");
        realm.board()
                .body(Map.of("version", 0, "grant", List.of("centre.compliance-officer")))
                .patch("/GB123/users/{id}", id)
                .then()
                .statusCode(200)
                .body("roles", hasItem("centre.compliance-officer"));
        People.problem(
                realm.board()
                        .body(Map.of("version", 1, "grant", List.of("gl.holder")))
                        .patch("/GB123/users/{id}", id)
                        .then(),
                409,
                "seat-taken");
        realm.api(realm.token("officer@gb123.example"))
                .queryParam("subject", id)
                .get("/GB123/history")
                .then()
                .body("items[0].actor", is("Cambridge"))
                .body("items[0].relation", is("BOARD"));
        People.problem(
                realm.board()
                        .body(
                                Map.of(
                                        "firstName",
                                        "P",
                                        "lastName",
                                        "S",
                                        "email",
                                        People.freshEmail(),
                                        "roles",
                                        List.of("gl.holder", "centre.exams-officer")))
                        .post("/60001/users")
                        .then(),
                403,
                "not-available-at-PARTNER_SCHOOL");
    }

    @Test
    void onlyAdministratorsOfOrganisationsComeIn() {
        String person = realm.token("officer@gb123.example");
        for (String path : List.of("", "/GB123", "/GB123/users", "/policy")) {
            realm.board(person).get(path).then().statusCode(403);
        }
        realm.board(person).body("{}").post().then().statusCode(403);
        realm.board(person).body("{}").post("/import").then().statusCode(403);
        realm.board(person).body("{}").post("/GB123/users").then().statusCode(403);
        realm.board(person).delete("/GB123").then().statusCode(403);

        String viewer = administrator("viewer", "view-organizations");
        realm.board(viewer).get("/GB123/users").then().statusCode(200);
        realm.board(viewer).body("{}").post("/GB123/users").then().statusCode(403);
        realm.board(viewer).body("{}").put("/policy").then().statusCode(403);
        String usersOnly = administrator("users-only", "manage-users");
        realm.board(usersOnly).get("/GB123").then().statusCode(403);
    }

    /** The token of a person of the realm with one admin role. */
    private String administrator(String name, String role) {
        String email = name + "@board.example";
        String id = people.member("GB123", email);
        var admin = realm.adminClient().realm(realm.name());
        String management = admin.clients().findByClientId("realm-management").get(0).getId();
        admin.users()
                .get(id)
                .roles()
                .clientLevel(management)
                .add(List.of(admin.clients().get(management).roles().get(role).toRepresentation()));
        // People of the board are out of reach of everybody else (D39).
        People.problem(
                realm.api(realm.token("officer@gb123.example"))
                        .post("/GB123/users/{id}/disable", id)
                        .then(),
                403,
                "administrator");
        return realm.administratorToken(email);
    }

    @Test
    void theNewPolicyIsInForceAtOnce() {
        String document = realm.board().get("/policy").then().extract().asString();
        int version = realm.board().get("/policy").then().extract().path("version");
        String id = people.member("GB123", People.freshEmail());
        People.problem(
                people.change(
                        "officer@gb123.example", "GB123", id, List.of("ssh.teacher"), List.of()),
                403,
                "managed-by");
        realm.board()
                .body(
                        document.replaceFirst(
                                "(\"user-management-grants-school-support-hub\": *)false",
                                "$1true"))
                .put("/policy")
                .then()
                .statusCode(200)
                .body("version", is(version + 1));
        people.change("officer@gb123.example", "GB123", id, List.of("ssh.teacher"), List.of())
                .statusCode(200);
        People.problem(realm.board().body(document).put("/policy").then(), 409, "stale-version");
        realm.board()
                .body(
                        document.replaceFirst(
                                "\"version\":" + version, "\"version\":" + (version + 1)))
                .put("/policy")
                .then()
                .statusCode(200);
    }

    @Test
    void whatIsDoneInTheConsoleIsFollowed() {
        create("OUT01", "CENTRE");
        String org = organization("OUT01").getId();
        String id = people.member("GB123", "outside@school.example", "sfa.teacher");
        var members = realm.adminClient().realm(realm.name()).organizations().get(org).members();
        members.addMember(id).close();
        realm.board()
                .get("/OUT01/users/{id}", id)
                .then()
                .statusCode(200)
                .body("status", is("ACTIVE"))
                .body("roles", is(List.of()));
        realm.board()
                .body(Map.of("version", 0, "grant", List.of("sfa.teacher")))
                .patch("/OUT01/users/{id}", id)
                .then()
                .statusCode(200);
        UserRepresentation user =
                realm.adminClient().realm(realm.name()).users().get(id).toRepresentation();
        user.setFirstName("Renée");
        realm.adminClient().realm(realm.name()).users().get(id).update(user);
        realm.board()
                .queryParam("search", "renee")
                .get("/OUT01/users")
                .then()
                .body("items.id", is(List.of(id)));
        members.member(id).delete().close();
        realm.board().get("/OUT01/users/{id}", id).then().statusCode(404);
        realm.board()
                .get("/OUT01/history")
                .then()
                .body(
                        "items.kind",
                        is(
                                List.of(
                                        "outside-left",
                                        "roles-changed",
                                        "outside-joined",
                                        "centre-created")));
        assertThat(rowsAbout(org)).noneMatch(row -> row.startsWith("MC_GRANT"));
    }

    @Test
    void nothingIsOrphaned() {
        create("ORP01", "ASSOCIATE");
        createChild("ORP02", "ORP01", "APPROVED");
        String org = organization("ORP01").getId();
        String person = people.member("ORP01", "orphan@school.example", "centre.user-management");
        realm.board().put("/ORP02/assignments/{id}", person).then().statusCode(200);
        people.add("orphan@school.example", "ORP01", "invited@orp01.example", "sfa.teacher")
                .statusCode(201);
        assertThat(rowsAbout(person)).isNotEmpty();
        realm.adminClient().realm(realm.name()).users().get(person).remove();
        // History, and who gave or invited, still say who it was, by id.
        assertThat(rowsAbout(person))
                .noneMatch(
                        row ->
                                row.contains(" USER_ID=" + person.toUpperCase(Locale.ROOT))
                                        || row.contains("RECIPIENT_ID=" + person));
        realm.adminClient().realm(realm.name()).organizations().get(org).delete().close();
        assertThat(rowsAbout(org))
                .allMatch(row -> row.startsWith("MC_HISTORY"))
                .noneMatch(row -> row.contains(" CENTRE_ID=" + org.toUpperCase(Locale.ROOT)));
        realm.board().get("/ORP02").then().statusCode(200).body("link", is((Object) null));
    }

    /** The rows of our tables that hold an id, in any column. */
    private List<String> rowsAbout(String id) {
        return realm.databaseDump()
                .lines()
                .map(line -> line.toUpperCase(Locale.ROOT))
                .filter(line -> line.startsWith("MC_"))
                .filter(line -> line.contains(id.toUpperCase(Locale.ROOT)))
                .toList();
    }
}
