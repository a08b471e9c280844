package org.mycambridge.benchmarks.peers;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One request. In address, bearer and body, <code>#{name}</code> stands for what an earlier request
 * kept, or for what its user brings along.
 *
 * @param bearer the bearer's token; empty for none
 * @param type of the body
 * @param keepJson what is kept of an answer in JSON: name and path
 * @param keepText what is kept of any other: name and an expression with one group
 * @param keepLocation what is kept of the address that a browser is sent to, in the same way
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
record Step(
        String name,
        String method,
        String url,
        String bearer,
        String body,
        String type,
        int status,
        Map<String, String> keepJson,
        Map<String, String> keepText,
        Map<String, String> keepLocation,
        boolean follow) {

    Step {
        keepJson = keepJson == null ? Map.of() : keepJson;
        keepText = keepText == null ? Map.of() : keepText;
        keepLocation = keepLocation == null ? Map.of() : keepLocation;
        bearer = bearer == null ? "" : bearer;
        body = body == null ? "" : body;
        type = type == null ? "" : type;
    }

    static Step of(String name, String method, String url, int status) {
        return new Step(name, method, url, "", "", "", status, Map.of(), Map.of(), Map.of(), false);
    }

    static Step get(String name, String url) {
        return of(name, "GET", url, 200);
    }

    Step as(String token) {
        return new Step(
                name,
                method,
                url,
                token,
                body,
                type,
                status,
                keepJson,
                keepText,
                keepLocation,
                follow);
    }

    Step json(String text) {
        return with(text, "application/json");
    }

    Step form(String text) {
        return with(text, Http.FORM);
    }

    private Step with(String text, String itsType) {
        return new Step(
                name,
                method,
                url,
                bearer,
                text,
                itsType,
                status,
                keepJson,
                keepText,
                keepLocation,
                follow);
    }

    Step keepingJson(String key, String path) {
        return new Step(
                name,
                method,
                url,
                bearer,
                body,
                type,
                status,
                and(keepJson, key, path),
                keepText,
                keepLocation,
                follow);
    }

    Step keepingText(String key, String expression) {
        return new Step(
                name,
                method,
                url,
                bearer,
                body,
                type,
                status,
                keepJson,
                and(keepText, key, expression),
                keepLocation,
                follow);
    }

    Step keepingLocation(String key, String expression) {
        return new Step(
                name,
                method,
                url,
                bearer,
                body,
                type,
                status,
                keepJson,
                keepText,
                and(keepLocation, key, expression),
                follow);
    }

    Step following() {
        return new Step(
                name,
                method,
                url,
                bearer,
                body,
                type,
                status,
                keepJson,
                keepText,
                keepLocation,
                true);
    }

    private static Map<String, String> and(Map<String, String> old, String key, String value) {
        Map<String, String> all = new LinkedHashMap<>(old);
        all.put(key, value);
        return all;
    }
}
