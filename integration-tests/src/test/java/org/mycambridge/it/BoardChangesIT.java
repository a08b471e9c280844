package org.mycambridge.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.mycambridge.it.stand.OnKeycloak;
import org.mycambridge.it.stand.TestRealm;

/** What a change of a centre or of the policy means for what people hold; and the records of it. */
@OnKeycloak
class BoardChangesIT {

    private final TestRealm realm;
    private final People people;

    BoardChangesIT(TestRealm realm) {
        this.realm = realm;
        this.people = new People(realm);
    }

    private void create(Map<String, Object> centre) {
        realm.board().body(centre).post().then().statusCode(201);
    }

    @Test
    void aTypeThatMakesHoldingsIllegalNamesThemAndEndsThemOnlyWhenAsked() {
        create(Map.of("number", "TYP01", "name", "Becomes a partner", "type", "CENTRE"));
        String id =
                people.member("TYP01", People.freshEmail(), "gl.holder", "centre.exams-officer");
        Map<String, Object> change =
                Map.of(
                        "name", "Becomes a partner",
                        "type", "PARTNER_SCHOOL",
                        "parent", "BC001",
                        "link", "APPROVED",
                        "version", 0);
        People.problem(
                        realm.board().body(change).put("/TYP01").then(),
                        409,
                        "holdings-would-be-illegal")
                .body("holdings", hasSize(1))
                .body("holdings[0].userId", is(id))
                .body("holdings[0].role", is("gl.holder"));
        realm.board().get("/TYP01").then().body("type", is("CENTRE")).body("version", is(0));
        realm.board().get("/TYP01/users/{id}", id).then().body("roles", hasSize(2));
        Map<String, Object> asked = new java.util.HashMap<>(change);
        asked.put("endHoldings", true);
        realm.board()
                .body(asked)
                .put("/TYP01")
                .then()
                .statusCode(200)
                .body("ended.role", is(List.of("gl.holder")));
        realm.board()
                .get("/TYP01/users/{id}", id)
                .then()
                .body("roles", is(List.of("centre.exams-officer")));
    }

    @Test
    void anotherParentNamesTheAssignmentsThatCouldNotStay() {
        create(Map.of("number", "PAR01", "name", "One associate", "type", "ASSOCIATE"));
        create(Map.of("number", "PAR02", "name", "Another associate", "type", "ASSOCIATE"));
        create(
                Map.of(
                        "number", "PAR03",
                        "name", "Moves",
                        "type", "ASSOCIATE_CENTRE",
                        "parent", "PAR01",
                        "link", "APPROVED"));
        String id = people.member("PAR01", People.freshEmail(), "centre.user-management");
        realm.board().put("/PAR03/assignments/{id}", id).then().statusCode(200);
        People.problem(
                        realm.board()
                                .body(Map.of("parent", "PAR02", "status", "APPROVED"))
                                .put("/PAR03/link")
                                .then(),
                        409,
                        "holdings-would-be-illegal")
                .body("holdings.userId", is(List.of(id)));
        realm.board()
                .body(Map.of("parent", "PAR02", "status", "APPROVED", "endHoldings", true))
                .put("/PAR03/link")
                .then()
                .statusCode(200)
                .body("ended.userId", is(List.of(id)));
        realm.board()
                .get("/PAR03")
                .then()
                .body("parent", is("PAR02"))
                .body("assignedTo", hasSize(0));
        People.problem(
                realm.board()
                        .body(
                                Map.of(
                                        "name", "One associate",
                                        "type", "CENTRE",
                                        "version", 0))
                        .put("/PAR02")
                        .then(),
                409,
                "centre-has-children");
    }

    @Test
    void aDryRunSaysWhoGainsAndLosesWhatAndChangesNothing() {
        String document = realm.board().get("/policy").then().extract().asString();
        String wider =
                document.replaceFirst(
                        "(\"user-management-grants-school-support-hub\": *)false", "$1true");
        // GB123 has two User Managers and a Coordinator, who may do it already.
        realm.board()
                .body(wider)
                .post("/policy/dry-run")
                .then()
                .statusCode(200)
                .body(
                        "rights.find { it.type == 'BRITISH_COUNCIL' && it.right == 'GRANT"
                                + " ssh.teacher' }.gain",
                        is(1))
                .body(
                        "rights.find { it.type == 'PARTNER_SCHOOL' && it.relation == 'PARENT' &&"
                                + " it.right == 'GRANT ssh.teacher' }.gain",
                        is(1))
                .body("rights.findAll { it.lose > 0 }", hasSize(0))
                .body("illegalHoldings", hasSize(0));
        // As if nobody might hold Global Listening at schools any more.
        String narrower =
                document.replaceFirst(
                        "(Global Listening files are confidential exam materials.\","
                                + "\\s*\"heldAt\": ?\\[)\"CENTRE\", ?",
                        "$1");
        assertThat(narrower).isNotEqualTo(document);
        realm.board()
                .body(narrower)
                .post("/policy/dry-run")
                .then()
                .statusCode(200)
                .body("illegalHoldings.find { it.type == 'CENTRE' }.role", is("gl.holder"));
        People.problem(
                realm.board().body(narrower).put("/policy").then(),
                409,
                "holdings-would-be-illegal");
        assertThat(realm.board().get("/policy").then().extract().asString()).isEqualTo(document);
    }

    @Test
    void historyIsExportedAsCsvWithoutFormulas() {
        String id =
                realm.board()
                        .queryParam("reason", "=HYPERLINK(1)")
                        .body(
                                Map.of(
                                        "firstName",
                                        "-",
                                        "lastName",
                                        "Comma, \u201cQuoted\u201d",
                                        "email",
                                        People.freshEmail(),
                                        "roles",
                                        List.of("sfa.teacher"),
                                        "invite",
                                        false))
                        .post("/GB123/users")
                        .then()
                        .statusCode(201)
                        .extract()
                        .path("id");
        String csv =
                realm.board()
                        .get("/GB123/history/export")
                        .then()
                        .statusCode(200)
                        .header("Content-Type", "text/csv; charset=UTF-8")
                        .extract()
                        .asString();
        String line = csv.lines().filter(each -> each.contains(id)).findFirst().orElseThrow();
        assertThat(line).contains("user-added").contains("'=HYPERLINK(1)").contains("\"Comma, ");
        realm.api(realm.token("officer@gb123.example"))
                .get("/GB123/history/export")
                .then()
                .statusCode(404);
    }

    @Test
    void operatorsSeeEachActAmongTheAdminEvents() {
        String id = people.member("GB123", People.freshEmail(), "sfa.teacher");
        String officer = people.id("GB123", "officer@gb123.example");
        people.change("officer@gb123.example", "GB123", id, List.of("scripts.user"), List.of())
                .statusCode(200);
        var events =
                realm.adminClient().realm(realm.name()).getAdminEvents().stream()
                        .filter(event -> event.getResourcePath().endsWith("/users/" + id))
                        .filter(event -> "CENTRE_USER".equals(event.getResourceType()))
                        .toList();
        assertThat(events)
                .extracting(event -> event.getOperationType())
                .containsExactlyInAnyOrder("CREATE", "UPDATE");
        assertThat(events)
                .filteredOn(event -> event.getOperationType().equals("UPDATE"))
                .extracting(event -> event.getAuthDetails().getUserId())
                .containsExactly(officer);
    }
}
