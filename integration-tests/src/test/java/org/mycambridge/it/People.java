package org.mycambridge.it;

import static org.hamcrest.Matchers.is;

import io.restassured.response.ValidatableResponse;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.mycambridge.it.stand.TestRealm;

/** People of a test: each test makes its own, found again by address. */
final class People {

    private static final AtomicInteger NUMBER = new AtomicInteger();

    private final TestRealm realm;

    People(TestRealm realm) {
        this.realm = realm;
    }

    /** An address that no other test has. */
    static String freshEmail() {
        return "person" + NUMBER.incrementAndGet() + "@school.example";
    }

    /** Adds somebody at a centre, as somebody. */
    ValidatableResponse add(String actor, String centre, String email, String... roles) {
        return realm.api(realm.token(actor))
                .body(
                        Map.of(
                                "firstName",
                                "Sam",
                                "lastName",
                                "Worthington",
                                "email",
                                email,
                                "roles",
                                List.of(roles)))
                .post("/{centre}/users", centre)
                .then();
    }

    /** Adds somebody, and has their id. */
    String invited(String actor, String centre, String email, String... roles) {
        return add(actor, centre, email, roles).statusCode(201).extract().path("id");
    }

    /** A member of a centre with these roles who has used the system before; by the board. */
    String member(String centre, String email, String... roles) {
        String id =
                realm.board()
                        .body(
                                Map.of(
                                        "firstName",
                                        "Sam",
                                        "lastName",
                                        "Worthington",
                                        "email",
                                        email,
                                        "roles",
                                        List.of(roles),
                                        "invite",
                                        false))
                        .post("/{centre}/users", centre)
                        .then()
                        .statusCode(201)
                        .extract()
                        .path("id");
        var password = new org.keycloak.representations.idm.CredentialRepresentation();
        password.setType("password");
        password.setValue(realm.password());
        password.setTemporary(false);
        realm.adminClient().realm(realm.name()).users().get(id).resetPassword(password);
        return id;
    }

    /** The id of a person the board finds at a centre. */
    String id(String centre, String email) {
        List<String> ids =
                realm.board()
                        .queryParam("search", email)
                        .get("/{centre}/users", centre)
                        .then()
                        .statusCode(200)
                        .extract()
                        .path("items.findAll { it.email == '" + email + "' }.id");
        if (ids.size() != 1) {
            throw new AssertionError(email + " at " + centre + ": " + ids);
        }
        return ids.get(0);
    }

    /** The version a page about the person would be drawn from. */
    int version(String centre, String id) {
        return realm.board()
                .get("/{centre}/users/{id}", centre, id)
                .then()
                .statusCode(200)
                .extract()
                .path("version");
    }

    /** Saves differences, as somebody, from the version of now. */
    ValidatableResponse change(
            String actor, String centre, String id, List<String> grant, List<String> revoke) {
        return realm.api(realm.token(actor))
                .body(Map.of("version", version(centre, id), "grant", grant, "revoke", revoke))
                .patch("/{centre}/users/{id}", centre, id)
                .then();
    }

    /** Figures of the policy, put in force by the board beside what it says already. */
    void settings(Map<String, Integer> figures) {
        Map<String, Object> inForce = realm.board().get("/policy").then().extract().path("$");
        @SuppressWarnings("unchecked")
        Map<String, Object> policy = (Map<String, Object>) inForce.get("policy");
        @SuppressWarnings("unchecked")
        Map<String, Object> settings = (Map<String, Object>) policy.get("settings");
        settings.putAll(figures);
        realm.board().body(inForce).put("/policy").then().statusCode(200);
    }

    /** A problem with this status and code. */
    static ValidatableResponse problem(ValidatableResponse answer, int status, String code) {
        return answer.statusCode(status)
                .contentType("application/problem+json")
                .body("code", is(code));
    }
}
