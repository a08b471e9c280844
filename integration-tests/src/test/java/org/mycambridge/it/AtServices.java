package org.mycambridge.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.is;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.mycambridge.it.stand.Jwt;
import org.mycambridge.it.stand.Service;
import org.mycambridge.it.stand.TestRealm;

/** What tests need that stand at a service's end: people, their sign-ins, and their tokens. */
abstract class AtServices {

    static final String OFFICER = "officer@gb123.example";
    static final String SUBMIT = "submit-for-assessment";
    static final String SCRIPTS = "access-to-scripts";

    final TestRealm realm;
    final People people;

    AtServices(TestRealm realm) {
        this.realm = realm;
        this.people = new People(realm);
    }

    // ------------------------------------------------------------------ people

    /** A teacher for Submit for Assessment, at GB123 and 50538. */
    String atTwoCentres(String email) {
        String id = people.member("GB123", email, "sfa.teacher");
        bring(email, List.of("50538"), "sfa.teacher");
        return id;
    }

    /** Makes somebody who has an account a member of further centres, without an invitation. */
    void bring(String email, List<String> centres, String... roles) {
        String quoted =
                List.of(roles).stream()
                        .map(role -> '"' + role + '"')
                        .collect(Collectors.joining(", ", "[", "]"));
        String answer =
                realm.board()
                        .contentType("application/jsonl")
                        .body(
                                centres.stream()
                                        .map(
                                                centre ->
                                                        ("{\"person\": {\"email\": \"%s\","
                                                                        + " \"firstName\": \"Sam\","
                                                                        + " \"lastName\":"
                                                                        + " \"Worthington\","
                                                                        + " \"centre\": \"%s\","
                                                                        + " \"roles\": %s}}")
                                                                .formatted(email, centre, quoted))
                                        .collect(Collectors.joining("\n")))
                        .post("/import")
                        .then()
                        .statusCode(207)
                        .extract()
                        .asString();
        assertThat(answer.lines())
                .hasSize(centres.size())
                .allMatch(line -> line.contains("\"status\":201"));
    }

    String organizationId(String number) {
        return realm.adminClient()
                .realm(realm.name())
                .organizations()
                .search(number)
                .get(0)
                .getId();
    }

    // ------------------------------------------------------------------ tokens

    record Tokens(String access, String id, String refresh) {

        static Tokens of(Response answer) {
            answer.then().statusCode(200);
            return new Tokens(
                    answer.path("access_token"),
                    answer.path("id_token"),
                    answer.path("refresh_token"));
        }
    }

    Tokens signIn(String clientId, String email, String... scopes) {
        Service service = realm.service(clientId);
        return Tokens.of(
                service.tokens(new Browser(service).endsAt(service.signInUrl(scopes), email)));
    }

    Tokens refresh(String clientId, Tokens tokens) {
        return Tokens.of(realm.service(clientId).refresh(tokens.refresh()));
    }

    JsonNode userInfo(String clientId, Tokens tokens) {
        return claim(realm.service(clientId).userInfo(tokens.access()));
    }

    JsonNode introspection(String clientId, Tokens tokens) {
        Response answer = realm.service(clientId).introspect(tokens.access());
        answer.then().statusCode(200).body("active", is(true));
        return claim(answer);
    }

    static JsonNode claim(Response answer) {
        answer.then().statusCode(200);
        return json(answer.asString()).path("organization");
    }

    /** The claim, as each of the ways a service has to learn it tells it. */
    List<JsonNode> everywhere(String clientId, Tokens tokens) {
        return List.of(
                Claims.of(tokens.access()),
                Jwt.claims(tokens.id()).path("organization"),
                userInfo(clientId, tokens),
                introspection(clientId, tokens));
    }

    static JsonNode json(String text) {
        try {
            return new ObjectMapper().readTree(text);
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new AssertionError("Not JSON: " + text, e);
        }
    }

    static List<String> names(JsonNode object) {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    static List<String> texts(JsonNode array) {
        assertThat(array.isArray()).as("%s", array).isTrue();
        List<String> texts = new ArrayList<>();
        array.forEach(each -> texts.add(each.asText()));
        return texts;
    }

    /** As much of a browser as a sign-in needs: cookies, redirects, and the form filled in. */
    final class Browser {

        private final Service service;
        private final Map<String, String> cookies = new HashMap<>();

        Browser(Service service) {
            this.service = service;
        }

        /** Where a sign-in that begins at the address ends: at the service, with its answer. */
        String endsAt(String url, String email) {
            Response answer = keep(request().get(url));
            if (answer.statusCode() == 200) {
                String action =
                        answer.htmlPath()
                                .getString("**.find { it.@id == 'kc-form-login' }.@action");
                assertThat(action).as(answer.asString()).startsWith("http");
                answer =
                        keep(
                                request()
                                        .formParam("username", email)
                                        .formParam("password", realm.password())
                                        .post(action));
            }
            String location = location(answer);
            while (!location.startsWith(service.redirectUri())) {
                location = location(keep(request().get(location)));
            }
            return location;
        }

        private String location(Response answer) {
            assertThat(answer.statusCode()).as(answer.asString()).isIn(302, 303);
            return answer.header("Location");
        }

        private RequestSpecification request() {
            return RestAssured.given()
                    .urlEncodingEnabled(false)
                    .redirects()
                    .follow(false)
                    .contentType("application/x-www-form-urlencoded; charset=UTF-8")
                    .cookies(cookies);
        }

        private Response keep(Response answer) {
            answer.cookies()
                    .forEach(
                            (name, value) -> {
                                if (value.isEmpty()) {
                                    cookies.remove(name);
                                } else {
                                    cookies.put(name, value);
                                }
                            });
            return answer;
        }
    }
}
