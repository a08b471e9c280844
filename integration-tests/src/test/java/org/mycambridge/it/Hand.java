package org.mycambridge.it;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Somebody's requests to a server that may be gone: an answer may stay away. */
final class Hand {

    /** Longer than anything is broken. */
    private static final Duration PATIENCE = Duration.ofSeconds(75);

    private static final ObjectMapper JSON = new ObjectMapper();

    private static final HttpClient HTTP =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(Duration.ofSeconds(5))
                    .build();

    private final String base;
    private final Supplier<String> signIn;
    private volatile Optional<String> token = Optional.empty();

    /**
     * Somebody.
     *
     * @param base where paths begin
     * @param signIn gets an access token, or fails
     */
    Hand(String base, Supplier<String> signIn) {
        this.base = base;
        this.signIn = signIn;
    }

    /**
     * What came back.
     *
     * @param status 0 where nothing did: then nobody knows what was done
     */
    record Answer(int status, String body) {

        static final Answer NONE = new Answer(0, "");

        /** The act was done, and it was said so. */
        boolean isAcknowledged() {
            return status / 100 == 2;
        }

        /** It was said that nothing was done. */
        boolean isRefused() {
            return status / 100 == 4 || status == 503 && body.contains("\"busy\"");
        }

        JsonNode json() {
            try {
                return body.isBlank() ? MissingNode.getInstance() : JSON.readTree(body);
            } catch (JsonProcessingException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    Answer get(String path) {
        return send("GET", path, Map.of());
    }

    /** A request; headers are names and values in turn. */
    Answer send(String method, String path, Map<String, ?> body, String... headers) {
        try {
            String held = token();
            Answer answer = send(method, base + path, text(body), held, headers);
            if (answer.status() != 401) {
                return answer;
            }
            // Run out, or of a session that is gone: it was not even looked at.
            renew(held);
            return send(method, base + path, text(body), token(), headers);
        } catch (IOException e) {
            return Answer.NONE;
        }
    }

    /** The same until it is answered. */
    Answer ask(String path) {
        Answer answer = get(path);
        for (int i = 0; answer.status() != 200 && answer.status() != 404; i++) {
            if (i == 100) {
                throw new AssertionError("No answer at " + path + ": " + answer);
            }
            Deed.breathe();
            answer = get(path);
        }
        return answer;
    }

    /** A service asks for new tokens, as itself. */
    Answer refresh(String client, String secret, String refreshToken) {
        String form =
                "grant_type=refresh_token&client_id=%s&client_secret=%s&refresh_token=%s"
                        .formatted(client, secret, refreshToken);
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(base + "/protocol/openid-connect/token"))
                        .timeout(PATIENCE)
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString(form))
                        .build();
        try {
            return sent(request);
        } catch (IOException e) {
            return Answer.NONE;
        }
    }

    /**
     * Sends lines and reads the answer line by line, as far as it comes.
     *
     * @return whether it came to its end
     */
    boolean lines(String path, String type, String body, Consumer<String> line) {
        try {
            HttpRequest request =
                    HttpRequest.newBuilder(URI.create(base + path))
                            .timeout(PATIENCE)
                            .header("Authorization", "Bearer " + token())
                            .header("Content-Type", type)
                            .POST(BodyPublishers.ofString(body))
                            .build();
            var response = HTTP.send(request, BodyHandlers.ofInputStream());
            if (response.statusCode() == 401) {
                renew(token());
                return false;
            }
            try (BufferedReader in =
                    new BufferedReader(
                            new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
                for (String each = in.readLine(); each != null; each = in.readLine()) {
                    line.accept(each);
                }
            }
            return response.statusCode() == 207;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static Answer send(
            String method, String uri, String body, String token, String[] headers)
            throws IOException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(uri))
                        .timeout(PATIENCE)
                        .header("Authorization", "Bearer " + token)
                        .method(
                                method,
                                body.isEmpty()
                                        ? BodyPublishers.noBody()
                                        : BodyPublishers.ofString(body));
        if (!body.isEmpty()) {
            request.header("Content-Type", "application/json");
        }
        if (headers.length > 0) {
            request.headers(headers);
        }
        return sent(request.build());
    }

    private static Answer sent(HttpRequest request) throws IOException {
        try {
            var response = HTTP.send(request, BodyHandlers.ofString());
            return new Answer(response.statusCode(), response.body());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    String token() throws IOException {
        Optional<String> held = token;
        if (held.isPresent()) {
            return held.get();
        }
        synchronized (this) {
            if (token.isEmpty()) {
                try {
                    token = Optional.of(signIn.get());
                } catch (RuntimeException | AssertionError e) {
                    throw new IOException(e);
                }
            }
            return token.get();
        }
    }

    private synchronized void renew(String old) {
        if (token.filter(old::equals).isPresent()) {
            token = Optional.empty();
        }
    }

    private static String text(Map<String, ?> body) throws IOException {
        return body.isEmpty() ? "" : JSON.writeValueAsString(body);
    }
}
