package org.mycambridge.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;

import io.restassured.specification.RequestSpecification;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keycloak.representations.idm.ClientRepresentation;
import org.keycloak.representations.idm.MemberRepresentation;
import org.keycloak.representations.idm.MembershipType;
import org.keycloak.representations.idm.OrganizationRepresentation;
import org.mycambridge.command.Main;
import org.mycambridge.it.stand.OnKeycloak;
import org.mycambridge.it.stand.TestRealm;

/** Centres, people and assignments that come in and go out in numbers. */
@OnKeycloak
class ImportIT {

    private static final String JSON_LINES = "application/jsonl";
    private static final String CSV = "text/csv";
    private static final String HEADINGS =
            "kind,centre,name,type,status,parent,link,email,firstName,lastName,roles,invite";
    private static final Pattern ANSWER =
            Pattern.compile("\\{\"line\":(\\d+),\"status\":(\\d+)(?:,\"code\":\"([^\"]+)\")?.*");

    private final TestRealm realm;
    private final People people;

    ImportIT(TestRealm realm) {
        this.realm = realm;
        this.people = new People(realm);
    }

    // ------------------------------------------------------------------ lines

    private static String centre(String number) {
        return "{\"centre\": {\"number\": \"%s\", \"name\": \"Centre %s\", \"type\": \"CENTRE\"}}"
                .formatted(number, number);
    }

    private static String person(String centre, String name, String... roles) {
        return "{\"person\": {\"email\": \"%s@%s.example\", \"firstName\": \"Sam\", \"lastName\": \"%s\", \"centre\": \"%s\", \"roles\": %s}}"
                .formatted(
                        name,
                        centre.toLowerCase(java.util.Locale.ROOT),
                        name,
                        centre,
                        Stream.of(roles)
                                .map(role -> '"' + role + '"')
                                .collect(Collectors.joining(", ", "[", "]")));
    }

    private static List<String> peopleOf(String centre, int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(i -> person(centre, "person" + i, "sfa.teacher"))
                .toList();
    }

    private List<String> bring(String type, List<String> lines, String... query) {
        var request = realm.board().contentType(type);
        for (int i = 0; i < query.length; i += 2) {
            request.queryParam(query[i], query[i + 1]);
        }
        return request.body(String.join("\n", lines))
                .post("/import")
                .then()
                .statusCode(207)
                .extract()
                .asString()
                .lines()
                .toList();
    }

    /** Number, status and code of each answer. */
    private static List<String> told(List<String> answers) {
        return answers.stream()
                .map(
                        answer -> {
                            Matcher found = ANSWER.matcher(answer);
                            assertThat(found.matches()).as(answer).isTrue();
                            return found.group(1)
                                    + " "
                                    + found.group(2)
                                    + (found.group(3) == null ? "" : " " + found.group(3));
                        })
                .toList();
    }

    private static List<String> all(int from, int to, int status) {
        return IntStream.rangeClosed(from, to).mapToObj(line -> line + " " + status).toList();
    }

    private int total(String centre) {
        return realm.board()
                .get("/{n}/users", centre)
                .then()
                .statusCode(200)
                .extract()
                .path("total");
    }

    // ------------------------------------------------------------------ what comes in

