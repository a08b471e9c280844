package org.mycambridge.command;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The board's API of one realm, with a token that is renewed before it ends. */
final class Board {

    private static final Duration LEFT = Duration.ofSeconds(15);

    private final Options options;
    private String token = "";
    private long goodUntil;

    Board(Options options) {
        this.options = options;
    }

    Exchange post(String path, String type, Exchange.Content content) throws IOException {
        return Exchange.begin(
                "POST",
                address(path),
                Map.of("Authorization", "Bearer " + token(), "Content-Type", type),
                content);
    }

    Exchange get(String path, String accept) throws IOException {
        return Exchange.begin(
                "GET",
                address(path),
                Map.of("Authorization", "Bearer " + token(), "Accept", accept),
                Exchange.Content.of(new byte[0]));
    }

    private URI address(String path) {
        return URI.create(
                options.url() + "/admin/realms/" + encoded(options.realm()) + "/centres/" + path);
    }

    /** Gets a new token for the next request, whatever the clock says. */
    void signInAgain() {
        goodUntil = 0;
    }

    private String token() throws IOException {
        long now = System.nanoTime();
        if (token.isEmpty() || now > goodUntil) {
            String answer = signIn();
            token = member(answer, "\"access_token\"\\s*:\\s*\"([^\"]+)\"").orElse("");
            long seconds =
                    member(answer, "\"expires_in\"\\s*:\\s*(\\d+)").map(Long::parseLong).orElse(0L);
            // Of a token that ends sooner than it can be renewed in time, half is used.
            Duration used = Duration.ofSeconds(Math.max(seconds - LEFT.toSeconds(), seconds / 2));
            goodUntil = now + used.toNanos();
        }
        return token;
    }

    private String signIn() throws IOException {
        Map<String, String> form = new LinkedHashMap<>();
        form.put("client_id", options.client());
        if (options.user().isPresent()) {
            form.put("grant_type", "password");
            form.put("username", options.user().get());
            form.put("password", options.secret());
        } else {
            form.put("grant_type", "client_credentials");
            form.put("client_secret", options.secret());
        }
        StringBuilder body = new StringBuilder();
        form.forEach(
                (name, value) ->
                        body.append(body.isEmpty() ? "" : "&")
                                .append(name)
                                .append('=')
                                .append(encoded(value)));
        try (Exchange exchange =
                Exchange.begin(
                        "POST",
                        URI.create(
                                options.url()
                                        + "/realms/"
                                        + encoded(options.signInRealm())
                                        + "/protocol/openid-connect/token"),
                        Map.of("Content-Type", "application/x-www-form-urlencoded"),
                        Exchange.Content.of(body.toString().getBytes(StandardCharsets.UTF_8)))) {
            String answer = exchange.text();
            if (exchange.status() >= 500) {
                throw new IOException("The server answers " + exchange.status());
            }
            if (exchange.status() != 200) {
                throw new Failure(
                        "Signing in failed: "
                                + exchange.status()
                                + " "
                                + member(answer, "\"error\"\\s*:\\s*\"([^\"]+)\"").orElse(""));
            }
            return answer;
        }
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** What a pattern finds in a JSON text whose shape is known. */
    static Optional<String> member(String json, String pattern) {
        Matcher found = Pattern.compile(pattern).matcher(json);
        return found.find() ? Optional.of(found.group(1)) : Optional.empty();
    }

    /** Why a request was refused, for a person. */
    static Failure refused(Exchange exchange) throws IOException {
        String detail =
                member(exchange.text(), "\"(?:detail|error)\"\\s*:\\s*\"([^\"]+)\"").orElse("");
        return new Failure(
                switch (exchange.status()) {
                    case 401 -> "The server does not take the token that it has given";
                    case 403 ->
                            "This needs an administrator with manage-organizations"
                                    + " (view-organizations for an export)";
                    case 404 -> "There is no such realm, or it is not one of My Cambridge identity";
                    case 413 ->
                            "The server takes no request as large as this"
                                    + " (docs/operating.md says how it does)";
                    default -> "The server answers " + exchange.status() + " " + detail;
                });
    }
}
