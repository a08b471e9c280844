package org.mycambridge.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.is;

import io.restassured.RestAssured;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mycambridge.it.Caller.Answer;
import org.mycambridge.it.stand.Mail;
import org.mycambridge.it.stand.OnKeycloak;
import org.mycambridge.it.stand.TestRealm;

/**
 * What attackers try at any door, and what is not in the tests of one door already: forged forms,
 * hostile pages and redirects are in {@link ConsoleSecurityIT}, tokens where they don't belong in
 * {@link TokenAttacksIT}, guessing in {@link DiscretionIT}. docs/threat-model.md has the list.
 */
@OnKeycloak
class AttacksIT {

    private static final String OFFICER = "officer@gb123.example";
    private static final String EVIL = "evil.example";
    private static final int SLOW = 20;

    /** What Keycloak says of a form that breaks off, before any code of ours has it. */
    private static final Pattern HUNG_UP =
            Pattern.compile(
                    "Uncaught server error: java\\.io\\.IOException: java\\.io\\.IOException:"
                            + " io\\.vertx\\S*HttpClosedException");

    private final TestRealm realm;
    private final People people;
    private int logged;

    AttacksIT(TestRealm realm) {
        this.realm = realm;
        this.people = new People(realm);
    }

    @BeforeEach
    void readTheLogSoFar() {
        logged = realm.log().length();
    }

    @AfterEach
    void theServerNeverFailed() {
        assertThat(
                        realm.log()
                                .substring(logged)
                                .lines()
                                .filter(line -> line.contains(" ERROR "))
                                .filter(line -> !HUNG_UP.matcher(line).find()))
                .isEmpty();
    }

    private int total() {
        return realm.board().get("/GB123/users").then().extract().path("total");
    }

    // ------------------------------------------------------------------ bodies

    @Test
    void deepBodiesAreRefused() {
        String token = realm.token(OFFICER);
        int before = total();
        for (int depth : List.of(900, 1_100, 30_000)) {
            String deep = "[".repeat(depth) + "]".repeat(depth);
            String object = "{\"a\":".repeat(depth / 3) + "1" + "}".repeat(depth / 3);
            for (String body :
                    List.of(
                            deep,
                            "[".repeat(depth),
                            "{\"roles\": " + deep + "}",
                            "{\"firstName\": " + object + "}",
                            object)) {
                Response answer = realm.api(token).body(body).post("/GB123/users");
                assertThat(answer.statusCode()).as("%s deep", depth).isIn(400, 413);
                assertThat(answer.asString()).hasSizeLessThan(1_000);
            }
            People.problem(
                    realm.board()
                            .body("{\"version\": 0, \"policy\": " + object + "}")
                            .post("/policy/dry-run")
                            .then(),
                    400,
                    depth > 2_900 ? "malformed-json" : "invalid-policy");
            realm.board()
                    .contentType("application/jsonl")
                    .body("{\"person\": " + object + "}\n")
                    .post("/import")
                    .then()
                    .statusCode(207)
                    .body(org.hamcrest.Matchers.containsString("\"status\":400"));
        }
        assertThat(total()).isEqualTo(before);
    }

    /** Nobody sets what is not theirs to set: every member that a body does not know is refused. */
    @Test
    void nothingIsSetThatTheBodyDoesNotKnow() {
        String token = realm.token(OFFICER);
        String id = people.member("GB123", People.freshEmail(), "sfa.teacher");
        int before = total();
        Map<String, Object> person =
                Map.of("firstName", "Ma", "lastName", "Ss", "email", People.freshEmail());
        List<String> strange =
                List.of(
                        "id",
                        "realmId",
                        "status",
                        "enabled",
                        "invite",
                        "invitedUntil",
                        "username",
                        "requiredActions",
                        "credentials",
                        "attributes",
                        "clientRoles",
                        "board",
                        "reason",
                        "__proto__");
        for (String name : strange) {
            unknown(realm.api(token).body(with(person, name)).post("/GB123/users").then(), name);
            unknown(
                    realm.api(token)
                            .body(with(Map.of("version", 0), name))
                            .patch("/GB123/users/{id}", id)
                            .then(),
                    name);
            unknown(
                    realm.api(token)
                            .body(with(Map.of("version", 0, "userId", id), name))
                            .post("/GB123/roles/ssh.coordinator/replace-holder")
                            .then(),
                    name);
            if (!name.equals("invite")) {
                unknown(realm.board().body(with(person, name)).post("/GB123/users").then(), name);
            }
            if (!name.equals("status")) {
                unknown(
                        realm.board()
                                .body(
                                        with(
                                                Map.of(
                                                        "number", "MASS1",
                                                        "name", "Mass",
                                                        "type", "CENTRE"),
                                                name))
                                .post()
                                .then(),
                        name);
            }
        }
        assertThat(total()).isEqualTo(before);
        realm.board().get("/MASS1").then().statusCode(404);
        assertThat(people.version("GB123", id)).isZero();
    }

