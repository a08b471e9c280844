package org.mycambridge.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.is;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.mycambridge.it.stand.OnKeycloak;
import org.mycambridge.it.stand.TestRealm;

/** What is done at one node is so at the other, at once ({@code -Pcluster}). */
@OnKeycloak
@Tag("cluster")
class TwoNodesIT extends AtServices {

    private final TestRealm other;
    private final People peopleAtOther;

    TwoNodesIT(TestRealm realm) {
        super(realm);
        this.other = realm.atOtherNode();
        this.peopleAtOther = new People(other);
    }

    @Test
    void aGrantAtOneNodeIsInTheNextRefreshAtTheOther() {
        String email = People.freshEmail();
        String id = people.member("GB123", email, "sfa.teacher");
        Tokens tokens = signIn(SUBMIT, email, "organization:*");
        // Warm at both: what is kept in memory must not win.
        assertThat(rolesAt(realm, tokens)).containsExactly("sfa.teacher");
        assertThat(rolesAt(other, tokens)).containsExactly("sfa.teacher");

        people.change(OFFICER, "GB123", id, List.of("sfa.exams-officer"), List.of())
                .statusCode(200);
        assertThat(rolesAt(other, tokens))
                .containsExactlyInAnyOrder("sfa.teacher", "sfa.exams-officer");

        peopleAtOther
                .change(OFFICER, "GB123", id, List.of(), List.of("sfa.teacher"))
                .statusCode(200);
        assertThat(rolesAt(realm, tokens)).containsExactly("sfa.exams-officer");
        assertThat(rolesAt(other, tokens)).containsExactly("sfa.exams-officer");
    }

    @Test
    void whoIsRemovedAtOneNodeIsSignedOutAtTheOther() {
        String email = People.freshEmail();
        String id = people.member("GB123", email, "sfa.teacher");
        Tokens tokens = signIn(SUBMIT, email, "organization:GB123");
        assertThat(rolesAt(other, tokens)).containsExactly("sfa.teacher");
        other.api(other.token(OFFICER)).delete("/GB123/users/{id}", id).then().statusCode(200);
        for (TestRealm node : List.of(realm, other)) {
            node.service(SUBMIT)
                    .refresh(tokens.refresh())
                    .then()
                    .statusCode(400)
                    .body("error", is("invalid_grant"));
        }
    }

    /** A policy of the board is in force everywhere with the commit (design decision 2). */
    @Test
    void aPolicyPutInForceAtOneNodeDecidesAtTheOther() {
        String id = people.member("GB123", People.freshEmail(), "sfa.teacher");
        peopleAtOther
                .change(OFFICER, "GB123", id, List.of("ssh.teacher"), List.of())
                .statusCode(403);
        Map<String, Object> inForce = realm.board().get("/policy").then().extract().path("$");
        @SuppressWarnings("unchecked")
        Map<String, Object> policy = (Map<String, Object>) inForce.get("policy");
        policy.put("switches", Map.of("user-management-grants-school-support-hub", true));
        realm.board()
                .body(Map.of("version", inForce.get("version"), "policy", policy))
                .put("/policy")
                .then()
                .statusCode(200);
        peopleAtOther
                .change(OFFICER, "GB123", id, List.of("ssh.teacher"), List.of())
                .statusCode(200);
    }

    private List<String> rolesAt(TestRealm node, Tokens tokens) {
        String access =
                node.service(SUBMIT)
                        .refresh(tokens.refresh())
                        .then()
                        .statusCode(200)
                        .extract()
                        .path("access_token");
        return Claims.roles(access, "GB123");
    }
}
