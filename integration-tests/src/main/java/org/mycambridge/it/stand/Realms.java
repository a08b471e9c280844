package org.mycambridge.it.stand;

import com.fasterxml.jackson.databind.JsonNode;
import io.restassured.config.EncoderConfig;
import io.restassured.config.RestAssuredConfig;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.keycloak.admin.client.resource.RealmResource;
import org.keycloak.representations.idm.CredentialRepresentation;
import org.keycloak.representations.idm.UserRepresentation;

/** Realms of a running server: made, filled with the sample centres, removed. */
final class Realms {

    /** What every sample person signs in with. */
    static final String PASSWORD = "Sample-Password-2026";

    private static final int ALL = 1_000;

    private final Admin admin;

    Realms(Admin admin) {
        this.admin = admin;
    }

    void create(RealmDocument document) {
        Response response =
                admin.request()
                        .contentType(ContentType.JSON)
                        .body(document.json())
                        .post("/admin/realms");
        if (response.statusCode() != 201) {
            throw new IllegalStateException(
                    "The realm was not imported: "
                            + response.statusCode()
                            + " "
                            + response.asString());
        }
    }

    void remove(String realm) {
        admin.client().realm(realm).remove();
    }

    /** The board's import of the sample centres, then one password for all their people. */
    void addSamples(String realm, Path realmConfig) {
        String samples;
        try {
            samples = Files.readString(realmConfig.resolve("sample-centres.json"));
        } catch (IOException e) {
            throw new UncheckedIOException("Can't read the sample centres", e);
        }
        Response response =
                admin.request()
                        .config(plainEncoding())
                        .contentType("application/jsonl")
                        .body(samples)
                        .post("/admin/realms/" + realm + "/centres/import");
        String answer = response.asString();
        if (response.statusCode() / 100 != 2 || answer.lines().anyMatch(Realms::isRefusal)) {
            throw new IllegalStateException(
                    "The sample centres were not imported whole: "
                            + response.statusCode()
                            + "\n"
                            + answer);
        }
        setPasswords(realm);
    }

    /**
     * One of the board's own people: at no centre, with an admin role of the realm.
     *
     * @param role {@code manage-organizations}, or {@code view-organizations}
     */
    void addStaff(String realm, String email, String firstName, String lastName, String role) {
        UserRepresentation staff = new UserRepresentation();
        staff.setUsername(email);
        staff.setEmail(email);
        staff.setEmailVerified(true);
        staff.setFirstName(firstName);
        staff.setLastName(lastName);
        staff.setEnabled(true);
        staff.setCredentials(List.of(password()));
        RealmResource resource = admin.client().realm(realm);
        try (jakarta.ws.rs.core.Response made = resource.users().create(staff)) {
            if (made.getStatus() != 201) {
                throw new IllegalStateException(email + " was not made: " + made.getStatus());
            }
        }
        String id = resource.users().searchByEmail(email, true).get(0).getId();
        String management = resource.clients().findByClientId("realm-management").get(0).getId();
        resource.users()
                .get(id)
                .roles()
                .clientLevel(management)
                .add(
                        List.of(
                                resource.clients()
                                        .get(management)
                                        .roles()
                                        .get(role)
                                        .toRepresentation()));
    }

    /** REST-assured knows few content types, and adds a charset to those it does. */
    static RestAssuredConfig plainEncoding() {
        return RestAssuredConfig.config()
                .encoderConfig(
                        EncoderConfig.encoderConfig()
                                .defaultContentCharset("UTF-8")
                                .appendDefaultContentCharsetToContentTypeIfUndefined(false)
                                .encodeContentTypeAs("application/jsonl", ContentType.TEXT)
                                .encodeContentTypeAs("text/csv", ContentType.TEXT));
    }

    private static boolean isRefusal(String line) {
        return !line.isBlank() && refused(Json.read(line));
    }

    private static boolean refused(JsonNode node) {
        if (node.path("status").asInt() >= 400) {
            return true;
        }
        for (JsonNode part : node) {
            if (refused(part)) {
                return true;
            }
        }
        return false;
    }

    private void setPasswords(String realm) {
        CredentialRepresentation password = password();
        var users = admin.client().realm(realm).users();
        for (UserRepresentation user : users.list(0, ALL)) {
            users.get(user.getId()).resetPassword(password);
        }
    }

    private static CredentialRepresentation password() {
        CredentialRepresentation password = new CredentialRepresentation();
        password.setType(CredentialRepresentation.PASSWORD);
        password.setValue(PASSWORD);
        password.setTemporary(false);
        return password;
    }
}
