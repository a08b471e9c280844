package org.mycambridge.benchmarks.peers;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Requests outside the load: preparing, and looking at single ones. */
final class Http {

    static final ObjectMapper JSON = new ObjectMapper();
    static final String FORM = "application/x-www-form-urlencoded";

    private static final HttpClient CLIENT =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .followRedirects(HttpClient.Redirect.NEVER)
                    .build();
    private static final int AT_ONCE = 4;

    private final String base;
    private final Supplier<String> token;

    /**
     * @param token the bearer of all requests; empty for none
     */
    Http(String base, Supplier<String> token) {
        this.base = base;
        this.token = token;
    }

    record Answer(int status, String body, String location) {

        JsonNode json() {
            try {
                return body.isBlank() ? MissingNode.getInstance() : JSON.readTree(body);
            } catch (JsonProcessingException e) {
                throw new IllegalStateException("Not JSON: " + body, e);
            }
        }
    }

    JsonNode get(String path) {
        return checked("GET", path, "").json();
    }

    Answer post(String path, Object body) {
        return checked("POST", path, json(body));
    }

    Answer put(String path, Object body) {
        return checked("PUT", path, json(body));
    }

    /** A form, whose answer is JSON. */
    JsonNode form(String path, Map<String, String> fields) {
        return check("POST " + path, send("POST", path, encoded(fields), FORM)).json();
    }

    Answer checked(String method, String path, String body) {
        return check(method + " " + path, send(method, path, body, "application/json"));
    }

    Answer send(String method, String path, String body, String type) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(path.startsWith("http") ? path : base + path))
                        .method(
                                method,
                                body.isEmpty()
                                        ? BodyPublishers.noBody()
                                        : BodyPublishers.ofString(body));
        if (!body.isEmpty()) {
            request.header("Content-Type", type);
        }
        String bearer = token.get();
        if (!bearer.isEmpty()) {
            request.header("Authorization", "Bearer " + bearer);
        }
        try {
            HttpResponse<String> response =
                    CLIENT.send(request.build(), BodyHandlers.ofString(StandardCharsets.UTF_8));
            return new Answer(
                    response.statusCode(),
                    response.body(),
                    response.headers().firstValue("Location").orElse(""));
        } catch (IOException e) {
            throw new UncheckedIOException(method + " " + path, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static Answer check(String what, Answer answer) {
        if (answer.status() / 100 != 2) {
            throw new IllegalStateException(
                    what + " answers " + answer.status() + ": " + answer.body());
        }
        return answer;
    }

    /** Does the same for each, a few at once. */
    static <T> void forEach(List<T> all, Consumer<T> action) {
        forEach(AT_ONCE, all, action);
    }

    /** The same, so many at once. */
    static <T> void forEach(int atOnce, List<T> all, Consumer<T> action) {
        ExecutorService threads = Executors.newFixedThreadPool(atOnce);
        try {
            List<Future<?>> started =
                    all.stream()
                            .<Future<?>>map(one -> threads.submit(() -> action.accept(one)))
                            .toList();
            for (Future<?> one : started) {
                one.get();
            }
        } catch (java.util.concurrent.ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } finally {
            threads.shutdownNow();
        }
    }

    static String json(Object value) {
        try {
            return value instanceof String text ? text : JSON.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    static String encoded(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(field -> encoded(field.getKey()) + "=" + encoded(field.getValue()))
                .collect(Collectors.joining("&"));
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