    private static Map<String, Object> with(Map<String, Object> body, String name) {
        Map<String, Object> more = new HashMap<>(body);
        more.put(name, "x");
        return more;
    }

    private static void unknown(ValidatableResponse answer, String name) {
        People.problem(answer, 400, "unknown-field").body("field", is(name));
    }

    /** Bodies that never end hold up nobody else, and leave nothing in the log when they break. */
    @Test
    void slowBodiesKeepNobodyWaiting() throws IOException {
        String token = realm.token(OFFICER);
        int before = total();
        URI uri = URI.create(realm.url("/realms/{realm}/centres/GB123/users"));
        URI page = URI.create(realm.url(Caller.HOME) + "centres/GB123/users/add");
        List<Socket> open = new ArrayList<>();
        try {
            for (int i = 0; i < SLOW; i++) {
                open.add(begun(uri, token, "application/json", "{\"firstName\": "));
                open.add(begun(page, token, Caller.FORM, "firstName=Slow&last"));
            }
            for (int i = 0; i < 5; i++) {
                long start = System.nanoTime();
                realm.api(token).get("/GB123").then().statusCode(200);
                assertThat(new Caller(realm).get("").leadsToSignIn()).isTrue();
                assertThat(Duration.ofNanos(System.nanoTime() - start))
                        .isLessThan(Duration.ofSeconds(5));
            }
        } finally {
            for (Socket socket : open) {
                socket.close();
            }
        }
        assertThat(total()).isEqualTo(before);
    }

    private static Socket begun(URI uri, String token, String type, String beginning)
            throws IOException {
        Socket socket = new Socket(uri.getHost(), uri.getPort());
        String head =
                """
                POST %s HTTP/1.1
                Host: %s
                Authorization: Bearer %s
                Content-Type: %s
                Content-Length: 1000

                """
                        .formatted(uri.getPath(), uri.getAuthority(), token, type);
        socket.getOutputStream()
                .write((head.replace("\n", "\r\n") + beginning).getBytes(StandardCharsets.UTF_8));
        socket.getOutputStream().flush();
        return socket;
    }

    // ------------------------------------------------------------------ text

    private static final List<String> SQL =
            List.of(
                    "' or 1=1 --",
                    "' or '1'='1",
                    "'; drop table MC_GRANT; --",
                    "\" or \"\"=\"",
                    "') union select 1,2,3 --",
                    "%' escape '!",
                    "\\' or 1=1 #",
                    "1; select pg_sleep(5)",
                    "__",
                    "%%");

    @Test
    void textThatLooksLikeSqlIsText() {
        String token = realm.token(OFFICER);
        String service =
                realm.service("submit-for-assessment")
                        .serviceAccountTokens()
                        .then()
                        .statusCode(200)
                        .extract()
                        .path("access_token");
        int before = total();
        for (String sql : SQL) {
            realm.api(token)
                    .queryParam("search", sql)
                    .get("/GB123/users")
                    .then()
                    .statusCode(200)
                    .body("total", is(0));
            realm.board().queryParam("search", sql).get().then().body("total", is(0));
            for (String parameter : List.of("sort", "role", "status", "first")) {
                realm.api(token)
                        .queryParam(parameter, sql)
                        .get("/GB123/users")
                        .then()
                        .statusCode(400);
            }
            realm.api(token).get("/{n}/users", sql).then().statusCode(404);
            realm.api(token).get("/GB123/users/{id}", sql).then().statusCode(404);
            realm.api(token).queryParam("subject", sql).get("/GB123/roles").then().statusCode(404);
            realm.api(token)
                    .queryParam("kind", sql)
                    .get("/GB123/history")
                    .then()
                    .statusCode(org.hamcrest.Matchers.lessThan(500));
            realm.api(service)
                    .queryParam("submitter", sql)
                    .get("/GB123/recipients")
                    .then()
                    .statusCode(org.hamcrest.Matchers.lessThan(500));
            realm.api(service)
                    .queryParam("person", sql)
                    .get()
                    .then()
                    .statusCode(200)
                    .body("total", is(0));
            realm.api(service)
                    .queryParam("since", sql)
                    .get("/changes")
                    .then()
                    .statusCode(org.hamcrest.Matchers.lessThan(500));
        }
        assertThat(total()).isEqualTo(before);
    }