    @Test
    void aSpreadsheetBringsEveryKind() {
        List<String> rows =
                List.of(
                        "\uFEFFkind;centre;name;type;parent;link;email;firstName;lastName;roles;invite;status",
                        "centre;csv01;\"North; South\";ASSOCIATE;;;;;;;;",
                        "",
                        "centre;CSV02;Small School;ASSOCIATE_CENTRE;CSV01;APPROVED;;;;;;SUSPENDED",
                        "person;CSV01;;;;;Ann@csv01.example;Ann;'-;centre.user-management sfa.teacher;FALSE;ACTIVE",
                        "Person;CSV01;;;;;ben@csv01.example;'-Ben;Zoë;sfa.teacher; true ;",
                        "person;CSV01;;;;;cat@csv01.example;Cat;Off;sfa.teacher;;disabled",
                        "assignment;CSV02;;;;;ann@csv01.example;;;;;");
        assertThat(told(bring(CSV, rows)))
                .containsExactly("2 201", "4 201", "5 201", "6 201", "7 201", "8 201");
        assertThat(told(bring(CSV, rows)))
                .containsExactly("2 200", "4 200", "5 200", "6 200", "7 200", "8 200");
        realm.board()
                .get("/CSV01")
                .then()
                .body("name", is("North; South"))
                .body("type", is("ASSOCIATE"));
        realm.board()
                .get("/CSV02")
                .then()
                .body("status", is("SUSPENDED"))
                .body("link", is("APPROVED"))
                .body("assignedTo", is(List.of(people.id("CSV01", "ann@csv01.example"))));
        realm.board()
                .get("/CSV01/users")
                .then()
                .body(
                        "items.email",
                        is(List.of("ben@csv01.example", "ann@csv01.example", "cat@csv01.example")))
                .body("items.firstName", is(List.of("-Ben", "Ann", "Cat")))
                .body("items.lastName", is(List.of("Zoë", "-", "Off")))
                .body("items.status", is(List.of("INVITED", "ACTIVE", "DISABLED")))
                .body(
                        "items[1].roles",
                        containsInAnyOrder("centre.user-management", "sfa.teacher"));
        realm.mails().await("ben@csv01.example", "invited");
        assertThat(realm.mails().to("ann@csv01.example", "")).isEmpty();
        assertThat(realm.mails().to("cat@csv01.example", "")).isEmpty();
    }

    @Test
    void badRowsAreNamedByTheirColumns() {
        assertThat(
                        bring(
                                        CSV,
                                        List.of(
                                                HEADINGS,
                                                "centre,C,Too short,CENTRE,,,,,,,,",
                                                "school,CSV09,,,,,,,,,,",
                                                "person,GB123,,,,,rows@gb123.example,\"Open,Quote,,",
                                                "person,GB123,,CENTRE,,,,rows@gb123.example,A,B,,,",
                                                "person,GB123,,,ELSEWHERE,,,rows@gb123.example,A,B,,",
                                                "person,GB123,,,,,,rows@gb123.example,A,B,,perhaps",
                                                ",GB123,,,,,,rows@gb123.example,A,B,,",
                                                "assignment,50538,,,,,,nobody@gb123.example,,,,,more"))
                                .stream()
                                .map(
                                        line ->
                                                line.replaceAll(
                                                        "\"detail\":.*?\",?(?=\"field|\\})", "")))
                .containsExactly(
                        "{\"line\":2,\"status\":400,\"code\":\"invalid-centre-number\",\"field\":\"centre\"}",
                        "{\"line\":3,\"status\":400,\"code\":\"invalid-value\",\"field\":\"kind\"}",
                        "{\"line\":4,\"status\":400,\"code\":\"malformed-csv\",\"field\":\"line\"}",
                        "{\"line\":5,\"status\":400,\"code\":\"unknown-field\",\"field\":\"type\"}",
                        "{\"line\":6,\"status\":400,\"code\":\"invalid-value\",\"field\":\"status\"}",
                        "{\"line\":7,\"status\":400,\"code\":\"wrong-type\",\"field\":\"invite\"}",
                        "{\"line\":8,\"status\":400,\"code\":\"required\",\"field\":\"kind\"}",
                        "{\"line\":9,\"status\":400,\"code\":\"malformed-csv\",\"field\":\"line\"}");
        for (String headings : List.of("kind,centre,phone", "centre,name", "kind,Kind", "")) {
            People.problem(
                    realm.board().contentType(CSV).body(headings + "\n").post("/import").then(),
                    400,
                    "malformed-csv");
        }
        People.problem(
                realm.board()
                        .contentType(CSV)
                        .queryParam("dry-run", "perhaps")
                        .body(HEADINGS)
                        .post("/import")
                        .then(),
                400,
                "invalid-value");
    }

