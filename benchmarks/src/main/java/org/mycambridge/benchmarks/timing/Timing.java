package org.mycambridge.benchmarks.timing;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Does the time an answer takes tell whether an email has an account? Asks a running server the
 * same question about emails of different kinds, in turn, and compares.
 *
 * <p>It starts nothing: {@code mvn -Pdev verify} does, and then
 *
 * <pre>
 * java benchmarks/src/main/java/org/mycambridge/benchmarks/timing/Timing.java [address] [tries]
 * </pre>
 *
 * <p>It makes two centres of its own with people who are tried <em>once each</em>, so that the
 * protection against guessing, which looks at each account, never has a say; but for the kind
 * "locked out", one account that is locked beforehand.
 */
public final class Timing {

    private static final String REALM = "my-cambridge";
    private static final String PASSWORD = "Sample-Password-2026";
    private static final String FORM = "application/x-www-form-urlencoded";
    private static final String JSON = "application/json";
    private static final int TRIES = 200;
    private static final int WARM_UP = 20;
    private static final int MOST_REDIRECTS = 10;
    private static final double NANOS_PER_MILLI = 1e6;
    private static final Duration TOKEN_KEPT = Duration.ofSeconds(40);

    private final HttpClient http =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .followRedirects(HttpClient.Redirect.NEVER)
                    .build();
    private final String server;
    private final int tries;
    private final String run =
            Long.toString(Instant.now().getEpochSecond(), Character.MAX_RADIX)
                    .toUpperCase(Locale.ROOT);
    private final Map<String, String> tokens = new LinkedHashMap<>();
    private final Map<String, Instant> tokensSince = new LinkedHashMap<>();

    private Timing(String server, int tries) {
        this.server = server;
        this.tries = tries;
    }

    /**
     * Measures and prints.
     *
     * @param arguments the server's address and the tries of each kind, both optional
     */
    public static void main(String[] arguments) {
        String server = arguments.length > 0 ? arguments[0] : "http://localhost:8080";
        int tries = arguments.length > 1 ? Integer.parseInt(arguments[1]) : TRIES;
        new Timing(server.replaceFirst("/$", ""), tries).measure();
    }

    private void measure() {
        int people = tries + WARM_UP;
        prepare(people);
        System.out.printf(
                "%d tries of each kind after %d to warm up, in turn; milliseconds%n",
                tries, WARM_UP);

        Map<String, IntFunction<Integer>> adding = new LinkedHashMap<>();
        adding.put("no account", i -> add("invited", i));
        adding.put("account elsewhere", i -> add("known", i));
        adding.put("invited elsewhere", i -> add("expected", i));
        compare("POST /centres/{number}/users", adding, 201);

        String locked = "locked@" + domain();
        for (int i = 0; i < 12; i++) {
            signIn(locked);
        }
        Map<String, IntFunction<Integer>> signingIn = new LinkedHashMap<>();
        signingIn.put("no account", i -> signIn("nobody" + i + "@" + domain()));
        signingIn.put("password of their own", i -> signIn(email("known", i)));
        signingIn.put("invited (temporary password)", i -> signIn(email("invited", i)));
        signingIn.put("no password", i -> signIn(email("without", i)));
        signingIn.put("locked out", i -> signIn(locked));
        compare("sign-in with a wrong password", signingIn, 200);

        Map<String, IntFunction<Integer>> forgetting = new LinkedHashMap<>();
        forgetting.put("no account", i -> forget("nobody" + i + "@" + domain()));
        forgetting.put("password of their own", i -> forget(email("known", i)));
        forgetting.put("invited (temporary password)", i -> forget(email("invited", i)));
        compare("forgotten password", forgetting, 200);
    }

    /** The time of the request that was measured last; everything is done one after another. */
    private double millis;

    private void compare(String what, Map<String, IntFunction<Integer>> kinds, int status) {
        Map<String, double[]> times = new LinkedHashMap<>();
        kinds.keySet().forEach(kind -> times.put(kind, new double[tries]));
        for (int i = 0; i < WARM_UP + tries; i++) {
            for (var kind : kinds.entrySet()) {
                int answered = kind.getValue().apply(i);
                if (answered != status) {
                    throw new IllegalStateException(what + ", " + kind.getKey() + ": " + answered);
                }
                if (i >= WARM_UP) {
                    times.get(kind.getKey())[i - WARM_UP] = millis;
                }
            }
        }
        System.out.printf("%n## %s%n%n", what);
        System.out.println("| email | lower quartile | median | upper quartile | longer than |");
        System.out.println("|---|---|---|---|---|");
        double[] first = times.values().iterator().next();
        times.forEach(
                (kind, each) ->
                        System.out.printf(
                                Locale.ROOT,
                                "| %s | %.1f | %.1f | %.1f | %s |%n",
                                kind,
                                quantile(each, 0.25),
                                quantile(each, 0.5),
                                quantile(each, 0.75),
                                each == first
                                        ? "–"
                                        : String.format(
                                                Locale.ROOT,
                                                "%.0f %% ± %.0f",
                                                100 * longer(each, first),
                                                100 * chance())));
    }

