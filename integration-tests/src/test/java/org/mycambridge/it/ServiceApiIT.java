package org.mycambridge.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;

import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.keycloak.representations.idm.RoleRepresentation;
import org.keycloak.representations.idm.UserRepresentation;
import org.mycambridge.it.stand.Jwt;
import org.mycambridge.it.stand.OnKeycloak;
import org.mycambridge.it.stand.Statements;
import org.mycambridge.it.stand.TestRealm;

/** What a service application is told, and that it is told of its own service alone. */
@OnKeycloak
class ServiceApiIT {

    private static final String SUBMIT = "submit-for-assessment";
    private static final String SCRIPTS = "access-to-scripts";
    private static final String OFFICER = "officer@gb123.example";

    private final TestRealm realm;
    private final People people;

    ServiceApiIT(TestRealm realm) {
        this.realm = realm;
        this.people = new People(realm);
    }

    private String token(String service) {
        return realm.service(service)
                .serviceAccountTokens()
                .then()
                .statusCode(200)
                .extract()
                .path("access_token");
    }

    private RequestSpecification as(String service) {
        return realm.api(token(service));
    }

    private void create(String number) {
        realm.board()
                .body(Map.of("number", number, "name", "Centre " + number, "type", "CENTRE"))
                .post()
                .then()
                .statusCode(201);
    }

    private void status(String number, String status) {
        int version = realm.board().get("/{n}", number).then().extract().path("version");
        realm.board()
                .body(
                        Map.of(
                                "name",
                                "Centre " + number,
                                "type",
                                "CENTRE",
                                "status",
                                status,
                                "version",
                                version))
                .put("/{n}", number)
                .then()
                .statusCode(200);
    }

    private void board(String act, String centre, String id) {
        realm.board().post("/{n}/users/{id}/{act}", centre, id, act).then().statusCode(200);
    }

    private List<String> holders(String service, String centre) {
        return as(service)
                .queryParam("max", 100)
                .get("/{n}/holders", centre)
                .then()
                .statusCode(200)
                .extract()
                .path("items.id");
    }

    @Test
    void holdersAreThoseOfOnesOwnRoles() {
        String teacher = people.id("GB123", "teacher@gb123.example");
        as(SUBMIT)
                .get("/GB123/holders")
                .then()
                .statusCode(200)
                .body("total", is(2))
                .body("items[0].id", is(teacher))
                .body("items[0].firstName", is("Tara"))
                .body("items[0].lastName", is("Teacher"))
                .body("items[0].fullName", is("Tara Teacher"))
                .body("items[0].email", is("teacher@gb123.example"))
                .body("items[0].status", is("ACTIVE"))
                .body("items[0].roles", is(List.of("sfa.teacher")))
                .body("items[1].fullName", is("Toni Two"));
        // Exams Officers use Access to Scripts without its own role: shared with it.
        as(SCRIPTS)
                .queryParam("role", "centre.exams-officer")
                .get("/GB123/holders")
                .then()
                .statusCode(200)
                .body(
                        "items.roles",
                        is(
                                List.of(
                                        List.of("centre.exams-officer"),
                                        List.of("centre.exams-officer"),
                                        List.of("centre.exams-officer"))));
        as(SUBMIT)
                .queryParam("first", 1)
                .queryParam("max", 1)
                .get("/GB123/holders")
                .then()
                .body("items.fullName", is(List.of("Toni Two")))
                .body("total", is(2));
        as(SUBMIT)
                .queryParam("first", 9)
                .get("/GB123/holders")
                .then()
                .body("items", hasSize(0))
                .body("total", is(2));
    }

    @Test
    void anotherServicesRolesAreNotThere() {
        for (String role : List.of("scripts.user", "gl.holder", "no.such-role")) {
            People.problem(
                    as(SUBMIT).queryParam("role", role).get("/GB123/holders").then(),
                    404,
                    "not-found");
        }
        for (String service : List.of(SCRIPTS, "no-such-service")) {
            People.problem(
                    as(SUBMIT).queryParam("service", service).get("/GB123/recipients").then(),
                    404,
                    "not-found");
        }
        People.problem(as(SUBMIT).get("/NONE1/holders").then(), 404, "not-found");
        String scripts = people.id("GB123", "scripts@gb123.example");
        assertThat(holders(SUBMIT, "GB123")).doesNotContain(scripts);
        as(SUBMIT).queryParam("person", scripts).get().then().body("total", is(0));
        as(SUBMIT)
                .queryParam("person", people.id("GB123", "two@gb123.example"))
                .get()
                .then()
                .body("items.number", is(List.of("GB123")))
                .body("items.roles", is(List.of(List.of("sfa.teacher"))))
                .body("items[0].type", is("CENTRE"))
                .body("items[0].name", is("Sample International School"));
    }

