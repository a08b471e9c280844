package org.mycambridge.it;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.is;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.restassured.RestAssured;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.mycambridge.it.stand.Application;
import org.mycambridge.it.stand.OnKeycloak;
import org.mycambridge.it.stand.Service;
import org.mycambridge.it.stand.TestRealm;

/**
 * What docs/for-service-developers.md tells application developers is run here: an application of
 * each kind, built and started as its developer would, signed in to with a browser.
 */
@OnKeycloak
@Tag("applications")
@Tag("full")
class ServiceApplicationsIT {

    private static final Path DOCUMENT = Path.of("../docs/for-service-developers.md");
    private static final Path APPLICATIONS = Path.of("service-applications");

    private static final String TEACHER = "teacher@gb123.example";

    /** Teacher at one centre, and something else at another. */
    private static final String TWO = "two@gb123.example";

    private final TestRealm realm;

    ServiceApplicationsIT(TestRealm realm) {
        this.realm = realm;
    }

    // ------------------------------------------------------------------ the document

    @Test
    void theDocumentShowsTheFilesThatAreRun() throws IOException {
        Matcher block =
                Pattern.compile("(?s)<!-- file: (\\S+) -->\\n```\\w*\\n(.*?)\\n```")
                        .matcher(Files.readString(DOCUMENT));
        List<String> shown = new ArrayList<>();
        while (block.find()) {
            shown.add(block.group(1));
            assertThat(block.group(2).strip())
                    .as(block.group(1))
                    .isEqualTo(Files.readString(APPLICATIONS.resolve(block.group(1))).strip());
        }
        assertThat(shown)
                .containsExactly(
                        "spring-security/src/main/resources/application.yml",
                        "spring-security/src/main/java/example/Centres.java",
                        "spring-security/src/main/java/example/SecurityConfiguration.java",
                        "quarkus/src/main/resources/application.properties",
                        "quarkus/src/main/java/example/CentreRoles.java",
                        "mod_auth_openidc/my-cambridge.conf");
    }

    // ------------------------------------------------------------------ Spring Security

    @Test
    void springSecurity() {
        String client = "submit-for-assessment";
        Path jar = Application.build("spring-security").resolve("application.jar");
        int port = Application.freePort();
        letSignIn(client, port);
        Map<String, String> environment =
                Map.of(
                        "MY_CAMBRIDGE_REALM",
                        realm.url("/realms/{realm}"),
                        "MY_CAMBRIDGE_SECRET",
                        client + "-secret",
                        "SERVER_ADDRESS",
                        "127.0.0.1",
                        "SERVER_PORT",
                        String.valueOf(port));
        try (Application application =
                Application.start(
                        List.of(java(), "-XX:TieredStopAtLevel=1", "-jar", jar.toString()),
                        environment,
                        Application.work("spring-security"),
                        port)) {
            Page page = realm.browser().newPage();
            page.navigate(application.url() + "/");
            signIn(page, TEACHER);
            assertThat(page.getByText("Tara Teacher at GB123: sfa.teacher")).isVisible();
            assertThat(status(page, application.url() + "/moderation")).isEqualTo(403);

            // Another role is there with the next sign-in.
            People people = new People(realm);
            String id = people.id("GB123", TEACHER);
            people.change(
                            "officer@gb123.example",
                            "GB123",
                            id,
                            List.of("sfa.exams-officer"),
                            List.of())
                    .statusCode(200);
            page.navigate(application.url() + "/");
            page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Sign out"))
                    .click();
            assertThat(page).hasURL(application.url() + "/signed-out");
            page.navigate(application.url() + "/");
            signIn(page, TEACHER);
            assertThat(page.getByText("Tara Teacher at GB123: sfa.exams-officer, sfa.teacher"))
                    .isVisible();
            assertThat(status(page, application.url() + "/moderation")).isEqualTo(200);

            String submissions = application.url() + "/api/submissions";
            RestAssured.given()
                    .auth()
                    .oauth2(accessToken(client, TEACHER, "organization"))
                    .get(submissions)
                    .then()
                    .statusCode(200)
                    .body(is("Submissions of GB123"));
            refusesOthers(submissions, client);
        }
    }

    // ------------------------------------------------------------------ Quarkus

