package org.mycambridge.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.mycambridge.it.stand.OnKeycloak;
import org.mycambridge.it.stand.TestRealm;

/** Bad input gets a clear answer, and nothing is lost or half saved. */
@OnKeycloak
class BadInputIT {

    private static final String OFFICER = "officer@gb123.example";

    private final TestRealm realm;
    private final People people;

    BadInputIT(TestRealm realm) {
        this.realm = realm;
        this.people = new People(realm);
    }

    private RequestSpecification asOfficer() {
        return realm.api(realm.token(OFFICER));
    }

    private static ValidatableResponse problem(
            ValidatableResponse answer, int status, String code, String field) {
        return People.problem(answer, status, code)
                .body("status", is(status))
                .body("title", not(is("")))
                .body("detail", not(is("")))
                .body("field", is(field));
    }

    static List<Arguments> badPeople() {
        String ok = "Sam";
        return List.of(
                Arguments.of("firstName", null, "required"),
                Arguments.of("firstName", "   ", "required"),
                Arguments.of("lastName", null, "required"),
                Arguments.of("lastName", "x".repeat(101), "too-long"),
                Arguments.of("firstName", "<a href=x>", "forbidden-characters"),
                Arguments.of("firstName", ok + "\u0000", "forbidden-characters"),
                Arguments.of("firstName", ok + "\r\nBcc: x", "forbidden-characters"),
                Arguments.of("lastName", "\u202Emas", "forbidden-characters"),
                Arguments.of("lastName", "\u2066mas", "forbidden-characters"),
                Arguments.of("email", null, "required"),
                Arguments.of("email", "none", "invalid-email"),
                Arguments.of("email", "a b@school.example", "invalid-email"),
                Arguments.of("email", "a@school.example\nBcc: x@y.example", "invalid-email"),
                Arguments.of("email", "x".repeat(250) + "@school.example", "too-long"),
                Arguments.of("roles", List.of("sfa.boss"), "unknown-role"),
                Arguments.of("roles", List.of("gl.holder"), "board-only"),
                Arguments.of("roles", "sfa.teacher", "wrong-type"),
                Arguments.of("firstName", 7, "wrong-type"),
                Arguments.of("admin", true, "unknown-field"));
    }

    @ParameterizedTest
    @MethodSource("badPeople")
    void aPersonWhoCantBeAddedIsNotAdded(String field, Object value, String code) {
        String email = People.freshEmail();
        Map<String, Object> body =
                new HashMap<>(Map.of("firstName", "Sam", "lastName", "W", "email", email));
        body.put(field, value);
        int total = total();
        problem(
                asOfficer().body(body).post("/GB123/users").then(),
                code.equals("board-only") ? 403 : 400,
                code,
                field);
        assertThat(total()).isEqualTo(total);
        assertThat(realm.adminClient().realm(realm.name()).users().searchByEmail(email, true))
                .isEmpty();
    }

    private int total() {
        return realm.board().get("/GB123/users").then().extract().path("total");
    }

    @Test
    void namesOfAnyScriptOfAHundredCharactersAreTaken() {
        String longest = "𝒳".repeat(50) + "é".repeat(50);
        String email = People.freshEmail();
        asOfficer()
                .body(Map.of("firstName", longest, "lastName", "-", "email", email))
                .post("/GB123/users")
                .then()
                .statusCode(201)
                .body("firstName", is(longest))
                .body("fullName", is(longest));
        asOfficer()
                .body(
                        Map.of(
                                "firstName", "می\u200Cخواهم",
                                "lastName", "O’Neill-王",
                                "email", People.freshEmail()))
                .post("/GB123/users")
                .then()
                .statusCode(201);
    }

    @Test
    void aBodyThatIsNoneIsRefused() {
        problem(
                asOfficer().body("{\"firstName\": ").post("/GB123/users").then(),
                400,
                "malformed-json",
                "body");
        problem(asOfficer().body("[]").post("/GB123/users").then(), 400, "malformed-json", "body");
        problem(asOfficer().post("/GB123/users").then(), 400, "malformed-json", "body");
        problem(
                asOfficer()
                        .body("{\"email\":\"a@b.example\",\"email\":\"c@d.example\"}")
                        .post("/GB123/users")
                        .then(),
                400,
                "malformed-json",
                "body");
        problem(
                asOfficer().contentType(ContentType.TEXT).body("{}").post("/GB123/users").then(),
                415,
                "wrong-content-type",
                "Content-Type");
        problem(
                asOfficer()
                        .body(Map.of("firstName", "x".repeat(70_000)))
                        .post("/GB123/users")
                        .then(),
                413,
                "too-large",
                "body");
        problem(
                asOfficer().body("[".repeat(2_000)).post("/GB123/users").then(),
                400,
                "malformed-json",
                "body");
    }