    @Test
    void aPersonWithoutARoleAndNobodyLookAlike() {
        String none =
                as(SUBMIT)
                        .queryParam("person", people.id("GB123", OFFICER))
                        .get()
                        .then()
                        .statusCode(200)
                        .extract()
                        .asString();
        for (String unknown : List.of("nobody", "00000000-0000-0000-0000-000000000000")) {
            assertThat(as(SUBMIT).queryParam("person", unknown).get().asString()).isEqualTo(none);
        }
        assertThat(none).isEqualTo("{\"items\":[],\"total\":0}");
    }

    @Test
    void onlyWhatCountsIsTold() {
        create("EFF01");
        String active = people.member("EFF01", "active@eff01.example", "sfa.teacher");
        String disabled = people.member("EFF01", "disabled@eff01.example", "sfa.teacher");
        String invited =
                realm.board()
                        .body(
                                Map.of(
                                        "firstName",
                                        "Ina",
                                        "lastName",
                                        "Invited",
                                        "email",
                                        "invited@eff01.example",
                                        "roles",
                                        List.of("sfa.teacher")))
                        .post("/EFF01/users")
                        .then()
                        .statusCode(201)
                        .extract()
                        .path("id");
        board("disable", "EFF01", disabled);
        as(SUBMIT)
                .get("/EFF01/holders")
                .then()
                .body("items.id", is(List.of(invited, active)))
                .body("items.status", is(List.of("INVITED", "ACTIVE")));
        assertThat(centresOf(disabled)).isEmpty();
        assertThat(centresOf(active)).containsExactly("EFF01");

        switchAccount(active, false);
        assertThat(holders(SUBMIT, "EFF01")).containsExactly(invited);
        switchAccount(active, true);

        realm.clock().advance(Duration.ofDays(8));
        assertThat(holders(SUBMIT, "EFF01")).containsExactly(active);

        for (String status : List.of("SUSPENDED", "CLOSED")) {
            status("EFF01", status);
            assertThat(holders(SUBMIT, "EFF01")).isEmpty();
            assertThat(centresOf(active)).isEmpty();
            as(SUBMIT).get("/EFF01/recipients").then().statusCode(200).body("total", is(0));
        }
        status("EFF01", "ACTIVE");
        var organizations = realm.adminClient().realm(realm.name()).organizations();
        var organization = organizations.search("EFF01").get(0);
        organization.setEnabled(false);
        organizations.get(organization.getId()).update(organization).close();
        assertThat(holders(SUBMIT, "EFF01")).isEmpty();
        assertThat(centresOf(active)).isEmpty();
    }

    private void switchAccount(String id, boolean on) {
        var user = realm.adminClient().realm(realm.name()).users().get(id);
        UserRepresentation representation = user.toRepresentation();
        representation.setEnabled(on);
        user.update(representation);
    }

    private List<String> centresOf(String person) {
        return as(SUBMIT)
                .queryParam("person", person)
                .get()
                .then()
                .statusCode(200)
                .extract()
                .path("items.number");
    }

    @Test
    void aServiceFindsTheCentresThatHaveToDoWithIt() {
        create("HAS01");
        assertThat(centres()).contains("GB123").doesNotContain("CA001", "HAS01");
        people.member("HAS01", "teacher@has01.example", "sfa.teacher");
        assertThat(centres()).contains("GB123", "HAS01");
    }

    private List<String> centres() {
        return as(SUBMIT).queryParam("max", 100).get().then().extract().path("items.number");
    }

    @Test
    void aNotificationGoesToWhoGetsAllAndToTheSubmitter() {
        create("REC01");
        String teacher = people.member("REC01", "teacher@rec01.example", "sfa.teacher");
        String other = people.member("REC01", "other@rec01.example", "sfa.teacher");
        as(SUBMIT)
                .get("/REC01/recipients")
                .then()
                .statusCode(200)
                .body("items", hasSize(0))
                .body("warnings.code", is(List.of("nobody-holds-role")))
                .body("warnings.role", is(List.of("sfa.exams-officer")));
        assertThat(recipients("REC01", teacher)).containsExactly(teacher);
        String officer =
                people.member("REC01", "officer@rec01.example", "sfa.exams-officer", "sfa.teacher");
        assertThat(recipients("REC01", teacher)).containsExactlyInAnyOrder(officer, teacher);
        assertThat(recipients("REC01", officer)).containsExactly(officer);
        // Somebody who holds nothing here submits nothing here.
        assertThat(recipients("REC01", people.id("GB123", "teacher@gb123.example")))
                .containsExactly(officer);
        as(SUBMIT)
                .queryParam("service", SUBMIT)
                .get("/REC01/recipients")
                .then()
                .body("items.id", is(List.of(officer)))
                .body("warnings", hasSize(0));
        board("disable", "REC01", other);
        assertThat(recipients("REC01", other)).containsExactly(officer);
    }

    private List<String> recipients(String centre, String submitter) {
        return as(SUBMIT)
                .queryParam("service", SUBMIT)
                .queryParam("submitter", submitter)
                .get("/{n}/recipients", centre)
                .then()
                .statusCode(200)
                .extract()
                .path("items.id");
    }