    /** A mail's words come from templates; names and addresses are only ever put into them. */
    @Test
    void whatStandsInAMailIsText() {
        String name = "Odd \"${7*7}\" {0} &lt;b&gt; & 'Co' ${mcSignOut}";
        realm.board()
                .body(Map.of("number", "ODD02", "name", name, "type", "CENTRE"))
                .post()
                .then()
                .statusCode(201);
        String manager = People.freshEmail();
        String id = people.member("ODD02", manager, "centre.user-management");
        var account = realm.adminClient().realm(realm.name()).users().get(id);
        var named = account.toRepresentation();
        named.setFirstName("it's ''");
        named.setLastName("javascript:alert`1`");
        account.update(named);
        String email = People.freshEmail();
        people.add(manager, "ODD02", email, "sfa.teacher").statusCode(201);
        Mail mail = realm.mails().await(email, "invited");
        assertThat(mail.subject()).contains(name);
        assertThat(mail.text()).contains(name, "it's '' javascript:alert`1`");
        assertThat(mail.html())
                .contains("&quot;${7*7}&quot; {0} &amp;lt;b&amp;gt; &amp; ", "javascript:alert`1`")
                .doesNotContain("<b>", "href=\"javascript");
    }

    /** A line of the log is the server's own, whatever somebody sends. */
    @Test
    void nobodyWritesLinesOfTheLog() {
        String line = "2026-01-01 00:00:00,000 FORGED [org.mycambridge] (x) Anything";
        String token = realm.token(OFFICER);
        realm.api(token).get("/{n}/users", "GB1\r\n" + line).then().statusCode(404);
        realm.api(token).get("/GB123/users/{id}", "x\r\n" + line).then().statusCode(404);
        realm.api(token)
                .queryParam("sort", "x\r\n" + line)
                .get("/GB123/users")
                .then()
                .statusCode(400);
        Caller caller = new Caller(realm);
        Answer form = caller.follow(caller.get(""));
        caller.submit(form, Map.of("username", "who\r\n" + line, "password", "x\r\n" + line));
        caller.get("sign-in?invitation=" + Caller.encoded("x\r\n" + line));
        assertThat(realm.log().substring(logged).lines())
                .noneMatch(each -> each.startsWith("2026-01-01 00:00:00,000 FORGED"));
    }

    // ------------------------------------------------------------------ hosts, caches, frames

    @Test
    void anotherHostsNameIsInNoAnswerAndNoMail() {
        Map<String, String> claims = new LinkedHashMap<>();
        claims.put("X-Forwarded-Host", EVIL);
        claims.put("X-Forwarded-Server", EVIL);
        claims.put("X-Forwarded-Port", "666");
        claims.put("Forwarded", "host=" + EVIL + ";proto=https");
        claims.put("X-Host", EVIL);
        claims.put("X-Original-URL", "/admin/realms/" + realm.name() + "/centres");
        claims.put("X-Rewrite-URL", "/admin/realms/" + realm.name() + "/centres");
        for (String path :
                List.of(
                        "/realms/{realm}/centres/openapi",
                        "/realms/{realm}/my-organisation/",
                        "/realms/{realm}/my-organisation/sign-in",
                        "/realms/{realm}/my-organisation/invitations/none")) {
            Response answer =
                    RestAssured.given()
                            .redirects()
                            .follow(false)
                            .headers(claims)
                            .get(realm.url(path));
            assertThat(answer.asString() + answer.headers()).as(path).doesNotContain(EVIL);
        }
        String token = realm.token(OFFICER);
        assertThat(realm.api(token).headers(claims).get().asString())
                .isEqualTo(realm.api(token).get().asString());
        String email = People.freshEmail();
        realm.api(token)
                .headers(claims)
                .body(Map.of("firstName", "Po", "lastName", "Ison", "email", email))
                .post("/GB123/users")
                .then()
                .statusCode(201);
        Mail mail = realm.mails().await(email, "invited");
        assertThat(mail.text() + mail.html()).doesNotContain(EVIL).contains(realm.url("/realms/"));
    }