    @Test
    void aDuplicateMemberIsAConflictInTheEmailField() {
        String email = People.freshEmail();
        people.add(OFFICER, "GB123", email).statusCode(201);
        problem(
                people.add(OFFICER, "GB123", " " + email.toUpperCase() + " "),
                409,
                "already-member",
                "email");
    }

    @Test
    void aSaveNeedsItsVersionAndMustNotContradictItself() {
        String id = people.member("GB123", People.freshEmail(), "sfa.teacher");
        problem(
                asOfficer().body(Map.of("grant", List.of())).patch("/GB123/users/{id}", id).then(),
                400,
                "required",
                "version");
        problem(
                people.change(
                        OFFICER, "GB123", id, List.of("scripts.user"), List.of("scripts.user")),
                400,
                "contradiction",
                "revoke");
        People.problem(
                people.change(
                        OFFICER, "GB123", id, List.of("scripts.user", "gl.holder"), List.of()),
                403,
                "board-only");
        asOfficer()
                .get("/GB123/users/{id}", id)
                .then()
                .body("roles", is(List.of("sfa.teacher")))
                .body("version", is(0));
    }

    @Test
    void parametersOfAListAreChecked() {
        problem(
                asOfficer().queryParam("max", 101).get("/GB123/users").then(),
                400,
                "invalid-value",
                "max");
        problem(
                asOfficer().queryParam("first", -1).get("/GB123/users").then(),
                400,
                "invalid-value",
                "first");
        problem(
                asOfficer().queryParam("search", "a").get("/GB123/users").then(),
                400,
                "invalid-search",
                "search");
        problem(
                asOfficer().queryParam("sort", "password").get("/GB123/users").then(),
                400,
                "invalid-value",
                "sort");
        problem(
                asOfficer().queryParam("role", "none").get("/GB123/users").then(),
                400,
                "unknown-role",
                "role");
    }

    @Test
    void unknownPeopleAndCentresAreNotFound() {
        People.problem(asOfficer().get("/NOSUCH").then(), 404, "not-found");
        People.problem(asOfficer().get("/no such!/users").then(), 404, "not-found");
        People.problem(asOfficer().get("/GB123/users/none").then(), 404, "not-found");
        String elsewhere = people.id("50538", "officer@50538.example");
        People.problem(asOfficer().get("/GB123/users/{id}", elsewhere).then(), 404, "not-found");
        People.problem(
                asOfficer().post("/GB123/users/{id}/disable", elsewhere).then(), 404, "not-found");
    }

    @Test
    void onlyAPersonsTokenForThisApiIsTaken() {
        People.problem(realm.api().get().then(), 401, "unauthenticated");
        People.problem(realm.api("not.a.token").get().then(), 401, "unauthenticated");
        People.problem(realm.api().get("/GB123/users").then(), 401, "unauthenticated");
        People.problem(
                realm.api(realm.token(OFFICER, new String[0])).get("/GB123/users").then(),
                403,
                "wrong-token");
        String ofService =
                realm.service("submit-for-assessment")
                        .serviceAccountTokens()
                        .then()
                        .statusCode(200)
                        .extract()
                        .path("access_token");
        People.problem(realm.api(ofService).get("/GB123/users").then(), 403, "wrong-token");
    }

    @Test
    void anExpiredTokenIsRefused() {
        String token = realm.token(OFFICER);
        realm.clock().advance(Duration.ofHours(1));
        People.problem(realm.api(token).get("/GB123/users").then(), 401, "unauthenticated");
    }

    @Test
    void aBrokenPolicyIsRefusedWithItsPathAndTheOldOneStays() {
        Map<String, Object> now = realm.board().get("/policy").then().extract().path("$");
        String document = realm.board().get("/policy").then().extract().asString();
        People.problem(
                        realm.board()
                                .body(document.replace("\"centresPerPerson\"", "\"centresEach\""))
                                .put("/policy")
                                .then(),
                        400,
                        "invalid-policy")
                .body("field", is("settings.centresEach"));
        problem(
                realm.board().body(Map.of("version", now.get("version"))).put("/policy").then(),
                400,
                "invalid-policy",
                "document");
        assertThat(realm.board().get("/policy").then().extract().asString()).isEqualTo(document);
    }