    @Test
    void oneInAHundredIsBadAndStopsNoOther() {
        List<String> lines = new ArrayList<>(peopleOf("BAD", 1, 500));
        lines.add(0, centre("BAD"));
        Map<Integer, String> bad = new HashMap<>();
        bad.put(60, "404 not-found");
        lines.set(59, person("NOWHERE", "lost", "sfa.teacher"));
        bad.put(150, "400 unknown-role");
        lines.set(149, person("BAD", "unknown", "sfa.boss"));
        lines.set(198, person("BAD", "first", "ssh.coordinator"));
        bad.put(200, "409 seat-taken"); // in the transaction of the one who takes it
        lines.set(199, person("BAD", "second", "ssh.coordinator"));
        bad.put(201, "400 malformed-json");
        lines.set(200, "not json");
        bad.put(500, "409 seat-taken");
        lines.set(499, person("BAD", "third", "ssh.coordinator"));
        List<String> expected = new ArrayList<>(all(1, 500, 201));
        bad.forEach((line, what) -> expected.set(line - 1, line + " " + what));
        assertThat(told(bring(JSON_LINES, lines))).isEqualTo(expected);
        assertThat(total("BAD")).isEqualTo(499 - bad.size());
        realm.board()
                .queryParam("kind", "user-added")
                .get("/BAD/history")
                .then()
                .body("total", is(499 - bad.size()));

        List<String> again = new ArrayList<>(all(1, 500, 200));
        bad.forEach((line, what) -> again.set(line - 1, line + " " + what));
        assertThat(told(bring(JSON_LINES, lines))).isEqualTo(again);
        assertThat(total("BAD")).isEqualTo(499 - bad.size());
        assertThat(realm.log()).contains("500 lines, 0 written, 495 unchanged, 5 failed");
    }

    @Test
    void somebodyKnownGetsWhatTheyLackAndLosesNothing() {
        bring(
                JSON_LINES,
                List.of(centre("MORE"), person("MORE", "one", "sfa.teacher", "aa.nominated-user")));
        assertThat(
                        told(
                                bring(
                                        JSON_LINES,
                                        List.of(
                                                person("MORE", "one", "scripts.user"),
                                                person("MORE", "one", "ssh.coordinator"),
                                                person("MORE", "two", "ssh.coordinator"),
                                                person("MORE", "one")
                                                        .replace("]}", "], \"disabled\": true}"),
                                                person("MORE", "one")
                                                        .replace("]}", "], \"disabled\": true}")))))
                .containsExactly("1 201", "2 201", "3 409 seat-taken", "4 201", "5 200");
        realm.board()
                .get("/MORE/users")
                .then()
                .body("items", hasSize(1))
                .body("items[0].status", is("DISABLED"))
                .body(
                        "items[0].roles",
                        containsInAnyOrder(
                                "aa.nominated-user",
                                "scripts.user",
                                "sfa.teacher",
                                "ssh.coordinator"));
    }

    @Test
    void whoIsThereAlreadyIsSwitchedOffAndTheOthersStayAsTheyAre() {
        List<String> there =
                List.of(person("OFF", "one", "sfa.teacher"), person("OFF", "two", "sfa.teacher"));
        bring(JSON_LINES, List.of(centre("OFF"), there.get(0), there.get(1)));
        List<String> asked =
                List.of(there.get(0).replace("]}", "], \"disabled\": true}"), there.get(1));
        assertThat(told(bring(JSON_LINES, asked))).containsExactly("1 201", "2 200");
        assertThat(told(bring(JSON_LINES, asked))).containsExactly("1 200", "2 200");
        realm.board()
                .queryParam("status", "DISABLED")
                .get("/OFF/users")
                .then()
                .body("items.email", is(List.of("one@off.example")));
    }