    @Test
    void nothingOfAnybodysIsKeptByACache() {
        String token = realm.token(OFFICER);
        for (Response answer :
                List.of(
                        realm.api(token).get(),
                        realm.api(token).get("/GB123/users"),
                        realm.api(token).get("/50538/users"),
                        realm.api().get("/GB123"),
                        realm.api(token).get("/changes"),
                        realm.api(token).queryParam("sort", "x").get("/GB123/users"),
                        realm.board().get("/GB123/users"))) {
            assertThat(answer.header("Cache-Control"))
                    .as(answer.statusCode() + " " + answer.asString())
                    .isEqualTo("no-store");
        }
    }

    @Test
    void noPageOfSigningInIsFramed() {
        Caller caller = new Caller(realm);
        Answer form = caller.follow(caller.get(""));
        String forgotten =
                Caller.links(form).stream()
                        .filter(link -> link.contains("reset-credentials"))
                        .findFirst()
                        .orElseThrow();
        Answer refused = caller.submit(form, Map.of("username", OFFICER, "password", "wrong"));
        for (Answer page :
                List.of(
                        form,
                        refused,
                        caller.follow(caller.open(forgotten)),
                        caller.get("invitations/none"))) {
            assertThat(page.header("Content-Security-Policy"))
                    .as(page.what())
                    .containsAnyOf("frame-ancestors 'self'", "frame-ancestors 'none'");
            assertThat(page.header("X-Frame-Options")).as(page.what()).isIn("SAMEORIGIN", "DENY");
        }
    }

    // ------------------------------------------------------------------ sessions, tokens

    /** Whoever begins a sign-in that somebody else ends is signed in nowhere. */
    @Test
    void aSessionThatWasPlantedIsNobodysButWhoSignsIn() {
        Caller attacker = new Caller(realm);
        Answer form = attacker.follow(attacker.get(""));
        Map<String, String> planted = Map.copyOf(attacker.cookies());
        Caller victim = new Caller(realm);
        victim.cookies().putAll(planted);
        assertThat(victim.submitSignIn(form, OFFICER).status()).isEqualTo(200);
        assertThat(victim.get("centres/GB123/users").status()).isEqualTo(200);

        assertThat(attacker.get("centres/GB123/users").leadsToSignIn()).isTrue();
        Answer after = attacker.follow(attacker.get("centres/GB123/users"));
        assertThat(after.body()).doesNotContain("Olive").contains("name=\"password\"");
        Answer again =
                attacker.follow(attacker.submit(form, Map.of("username", OFFICER, "password", "")));
        assertThat(again.body()).doesNotContain("Olive");
        assertThat(attacker.get("centres/GB123/users").leadsToSignIn()).isTrue();

        // And what the victim had is worth nothing once their sessions have ended.
        Caller kept = new Caller(realm);
        kept.cookies().putAll(victim.cookies());
        assertThat(kept.get("centres/GB123/users").status()).isEqualTo(200);
        realm.adminClient().realm(realm.name()).users().get(people.id("GB123", OFFICER)).logout();
        assertThat(kept.get("centres/GB123/users").leadsToSignIn()).isTrue();
    }

    @Test
    void nothingButAnAccessTokenIsOne() {
        Response tokens = realm.passwordGrant(OFFICER, realm.password(), "centre-administration");
        realm.api(tokens.path("access_token")).get().then().statusCode(200);
        for (String kind : List.of("id_token", "refresh_token")) {
            String token = tokens.path(kind);
            assertThat(token).as(kind).isNotBlank();
            People.problem(realm.api(token).get().then(), 401, "unauthenticated");
            realm.board(token).get().then().statusCode(401);
        }
        // In an address it would stand in every log on the way.
        RestAssured.given()
                .queryParam("access_token", tokens.<String>path("access_token"))
                .get(realm.url("/realms/{realm}/centres"))
                .then()
                .statusCode(401);
    }
}
