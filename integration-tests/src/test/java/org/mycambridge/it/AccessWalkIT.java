package org.mycambridge.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.mycambridge.it.stand.ApiDocument.Operation;
import org.mycambridge.it.stand.OnKeycloak;
import org.mycambridge.it.stand.TestRealm;

/**
 * Every route of the three APIs, asked by everybody: who is let in, who is told that there is
 * nothing, and that nobody who is refused changes or learns anything. The routes are those of the
 * running classes ({@link ApiDocumentIT} holds the document against them), so a new one has no
 * expectation and fails this. The pages' walk is in {@link ConsoleSecurityIT} and {@link
 * BoardPagesIT}.
 */
@OnKeycloak
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AccessWalkIT {

    /** Who asks, in the order of the table's columns. */
    private enum Who {
        /** Without a token. */
        NOBODY("GB123"),
        /** The officer of the centre, with a token for a service and not for the API. */
        APPLICATION("GB123"),
        /** A service's own account. */
        SERVICE("GB123"),
        /** At the centre, without a right over anybody. */
        TEACHER("GB123"),
        /** A manager of another centre. */
        ELSEWHERE("GB123"),
        /** A manager of the centre's associate, whom it is not assigned to. */
        UNASSIGNED("50538"),
        /** May give one role at the centre. */
        EXAMS("GB123"),
        /** A manager of the centre. */
        OWN("GB123"),
        /** A manager of the associate, whom the centre is assigned to. */
        PARENT("50538"),
        /** An administrator with {@code view-organizations}. */
        VIEWER("GB123"),
        /** An administrator with {@code manage-organizations}. */
        MANAGER("GB123"),
        /** An administrator with {@code manage-users}. */
        USERS_ONLY("GB123");

        private final String centre;

        Who(String centre) {
            this.centre = centre;
        }
    }

    /** {@code ok} is any 2xx; everything else is the status itself. */
    private static final String TABLE =
            """
            operation              nobody application service teacher elsewhere unassigned exams own parent viewer manager users-only
            openapi                ok     ok          ok      ok      ok        ok         ok    ok  ok     ok     ok      ok
            myCentres              401    403         ok      ok      ok        ok         ok    ok  ok     403    403     403
            centre                 401    403         403     404     404       404        ok    ok  ok     403    403     403
            associateCentres       401    403         403     404     404       404        ok    ok  ok     403    403     403
            users                  401    403         403     404     404       404        ok    ok  ok     403    403     403
            addUser                401    403         403     404     404       404        403   ok  ok     403    403     403
            user                   401    403         403     404     404       404        ok    ok  ok     403    403     403
            changeUser             401    403         403     404     404       404        403   ok  ok     403    403     403
            removeUser             401    403         403     404     404       404        403   ok  ok     403    403     403
            disableUser            401    403         403     404     404       404        403   ok  ok     403    403     403
            enableUser             401    403         403     404     404       404        403   ok  ok     403    403     403
            resetPassword          401    403         403     404     404       404        403   ok  ok     403    403     403
            resendInvitation       401    403         403     404     404       404        403   ok  ok     403    403     403
            replaceHolder          401    403         403     404     404       404        403   403 403    403    403     403
            roles                  401    403         403     404     404       404        ok    ok  ok     403    403     403
            history                401    403         403     404     404       404        ok    ok  ok     403    403     403
            changes                401    403         ok      403     403       403        403   403 403    403    403     403
            holders                401    403         ok      403     403       403        403   403 403    403    403     403
            recipients             401    403         ok      403     403       403        403   403 403    403    403     403
            boardCentres           401    403         403     403     403       403        403   403 403    ok     ok      403
            createCentre           401    403         403     403     403       403        403   403 403    403    ok      403
            importCentres          401    403         403     403     403       403        403   403 403    403    ok      403
            exportCentres          401    403         403     403     403       403        403   403 403    ok     ok      403
            policy                 401    403         403     403     403       403        403   403 403    ok     ok      403
            replacePolicy          401    403         403     403     403       403        403   403 403    403    ok      403
            dryRunPolicy           401    403         403     403     403       403        403   403 403    ok     ok      403
            boardCentre            401    403         403     403     403       403        403   403 403    ok     ok      403
            changeCentre           401    403         403     403     403       403        403   403 403    403    ok      403
            deleteCentre           401    403         403     403     403       403        403   403 403    403    ok      403
            linkCentre             401    403         403     403     403       403        403   403 403    403    ok      403
            assign                 401    403         403     403     403       403        403   403 403    403    ok      403
            unassign               401    403         403     403     403       403        403   403 403    403    ok      403
            boardAssociateCentres  401    403         403     403     403       403        403   403 403    ok     ok      403
            boardUsers             401    403         403     403     403       403        403   403 403    ok     ok      403
            boardAddUser           401    403         403     403     403       403        403   403 403    403    ok      403
            boardUser              401    403         403     403     403       403        403   403 403    ok     ok      403
            boardChangeUser        401    403         403     403     403       403        403   403 403    403    ok      403
            boardRemoveUser        401    403         403     403     403       403        403   403 403    403    ok      403
            boardDisableUser       401    403         403     403     403       403        403   403 403    403    ok      403
            boardEnableUser        401    403         403     403     403       403        403   403 403    403    ok      403
            boardResetPassword     401    403         403     403     403       403        403   403 403    403    ok      403
            boardResendInvitation  401    403         403     403     403       403        403   403 403    403    ok      403
            boardReplaceHolder     401    403         403     403     403       403        403   403 403    403    ok      403
            boardRoles             401    403         403     403     403       403        403   403 403    ok     ok      403
            boardHistory           401    403         403     403     403       403        403   403 403    ok     ok      403
            exportHistory          401    403         403     403     403       403        403   403 403    ok     ok      403
            services               401    403         403     403     403       403        403   403 403    ok     ok      403
            setWebhook             401    403         403     403     403       403        403   403 403    403    ok      403
            removeWebhook          401    403         403     403     403       403        403   403 403    403    ok      403
            rotateWebhookSecret    401    403         403     403     403       403        403   403 403    403    ok      403
            testWebhook            401    403         403     403     403       403        403   403 403    403    ok      403
            deadLetters            401    403         403     403     403       403        403   403 403    ok     ok      403
            retryDeadLetters       401    403         403     403     403       403        403   403 403    403    ok      403
            failedMails            401    403         403     403     403       403        403   403 403    ok     ok     403
            retryMail              401    403         403     403     403       403        403   403 403    403    404    403
            person                 401    403         403     403     403       403        403   403 403    403    ok     403
            erasePerson            401    403         403     403     403       403        403   403 403    403    ok     403
            """;

    private static final String OK = "ok";
    private static final String SERVICE = "access-to-scripts";

    /** What is known of the centres asked about, and of their people. */
    private static final List<String> SECRETS =
            List.of("Sample International", "3A Tutors", "Olive", "Otto", "Worthington", "@");

    private static final List<String> METHODS =
            List.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "MOVE");

    private final TestRealm realm;
    private final Map<Who, String> tokens = new HashMap<>();
    private final Map<String, String> members = new HashMap<>();
    private final Map<String, String> invited = new HashMap<>();

    AccessWalkIT(TestRealm realm) {
        this.realm = realm;
    }

    // ------------------------------------------------------------------ who

    private void signIn() {
        tokens.put(Who.APPLICATION, realm.token("officer@gb123.example", "email"));
        tokens.put(
                Who.SERVICE,
                realm.service("submit-for-assessment")
                        .serviceAccountTokens()
                        .then()
                        .statusCode(200)
                        .extract()
                        .path("access_token"));
        tokens.put(Who.TEACHER, realm.token("teacher@gb123.example"));
        tokens.put(Who.ELSEWHERE, realm.token("officer@60001.example"));
        tokens.put(Who.UNASSIGNED, realm.token("unassigned@ca001.example"));
        tokens.put(Who.EXAMS, realm.token("examsofficer@gb123.example"));
        tokens.put(Who.OWN, realm.token("officer@gb123.example"));
        tokens.put(Who.PARENT, realm.token("officer@ca001.example"));
        tokens.put(Who.VIEWER, administrator("viewer@walk.example", "view-organizations"));
        tokens.put(Who.MANAGER, administrator("manager@walk.example", "manage-organizations"));
        tokens.put(Who.USERS_ONLY, administrator("users@walk.example", "manage-users"));
    }

    private String administrator(String email, String role) {
        if (realm.adminClient().realm(realm.name()).users().searchByEmail(email, true).isEmpty()) {
            realm.addStaff(email, "Ada", "Walker", role);
        }
        return realm.administratorToken(email);
    }

    // ------------------------------------------------------------------ what

    private static boolean isBoards(Operation operation) {
        return operation.path().startsWith("/admin/");
    }

    private RequestSpecification door(Operation operation, Who who) {
        if (who == Who.NOBODY) {
            return isBoards(operation) ? realm.board("none") : realm.api();
        }
        return isBoards(operation) ? realm.board(tokens.get(who)) : realm.api(tokens.get(who));
    }

    /** Whose record it is about: with a role that the officers may take. */
    private String member(String centre, boolean fresh) {
        Function<String, String> make = at -> add(at, false);
        return fresh ? make.apply(centre) : members.computeIfAbsent(centre, make);
    }

    private String invited(String centre, boolean fresh) {
        Function<String, String> make = at -> add(at, true);
        return fresh ? make.apply(centre) : invited.computeIfAbsent(centre, make);
    }

    private String add(String centre, boolean invite) {
        Map<String, Object> person = new HashMap<>(person(List.of("sfa.teacher")));
        person.put("invite", invite);
        String id =
                realm.board()
                        .body(person)
                        .post("/{n}/users", centre)
                        .then()
                        .statusCode(201)
                        .extract()
                        .path("id");
        if (invite) {
            realm.mails().await((String) person.get("email"), "invited");
        }
        return id;
    }

    private static Map<String, Object> person(List<String> roles) {
        return Map.of(
                "firstName",
                "Sam",
                "lastName",
                "Worthington",
                "email",
                People.freshEmail(),
                "roles",
                roles);
    }

    private String freshCentre() {
        String number = "W" + People.freshEmail().replaceAll("\\D", "");
        realm.board()
                .body(Map.of("number", number, "name", "Walked", "type", "CENTRE"))
                .post()
                .then()
                .statusCode(201);
        return number;
    }

    /** A request that is right in all but who makes it. */
    private Response ask(Operation operation, Who who, boolean fresh) {
        String id = operation.node().path("operationId").asText();
        String centre = who.centre;
        Map<String, String> values = new LinkedHashMap<>();
        RequestSpecification request = door(operation, who);
        switch (id) {
            case "addUser", "boardAddUser" -> request.body(person(List.of()));
            case "changeUser", "boardChangeUser" -> {
                values.put("id", member(centre, fresh));
                request.body(Map.of("version", 0, "grant", List.of("aa.nominated-user")));
            }
            case "resendInvitation", "boardResendInvitation" ->
                    values.put("id", invited(centre, fresh));
            case "replaceHolder", "boardReplaceHolder" -> {
                String holder = member(centre, fresh);
                values.put("role", "ssh.coordinator");
                request.body(Map.of("userId", holder, "version", 0));
            }
            case "createCentre" ->
                    request.body(
                            Map.of(
                                    "number",
                                    "W" + People.freshEmail().replaceAll("\\D", ""),
                                    "name",
                                    "Walked",
                                    "type",
                                    "CENTRE"));
            case "importCentres" ->
                    request.contentType("application/jsonl")
                            .body(
                                    "{\"centre\": {\"number\": \"WALK1\", \"name\": \"Walked\","
                                            + " \"type\": \"CENTRE\"}}\n");
            case "replacePolicy", "dryRunPolicy" ->
                    request.body(realm.board().get("/policy").asString());
            case "changeCentre" -> {
                centre = fresh ? freshCentre() : centre;
                request.body(Map.of("version", 0, "name", "Walked on", "type", "CENTRE"));
            }
            case "deleteCentre" -> centre = fresh ? freshCentre() : centre;
            case "linkCentre" -> {
                centre = "50539";
                request.body(Map.of("parent", "CA001", "status", "PROPOSED"));
            }
            case "assign", "unassign" -> {
                centre = "50538";
                values.put("userId", member("CA001", fresh));
                if (fresh && id.equals("unassign")) {
                    realm.board()
                            .put("/{n}/assignments/{u}", centre, values.get("userId"))
                            .then()
                            .statusCode(200);
                }
            }
            case "setWebhook" -> request.body(webhook());
            case "removeWebhook", "rotateWebhookSecret", "testWebhook", "retryDeadLetters" -> {
                if (fresh) {
                    realm.board()
                            .body(webhook())
                            .put("/services/{s}/webhook", SERVICE)
                            .then()
                            .statusCode(200);
                }
            }
            default -> {
                if (operation.path().contains("{id}")) {
                    values.put("id", member(centre, fresh));
                }
            }
        }
        values.put("number", centre);
        values.put("service", SERVICE);
        String path = below(operation);
        for (Map.Entry<String, String> value : values.entrySet()) {
            path = path.replace("{" + value.getKey() + "}", value.getValue());
        }
        return request.request(operation.method(), path);
    }

    /** The path below the door's own. */
    private String below(Operation operation) {
        return operation.path().replaceFirst("^(/admin)?/realms/[^/]+/centres", "");
    }

    private static Map<String, Object> webhook() {
        return Map.of("url", "https://127.0.0.1:9/hook", "enabled", false);
    }

    // ------------------------------------------------------------------ the walks

    private static Map<String, List<String>> expectations() {
        Map<String, List<String>> rows = new TreeMap<>();
        TABLE.lines()
                .skip(1)
                .map(line -> Arrays.asList(line.strip().split(" +")))
                .forEach(row -> rows.put(row.get(0), row.subList(1, row.size())));
        assertThat(rows.values()).allMatch(row -> row.size() == Who.values().length);
        return rows;
    }

    @Test
    void everybodyIsAnsweredAsExpectedAndWhoIsRefusedChangesAndLearnsNothing() {
        signIn();
        List<Operation> operations = realm.apiDocument().operations();
        Map<String, List<String>> expected = expectations();
        assertThat(operations)
                .extracting(each -> each.node().path("operationId").asText())
                .as("routes with an expectation")
                .containsExactlyInAnyOrderElementsOf(expected.keySet());
        for (String centre : List.of("GB123", "50538")) {
            member(centre, false);
            invited(centre, false);
        }
        member("CA001", false);

        List<String> wrong = new ArrayList<>();
        String before = tables();
        int walked = 0;
        for (boolean let : new boolean[] {false, true}) {
            for (Operation operation : operations) {
                String id = operation.node().path("operationId").asText();
                for (Who who : Who.values()) {
                    String expectation = expected.get(id).get(who.ordinal());
                    if (expectation.equals(OK) != let) {
                        continue;
                    }
                    Response answer = ask(operation, who, let);
                    walked++;
                    boolean right =
                            let
                                    ? answer.statusCode() / 100 == 2
                                    : String.valueOf(answer.statusCode()).equals(expectation);
                    if (!right) {
                        wrong.add(
                                id
                                        + " "
                                        + who
                                        + ": "
                                        + answer.statusCode()
                                        + ", not "
                                        + expectation
                                        + " "
                                        + answer.asString());
                    }
                    if (!let) {
                        wrong.addAll(told(id + " " + who, answer, expectation));
                    }
                }
            }
            if (!let) {
                assertThat(wrong).isEmpty();
                assertThat(tables()).as("what refused requests left").isEqualTo(before);
            }
        }
        assertThat(wrong).isEmpty();
        System.out.println(
                "Access walk: " + operations.size() + " routes, " + walked + " requests");
    }

    /** Whoever may act there is told why not; whoever may not, nothing at all. */
    private static List<String> told(String what, Response answer, String expectation) {
        boolean insider =
                what.endsWith(" EXAMS") || what.endsWith(" OWN") || what.endsWith(" PARENT");
        String all = answer.asString() + answer.headers();
        return SECRETS.stream()
                .filter(secret -> !insider && all.contains(secret))
                .map(secret -> what + " is told " + secret)
                .toList();
    }

    @Test
    void noOtherMethodLeadsAnywhere() {
        signIn();
        String person = member("GB123", false);
        String before = tables();
        Map<String, List<Operation>> paths =
                realm.apiDocument().operations().stream()
                        .collect(
                                Collectors.groupingBy(
                                        Operation::path, TreeMap::new, Collectors.toList()));
        List<String> wrong = new ArrayList<>();
        for (List<Operation> there : paths.values()) {
            Operation one = there.get(0);
            Who who = isBoards(one) ? Who.MANAGER : Who.OWN;
            Set<String> known = there.stream().map(Operation::method).collect(Collectors.toSet());
            String path =
                    below(one)
                            .replace("{number}", "GB123")
                            .replace("{id}", person)
                            .replace("{userId}", person)
                            .replace("{role}", "ssh.coordinator")
                            .replace("{service}", SERVICE);
            for (String method : METHODS) {
                if (known.contains(method) || method.equals("HEAD") && known.contains("GET")) {
                    continue;
                }
                int status = plain(one, who).body("{}").request(method, path).statusCode();
                boolean none =
                        method.equals("OPTIONS")
                                ? status < 500
                                : status / 100 == 4 || status == 501;
                if (!none) {
                    wrong.add(method + " " + one.path() + ": " + status);
                }
            }
            if (known.contains("GET")) {
                // What a proxy of old would have taken for the method.
                plain(one, who)
                        .header("X-HTTP-Method-Override", "DELETE")
                        .header("X-HTTP-Method", "DELETE")
                        .header("X-Method-Override", "DELETE")
                        .get(path + "?_method=DELETE");
            }
        }
        assertThat(wrong).isEmpty();
        assertThat(tables()).isEqualTo(before);
    }

    /** Without the stand's own look at the answer: these are no operations. */
    private RequestSpecification plain(Operation operation, Who who) {
        return io.restassured.RestAssured.given()
                .auth()
                .oauth2(tokens.get(who))
                .contentType("application/json")
                .baseUri(realm.url(""))
                .basePath(
                        (isBoards(operation) ? "/admin" : "")
                                + "/realms/"
                                + realm.name()
                                + "/centres");
    }

    /** Rows of ours and of accounts; sessions and events come and go with every request. */
    private String tables() {
        return realm.databaseDump()
                .lines()
                .filter(line -> line.matches("(?i)^(MC_|USER_|CREDENTIAL|ORG|KEYCLOAK_GROUP).*"))
                .filter(line -> !line.matches("(?i)^USER_SESSION.*"))
                // That a mail has left is noted after it has arrived.
                .map(line -> line.replaceAll("(?i)^(MC_DELIVERY):.* (ID=\\S+).*", "$1 $2"))
                // A timer gives changes their place in the order in which services read them.
                .map(line -> line.replaceAll("(?i) BATCH=\\S+", ""))
                .sorted()
                .collect(Collectors.joining("\n"));
    }
}