    @Test
    void aPersonsTokenIsRefused() {
        String person = realm.token(OFFICER);
        for (String path : List.of("/GB123/holders", "/GB123/recipients", "/changes")) {
            People.problem(realm.api(person).get(path).then(), 403, "wrong-token");
            People.problem(realm.api().get(path).then(), 401, "unauthenticated");
        }
    }

    @Test
    void aServicesTokenOpensNothingOfPeoples() {
        for (String path :
                List.of("/GB123", "/GB123/users", "/GB123/roles", "/GB123/history", "/GB123/any")) {
            People.problem(as(SUBMIT).get(path).then(), 403, "wrong-token");
        }
        String teacher = people.id("GB123", "teacher@gb123.example");
        People.problem(
                as(SUBMIT).post("/GB123/users/{id}/disable", teacher).then(), 403, "wrong-token");
        People.problem(as(SUBMIT).delete("/GB123/users/{id}", teacher).then(), 403, "wrong-token");
        realm.board(token(SUBMIT)).get().then().statusCode(403);
        People.problem(
                realm.api(token(SUBMIT).replaceAll("[^.]+$", "c2lnbmF0dXJl"))
                        .get("/GB123/holders")
                        .then(),
                401,
                "unauthenticated");
    }

    @Test
    void aTokenOfAnotherRealmIsNone() {
        String master = realm.adminToken();
        People.problem(realm.api(master).get("/GB123/holders").then(), 401, "unauthenticated");
        assertThat(Jwt.claims(token(SUBMIT)).path("iss").asText())
                .isEqualTo(realm.url("/realms/{realm}"));
    }

    @Test
    void aServiceAccountHasNoRoleOfAdministrators() {
        var clients = realm.adminClient().realm(realm.name()).clients();
        for (String service : List.of(SUBMIT, SCRIPTS, "access-arrangements")) {
            String id = clients.findByClientId(service).get(0).getId();
            String account = clients.get(id).getServiceAccountUser().getId();
            var roles = realm.adminClient().realm(realm.name()).users().get(account).roles();
            assertThat(roles.realmLevel().listEffective().stream().map(RoleRepresentation::getName))
                    .doesNotContain("admin", "create-realm");
            String management = clients.findByClientId("realm-management").get(0).getId();
            assertThat(roles.clientLevel(management).listEffective()).isEmpty();
            assertThat(Jwt.claims(token(service)).path("realm_access").isMissingNode()).isTrue();
            assertThat(Jwt.claims(token(service)).path("resource_access").isMissingNode()).isTrue();
        }
    }

    @Test
    void anAnswerCostsTheSameStatementsWhateverTheSize() {
        List<List<Long>> costs = new ArrayList<>();
        for (int size : List.of(1, 100)) {
            String centre = "SQL" + size;
            create(centre);
            String lines =
                    IntStream.range(0, size)
                            .mapToObj(
                                    i ->
                                            ("{\"person\": {\"email\": \"p%d@%s.example\","
                                                            + " \"firstName\": \"P%d\", \"lastName\":"
                                                            + " \"L\", \"centre\": \"%s\", \"roles\":"
                                                            + " [\"sfa.exams-officer\", \"sfa.teacher\"]}}\n")
                                                    .formatted(
                                                            i,
                                                            centre.toLowerCase(Locale.ROOT),
                                                            i,
                                                            centre))
                            .collect(Collectors.joining());
            realm.board().contentType("application/jsonl").body(lines).post("/import");
            String token = token(SUBMIT);
            costs.add(
                    List.of(
                            ours(token, "/" + centre + "/holders?max=100", size),
                            ours(token, "/" + centre + "/recipients", size),
                            ours(token, "/changes?max=100&since=" + before(token, size), size)));
        }
        assertThat(costs.get(1)).isEqualTo(costs.get(0));
        System.out.println("Statements of ours: holders, recipients, changes: " + costs.get(0));
    }

    /** A cursor after which there are exactly so many changes. */
    private String before(String token, int size) {
        List<String> cursors = new ArrayList<>(List.of("0"));
        boolean more = true;
        while (more) {
            ValidatableResponse page =
                    realm.api(token)
                            .queryParam("max", 1)
                            .queryParam("since", cursors.get(cursors.size() - 1))
                            .get("/changes")
                            .then()
                            .statusCode(200);
            more = page.extract().path("more");
            cursors.add(page.extract().path("next"));
        }
        return cursors.get(cursors.size() - 1 - size);
    }

    private long ours(String token, String path, int size) {
        Runnable ask =
                () ->
                        realm.api(token)
                                .get(path)
                                .then()
                                .statusCode(200)
                                .body("items", hasSize(size));
        ask.run();
        long least = Long.MAX_VALUE;
        for (int i = 0; i < 3; i++) {
            Statements.Count count = realm.statements().countApart(ask);
            least = Math.min(least, count.ours());
        }
        return least;
    }
}