    @Test
    void centresThatCantBeAreRefused() {
        Map<String, Object> school =
                Map.of("number", "bad01", "name", "A school", "type", "CENTRE");
        realm.board().body(school).post().then().statusCode(201).body("number", is("BAD01"));
        problem(realm.board().body(school).post().then(), 409, "centre-exists", "number");
        problem(
                realm.board().body(with(school, "number", "!")).post().then(),
                400,
                "invalid-centre-number",
                "number");
        problem(
                realm.board().body(with(school, "number", "policy")).post().then(),
                400,
                "invalid-centre-number",
                "number");
        problem(
                realm.board().body(with(school, "type", "SCHOOL")).post().then(),
                400,
                "invalid-value",
                "type");
        Map<String, Object> child =
                with(with(school, "number", "BAD02"), "type", "ASSOCIATE_CENTRE");
        problem(realm.board().body(child).post().then(), 400, "required", "parent");
        problem(
                realm.board().body(with(child, "parent", "NOSUCH")).post().then(),
                400,
                "unknown-centre",
                "parent");
        problem(
                realm.board().body(with(child, "parent", "GB123")).post().then(),
                400,
                "wrong-parent-type",
                "parent");
        problem(
                realm.board().body(with(child, "parent", "BAD02")).post().then(),
                400,
                "parent-cycle",
                "parent");
        problem(
                realm.board().body(with(school, "name", "\r\nBcc: x")).post().then(),
                409,
                "centre-exists",
                "number");
        problem(
                realm.board()
                        .body(with(with(school, "number", "BAD03"), "name", "A\r\nBcc: x"))
                        .post()
                        .then(),
                400,
                "forbidden-characters",
                "name");
        // A cycle by a change: the parent made a child of its child.
        problem(
                realm.board()
                        .body(
                                Map.of(
                                        "name", "Cambridge Assessment DEV",
                                        "type", "ASSOCIATE_CENTRE",
                                        "parent", "50538",
                                        "version", 0))
                        .put("/CA001")
                        .then(),
                400,
                "parent-cycle",
                "parent");
        realm.board().get("/CA001").then().body("type", is("ASSOCIATE"));
        realm.board().get("/BAD02").then().statusCode(404);
    }

    private static Map<String, Object> with(Map<String, Object> map, String key, Object value) {
        Map<String, Object> copy = new HashMap<>(map);
        copy.put(key, value);
        return copy;
    }

    @Test
    void badLinesOfAnImportAreNamedAndStopNoOther() {
        String answer =
                realm.board()
                        .contentType("application/jsonl")
                        .body(
                                """
                                {"centre": {"number": "IMP01", "name": "Imported", "type": "CENTRE"}}
                                {"centre": {"number": "IMP02", "type": "CENTRE"}}
                                not json
                                {"person": {"email": "a@imp01.example", "firstName": "A", "lastName": "B", "centre": "IMP01", "roles": ["sfa.boss"]}}
                                {"person": {"email": "a@imp01.example", "firstName": "A", "lastName": "B", "centre": "IMP01", "roles": ["sfa.teacher"]}}
                                {"assignment": {"email": "nobody@imp01.example", "centre": "50538"}}
                                """)
                        .post("/import")
                        .then()
                        .statusCode(207)
                        .extract()
                        .asString();
        assertThat(answer.lines().map(line -> line.replaceAll(",\"detail.*", "")))
                .containsExactly(
                        "{\"line\":1,\"status\":201}",
                        "{\"line\":2,\"status\":400,\"code\":\"required\"",
                        "{\"line\":3,\"status\":400,\"code\":\"malformed-json\"",
                        "{\"line\":4,\"status\":400,\"code\":\"unknown-role\"",
                        "{\"line\":5,\"status\":201}",
                        "{\"line\":6,\"status\":400,\"code\":\"unknown-person\"");
    }

    @Test
    void nothingOfARefusalIsLoggedAsAnError() {
        int before = realm.log().length();
        problem(
                asOfficer()
                        .body(Map.of("firstName", "<b>", "lastName", "W", "email", "z@z.example"))
                        .post("/GB123/users")
                        .then(),
                400,
                "forbidden-characters",
                "firstName");
        assertThat(realm.log().substring(before)).doesNotContain("ERROR").doesNotContain("WARN");
    }

    @AfterEach
    void theServerNeverFailed() {
        assertThat(realm.log()).doesNotContain("Uncaught server error");
    }

    @Test
    void aDetailNamesNoInternals() {
        asOfficer()
                .body("{\"firstName\": ")
                .post("/GB123/users")
                .then()
                .body("detail", not(containsString("com.fasterxml")))
                .body("detail", not(containsString("Exception")));
    }

    @Test
    void aPlaceholderIsNobodysSecret() {
        var client = new org.keycloak.representations.idm.ClientRepresentation();
        client.setClientId("service");
        client.setSecret("${MC_SERVICE_SECRET}");
        var imported = new org.keycloak.representations.idm.RealmRepresentation();
        imported.setRealm(realm.name() + "-placeholder");
        imported.setEnabled(true);
        imported.setClients(List.of(client));
        realm.adminClient().realms().create(imported);
        var made = realm.adminClient().realm(imported.getRealm());
        try {
            assertThat(made.clients().findByClientId("service").get(0).getSecret())
                    .doesNotContain("MC_SERVICE_SECRET")
                    .hasSizeGreaterThanOrEqualTo(32);
        } finally {
            made.remove();
        }
    }
}
