package org.mycambridge.it.stand;

import io.restassured.RestAssured;
import io.restassured.specification.RequestSpecification;
import java.time.Duration;
import java.util.Optional;
import org.keycloak.admin.client.Keycloak;
import org.keycloak.admin.client.KeycloakBuilder;

/** The board's access to a server: its administrator's token and Keycloak's admin client. */
final class Admin implements AutoCloseable {

    /** Half of what the master realm gives a token by default. */
    private static final Duration TOKEN_USED = Duration.ofSeconds(30);

    private record Held(String token, long since) {}

    private final String url;
    private final String password;
    private final Keycloak client;
    private Optional<Held> held = Optional.empty();

    Admin(String url) {
        this(url, ServerCommand.ADMIN);
    }

    Admin(String url, String password) {
        this.url = url;
        this.password = password;
        this.client =
                KeycloakBuilder.builder()
                        .serverUrl(url)
                        .realm("master")
                        .clientId("admin-cli")
                        .username(ServerCommand.ADMIN)
                        .password(password)
                        .build();
    }

    Keycloak client() {
        return client;
    }

    synchronized String token() {
        long now = System.nanoTime();
        held = held.filter(token -> now - token.since() < TOKEN_USED.toNanos());
        if (held.isEmpty()) {
            String token =
                    RestAssured.given()
                            .formParam("grant_type", "password")
                            .formParam("client_id", "admin-cli")
                            .formParam("username", ServerCommand.ADMIN)
                            .formParam("password", password)
                            .post(url + "/realms/master/protocol/openid-connect/token")
                            .then()
                            .statusCode(200)
                            .extract()
                            .path("access_token");
            held = Optional.of(new Held(token, now));
        }
        return held.orElseThrow().token();
    }

    RequestSpecification request() {
        return RestAssured.given().baseUri(url).auth().oauth2(token());
    }

    /** Signs in anew: the server's clock was moved, and with it what is left of every token. */
    synchronized void signInAgain() {
        held = Optional.empty();
        client.tokenManager().grantToken();
    }

    @Override
    public void close() {
        client.close();
    }
}
