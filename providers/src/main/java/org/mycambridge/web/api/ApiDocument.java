package org.mycambridge.web.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import org.keycloak.common.util.Encode;
import org.keycloak.models.KeycloakSession;
import org.keycloak.urls.UrlType;

/**
 * The OpenAPI document of every door. It stands in {@code openapi.yaml} and is served as JSON, with
 * the realm's own addresses in it. There is nothing of anybody's in it: everybody may read it and
 * keep it for a while.
 */
final class ApiDocument {

    private static final String KEPT = "public, max-age=300";

    private static final JsonNode SOURCE = source();

    private ApiDocument() {}

    private static JsonNode source() {
        try (InputStream in = ApiDocument.class.getResourceAsStream("openapi.yaml")) {
            return new YAMLMapper().readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The document as this realm's, or that the caller has it already. */
    static Response answer(KeycloakSession session, Request request) {
        Map<String, String> places =
                Map.of(
                        "{realm}",
                                Encode.encodePathSegmentAsIs(
                                        session.getContext().getRealm().getName()),
                        "{server}", address(session, UrlType.FRONTEND),
                        "{adminServer}", address(session, UrlType.ADMIN));
        byte[] document = filled(SOURCE, places).toString().getBytes(StandardCharsets.UTF_8);
        EntityTag tag = new EntityTag(sha256(document));
        Response.ResponseBuilder answer = request.evaluatePreconditions(tag);
        if (answer == null) {
            answer = Response.ok(document, "application/json");
        }
        return answer.tag(tag).header(HttpHeaders.CACHE_CONTROL, KEPT).build();
    }

    private static String address(KeycloakSession session, UrlType type) {
        return session.getContext().getUri(type).getBaseUri().toString().replaceAll("/+$", "");
    }

    private static JsonNode filled(JsonNode node, Map<String, String> places) {
        if (node.isObject()) {
            ObjectNode object = JsonNodeFactory.instance.objectNode();
            node.properties()
                    .forEach(
                            each ->
                                    object.set(
                                            filled(each.getKey(), places),
                                            filled(each.getValue(), places)));
            return object;
        }
        if (node.isArray()) {
            ArrayNode array = JsonNodeFactory.instance.arrayNode();
            node.forEach(each -> array.add(filled(each, places)));
            return array;
        }
        return node.isTextual() ? TextNode.valueOf(filled(node.textValue(), places)) : node;
    }

    private static String filled(String text, Map<String, String> places) {
        String filled = text;
        for (Map.Entry<String, String> place : places.entrySet()) {
            filled = filled.replace(place.getKey(), place.getValue());
        }
        return filled;
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
