package org.mycambridge.it;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.is;

import com.fasterxml.jackson.databind.JsonNode;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.mycambridge.it.stand.ApiDocument;
import org.mycambridge.it.stand.OnKeycloak;
import org.mycambridge.it.stand.TestRealm;

/**
 * The OpenAPI document is whole and true. Besides what is here, the stand holds every answer that
 * any test gets from an API against it.
 */
@OnKeycloak(samples = false)
class ApiDocumentIT {

    private static final String API = "/realms/{realm}/centres";
    private static final String BOARD = "/admin" + API;

    /** Where the classes with routes are found, seen from outside. */
    private static final Map<String, String> PLACES =
            Map.ofEntries(
                    entry("CentresApi", API),
                    // With those of CentreRoutes, which it extends; and what a service is told.
                    entry("PersonRoutes", API + "/{number}"),
                    entry("ServiceRoutes", API + "/{number}"),
                    entry("ChangesRoute", API + "/changes"),
                    entry("BoardApi", BOARD),
                    // With those of CentreRoutes, which it extends.
                    entry("BoardCentreRoutes", BOARD + "/{number}"),
                    entry("ServiceWebhookRoutes", BOARD + "/services"),
                    entry("DeliveryRoutes", BOARD + "/deliveries"),
                    entry("BoardPersonRoutes", BOARD + "/people"));

    private static final String WHATEVER = "{any:";

    private final TestRealm realm;
    private final ApiDocument document;

    ApiDocumentIT(TestRealm realm) {
        this.realm = realm;
        this.document = realm.apiDocument();
    }

    private Response ask(String... knownTag) {
        var request = RestAssured.given();
        Stream.of(knownTag).forEach(tag -> request.header("If-None-Match", tag));
        return request.get(realm.url("/realms/{realm}/centres/openapi"));
    }

    @Test
    void itIsServedToAnybodyAndMayBeKept() {
        Response first = ask();
        assertThat(first.statusCode()).isEqualTo(200);
        assertThat(first.contentType()).isEqualTo("application/json");
        assertThat(first.header("Cache-Control")).isEqualTo("public, max-age=300");
        Response again = ask(first.header("ETag"));
        assertThat(again.statusCode()).isEqualTo(304);
        assertThat(again.asString()).isEmpty();
        assertThat(ask("\"another\"").statusCode()).isEqualTo(200);
        // Through the stand's own check as well.
        realm.api().get("/openapi").then().statusCode(200);
    }

    @Test
    void itNamesThisServerAndThisRealm() {
        assertThat(document.root().at("/servers/0/url").textValue()).isEqualTo(realm.url(""));
        String openId =
                document.root()
                        .at("/components/securitySchemes/person/openIdConnectUrl")
                        .textValue();
        RestAssured.get(openId)
                .then()
                .statusCode(200)
                .body("issuer", is(realm.url("/realms/{realm}")));
        assertThat(document.root().toString())
                .doesNotContain("{realm}", "{server}", "{adminServer}");
    }

    @Test
    void everyRouteOfTheRunningClassesIsInItAndNoOther() {
        Set<String> running = new TreeSet<>();
        Set<String> ways = new TreeSet<>();
        for (String folder : List.of("api/", "board/")) {
            for (String route : Routes.in("org/mycambridge/web/" + folder)) {
                String[] parts = (route + " ").split(" ", 3);
                // What the wrong token meets is no route.
                if (!parts[2].contains(WHATEVER)) {
                    assertThat(PLACES).containsKey(parts[0]);
                    String path = PLACES.get(parts[0]) + "/" + parts[2].strip();
                    (parts[1].equals("*") ? ways : running)
                            .add(parts[1] + " " + path.replaceAll("/$", ""));
                }
            }
        }
        assertThat(document.operations())
                .extracting(each -> each.toString().replace(realm.name(), "{realm}"))
                .containsExactlyInAnyOrderElementsOf(running);
        // Every way on to another class is one whose routes were looked at.
        assertThat(PLACES.values())
                .containsAll(ways.stream().map(way -> way.replace("* ", "")).toList());
    }

