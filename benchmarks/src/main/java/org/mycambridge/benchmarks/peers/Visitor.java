package org.mycambridge.benchmarks.peers;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Does the steps of a load once, so that one request can be looked at. */
final class Visitor {

    private static final Pattern PLACE = Pattern.compile("#\\{([A-Za-z]+)}");
    private static final int MOST_REDIRECTS = 12;

    private static final HttpClient CLIENT =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .followRedirects(HttpClient.Redirect.NEVER)
                    .build();

    private final Load load;
    private final Map<String, String> kept = new HashMap<>();
    private final Map<String, String> cookies = new LinkedHashMap<>();

    /** One user of a load, who has done what comes before. */
    Visitor(Load load) {
        this.load = load;
        kept.putAll(load.users().get(0));
        load.before().forEach(this::visit);
    }

    /** The load's steps, once. */
    void visit() {
        if (load.anew()) {
            cookies.clear();
        }
        load.steps().forEach(this::visit);
    }

    private void visit(Step step) {
        HttpResponse<String> answer = send(step.method(), filled(step.url()), step);
        for (int i = 0; step.follow() && isRedirect(answer) && i < MOST_REDIRECTS; i++) {
            URI next =
                    URI.create(
                                    answer.request()
                                            .headers()
                                            .firstValue("Host")
                                            .map(host -> "http://" + host)
                                            .orElse(answer.uri().toString()))
                            .resolve(answer.headers().firstValue("Location").orElseThrow());
            answer = send("GET", next.toString(), Step.get(step.name(), ""));
        }
        if (answer.statusCode() != step.status()) {
            throw new IllegalStateException(
                    load.name()
                            + ": "
                            + step.method()
                            + " "
                            + filled(step.url())
                            + " answers "
                            + answer.statusCode()
                            + ": "
                            + answer.body());
        }
        String body = answer.body();
        step.keepJson().forEach((key, path) -> kept.put(key, json(body, path)));
        step.keepText().forEach((key, expression) -> kept.put(key, found(expression, body)));
        String location = answer.headers().firstValue("Location").orElse("");
        step.keepLocation()
                .forEach((key, expression) -> kept.put(key, found(expression, location)));
    }

    private static boolean isRedirect(HttpResponse<String> answer) {
        return answer.statusCode() / 100 == 3;
    }

    private HttpResponse<String> send(String method, String address, Step step) {
        URI named = URI.create(address);
        HttpRequest.Builder request =
                HttpRequest.newBuilder(Site.reachable(address))
                        .method(
                                method,
                                step.body().isEmpty()
                                        ? BodyPublishers.noBody()
                                        : BodyPublishers.ofString(filled(step.body())));
        if (named.getHost().equals(Site.ALIAS)) {
            request.header("Host", named.getAuthority());
        }
        if (!step.body().isEmpty()) {
            request.header("Content-Type", step.type());
        }
        if (!step.bearer().isEmpty()) {
            request.header("Authorization", "Bearer " + filled(step.bearer()));
        }
        if (!cookies.isEmpty()) {
            request.header(
                    "Cookie",
                    cookies.entrySet().stream()
                            .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
                            .collect(Collectors.joining("; ")));
        }
        try {
            HttpResponse<String> response = CLIENT.send(request.build(), BodyHandlers.ofString());
            response.headers().allValues("Set-Cookie").forEach(this::keep);
            return response;
        } catch (IOException e) {
            throw new UncheckedIOException(method + " " + address, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private void keep(String setCookie) {
        String[] pair = setCookie.split(";", 2)[0].split("=", 2);
        if (pair[1].isEmpty() || setCookie.contains("Max-Age=0")) {
            cookies.remove(pair[0]);
        } else {
            cookies.put(pair[0], pair[1]);
        }
    }

    private String filled(String text) {
        return PLACE.matcher(text)
                .replaceAll(
                        place -> Matcher.quoteReplacement(kept.getOrDefault(place.group(1), "")));
    }

    private static String json(String body, String path) {
        try {
            return Http.JSON.readTree(body).at(path.replace("$", "").replace('.', '/')).asText();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Not JSON: " + body, e);
        }
    }

    private static String found(String expression, String text) {
        Matcher match = Pattern.compile(expression).matcher(text);
        if (!match.find()) {
            throw new IllegalStateException("No " + expression + " in " + text);
        }
        return match.group(1).replace("&amp;", "&");
    }
}
