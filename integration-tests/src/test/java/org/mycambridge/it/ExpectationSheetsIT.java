package org.mycambridge.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.restassured.response.Response;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.mycambridge.it.stand.OnKeycloak;
import org.mycambridge.it.stand.TestRealm;

/**
 * The expectation sheets sampled through the API: every grant row as the answer about roles has it,
 * and accounts for some subjects. The whole of them runs against the policy, in the providers'
 * tests.
 */
@OnKeycloak
@Tag("full")
class ExpectationSheetsIT {

    private static final Path SHEETS = Path.of("../providers/src/test/resources/expectations");
    private static final Map<String, String> PARENTS =
            Map.of("ASSOCIATE_CENTRE", "ASSOCIATE", "PARTNER_SCHOOL", "BRITISH_COUNCIL");
    private static final List<String> SUBJECTS = List.of("none", "scripts.user", "ssh.admin");

    private final TestRealm realm;
    private final People people;
    private final Map<String, String> emails = new HashMap<>();

    ExpectationSheetsIT(TestRealm realm) {
        this.realm = realm;
        this.people = new People(realm);
    }

    @TestFactory
    Stream<DynamicTest> sheets() {
        List<DynamicTest> tests = new ArrayList<>();
        for (String type :
                List.of(
                        "CENTRE",
                        "ASSOCIATE",
                        "BRITISH_COUNCIL",
                        "ASSOCIATE_CENTRE",
                        "PARTNER_SCHOOL")) {
            tests.add(DynamicTest.dynamicTest(type + " OWN", () -> sheet(type, "OWN")));
            if (PARENTS.containsKey(type)) {
                tests.add(DynamicTest.dynamicTest(type + " PARENT", () -> sheet(type, "PARENT")));
            }
        }
        return tests.stream();
    }

    private void sheet(String type, String relation) {
        String centre = (type.substring(0, 2) + relation + type.length()).toUpperCase();
        String actorsAt = centre;
        if (PARENTS.containsKey(type)) {
            String parent = "P" + centre;
            create(parent, PARENTS.get(type), null);
            create(centre, type, parent);
            if (relation.equals("PARENT")) {
                actorsAt = parent;
            }
        } else {
            create(centre, type, null);
        }
        List<String[]> grants = rows("grants-" + type + "-" + relation);
        String nobody = people.member(centre, People.freshEmail());
        List<String> wrong = new ArrayList<>();
        for (String[] row : grants.subList(1, grants.size())) {
            if (!row[0].equals("gl.holder")) { // held only together with another role
                actor(actorsAt, centre, row[0]);
                compareGrants(centre, nobody, grants.get(0), row, wrong);
            }
        }
        compareAccounts(type, relation, centre, wrong);
        assertThat(wrong).isEmpty();
    }

    private void create(String number, String type, String parent) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("number", number);
        body.put("name", "Sheet");
        body.put("type", type);
        if (parent != null) {
            body.put("parent", parent);
            body.put("link", "APPROVED");
        }
        realm.board().body(body).post().then().statusCode(201);
    }

    private void actor(String at, String centre, String role) {
        String email = People.freshEmail();
        String[] roles = role.equals("none") ? new String[0] : new String[] {role};
        String id = people.member(at, email, roles);
        if (!at.equals(centre)) {
            realm.board().put("/{n}/assignments/{id}", centre, id).then().statusCode(200);
        }
        emails.put(role, email);
    }

    private void compareGrants(
            String centre, String subject, String[] head, String[] row, List<String> wrong) {
        Response answer =
                realm.api(tokenOf(row[0])).queryParam("subject", subject).get("/{n}/roles", centre);
        for (int i = 1; i < head.length; i++) {
            if (head[i].equals("gl.holder")) {
                continue; // needs a subject of its own
            }
            boolean may =
                    answer.statusCode() == 200
                            && (boolean)
                                    answer.path(
                                            "items.find { it.id == '" + head[i] + "' }.mayGrant");
            if (may != row[i].equals("Y")) {
                wrong.add(row[0] + " gives " + head[i] + " at " + centre + ": " + row[i]);
            }
        }
    }

    private void compareAccounts(String type, String relation, String centre, List<String> wrong) {
        List<String[]> accounts = rows("accounts-" + type + "-" + relation);
        String[] head = accounts.get(0);
        Map<String, String> subjects = new HashMap<>();
        for (String role : SUBJECTS) {
            String[] roles = role.equals("none") ? new String[0] : new String[] {role};
            subjects.put(role, people.member(centre, People.freshEmail(), roles));
        }
        for (String[] row : accounts.subList(1, accounts.size())) {
            boolean sampled =
                    List.of("reset-password", "disable", "remove").contains(row[0])
                            && emails.containsKey(row[1]);
            for (int i = 2; sampled && i < head.length; i++) {
                if (subjects.containsKey(head[i])) {
                    boolean may = may(row[1], centre, subjects.get(head[i]), row[0]);
                    if (may != row[i].equals("Y")) {
                        wrong.add(row[1] + " " + row[0] + " " + head[i] + ": " + row[i]);
                    }
                }
            }
        }
    }

    private final Map<String, Response> answers = new HashMap<>();
    private final Map<String, String> tokens = new HashMap<>();

    private String tokenOf(String actor) {
        return tokens.computeIfAbsent(emails.get(actor), realm::token);
    }

    private boolean may(String actor, String centre, String subject, String action) {
        Response answer =
                answers.computeIfAbsent(
                        emails.get(actor) + " " + subject,
                        key -> realm.api(tokenOf(actor)).get("/{n}/users/{id}", centre, subject));
        String name = action.equals("reset-password") ? "resetPassword" : action;
        return answer.statusCode() == 200 && (boolean) answer.path("actions." + name + ".allowed");
    }

    private static List<String[]> rows(String sheet) {
        try {
            return Files.readAllLines(SHEETS.resolve(sheet + ".csv")).stream()
                    .filter(line -> !line.startsWith("#") && !line.isBlank())
                    .map(line -> line.split(","))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