    private static double quantile(double[] values, double which) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[(int) Math.min(sorted.length - 1, Math.floor(which * sorted.length))];
    }

    /** How often a time of the one is longer than one of the other; a half tells nothing. */
    private static double longer(double[] one, double[] other) {
        double count = 0;
        for (double mine : one) {
            for (double theirs : other) {
                count += mine > theirs ? 1 : mine == theirs ? 0.5 : 0;
            }
        }
        return count / one.length / other.length;
    }

    /** What chance alone does to {@link #longer}: two standard deviations (Mann and Whitney). */
    private double chance() {
        return 2 * Math.sqrt((2.0 * tries + 1) / (12.0 * tries * tries));
    }

    private String domain() {
        return "timing-" + run.toLowerCase(Locale.ROOT) + ".example";
    }

    private String email(String kind, int i) {
        return kind + i + "@" + domain();
    }

    /** The centre where people are added, and one where some of them are already. */
    private void prepare(int people) {
        StringBuilder lines = new StringBuilder();
        for (String centre : List.of("A", "B")) {
            lines.append(
                    "{\"centre\": {\"number\": \"%s\", \"name\": \"Timing %s\", \"type\": \"CENTRE\"}}\n"
                            .formatted(centre + run, centre));
        }
        lines.append(person("manager@" + domain(), "A", "centre.user-management"));
        lines.append(person("locked@" + domain(), "B", "sfa.teacher"));
        for (String kind : List.of("known", "without")) {
            IntStream.range(0, people)
                    .forEach(i -> lines.append(person(email(kind, i), "B", "sfa.teacher")));
        }
        // Last: their mails are on their way while passwords are set for the others.
        IntStream.range(0, people)
                .forEach(
                        i ->
                                lines.append(
                                        person(email("expected", i), "B", "sfa.teacher")
                                                .replace("}}", ", \"invite\": true}}")));
        String answer =
                send(
                                "POST",
                                admin() + "/centres/import",
                                lines.toString(),
                                "application/jsonl",
                                "Bearer " + token("master"))
                        .body();
        answer.lines()
                .filter(line -> !line.contains("\"status\":201"))
                .findFirst()
                .ifPresent(
                        line -> {
                            throw new IllegalStateException(line);
                        });
        allowAsManyInvitationsAsItTakes();
        password("manager@" + domain());
        password("locked@" + domain());
        IntStream.range(0, people).forEach(i -> password(email("known", i)));
    }

    private void allowAsManyInvitationsAsItTakes() {
        String policy = admin() + "/centres/policy";
        String inForce = send("GET", policy, "", JSON, "Bearer " + token("master")).body();
        expect(
                send(
                        "PUT",
                        policy,
                        inForce.replaceAll(
                                "(\"invitationsPerHour(?:AtCentre)?\"):\\s*\\d+", "$1: 100000"),
                        JSON,
                        "Bearer " + token("master")),
                200);
    }

    private String person(String email, String centre, String role) {
        return ("{\"person\": {\"email\": \"%s\", \"firstName\": \"Tim\", \"lastName\": \"Ing\","
                        + " \"centre\": \"%s\", \"roles\": [\"%s\"]}}\n")
                .formatted(email, centre + run, role);
    }

    private void password(String email) {
        String users = admin() + "/users";
        String found =
                send(
                                "GET",
                                users + "?exact=true&email=" + encoded(email),
                                "",
                                JSON,
                                "Bearer " + token("master"))
                        .body();
        expect(
                send(
                        "PUT",
                        users + "/" + first("\"id\":\"([^\"]+)\"", found) + "/reset-password",
                        "{\"type\": \"password\", \"temporary\": false, \"value\": \"%s\"}"
                                .formatted(PASSWORD),
                        JSON,
                        "Bearer " + token("master")),
                204);
    }

    private String admin() {
        return server + "/admin/realms/" + REALM;
    }

    private String realm() {
        return server + "/realms/" + REALM;
    }

    /** A token of the administrator, or of the manager of the centre; a fresh one now and then. */
    private String token(String realm) {
        Instant since = tokensSince.get(realm);
        if (since == null || since.plus(TOKEN_KEPT).isBefore(Instant.now())) {
            boolean admin = realm.equals("master");
            String answer =
                    send(
                                    "POST",
                                    server + "/realms/" + realm + "/protocol/openid-connect/token",
                                    form(
                                            Map.of(
                                                    "grant_type",
                                                    "password",
                                                    "client_id",
                                                    admin ? "admin-cli" : "sample-cli",
                                                    "username",
                                                    admin ? "admin" : "manager@" + domain(),
                                                    "password",
                                                    admin ? "admin" : PASSWORD,
                                                    "scope",
                                                    admin
                                                            ? "openid"
                                                            : "openid centre-administration")),
                                    FORM,
                                    "")
                            .body();
            tokens.put(realm, first("\"access_token\":\"([^\"]+)\"", answer));
            tokensSince.put(realm, Instant.now());
        }
        return tokens.get(realm);
    }

    private int add(String kind, int i) {
        String token = token(REALM);
        String body =
                "{\"firstName\": \"Tim\", \"lastName\": \"Ing\", \"email\": \"%s\", \"roles\": [\"sfa.teacher\"]}"
                        .formatted(email(kind, i));
        long start = System.nanoTime();
        int status =
                send("POST", realm() + "/centres/A" + run + "/users", body, JSON, "Bearer " + token)
                        .statusCode();
        millis = (System.nanoTime() - start) / NANOS_PER_MILLI;
        return status;
    }

    private int signIn(String email) {
        Visit visit = new Visit();
        visit.open(realm() + "/my-organisation/");
        return visit.submit(Map.of("username", email, "password", "not-the-password"));
    }

    private int forget(String email) {
        Visit visit = new Visit();
        visit.open(realm() + "/my-organisation/");
        visit.open(
                visit.resolved(
                        first("href=\"([^\"]*reset-credentials[^\"]*)\"", visit.page.body())));
        return visit.submit(Map.of("username", email));
    }

    /** One visitor with a browser of their own. */
    private final class Visit {

        private final Map<String, String> cookies = new LinkedHashMap<>();
        private HttpResponse<String> page;

        void open(String address) {
            page = follow(request("GET", address, ""));
        }

        /** Sends the page's form, and takes the time until the next page stands. */
        int submit(Map<String, String> fields) {
            String action = resolved(first("action=\"([^\"]*login-actions/[^\"]*)\"", page.body()));
            long start = System.nanoTime();
            page = follow(request("POST", action, form(fields)));
            millis = (System.nanoTime() - start) / NANOS_PER_MILLI;
            return page.statusCode();
        }

        String resolved(String link) {
            return page.uri().resolve(link.replace("&amp;", "&")).toString();
        }

        private HttpResponse<String> follow(HttpResponse<String> answer) {
            HttpResponse<String> last = answer;
            for (int i = 0; last.statusCode() / 100 == 3 && i < MOST_REDIRECTS; i++) {
                String location = last.headers().firstValue("Location").orElseThrow();
                last = request("GET", last.uri().resolve(location).toString(), "");
            }
            return last;
        }

        private HttpResponse<String> request(String method, String address, String body) {
            String cookie =
                    cookies.entrySet().stream()
                            .map(each -> each.getKey() + "=" + each.getValue())
                            .collect(Collectors.joining("; "));
            HttpRequest.Builder request = builder(method, address, body, FORM);
            if (!cookie.isEmpty()) {
                request.header("Cookie", cookie);
            }
            HttpResponse<String> answer = Timing.this.send(request.build());
            for (String set : answer.headers().allValues("Set-Cookie")) {
                String[] pair = set.split(";", 2)[0].split("=", 2);
                cookies.put(pair[0], pair[1].replace("\"", ""));
            }
            return answer;
        }
    }

    private HttpResponse<String> send(
            String method, String address, String body, String type, String authorization) {
        HttpRequest.Builder request = builder(method, address, body, type);
        if (!authorization.isEmpty()) {
            request.header("Authorization", authorization);
        }
        return send(request.build());
    }

    private static HttpRequest.Builder builder(
            String method, String address, String body, String type) {
        return HttpRequest.newBuilder(URI.create(address))
                .header("Content-Type", type)
                .method(
                        method,
                        body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    }

    private HttpResponse<String> send(HttpRequest request) {
        try {
            return http.send(request, BodyHandlers.ofString());
        } catch (IOException e) {
            throw new IllegalStateException(request.uri() + ": " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static void expect(HttpResponse<String> answer, int status) {
        if (answer.statusCode() != status) {
            throw new IllegalStateException(
                    answer.uri() + ": " + answer.statusCode() + " " + answer.body());
        }
    }

    private static String first(String pattern, String text) {
        Matcher found = Pattern.compile(pattern).matcher(text);
        if (!found.find()) {
            throw new IllegalStateException("no " + pattern + " in " + text);
        }
        return found.group(1);
    }

    private static String form(Map<String, String> fields) {
        List<String> pairs = new ArrayList<>();
        fields.forEach((name, value) -> pairs.add(encoded(name) + "=" + encoded(value)));
        return String.join("&", pairs);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
