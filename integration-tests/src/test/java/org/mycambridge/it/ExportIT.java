package org.mycambridge.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.restassured.RestAssured;
import io.restassured.specification.RequestSpecification;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.keycloak.representations.idm.RealmRepresentation;
import org.mycambridge.it.stand.OnKeycloak;
import org.mycambridge.it.stand.TestRealm;

/** What goes out comes in again. */
@OnKeycloak
class ExportIT {

    private static final String JSON_LINES = "application/jsonl";
    private static final String CSV = "text/csv";
    private static final String HEADINGS =
            "kind,centre,name,type,status,parent,link,email,firstName,lastName,roles,invite";

    private final TestRealm realm;

    ExportIT(TestRealm realm) {
        this.realm = realm;
    }

    private static String person(
            String email, String centre, String first, String last, String more) {
        return "{\"person\": {\"email\": \"%s\", \"firstName\": \"%s\", \"lastName\": \"%s\", \"centre\": \"%s\", %s}}"
                .formatted(email, first, last, centre, more);
    }

    @Test
    void whatIsExportedComesInAsTheSame() {
        realm.board()
                .contentType(JSON_LINES)
                .body(
                        String.join(
                                "\n",
                                "{\"centre\": {\"number\": \"OUT01\", \"name\": \"=\\\"Quoted\\\", and more\", \"type\": \"ASSOCIATE\", \"status\": \"SUSPENDED\"}}",
                                "{\"centre\": {\"number\": \"OUT00\", \"name\": \"'=Child\", \"type\": \"ASSOCIATE_CENTRE\", \"parent\": \"OUT01\", \"link\": \"SUSPENDED\"}}",
                                person(
                                        "many@out01.example",
                                        "OUT01",
                                        "Sam",
                                        "many",
                                        "\"roles\": [\"sfa.teacher\", \"centre.user-management\"]"),
                                person(
                                        "off@out01.example",
                                        "OUT01",
                                        "Sam",
                                        "off",
                                        "\"disabled\": true"),
                                // As typed here, until they come; elsewhere they are called
                                // otherwise.
                                person(
                                        "many@out01.example",
                                        "OUT00",
                                        "Typed",
                                        "many",
                                        "\"invite\": true"),
                                person("dash@out00.example", "OUT00", "Sam", "-", "\"roles\": []"),
                                "{\"assignment\": {\"email\": \"many@out01.example\", \"centre\": \"OUT00\"}}"))
                .post("/import")
                .then()
                .statusCode(207);
        List<String> lines = exported(realm.board(), JSON_LINES);
        assertThat(lines)
                .contains(
                        "{\"assignment\":{\"email\":\"many@out01.example\",\"centre\":\"OUT00\"}}",
                        "{\"person\":{\"email\":\"many@out01.example\",\"firstName\":\"Typed\",\"lastName\":\"many\",\"centre\":\"OUT00\",\"roles\":[],\"invite\":true}}",
                        "{\"person\":{\"email\":\"off@out01.example\",\"firstName\":\"Sam\",\"lastName\":\"off\",\"centre\":\"OUT01\",\"roles\":[],\"disabled\":true}}");
        List<String> rows = exported(realm.board(), CSV);
        assertThat(rows).hasSize(lines.size() + 1);
        assertThat(rows.get(0)).isEqualTo("\uFEFF" + HEADINGS);
        assertThat(rows)
                .contains("centre,OUT00,''=Child,ASSOCIATE_CENTRE,ACTIVE,OUT01,SUSPENDED,,,,,");

        assertThat(inAnEmptyRealm(JSON_LINES, lines)).isEqualTo(lines);
        assertThat(inAnEmptyRealm(CSV, rows)).isEqualTo(lines);
    }

    private static List<String> exported(RequestSpecification board, String type) {
        return board.accept(type)
                .get("/export")
                .then()
                .statusCode(200)
                .extract()
                .asString()
                .lines()
                .toList();
    }

    /** Imports into a realm that knows nothing of us, and answers what it exports then. */
    private List<String> inAnEmptyRealm(String type, List<String> lines) {
        RealmRepresentation empty = new RealmRepresentation();
        empty.setRealm(realm.name() + "-empty");
        empty.setEnabled(true);
        empty.setOrganizationsEnabled(true);
        realm.adminClient().realms().create(empty);
        try {
            String path = realm.url("/admin/realms/" + empty.getRealm() + "/centres");
            String answer =
                    RestAssured.given()
                            .auth()
                            .oauth2(realm.adminToken())
                            .contentType(type)
                            .body(String.join("\n", lines).getBytes(StandardCharsets.UTF_8))
                            .post(path + "/import")
                            .then()
                            .statusCode(207)
                            .extract()
                            .asString();
            assertThat(answer.lines()).allMatch(each -> each.endsWith("\"status\":201}"));
            return exported(
                    RestAssured.given().baseUri(path).auth().oauth2(realm.adminToken()),
                    JSON_LINES);
        } finally {
            realm.adminClient().realm(empty.getRealm()).remove();
        }
    }
}
