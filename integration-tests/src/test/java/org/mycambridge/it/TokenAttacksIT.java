package org.mycambridge.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.is;

import io.restassured.RestAssured;
import io.restassured.response.ValidatableResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.keycloak.representations.idm.RealmRepresentation;
import org.mycambridge.it.stand.Jwt;
import org.mycambridge.it.stand.OnKeycloak;
import org.mycambridge.it.stand.Service;
import org.mycambridge.it.stand.TestRealm;

/** Tokens where they don't belong: each is refused, and tells nothing. */
@OnKeycloak
class TokenAttacksIT extends AtServices {

    private static final String TEACHER = "teacher@gb123.example";

    private final String elsewhere;

    TokenAttacksIT(TestRealm realm) {
        super(realm);
        this.elsewhere = realm.name() + "-elsewhere";
    }

    @Test
    void aTokenOfOneRealmIsRefusedAtAnother() {
        RealmRepresentation other = new RealmRepresentation();
        other.setRealm(elsewhere);
        other.setEnabled(true);
        other.setOrganizationsEnabled(true);
        realm.adminClient().realms().create(other);
        try {
            String token = realm.token(OFFICER);
            realm.api(token).get().then().statusCode(200);
            for (String path :
                    List.of(
                            "/centres",
                            "/centres/GB123/users",
                            "/protocol/openid-connect/userinfo")) {
                at("/realms/" + elsewhere + path, token).statusCode(401);
            }
            // Keycloak knows whose token it is, and that they administer no such realm.
            at("/admin/realms/" + elsewhere + "/centres", token).statusCode(403);
        } finally {
            realm.adminClient().realm(elsewhere).remove();
        }
        at("/realms/" + realm.name() + "/centres", realm.adminToken()).statusCode(401);
    }

    private ValidatableResponse at(String path, String token) {
        return RestAssured.given().auth().oauth2(token).get(realm.url(path)).then();
    }

    @Test
    void aRevokedRefreshTokenIsGoodForNothing() {
        Service service = realm.service(SUBMIT);
        Tokens tokens = signIn(SUBMIT, TEACHER, "organization:GB123");
        Tokens untouched = signIn(SUBMIT, TEACHER, "organization:GB123");
        service.revoke(tokens.refresh()).then().statusCode(200);
        service.refresh(tokens.refresh()).then().statusCode(400).body("error", is("invalid_grant"));
        service.introspect(tokens.access()).then().statusCode(200).body("active", is(false));
        assertThat(Claims.roles(refresh(SUBMIT, untouched).access(), "GB123"))
                .containsExactly("sfa.teacher");
    }

    @Test
    void aServiceCanNotUseAnothersTokens() {
        Tokens tokens = signIn(SUBMIT, TEACHER, "organization:GB123");
        Service scripts = realm.service(SCRIPTS);
        scripts.refresh(tokens.refresh()).then().statusCode(400).body("error", is("invalid_grant"));
        scripts.introspect(tokens.access())
                .then()
                .statusCode(200)
                .body("active", is(false))
                .body("$", is(Map.of("active", false)));
    }

    /** Whatever scopes a client asks for, it learns of its own service's roles alone. */
    @Test
    void aServiceLearnsNothingOfAnothersRoles() {
        for (String scope : List.of("organization:GB123", "organization:*", "organization")) {
            String access = signIn(SCRIPTS, OFFICER, scope, "associate-centres").access();
            assertThat(Jwt.claims(access).toString())
                    .contains("centre.exams-officer")
                    .doesNotContain("sfa.", "ssh.", "aa.", "gl.", "centre.user-management");
        }
        // A person's token for the API is none of a service's, and the other way round.
        realm.api(signIn(SUBMIT, OFFICER, "organization:GB123").access())
                .get()
                .then()
                .statusCode(403)
                .body("code", is("wrong-token"));
    }

    /** A signature of nobody's, and none at all. */
    @Test
    void aForgedClaimIsNoToken() {
        String[] parts = signIn(SUBMIT, TEACHER, "organization:GB123").access().split("\\.");
        String payload =
                base64(
                        new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8)
                                .replace("sfa.teacher", "sfa.exams-officer"));
        for (String forged :
                List.of(
                        parts[0] + '.' + payload + '.' + parts[2],
                        base64("{\"alg\":\"none\",\"typ\":\"JWT\"}") + '.' + payload + '.')) {
            realm.service(SUBMIT).userInfo(forged).then().statusCode(401);
            realm.service(SUBMIT).introspect(forged).then().body("active", is(false));
        }
    }

    private static String base64(String text) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