    @Test
    void quarkus() {
        String client = "access-to-scripts";
        Path jar = Application.build("quarkus").resolve("quarkus-app/quarkus-run.jar");
        int port = Application.freePort();
        letSignIn(client, port);
        Map<String, String> environment =
                Map.of(
                        "MY_CAMBRIDGE_REALM",
                        realm.url("/realms/{realm}"),
                        "MY_CAMBRIDGE_SECRET",
                        client + "-secret",
                        "QUARKUS_HTTP_HOST",
                        "127.0.0.1",
                        "QUARKUS_HTTP_PORT",
                        String.valueOf(port));
        try (Application application =
                Application.start(
                        List.of(java(), "-XX:TieredStopAtLevel=1", "-jar", jar.toString()),
                        environment,
                        Application.work("quarkus"),
                        port)) {
            Page page = realm.browser().newPage();
            page.navigate(application.url() + "/scripts");
            signIn(page, "scripts@gb123.example");
            assertThat(page.getByText("Scripts of GB123")).isVisible();
            page.navigate(application.url() + "/");
            assertThat(page.getByText("Sam Scripts at GB123: scripts.user")).isVisible();
            page.navigate(application.url() + "/sign-out");
            assertThat(page.getByText("Signed out")).isVisible();

            page.navigate(application.url() + "/");
            signIn(page, "scripts@gb123.example");
            assertThat(page.getByText("Sam Scripts at GB123: scripts.user")).isVisible();
            assertThat(status(page, application.url() + "/examinations")).isEqualTo(403);

            String scripts = application.url() + "/scripts";
            // An Exams Officer uses this service without its own role.
            RestAssured.given()
                    .auth()
                    .oauth2(accessToken(client, "examsofficer@gb123.example", "organization"))
                    .get(scripts)
                    .then()
                    .statusCode(200)
                    .body(is("Scripts of GB123"));
            refusesOthers(scripts, client);
        }
    }

    // ------------------------------------------------------------------ Apache