    @Test
    void whatIsSoAlreadyIsFoundInAsManyStatementsHoweverManyLinesThereAre() {
        List<String> lines = new ArrayList<>(peopleOf("SAME1", 0, 60));
        lines.add(0, centre("SAME1"));
        assertThat(told(bring(JSON_LINES, lines))).isEqualTo(all(1, 61, 201));
        assertThat(statements(lines.subList(1, 61))).isEqualTo(statements(lines.subList(1, 11)));
    }

    /** On our tables; the least of a few, as timers run beside and lines may come in two parts. */
    private long statements(List<String> unchanged) {
        return IntStream.range(0, 5)
                .mapToLong(
                        i ->
                                realm.statements()
                                        .countApart(
                                                () ->
                                                        assertThat(
                                                                        told(
                                                                                bring(
                                                                                        JSON_LINES,
                                                                                        unchanged)))
                                                                .isEqualTo(
                                                                        all(
                                                                                1,
                                                                                unchanged.size(),
                                                                                200)))
                                        .ours())
                .min()
                .orElseThrow();
    }

    @Test
    void somebodyTwiceInOneTransactionAndLinesThatAreRefusedAmongNewOnes() {
        List<String> lines = new ArrayList<>(List.of(centre("MIX01"), centre("MIX02")));
        lines.addAll(peopleOf("MIX01", 0, 10));
        lines.add(person("MIX01", "boss", "sfa.boss"));
        lines.add(person("MIX01", "person3", "scripts.user"));
        lines.add(person("MIX01", "person3", "scripts.user"));
        lines.add(person("MIX01", "person4", "sfa.teacher").replace(": \"MIX01\"", ": \"MIX02\""));
        lines.add(person("NOTHERE", "who", "sfa.teacher"));
        lines.add(person("MIX01", "manager", "centre.user-management"));
        lines.addAll(peopleOf("MIX01", 10, 15));
        List<String> expected = new ArrayList<>(all(1, 12, 201));
        expected.addAll(
                List.of(
                        "13 400 unknown-role",
                        "14 201",
                        "15 200",
                        "16 201",
                        "17 404 not-found",
                        "18 201"));
        expected.addAll(all(19, 23, 201));
        assertThat(told(bring(JSON_LINES, lines))).isEqualTo(expected);
        assertThat(total("MIX01")).isEqualTo(16);
        assertThat(total("MIX02")).isEqualTo(1);
        realm.board()
                .queryParam("kind", "outside-joined")
                .get("/MIX01/history")
                .then()
                .body("total", is(0));
    }

    /**
     * Kept by Keycloak's caches, too: how many there are is asked before, at which centres after.
     */
    @Test
    void whoComesInWithOthersIsAMemberLikeAnyOther() {
        var organizations = realm.adminClient().realm(realm.name()).organizations();
        bring(JSON_LINES, List.of(centre("JOIN01"), centre("JOIN02"), centre("JOIN03")));
        String centre = organizations.search("JOIN01").get(0).getId();
        var members = organizations.get(centre).members();
        assertThat(members.count()).isZero();

        List<String> lines = new ArrayList<>(peopleOf("JOIN01", 0, 5));
        lines.addAll(peopleOf("JOIN02", 0, 3));
        lines.addAll(peopleOf("JOIN01", 5, 8));
        bring(JSON_LINES, lines);

        assertThat(members.count()).isEqualTo(8);
        assertThat(members.list(0, 20))
                .extracting(MemberRepresentation::getMembershipType)
                .containsOnly(MembershipType.UNMANAGED)
                .hasSize(8);
        String email = "person7@join01.example";
        assertThat(told(bring(JSON_LINES, List.of(atAnother("JOIN03", email)))))
                .containsExactly("1 201");
        String person = members.search(email, true, 0, 1).get(0).getId();
        assertThat(members.member(person).getOrganizations())
                .extracting(OrganizationRepresentation::getAlias)
                .containsExactlyInAnyOrder("JOIN01", "JOIN03");
        members.member(person).delete().close();
        assertThat(total("JOIN01")).isEqualTo(7);
        assertThat(
                        realm.select(
                                "select count(*) from MC_HISTORY h join MC_CENTRE c on c.ID = h.CENTRE_ID"
                                        + " where c.CENTRE_NUMBER = 'JOIN01' and h.KIND = 'user-added'"))
                .containsExactly("8");
        assertThat(realm.log())
                .contains("event=user-added")
                .doesNotContainPattern("event=user-added .*act=(0|null)\\b");
    }

