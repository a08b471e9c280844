package org.mycambridge.it.stand;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import io.restassured.builder.ResponseBuilder;
import io.restassured.filter.Filter;
import io.restassured.filter.FilterContext;
import io.restassured.response.Response;
import io.restassured.specification.FilterableRequestSpecification;
import io.restassured.specification.FilterableResponseSpecification;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.mycambridge.it.stand.ApiDocument.Operation;

/**
 * Holds every answer that a test gets against the OpenAPI document, whatever the test is about; and
 * every request that was taken. An answer that the document doesn't name fails the test.
 */
final class AsDocumented implements Filter {

    private static final String PROBLEM = "application/problem+json";
    private static final int MOST_SHOWN = 2_000;

    /** What may be said to who asks for what is no door: who they are not, or that it is none. */
    private static final Set<Integer> NO_SUCH_DOOR = Set.of(401, 403, 404, 405);

    private final Supplier<ApiDocument> document;

    AsDocumented(Supplier<ApiDocument> document) {
        this.document = document;
    }

    @Override
    public Response filter(
            FilterableRequestSpecification request,
            FilterableResponseSpecification expectation,
            FilterContext context) {
        Response response = context.next(request, expectation);
        byte[] body = response.asByteArray();
        String text = new String(body, StandardCharsets.UTF_8);
        URI uri = URI.create(request.getURI());
        List<String> faults = faults(request, uri, response, text);
        if (!faults.isEmpty()) {
            throw new AssertionError(
                    "Not as the OpenAPI document says: "
                            + request.getMethod()
                            + " "
                            + uri.getRawPath()
                            + (uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery())
                            + "\n  "
                            + String.join("\n  ", faults)
                            + "\nThe answer: "
                            + response.statusCode()
                            + " "
                            + response.contentType()
                            + " "
                            + shown(text));
        }
        // It has been read, and can be read once.
        return new ResponseBuilder().clone(response).setBody(body).build();
    }

    private static String shown(String text) {
        return text.length() > MOST_SHOWN ? text.substring(0, MOST_SHOWN) + "…" : text;
    }

    private List<String> faults(
            FilterableRequestSpecification request, URI uri, Response response, String text) {
        ApiDocument doors = document.get();
        int status = response.statusCode();
        Operation operation = doors.find(request.getMethod(), uri.getRawPath()).orElse(null);
        if (operation == null) {
            return NO_SUCH_DOOR.contains(status)
                    ? List.of()
                    : List.of("there is no such path or method, and the answer is " + status);
        }
        List<String> faults = new ArrayList<>();
        JsonNode answers = operation.node().path("responses");
        if (!answers.has(String.valueOf(status))) {
            return List.of(operation + " has no answer " + status);
        }
        JsonNode answer = doors.resolved(answers.path(String.valueOf(status)));
        answer(doors, answer, response, text, request.getMethod().equals("HEAD"), faults);
        if (status / 100 == 2) {
            query(doors, operation, uri, faults);
            body(doors, operation, request, faults);
        }
        return faults;
    }

    private static void answer(
            ApiDocument doors,
            JsonNode answer,
            Response response,
            String text,
            boolean head,
            List<String> faults) {
        answer.path("headers")
                .properties()
                .forEach(
                        each ->
                                header(
                                        doors,
                                        each.getKey(),
                                        doors.resolved(each.getValue()),
                                        response.header(each.getKey()),
                                        faults));
        JsonNode contents = answer.path("content");
        if (contents.isMissingNode()) {
            if (!text.isEmpty()) {
                faults.add("no body is documented");
            }
            return;
        }
        String type = bare(response.contentType());
        if (!contents.has(type)) {
            faults.add("the content type " + type + " is not documented");
        } else if (!head) {
            content(doors, contents.path(type), type, text).stream()
                    .map(fault -> "answer: " + fault)
                    .forEach(faults::add);
        }
        if (type.equals(PROBLEM)
                && Json.read(text).path("status").asInt() != response.statusCode()) {
            faults.add("the problem names another status than the answer");
        }
    }

    private static void header(
            ApiDocument doors, String name, JsonNode header, String value, List<String> faults) {
        if (value == null) {
            if (header.path("required").asBoolean()) {
                faults.add("there is no header " + name);
            }
            return;
        }
        doors.faults(header.path("schema"), typed(doors, header, value)).stream()
                .map(fault -> "header " + name + ": " + fault)
                .forEach(faults::add);
    }

    private static List<String> content(
            ApiDocument doors, JsonNode content, String type, String text) {
        JsonNode ofLine = content.path("x-line-schema");
        if (!ofLine.isMissingNode()) {
            return text.lines()
                    .flatMap(line -> doors.faults(ofLine, Json.read(line)).stream())
                    .toList();
        }
        boolean json = type.equals("application/json") || type.endsWith("+json");
        return doors.faults(
                content.path("schema"), json ? Json.read(text) : TextNode.valueOf(text));
    }

    private static void query(
            ApiDocument doors, Operation operation, URI uri, List<String> faults) {
        Map<String, JsonNode> known = doors.parameters(operation, "query");
        if (uri.getRawQuery() == null) {
            return;
        }
        for (String pair : uri.getRawQuery().split("&")) {
            String[] parts = pair.split("=", 2);
            String name = decoded(parts[0]);
            if (!known.containsKey(name)) {
                faults.add("the query parameter " + name + " is not documented");
                continue;
            }
            JsonNode parameter = known.get(name);
            JsonNode value = typed(doors, parameter, parts.length == 2 ? decoded(parts[1]) : "");
            doors.faults(parameter.path("schema"), value).stream()
                    .map(fault -> "query parameter " + name + ": " + fault)
                    .forEach(faults::add);
        }
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    /** A number where the document says so, and it is one. */
    private static JsonNode typed(ApiDocument doors, JsonNode described, String value) {
        boolean number =
                doors.resolved(described.path("schema")).path("type").asText().equals("integer");
        return number && value.matches("-?\\d{1,18}")
                ? JsonNodeFactory.instance.numberNode(Long.parseLong(value))
                : TextNode.valueOf(value);
    }

    private static void body(
            ApiDocument doors,
            Operation operation,
            FilterableRequestSpecification request,
            List<String> faults) {
        JsonNode contents = doors.resolved(operation.node().path("requestBody")).path("content");
        Object body = request.getBody();
        if (body == null || body.toString().isEmpty()) {
            if (!contents.isMissingNode()) {
                faults.add("request: there is no body, and one is documented");
            }
            return;
        }
        String type = bare(request.getContentType());
        if (!contents.has(type)) {
            faults.add("request: a body of type " + type + " is not documented");
            return;
        }
        if (contents.path(type).has("x-line-schema")) {
            return; // each line has an answer of its own, and may be a bad one
        }
        String text = body instanceof byte[] bytes ? utf8(bytes) : body.toString();
        content(doors, contents.path(type), type, text).stream()
                .map(fault -> "request: " + fault)
                .forEach(faults::add);
    }

    private static String utf8(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static String bare(String contentType) {
        return contentType == null ? "" : contentType.split(";")[0].strip();
    }
}