    @Test
    void everyOperationIsNamedOnceAndSaysWhatItIs() {
        Set<String> ids = new TreeSet<>();
        for (ApiDocument.Operation operation : document.operations()) {
            assertThat(ids.add(operation.node().path("operationId").asText()))
                    .as("operationId of " + operation)
                    .isTrue();
            assertThat(operation.node().path("summary").asText()).as("" + operation).isNotBlank();
            assertThat(operation.node().path("tags")).as("tags of " + operation).hasSize(1);
            Set<String> inPath =
                    Pattern.compile("\\{([^}]+)}")
                            .matcher(operation.path())
                            .results()
                            .map(found -> found.group(1))
                            .collect(Collectors.toSet());
            assertThat(document.parameters(operation, "path").keySet())
                    .as("path parameters of " + operation)
                    .isEqualTo(inPath);
        }
    }

    @Test
    void everyReferenceLeadsSomewhereAndEveryComponentIsUsed() {
        Set<String> used = new TreeSet<>();
        for (JsonNode reference : document.root().findValues("$ref")) {
            used.add(reference.textValue());
            assertThat(document.root().at(reference.textValue().substring(1)).isMissingNode())
                    .as(reference.textValue())
                    .isFalse();
        }
        Set<String> made = new TreeSet<>();
        document.root()
                .path("components")
                .properties()
                .forEach(
                        kind ->
                                kind.getValue()
                                        .fieldNames()
                                        .forEachRemaining(
                                                name ->
                                                        made.add(
                                                                "#/components/"
                                                                        + kind.getKey()
                                                                        + "/"
                                                                        + name)));
        made.removeIf(each -> each.startsWith("#/components/securitySchemes/"));
        assertThat(used).containsExactlyInAnyOrderElementsOf(made);
    }

    @Test
    void everyExampleIsOne() {
        List<String> faults = new ArrayList<>();
        int looked = examples(document.root(), "", faults);
        assertThat(faults).isEmpty();
        assertThat(looked).isGreaterThan(10);
    }

    /** Looks at the examples of a node and below it; how many there were. */
    private int examples(JsonNode node, String at, List<String> faults) {
        int looked = 0;
        JsonNode schema = node.has("schema") ? node.path("schema") : node;
        List<JsonNode> examples = new ArrayList<>();
        if (node.has("example")) {
            examples.add(node.path("example"));
        }
        node.path("examples").forEach(examples::add);
        for (JsonNode example : examples) {
            looked++;
            document.faults(schema, example)
                    .forEach(fault -> faults.add(at + ": " + fault + " in " + example));
        }
        for (Map.Entry<String, JsonNode> each : node.properties()) {
            if (!each.getKey().startsWith("example")) {
                looked += examples(each.getValue(), at + "/" + each.getKey(), faults);
            }
        }
        for (int i = 0; node.isArray() && i < node.size(); i++) {
            looked += examples(node.get(i), at + "/" + i, faults);
        }
        return looked;
    }

    @Test
    void itsCodesAreThoseOfTheDocumentationAndOfTheRules() throws IOException {
        Set<String> rules = reasons();
        Set<String> ofRules = new TreeSet<>();
        Stream.of("ReasonOfTheRules", "ConflictOfTheRules")
                .flatMap(name -> texts(document.root().at("/components/schemas/" + name + "/enum")))
                .forEach(ofRules::add);
        assertThat(ofRules).isEqualTo(rules);

        Set<String> codes = new TreeSet<>();
        document.root().findValues("code").stream()
                .flatMap(code -> code.findValues("enum").stream())
                .flatMap(ApiDocumentIT::texts)
                .forEach(codes::add);
        codes.removeAll(rules);
        codes.remove("nobody-holds-role"); // a warning's
        assertThat(codes).isEqualTo(documentedCodes());
    }

    private static Stream<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(each -> texts.add(each.textValue()));
        return texts.stream();
    }

    private static Set<String> reasons() throws IOException {
        Properties properties = new Properties();
        try (InputStream in =
                ApiDocumentIT.class.getResourceAsStream(
                        "/org/mycambridge/policy/reasons.properties")) {
            properties.load(in);
        }
        return new TreeSet<>(properties.stringPropertyNames());
    }

    /** The table of codes in docs/api.md. */
    private static Set<String> documentedCodes() throws IOException {
        Set<String> codes = new TreeSet<>();
        Matcher row =
                Pattern.compile("(?m)^\\| \\d{3} \\| `([a-z-]+)` \\|")
                        .matcher(Files.readString(Path.of("../docs/api.md")));
        while (row.find()) {
            codes.add(row.group(1));
        }
        assertThat(codes).hasSizeGreaterThan(30);
        return codes;
    }
}