    private static String atAnother(String centre, String email) {
        return "{\"person\": {\"email\": \"%s\", \"firstName\": \"Sam\", \"lastName\": \"S\", \"centre\": \"%s\", \"roles\": []}}"
                .formatted(email, centre);
    }

    // ------------------------------------------------------------------ dry run

    @Test
    void aDryRunSaysWhatWouldComeOfItAndWritesNothing() {
        List<String> lines = new ArrayList<>();
        lines.add(
                "{\"centre\": {\"number\": \"DRY01\", \"name\": \"Parent\", \"type\": \"ASSOCIATE\"}}");
        lines.add(
                "{\"centre\": {\"number\": \"DRY02\", \"name\": \"Child\", \"type\": \"ASSOCIATE_CENTRE\", \"parent\": \"DRY01\", \"link\": \"APPROVED\"}}");
        lines.add(person("DRY01", "coordinator", "ssh.coordinator"));
        lines.add(
                person("DRY01", "manager", "centre.user-management")
                        .replace("]}", "], \"invite\": true}"));
        // What comes later is decided by what came before, in another transaction.
        lines.addAll(peopleOf("DRY01", 0, 70));
        lines.add(person("DRY02", "child", "sfa.teacher"));
        lines.add(person("DRY01", "late", "ssh.coordinator"));
        lines.addAll(peopleOf("DRY02", 0, 60));
        lines.add(
                "{\"assignment\": {\"email\": \"manager@dry01.example\", \"centre\": \"DRY02\"}}");
        lines.add("{\"assignment\": {\"email\": \"nobody@dry01.example\", \"centre\": \"DRY02\"}}");
        lines.add(
                "{\"assignment\": {\"email\": \"manager@dry01.example\", \"centre\": \"DRY02\"}}");

        String before = state();
        List<String> said = bring(JSON_LINES, lines, "dry-run", "true");
        assertThat(state()).isEqualTo(before);
        realm.board().get("/DRY01").then().statusCode(404);

        assertThat(bring(JSON_LINES, lines)).isEqualTo(said);
        assertThat(told(said))
                .contains("76 409 seat-taken", "137 201", "138 400 unknown-person", "139 200")
                .hasSize(139);
        // There was one mail in all, of what was written.
        realm.mails().await("manager@dry01.example", "invited");
        assertThat(realm.mails().to("manager@dry01.example", "")).isEmpty();
    }

    /** Whatever an import could write. */
    private String state() {
        Pattern row =
                Pattern.compile(
                        "(?i)MC_(CENTRE|MEMBERSHIP|GRANT|ASSIGNMENT|HISTORY|PERSON|INVITATION):.*"
                                + "|(USER_ENTITY|ORG|KEYCLOAK_GROUP):.*");
        return realm.databaseDump()
                .lines()
                .filter(line -> row.matcher(line).matches())
                .sorted()
                .collect(Collectors.joining("\n"));
    }

    // ------------------------------------------------------------------ on the wire

