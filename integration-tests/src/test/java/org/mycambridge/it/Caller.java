package org.mycambridge.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.options.Cookie;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.mycambridge.it.stand.TestRealm;

/**
 * A browser without its manners: it keeps cookies, follows no redirect by itself, and sends what it
 * is told to, wherever it is told to.
 */
final class Caller {

    /** The home page of the console; every page is below it. */
    static final String HOME = "/realms/{realm}/my-organisation/";

    static final String FORM = "application/x-www-form-urlencoded";

    private static final HttpClient HTTP =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .followRedirects(HttpClient.Redirect.NEVER)
                    .build();
    private static final int MOST_REDIRECTS = 12;
    private static final Pattern SIGN_IN_FORM =
            Pattern.compile(
                    "action=\"([^\"]*login-actions/(?:authenticate|reset-credentials)[^\"]*)\"");

    private final TestRealm realm;
    private final Map<String, String> cookies = new LinkedHashMap<>();

    Caller(TestRealm realm) {
        this.realm = realm;
    }

    /** Somebody who has signed in to the console. */
    static Caller signedIn(TestRealm realm, String email) {
        Caller caller = new Caller(realm);
        Answer home = caller.signIn(email, caller.at(""));
        assertThat(home.status()).as("home page of " + email).isEqualTo(200);
        assertThat(home.uri().toString()).as("home page of " + email).isEqualTo(caller.at(""));
        return caller;
    }

    /** An answer as it came over the wire. */
    record Answer(String method, URI uri, int status, HttpHeaders headers, String body) {

        String header(String name) {
            return headers.firstValue(name).orElse("");
        }

        String location() {
            return header("Location");
        }

        boolean isRedirect() {
            return status >= 300 && status < 400;
        }

        /** Whether it sends the browser to sign in. */
        boolean leadsToSignIn() {
            return status == 303 && location().contains("/protocol/openid-connect/auth?");
        }

        /** What a hidden field of the page carries. */
        String hidden(String name) {
            Matcher found =
                    Pattern.compile("name=\"" + name + "\" value=\"([^\"]*)\"").matcher(body);
            return found.find() ? plain(found.group(1)) : "";
        }

        /** The cookie that it sets, whole. */
        Optional<String> cookie(String name) {
            return headers.allValues("Set-Cookie").stream()
                    .filter(cookie -> cookie.startsWith(name + "="))
                    .findFirst();
        }

        String what() {
            return method + " " + uri.getRawPath() + " " + status;
        }
    }

    /** The address of a page by its path below the home page. */
    String at(String page) {
        return realm.url(HOME) + page;
    }

    /** The origin of our own pages. */
    String origin() {
        return realm.url("");
    }

    Answer get(String page, String... headers) {
        return send("GET", page, "", headers);
    }

    /** A form as a page of ours sends it. */
    Answer post(String page, Map<String, String> fields) {
        return send("POST", page, encoded(fields), "Origin", origin(), "Content-Type", FORM);
    }

    /** Any request to a page; headers are names and values in turn. */
    Answer send(String method, String page, String body, String... headers) {
        return request(method, at(page), BodyPublishers.ofString(body), headers);
    }

    Answer send(String method, String page, byte[] body, String... headers) {
        return request(method, at(page), BodyPublishers.ofByteArray(body), headers);
    }

    private Answer request(
            String method, String address, HttpRequest.BodyPublisher body, String... headers) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(address))
                        .method(method, body.contentLength() == 0 ? BodyPublishers.noBody() : body);
        if (headers.length > 0) {
            request.headers(headers);
        }
        if (!cookies.isEmpty()) {
            request.header(
                    "Cookie",
                    cookies.entrySet().stream()
                            .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
                            .collect(Collectors.joining("; ")));
        }
        try {
            HttpResponse<String> response =
                    HTTP.send(request.build(), BodyHandlers.ofString(StandardCharsets.UTF_8));
            response.headers().allValues("Set-Cookie").forEach(this::keep);
            return new Answer(
                    method,
                    response.uri(),
                    response.statusCode(),
                    response.headers(),
                    response.body());
        } catch (IOException e) {
            throw new UncheckedIOException(method + " " + address, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private void keep(String setCookie) {
        String[] parts = setCookie.split(";", 2);
        String[] pair = parts[0].split("=", 2);
        if (pair[1].isEmpty() || parts[1].toLowerCase(Locale.ROOT).contains("max-age=0")) {
            cookies.remove(pair[0]);
        } else {
            cookies.put(pair[0], pair[1].replace("\"", ""));
        }
    }

    /** What it keeps, by name: for a look, or to be tampered with. */
    Map<String, String> cookies() {
        return cookies;
    }

    /** The same for a real browser, which then is signed in too. */
    List<Cookie> forBrowser() {
        return cookies.entrySet().stream()
                .map(kept -> new Cookie(kept.getKey(), kept.getValue()).setUrl(realm.url("/")))
                .toList();
    }

    /** The page at the end of the redirects. */
    Answer follow(Answer answer) {
        Answer last = answer;
        for (int i = 0; last.isRedirect() && i < MOST_REDIRECTS; i++) {
            last =
                    request(
                            "GET",
                            last.uri().resolve(last.location()).toString(),
                            BodyPublishers.noBody());
        }
        return last;
    }

    /** Signs in on the way to an address, and answers the page at the end. */
    Answer signIn(String email, String address) {
        Answer form = follow(request("GET", address, BodyPublishers.noBody()));
        return submitSignIn(form, email);
    }

    /** Fills in a sign-in page. */
    Answer submitSignIn(Answer form, String email) {
        return follow(submit(form, Map.of("username", email, "password", realm.password())));
    }

    /** Sends the form of a sign-in's page, and answers what comes of it at once. */
    Answer submit(Answer form, Map<String, String> fields) {
        Matcher action = SIGN_IN_FORM.matcher(form.body());
        assertThat(action.find()).as("sign-in form at " + form.what()).isTrue();
        return request(
                "POST",
                plain(action.group(1)),
                BodyPublishers.ofString(encoded(fields)),
                "Content-Type",
                FORM);
    }

    /** The addresses that a page's links and searches lead to. */
    static List<String> links(Answer page) {
        List<String> found = new ArrayList<>();
        Matcher link = Pattern.compile("<a [^>]*href=\"([^\"#]+)\"").matcher(page.body());
        while (link.find()) {
            found.add(page.uri().resolve(plain(link.group(1))).toString());
        }
        return found;
    }

    /** A page that somebody's link led to. */
    Answer open(String address) {
        return request("GET", address, BodyPublishers.noBody());
    }

    static String encoded(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(field -> encoded(field.getKey()) + "=" + encoded(field.getValue()))
                .collect(Collectors.joining("&"));
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** Text out of markup. */
    static String plain(String markup) {
        return markup.replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&quot;", "\"")
                .replace("&#39;", "'")
                .replace("&amp;", "&");
    }
}
