package org.mycambridge.it.stand;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.List;
import java.util.function.Consumer;
import org.keycloak.admin.client.Keycloak;
import org.opentest4j.TestAbortedException;

/** A realm of its own for one test class, on the one server of the run, and every door into it. */
public final class TestRealm {

    private final Stand stand;
    private final Server node;
    private final String name;
    private final Mails mails;
    private final AsDocumented asDocumented = new AsDocumented(this::apiDocument);
    private ApiDocument apiDocument;

    TestRealm(Stand stand, String name, Mails mails) {
        this(stand, stand.server(), name, mails);
    }

    private TestRealm(Stand stand, Server node, String name, Mails mails) {
        this.stand = stand;
        this.node = node;
        this.name = name;
        this.mails = mails;
    }

    /** The realm's name. */
    public String name() {
        return name;
    }

    /**
     * An address on the server; the path begins with a slash, {@code {realm}} in it stands for the
     * name.
     */
    public String url(String path) {
        return node.url() + path.replace("{realm}", name);
    }

    /**
     * The same realm at the second node of a cluster ({@code -Pcluster}); at the one server
     * elsewhere, so that the same tests run everywhere. Its mails are this one's.
     */
    public TestRealm atOtherNode() {
        return new TestRealm(stand, stand.otherNode(), name, mails);
    }

    /** What every sample person signs in with. */
    public String password() {
        return Realms.PASSWORD;
    }

    /** A sample person's access token for the delegated API. */
    public String token(String email) {
        return token(email, "centre-administration");
    }

    /**
     * A sample person's access token of {@code sample-cli} with {@code openid} and exactly these
     * scopes.
     */
    public String token(String email, String... scopes) {
        return passwordGrant(email, Realms.PASSWORD, scopes)
                .then()
                .statusCode(200)
                .extract()
                .path("access_token");
    }

    /** The token endpoint's answer to a password grant of {@code sample-cli}, whatever it is. */
    public Response passwordGrant(String email, String password, String... scopes) {
        return RestAssured.given()
                .formParam("grant_type", "password")
                .formParam("client_id", RealmDocument.SAMPLE_CLIENT)
                .formParam("username", email)
                .formParam("password", password)
                .formParam("scope", ("openid " + String.join(" ", scopes)).strip())
                .post(url("/realms/{realm}/protocol/openid-connect/token"));
    }

    /** The access token of the server's administrator, who is the board. */
    public String adminToken() {
        return stand.admin().token();
    }

    /** What the realm says of its APIs, asked for once. */
    public synchronized ApiDocument apiDocument() {
        if (apiDocument == null) {
            apiDocument =
                    ApiDocument.read(
                            RestAssured.get(url("/realms/{realm}/centres/openapi"))
                                    .then()
                                    .statusCode(200)
                                    .extract()
                                    .asString());
        }
        return apiDocument;
    }

    /**
     * A request to the delegated and service API, paths relative to {@code
     * /realms/{realm}/centres}. The answer is held against the OpenAPI document.
     */
    public RequestSpecification api(String token) {
        return request("/realms/" + name + "/centres", token);
    }

    /** The same without a token. */
    public RequestSpecification api() {
        return request("/realms/" + name + "/centres");
    }

    /** A request to the board API with the administrator's token; held against the document too. */
    public RequestSpecification board() {
        return board(adminToken());
    }

    /** A request to the board API with some token. */
    public RequestSpecification board(String token) {
        return request("/admin/realms/" + name + "/centres", token);
    }

    private RequestSpecification request(String base, String token) {
        return request(base).auth().oauth2(token);
    }

    private RequestSpecification request(String base) {
        return RestAssured.given()
                .config(Realms.plainEncoding())
                .filter(asDocumented)
                .baseUri(stand.inTurn(node).url())
                .basePath(base)
                .contentType(ContentType.JSON);
    }

    /** A service of the catalogue, as its own code sees the realm. */
    public Service service(String clientId) {
        return new Service(url("/realms/{realm}"), clientId, stand.serviceUrl(clientId));
    }

    /** The mails this realm has sent. */
    public Mails mails() {
        return mails;
    }

    /** The mail server, to be stopped and started; it runs again after each test. */
    public MailCatcher mailServer() {
        return stand.mailCatcher();
    }

    /** A fresh browser, closed after the test; aborts the test where there is no Chromium. */
    public BrowserContext browser() {
        return browser(options -> {});
    }

    /** The same, with something of its own: without script, or with what it has kept. */
    public BrowserContext browser(Consumer<Browser.NewContextOptions> wish) {
        return stand.browsers().newContext(wish);
    }

    /** The host under which the server reaches this machine. */
    public String hostOfThisMachine() {
        return stand.server().hostOfThisMachine();
    }

    /** Ends the server in the middle of what it does, and starts it again; about ten seconds. */
    public void restartServer() {
        stand.restartServer();
    }

    /**
     * Makes one of the board's own people, who signs in with {@link #password}.
     *
     * @param role {@code manage-organizations}, or {@code view-organizations}
     */
    public void addStaff(String email, String firstName, String lastName, String role) {
        new Realms(stand.admin()).addStaff(name, email, firstName, lastName, role);
    }

    /**
     * An administrator's access token, from a client with every role in its scope, as Keycloak's
     * own console and command line have.
     *
     * @param email of somebody whose password is {@link #password}
     */
    public String administratorToken(String email) {
        return RestAssured.given()
                .formParam("grant_type", "password")
                .formParam("client_id", "admin-cli")
                .formParam("username", email)
                .formParam("password", password())
                .post(url("/realms/{realm}/protocol/openid-connect/token"))
                .then()
                .statusCode(200)
                .extract()
                .path("access_token");
    }

    /** The server's clock. */
    public ServerClock clock() {
        return stand.clock();
    }

    /** The server's SQL. */
    public Statements statements() {
        return new Statements(stand.kit());
    }

    /** Keycloak's admin client, signed in as the administrator. */
    public Keycloak adminClient() {
        return stand.admin().client();
    }

    /** An address of the server's management port; aborts the test where there is none. */
    public String managementUrl(String path) {
        return stand.server()
                        .managementUrl()
                        .orElseThrow(
                                () ->
                                        new TestAbortedException(
                                                "This server has no management port"))
                + path;
    }

    /** All that the server has logged in this run. */
    public String log() {
        return stand.server().log();
    }

    /** Every row of every table of the server's database, as text. */
    public String databaseDump() {
        return stand.kit().dump();
    }

    /** What is not so in our tables that always is ({@code docs/invariants.sql}). */
    public List<String> violations() {
        return stand.violations();
    }

    /** What a select finds in the server's database, row by row. */
    public List<String> select(String sql) {
        return stand.kit().select(sql);
    }

    /** What can be broken on the stand, and mended. */
    public Breakage breakage() {
        return new Breakage(stand);
    }

    /** The names of what is always so. */
    public List<String> invariants() {
        return stand.invariants().names();
    }

    /** What would not be so after some statements, which are undone. */
    public List<String> violationsAfter(String statements, String invariant) {
        return stand.invariants().violationsAfter(stand.kit(), statements, invariant);
    }

    /** The proxy as it is shipped, in front of both nodes; aborts the test where there is none. */
    public ShippedProxy shippedProxy() {
        return stand.shippedProxy();
    }
}