    @Test
    void anAnswerComesWhileLinesAreStillBeingSent() throws IOException {
        try (Socket socket = begun()) {
            OutputStream out = socket.getOutputStream();
            BufferedReader in = reader(socket);
            send(out, centre("WIRE1") + "\n");
            assertThat(await(in, "{\"line\":1,")).endsWith("\"status\":201}");
            realm.board().get("/WIRE1").then().statusCode(200);
            // Half a line keeps nobody waiting who stands before it.
            String second = person("WIRE1", "two", "sfa.teacher");
            send(out, person("WIRE1", "one", "sfa.teacher") + "\n" + second.substring(0, 30));
            assertThat(await(in, "{\"line\":2,")).endsWith("\"status\":201}");
            send(out, second.substring(30));
            out.write("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            out.flush();
            assertThat(await(in, "{\"line\":3,")).endsWith("\"status\":201}");
        }
        assertThat(total("WIRE1")).isEqualTo(2);
    }

    /** Keycloak takes 10 MiB in one request. What has an answer is done. */
    @Test
    void aBodyLongerThanTheServerTakesIsBrokenOff() throws IOException {
        try (Socket socket = begun()) {
            OutputStream out = socket.getOutputStream();
            send(out, centre("WIRE2") + "\n" + person("WIRE2", "one", "sfa.teacher") + "\n");
            assertThat(await(reader(socket), "{\"line\":2,")).endsWith("\"status\":201}");
            String blank = " ".repeat(60 * 1024) + "\n";
            assertThatIOException()
                    .isThrownBy(
                            () -> {
                                for (int sent = 0; sent < 500; sent++) {
                                    send(out, blank);
                                }
                            });
        }
        assertThat(total("WIRE2")).isEqualTo(1);
        assertThat(realm.log()).contains("of an import could not be read: Request too large");
    }

    /** An import of which nothing but the head has been sent. */
    private Socket begun() throws IOException {
        URI uri = URI.create(realm.url("/admin/realms/{realm}/centres/import"));
        Socket socket = new Socket(uri.getHost(), uri.getPort());
        socket.setSoTimeout(20_000);
        String head =
                """
                POST %s HTTP/1.1
                Host: %s
                Authorization: Bearer %s
                Content-Type: application/jsonl
                Transfer-Encoding: chunked
                Connection: close

                """
                        .formatted(uri.getPath(), uri.getAuthority(), realm.adminToken());
        socket.getOutputStream()
                .write(head.replace("\n", "\r\n").getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    private static BufferedReader reader(Socket socket) throws IOException {
        return new BufferedReader(
                new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
    }

    private static void send(OutputStream out, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.write((Integer.toHexString(bytes.length) + "\r\n").getBytes(StandardCharsets.US_ASCII));
        out.write(bytes);
        out.write("\r\n".getBytes(StandardCharsets.US_ASCII));
        out.flush();
    }

    private static String await(BufferedReader in, String beginning) throws IOException {
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            if (line.startsWith(beginning)) {
                return line;
            }
        }
        throw new AssertionError("The answer ended before " + beginning);
    }

    // ------------------------------------------------------------------ who may

    @Test
    void whoMaySeeOrganisationsMayExportAndWhoManagesThemMayImport() {
        String viewer = realm.administratorToken(administrator("sees", "view-organizations"));
        realm.board(viewer).get("/export").then().statusCode(200);
        refused(viewer);
        String users = realm.administratorToken(administrator("users", "manage-users"));
        realm.board(users).get("/export").then().statusCode(403);
        refused(users);
        String teacher = realm.administratorToken("teacher@gb123.example");
        realm.board(teacher).get("/export").then().statusCode(403);
        refused(teacher);
        realm.board(realm.administratorToken(administrator("manages", "manage-organizations")))
                .contentType(JSON_LINES)
                .body(centre("MAY01"))
                .post("/import")
                .then()
                .statusCode(207);
    }

    private void refused(String token) {
        for (String dryRun : List.of("true", "false")) {
            realm.board(token)
                    .contentType(JSON_LINES)
                    .queryParam("dry-run", dryRun)
                    .body(centre("NOT01"))
                    .post("/import")
                    .then()
                    .statusCode(403);
        }
        realm.board().get("/NOT01").then().statusCode(404);
    }

    /** The address of a person of the realm with one admin role. */
    private String administrator(String name, String role) {
        String email = name + "@import.example";
        String id = people.member("GB123", email);
        var admin = realm.adminClient().realm(realm.name());
        String management = admin.clients().findByClientId("realm-management").get(0).getId();
        admin.users()
                .get(id)
                .roles()
                .clientLevel(management)
                .add(List.of(admin.clients().get(management).roles().get(role).toRepresentation()));
        return email;
    }

    // ------------------------------------------------------------------ the command line

    private static List<String> exported(RequestSpecification board, String type) {
        return board.accept(type)
                .get("/export")
                .then()
                .statusCode(200)
                .extract()
                .asString()
                .lines()
                .toList();
    }

    /** What a command came to. */
    private record Ran(int code, String out, String words) {}

    private Ran run(Map<String, String> environment, String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream words = new ByteArrayOutputStream();
        Map<String, String> all = new HashMap<>(environment);
        all.put("MC_URL", realm.url(""));
        all.put("MC_REALM", realm.name());
        int code =
                Main.run(
                        arguments,
                        all,
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(words, true, StandardCharsets.UTF_8));
        return new Ran(
                code, out.toString(StandardCharsets.UTF_8), words.toString(StandardCharsets.UTF_8));
    }

    private Map<String, String> asPerson(String email) {
        return Map.of("MC_USER", email, "MC_PASSWORD", realm.password());
    }

    /** A client that may do it in its own name. */
    private Map<String, String> asClient(String id) {
        ClientRepresentation client = new ClientRepresentation();
        client.setClientId(id);
        client.setSecret("secret-of-" + id);
        client.setServiceAccountsEnabled(true);
        client.setStandardFlowEnabled(false);
        var admin = realm.adminClient().realm(realm.name());
        admin.clients().create(client).close();
        String made = admin.clients().findByClientId(id).get(0).getId();
        String management = admin.clients().findByClientId("realm-management").get(0).getId();
        admin.users()
                .get(admin.clients().get(made).getServiceAccountUser().getId())
                .roles()
                .clientLevel(management)
                .add(
                        List.of(
                                admin.clients()
                                        .get(management)
                                        .roles()
                                        .get("manage-organizations")
                                        .toRepresentation()));
        return Map.of("MC_CLIENT", id, "MC_CLIENT_SECRET", "secret-of-" + id);
    }

    @Test
    void theCommandLineSendsAFileInParts(@TempDir Path folder) throws IOException {
        Map<String, String> somebody = asPerson(administrator("commands", "manage-organizations"));
        List<String> lines = new ArrayList<>(peopleOf("CMD01", 0, 118));
        lines.add(0, centre("CMD01"));
        lines.add(1, "");
        lines.set(99, person("CMD01", "bad", "sfa.boss"));
        Path file = Files.write(folder.resolve("people.jsonl"), lines);
        Path faults = folder.resolve("faults.jsonl");

        Ran dry = run(somebody, "import", file.toString(), "--dry-run");
        assertThat(dry.code()).as(dry.words()).isEqualTo(1);
        assertThat(dry.words()).contains("Nothing was written", "118 written", "1 refused");
        assertThat(dry.out()).startsWith("{\"line\":100,\"status\":400,\"code\":\"unknown-role\"");
        realm.board().get("/CMD01").then().statusCode(404);

        String[] command = {
            "import",
            file.toString(),
            "--lines",
            "50",
            "--faults",
            faults.toString(),
            "--reason",
            "A new term"
        };
        Ran first = run(somebody, command);
        assertThat(first.code()).as(first.words()).isEqualTo(1);
        assertThat(first.words()).contains("119 lines", "118 written", "0 unchanged", "1 refused");
        assertThat(first.out()).isEmpty();
        assertThat(Files.readString(faults)).isEqualTo(dry.out());
        assertThat(run(somebody, command).words()).contains("0 written, 118 unchanged, 1 refused");
        assertThat(total("CMD01")).isEqualTo(117);
        realm.board().get("/CMD01/history").then().body("items[0].reason", is("A new term"));

        Map<String, String> client = asClient("imports");
        Path export = folder.resolve("all.csv");
        assertThat(run(client, "export", export.toString()).code()).isZero();
        assertThat(Files.readAllLines(export)).isEqualTo(exported(realm.board(), CSV));
        assertThat(run(client, "export").out().lines().toList())
                .isEqualTo(exported(realm.board(), JSON_LINES));
        Ran again = run(client, "import", export.toString(), "--lines", "100");
        assertThat(again.code()).as(again.words()).isZero();
        assertThat(again.words()).contains(" 0 written");
    }

    @Test
    void theCommandLineSaysWhyItCannotGoOn(@TempDir Path folder) throws IOException {
        String file = Files.writeString(folder.resolve("one.jsonl"), centre("CMD02")).toString();
        Map<String, String> viewer = asPerson(administrator("looks", "view-organizations"));
        Map<String, String> wrong =
                Map.of("MC_USER", "teacher@gb123.example", "MC_PASSWORD", "no-such-password");
        assertThat(
                        List.of(
                                run(viewer),
                                run(viewer, "import"),
                                run(viewer, "import", file, "--fast"),
                                run(Map.of("MC_USER", "x"), "import", file)))
                .allMatch(ran -> ran.code() == 2 && !ran.words().isBlank());
        Ran refused = run(viewer, "import", file);
        assertThat(refused.code()).isEqualTo(2);
        assertThat(refused.words()).contains("manage-organizations");
        Ran signIn = run(wrong, "import", file);
        assertThat(signIn.code()).isEqualTo(2);
        assertThat(signIn.words())
                .contains("Signing in failed", "invalid_grant")
                .doesNotContain("no-such-password");
        realm.board().get("/CMD02").then().statusCode(404);
    }

    @Test
    @Tag("full")
    void aServerThatIsRestartedInTheMiddleEndsAsIfItHadNotBeen(@TempDir Path folder)
            throws IOException {
        Map<String, String> somebody = asPerson(administrator("restarts", "manage-organizations"));
        int size = 100;
        List<String> lines = new ArrayList<>(peopleOf("CUT01", 0, size));
        lines.add(0, centre("CUT01"));
        Path file = Files.write(folder.resolve("many.jsonl"), lines);
        try (Socket socket = begun()) {
            OutputStream out = socket.getOutputStream();
            BufferedReader in = reader(socket);
            send(out, String.join("\n", lines.subList(0, 60)));
            assertThat(await(in, "{\"line\":40,")).endsWith("\"status\":201}");
            realm.restartServer();
        }
        assertThat(total("CUT01")).isBetween(39, 60);
        Ran ran = run(somebody, "import", file.toString());
        assertThat(ran.code()).as(ran.words()).isZero();
        assertThat(ran.words()).doesNotContain(" 0 unchanged");
        List<String> now =
                realm.board()
                        .get("/export")
                        .then()
                        .statusCode(200)
                        .extract()
                        .asString()
                        .lines()
                        .filter(line -> line.contains("CUT01"))
                        .map(line -> line.replace(" ", "").replace(",\"status\":\"ACTIVE\"", ""))
                        .toList();
        assertThat(now)
                .containsExactlyInAnyOrderElementsOf(
                        lines.stream().map(line -> line.replace(" ", "")).toList());
        realm.board()
                .queryParam("kind", "user-added")
                .get("/CUT01/history")
                .then()
                .body("total", is(size));
        assertThat(run(somebody, "import", file.toString()).words()).contains(" 0 written");
    }
}