    @Test
    void modAuthOpenidc() throws IOException {
        Path apache = Path.of("/usr/sbin/apache2");
        Path modules = Path.of("/usr/lib/apache2/modules");
        if (!Files.isExecutable(apache) || !Files.exists(modules.resolve("mod_auth_openidc.so"))) {
            String line =
                    "NO APACHE FOUND: install apache2 and libapache2-mod-auth-openidc to try"
                            + " mod_auth_openidc";
            System.err.println("\n*** " + line + " ***\n");
            if ("true".equals(System.getenv("CI"))) {
                Assertions.fail(line);
            }
            Assumptions.abort(line);
        }
        String client = "school-support-hub";
        int port = Application.freePort();
        letSignIn(client, port);
        // Where a server that started as root can still read when it is root no more.
        Path home =
                Files.createTempDirectory(
                        "my-cambridge-apache",
                        PosixFilePermissions.asFileAttribute(
                                PosixFilePermissions.fromString("rwxr-xr-x")));
        site(home, modules, port);
        Map<String, String> environment =
                Map.of(
                        "MY_CAMBRIDGE_REALM",
                        realm.url("/realms/{realm}"),
                        "MY_CAMBRIDGE_SECRET",
                        client + "-secret",
                        "APPLICATION_URL",
                        Application.url(port),
                        "COOKIE_PASSPHRASE",
                        "a long random text of the tests");
        try (Application application =
                Application.start(
                        List.of(
                                apache.toString(),
                                "-DFOREGROUND",
                                "-f",
                                home.resolve("httpd.conf").toString()),
                        environment,
                        home,
                        port)) {
            Page coordinator = realm.browser().newPage();
            coordinator.navigate(application.url() + "/");
            signIn(coordinator, "coordinator@gb123.example");
            assertThat(coordinator.getByText("Cora Coordinator")).isVisible();
            assertThat(coordinator.getByText("\"ssh.coordinator\"")).isVisible();
            assertThat(status(coordinator, application.url() + "/administration/")).isEqualTo(200);
            assertThat(status(coordinator, application.url() + "/coordination/")).isEqualTo(200);
            assertThat(status(coordinator, application.url() + "/gb123/")).isEqualTo(200);

            Page admin = realm.browser().newPage();
            admin.navigate(application.url() + "/");
            signIn(admin, "sshadmin@50538.example");
            assertThat(admin.getByText("Ana Hub")).isVisible();
            assertThat(status(admin, application.url() + "/administration/")).isEqualTo(200);
            assertThat(status(admin, application.url() + "/coordination/")).isEqualTo(403);
            assertThat(status(admin, application.url() + "/gb123/")).isEqualTo(401);
        } finally {
            delete(home);
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }

    /** A site with pages that say who is there, around the document's configuration. */
    private static void site(Path home, Path modules, int port) throws IOException {
        for (String folder : List.of("", "administration", "coordination", "gb123")) {
            Path page = home.resolve("site").resolve(folder).resolve("index.shtml");
            Files.createDirectories(page.getParent());
            Files.writeString(
                    page,
                    """
                    <!DOCTYPE html><html lang="en"><title>School Support Hub</title>
                    <p><!--#echo var="OIDC_CLAIM_name" --></p>
                    <pre><!--#echo var="OIDC_CLAIM_organization" --></pre>
                    """);
        }
        Files.copy(
                APPLICATIONS.resolve("mod_auth_openidc/my-cambridge.conf"),
                home.resolve("my-cambridge.conf"));
        String loads =
                Stream.of(
                                "mpm_event",
                                "authn_core",
                                "authz_core",
                                "authz_user",
                                "auth_openidc",
                                "dir",
                                "include",
                                "mime",
                                "rewrite")
                        .map(
                                name ->
                                        "LoadModule "
                                                + name
                                                + "_module "
                                                + modules.resolve("mod_" + name + ".so"))
                        .collect(Collectors.joining("\n"));
        Files.writeString(
                home.resolve("httpd.conf"),
                loads
                        + """

                        ServerRoot %1$s
                        ServerName localhost
                        Listen 127.0.0.1:%2$d
                        PidFile %1$s/httpd.pid
                        ErrorLog %1$s/error.log
                        User www-data
                        Group www-data
                        DocumentRoot %1$s/site
                        DirectoryIndex index.shtml
                        TypesConfig /etc/mime.types
                        AddType text/html .shtml
                        AddOutputFilter INCLUDES .shtml
                        <Directory %1$s/site>
                            Options +Includes
                        </Directory>
                        Include %1$s/my-cambridge.conf
                        """
                                .formatted(home, port));
    }

    // ------------------------------------------------------------------ curl

    @Test
    void curl() throws IOException, InterruptedException {
        String script =
                Pattern.compile("(?s)```sh\\n(.*?)\\n```")
                        .matcher(sectionOf("curl"))
                        .results()
                        .map(found -> found.group(1))
                        .collect(Collectors.joining("\n"));
        Service service = realm.service("submit-for-assessment");
        ProcessBuilder builder =
                new ProcessBuilder("bash", "-eu", "-o", "pipefail", "-c", script)
                        .redirectErrorStream(true);
        builder.environment().put("MY_CAMBRIDGE_REALM", realm.url("/realms/{realm}"));
        builder.environment().put("RETURN_ADDRESS", service.redirectUri());
        Process bash = builder.start();
        List<String> said;
        try (BufferedReader out = bash.inputReader(StandardCharsets.UTF_8);
                BufferedWriter in = bash.outputWriter(StandardCharsets.UTF_8)) {
            String address = out.readLine();
            assertThat(address).startsWith(realm.url("/realms/{realm}/protocol/"));
            in.write(new Caller(realm).signIn(TWO, address).uri() + "\n");
            in.flush();
            said = out.lines().toList();
        } finally {
            bash.destroy();
        }
        assertThat(bash.waitFor()).as(String.join("\n", said)).isZero();
        String centre = "\"organization\":{\"GB123\":{\"id\":";
        String roles = "\"roles\":[\"sfa.teacher\"]";
        assertThat(said.get(0)).as("ID token").contains(centre, roles, "\"nonce\":\"");
        assertThat(said.get(1)).as("refreshed access token").contains(centre, roles);
        assertThat(said.get(2)).as("userinfo").contains(centre, roles);
        assertThat(said.get(3)).as("introspection").contains(centre, roles, "\"active\":true");
        assertThat(said.get(4)).as("holders").contains("teacher@gb123.example");
        assertThat(said.get(5)).as("recipients").contains("\"warnings\":[");
        assertThat(said.get(6)).as("changes").contains("\"next\":\"");
        assertThat(said.get(7)).as("a refresh after signing out").contains("invalid_grant");
        assertThat(said).hasSize(8);
    }

    private static String sectionOf(String heading) throws IOException {
        Matcher section =
                Pattern.compile("(?s)\\n## " + heading + "\\n(.*?)(?=\\n## |\\z)")
                        .matcher(Files.readString(DOCUMENT));
        assertThat(section.find()).as("section " + heading).isTrue();
        return section.group(1);
    }

    // ------------------------------------------------------------------ common to all

    private static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    /** The board enters where the application of a service is: people may come back to it. */
    private void letSignIn(String clientId, int port) {
        var clients = realm.adminClient().realm(realm.name()).clients();
        var client = clients.findByClientId(clientId).get(0);
        client.getRedirectUris().add(Application.url(port) + "/*");
        clients.get(client.getId()).update(client);
    }

    private void signIn(Page page, String email) {
        page.getByLabel("Email address").fill(email);
        page.getByLabel("Password", new Page.GetByLabelOptions().setExact(true))
                .fill(realm.password());
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Sign in")).click();
    }

    /** What the browser's session is answered; Chromium shows no page for an answer without one. */
    private static int status(Page page, String address) {
        return page.request().get(address).status();
    }

    /** A person's access token of a service. */
    private String accessToken(String clientId, String email, String... scopes) {
        Service service = realm.service(clientId);
        Caller.Answer end = new Caller(realm).signIn(email, service.signInUrl(scopes));
        return service.tokens(end.uri().toString())
                .then()
                .statusCode(200)
                .extract()
                .path("access_token");
    }

    /** No token, a token of another client, and one that names no centre. */
    private void refusesOthers(String address, String clientId) {
        RestAssured.given().auth().oauth2("none").get(address).then().statusCode(401);
        RestAssured.given()
                .auth()
                .oauth2(realm.token(TEACHER, "organization"))
                .get(address)
                .then()
                .statusCode(401);
        RestAssured.given()
                .auth()
                .oauth2(accessToken(clientId, TEACHER))
                .get(address)
                .then()
                .statusCode(403);
    }
}
