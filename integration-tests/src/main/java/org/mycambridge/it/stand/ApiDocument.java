package org.mycambridge.it.stand;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * The OpenAPI document that a realm serves, read strictly: what clients are told to ignore, a
 * member that it doesn't name, is a fault here. So that a member can't be there and not in the
 * document.
 */
public final class ApiDocument {

    private static final Set<String> METHODS = Set.of("get", "put", "post", "patch", "delete");

    /** What says nothing about values. */
    private static final Set<String> WORDS = Set.of("description", "examples", "default");

    private static final SchemaRegistry SCHEMAS =
            SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

    private final JsonNode document;
    private final List<Operation> operations;
    private final Map<JsonNode, Schema> compiled = new ConcurrentHashMap<>();

    private ApiDocument(JsonNode document) {
        this.document = document;
        this.operations = operations(document.path("paths"));
    }

    public static ApiDocument read(String json) {
        return new ApiDocument(Json.read(json));
    }

    /**
     * What can be asked.
     *
     * @param method as in HTTP
     * @param path with names of parameters in braces
     * @param node what the document says of it
     * @param shared what it says of every method of the path
     */
    public record Operation(String method, String path, JsonNode node, JsonNode shared) {

        @Override
        public String toString() {
            return method + " " + path;
        }

        private boolean matches(String asked, List<String> segments) {
            List<String> own = segments(path);
            return method.equals(asked)
                    && own.size() == segments.size()
                    && Stream.iterate(0, i -> i < own.size(), i -> i + 1)
                            .allMatch(
                                    i -> isName(own.get(i)) || own.get(i).equals(segments.get(i)));
        }

        /** The path with its names after every word: words win. */
        private String order() {
            return path.replace('{', '~');
        }
    }

    private static boolean isName(String segment) {
        return segment.startsWith("{");
    }

    private static List<String> segments(String path) {
        return List.of(path.split("/", -1));
    }

    private static List<Operation> operations(JsonNode paths) {
        List<Operation> found = new ArrayList<>();
        paths.properties()
                .forEach(
                        path ->
                                path.getValue().properties().stream()
                                        .filter(each -> METHODS.contains(each.getKey()))
                                        .forEach(
                                                each ->
                                                        found.add(
                                                                new Operation(
                                                                        each.getKey()
                                                                                .toUpperCase(
                                                                                        Locale
                                                                                                .ROOT),
                                                                        path.getKey(),
                                                                        each.getValue(),
                                                                        path.getValue()))));
        return found.stream().sorted(Comparator.comparing(Operation::order)).toList();
    }

    public JsonNode root() {
        return document;
    }

    /** All that can be asked. */
    public List<Operation> operations() {
        return operations;
    }

    /** The operation that a request is, where it is one; HEAD is GET. */
    Optional<Operation> find(String method, String rawPath) {
        String asked = method.equals("HEAD") ? "GET" : method;
        String path = rawPath.endsWith("/") ? rawPath.substring(0, rawPath.length() - 1) : rawPath;
        List<String> segments =
                segments(path).stream()
                        .map(each -> URLDecoder.decode(each, StandardCharsets.UTF_8))
                        .toList();
        return operations.stream().filter(each -> each.matches(asked, segments)).findFirst();
    }

    /** An operation's parameters of one place ({@code query}), by name. */
    public Map<String, JsonNode> parameters(Operation operation, String in) {
        Map<String, JsonNode> found = new HashMap<>();
        Stream.of(operation.shared(), operation.node())
                .flatMap(each -> items(each.path("parameters")))
                .map(this::resolved)
                .filter(each -> each.path("in").asText().equals(in))
                .forEach(each -> found.put(each.path("name").asText(), each));
        return found;
    }

    private static Stream<JsonNode> items(JsonNode array) {
        List<JsonNode> items = new ArrayList<>();
        array.forEach(items::add);
        return items.stream();
    }

    /** What a reference leads to; anything else is itself. */
    public JsonNode resolved(JsonNode node) {
        JsonNode at = node;
        while (at.path("$ref").isTextual()) {
            JsonNode next = document.at(at.path("$ref").textValue().substring(1));
            if (next.isMissingNode()) {
                throw new IllegalStateException("Nothing is at " + at.path("$ref"));
            }
            at = next;
        }
        return at;
    }

    /** What is wrong with a value, by a schema of the document; empty where nothing is. */
    public List<String> faults(JsonNode schema, JsonNode value) {
        return compiled
                .computeIfAbsent(schema, each -> SCHEMAS.getSchema(closed(each, true)))
                .validate(
                        value,
                        context ->
                                context.executionConfig(
                                        config -> config.formatAssertionsEnabled(true)))
                .stream()
                .map(ApiDocument::sentence)
                .toList();
    }

    private static String sentence(Error error) {
        String where = error.getInstanceLocation().toString();
        return (where.isEmpty() ? "" : where + ": ") + error.getMessage();
    }

    /**
     * A schema on its own, every reference in its place, objects closed: what none of their parts
     * names may not be there.
     *
     * @param whole whether it is a value's schema, and not a part of another one
     */
    private JsonNode closed(JsonNode schema, boolean whole) {
        if (!schema.isObject()) {
            return schema;
        }
        if (schema.has("$ref")) {
            boolean alone =
                    schema.properties().stream()
                            .map(Map.Entry::getKey)
                            .allMatch(key -> key.equals("$ref") || WORDS.contains(key));
            if (!alone) {
                throw new IllegalStateException("A reference with rules beside it: " + schema);
            }
            return closed(resolved(schema), whole);
        }
        ObjectNode closed = JsonNodeFactory.instance.objectNode();
        schema.properties()
                .forEach(
                        each -> {
                            if (!WORDS.contains(each.getKey())) {
                                closed.set(each.getKey(), keyword(each.getKey(), each.getValue()));
                            }
                        });
        boolean composed = Stream.of("properties", "allOf", "anyOf", "oneOf").anyMatch(closed::has);
        if (whole && composed && !closed.has("additionalProperties")) {
            closed.put("unevaluatedProperties", false);
        }
        return closed;
    }

    private JsonNode keyword(String keyword, JsonNode value) {
        return switch (keyword) {
            case "properties" -> {
                ObjectNode properties = JsonNodeFactory.instance.objectNode();
                value.properties()
                        .forEach(
                                each ->
                                        properties.set(
                                                each.getKey(), closed(each.getValue(), true)));
                yield properties;
            }
            case "items", "additionalProperties" -> closed(value, true);
            case "allOf", "anyOf", "oneOf" -> {
                ArrayNode parts = JsonNodeFactory.instance.arrayNode();
                value.forEach(part -> parts.add(closed(part, false)));
                yield parts;
            }
            default -> value;
        };
    }
}
