package org.mycambridge.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.is;

import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.mycambridge.it.stand.OnKeycloak;
import org.mycambridge.it.stand.TestRealm;
import org.mycambridge.it.stand.Waiting;

/** What has happened since a cursor: everything, once, in order, of one's own service alone. */
@OnKeycloak
@Tag("database")
class ChangesIT {

    private static final String SUBMIT = "submit-for-assessment";
    private static final String SCRIPTS = "access-to-scripts";
    private static final int WRITERS = 8;
    private static final int ACTS = 25;

    private final TestRealm realm;
    private final People people;

    ChangesIT(TestRealm realm) {
        this.realm = realm;
        this.people = new People(realm);
    }

    /** A service that reads on from where it was. */
    private final class Reader {

        private final String service;
        private String token;
        private String cursor;
        private final List<Map<String, Object>> read = new ArrayList<>();

        Reader(String service) {
            this.service = service;
            this.token = token(service);
            this.cursor = "0";
        }

        /** Begins at what is new. */
        Reader fromNow() {
            readOn();
            read.clear();
            return this;
        }

        List<Map<String, Object>> readOn() {
            boolean more = true;
            List<Map<String, Object>> fresh = new ArrayList<>();
            while (more) {
                JsonPath page =
                        changes(token, Optional.of(cursor))
                                .then()
                                .statusCode(200)
                                .extract()
                                .jsonPath();
                fresh.addAll(page.getList("items"));
                more = page.getBoolean("more");
                cursor = page.getString("next");
            }
            read.addAll(fresh);
            return fresh;
        }

        void signInAgain() {
            token = token(service);
        }
    }

    private String token(String service) {
        return realm.service(service)
                .serviceAccountTokens()
                .then()
                .statusCode(200)
                .extract()
                .path("access_token");
    }

    private Response changes(String token, Optional<String> since) {
        RequestSpecification request = realm.api(token).queryParam("max", 100);
        since.ifPresent(cursor -> request.queryParam("since", cursor));
        return request.get("/changes");
    }

    private void create(String number) {
        realm.board()
                .body(Map.of("number", number, "name", "Centre " + number, "type", "CENTRE"))
                .post()
                .then()
                .statusCode(201);
    }

    private void change(String centre, String id, List<String> grant, List<String> revoke) {
        realm.board()
                .body(
                        Map.of(
                                "version",
                                people.version(centre, id),
                                "grant",
                                grant,
                                "revoke",
                                revoke))
                .patch("/{n}/users/{id}", centre, id)
                .then()
                .statusCode(200);
    }

    @Test
    void eachActIsToldToTheServicesItConcerns() {
        Reader submit = new Reader(SUBMIT).fromNow();
        Reader scripts = new Reader(SCRIPTS).fromNow();
        create("CHG01");
        String id = people.member("CHG01", "one@chg01.example", "sfa.teacher", "scripts.user");
        Map<String, Object> added = only(submit.readOn());
        assertThat(added)
                .containsEntry("kind", "user-added")
                .containsEntry("centre", "CHG01")
                .containsEntry("person", id)
                .containsEntry("granted", List.of("sfa.teacher"))
                .containsEntry("revoked", List.of())
                .containsEntry("roles", List.of("sfa.teacher"))
                .containsKeys("id", "at")
                .hasSize(8);
        assertThat(only(scripts.readOn()))
                .containsEntry("granted", List.of("scripts.user"))
                .doesNotContainEntry("id", added.get("id"));

        change("CHG01", id, List.of("sfa.exams-officer"), List.of("sfa.teacher"));
        assertThat(only(submit.readOn()))
                .containsEntry("kind", "roles-changed")
                .containsEntry("granted", List.of("sfa.exams-officer"))
                .containsEntry("revoked", List.of("sfa.teacher"))
                .containsEntry("roles", List.of("sfa.exams-officer"));
        assertThat(scripts.readOn()).isEmpty();

        realm.board().post("/CHG01/users/{id}/disable", id).then().statusCode(200);
        assertThat(only(submit.readOn()))
                .containsEntry("kind", "disabled")
                .containsEntry("revoked", List.of("sfa.exams-officer"))
                .containsEntry("roles", List.of());
        realm.board().post("/CHG01/users/{id}/enable", id).then().statusCode(200);
        assertThat(only(submit.readOn()))
                .containsEntry("kind", "enabled")
                .containsEntry("granted", List.of("sfa.exams-officer"))
                .containsEntry("roles", List.of("sfa.exams-officer"));

        suspend("CHG01");
        assertThat(only(submit.readOn()))
                .containsEntry("kind", "centre-changed")
                .containsEntry("centre", "CHG01")
                .containsEntry("status", "SUSPENDED")
                .containsEntry("name", "Centre CHG01")
                .doesNotContainKey("person");

        realm.board().delete("/CHG01/users/{id}", id).then().statusCode(200);
        assertThat(only(submit.readOn()))
                .containsEntry("kind", "removed")
                .containsEntry("revoked", List.of("sfa.exams-officer"))
                .containsEntry("roles", List.of());
        assertThat(kinds(scripts.readOn()))
                .containsExactly("disabled", "enabled", "centre-changed", "removed");
    }

    private void suspend(String number) {
        realm.board()
                .body(
                        Map.of(
                                "name",
                                "Centre " + number,
                                "type",
                                "CENTRE",
                                "status",
                                "SUSPENDED",
                                "version",
                                0))
                .put("/{n}", number)
                .then()
                .statusCode(200);
    }

    private static Map<String, Object> only(List<Map<String, Object>> items) {
        assertThat(items).hasSize(1);
        return items.get(0);
    }

    private static List<String> kinds(List<Map<String, Object>> items) {
        return items.stream().map(item -> (String) item.get("kind")).toList();
    }

    @Test
    void whatIsDoneNativelyIsToldToo() {
        Reader submit = new Reader(SUBMIT).fromNow();
        create("CHG02");
        String left = people.member("CHG02", "left@chg02.example", "sfa.teacher");
        String gone = people.member("CHG02", "gone@chg02.example", "sfa.teacher");
        String stays = people.member("CHG02", "stays@chg02.example", "sfa.teacher");
        submit.readOn();
        var keycloak = realm.adminClient().realm(realm.name());
        String org = keycloak.organizations().search("CHG02").get(0).getId();
        keycloak.organizations().get(org).members().member(left).delete().close();
        assertThat(only(submit.readOn()))
                .containsEntry("kind", "outside-left")
                .containsEntry("person", left)
                .containsEntry("revoked", List.of("sfa.teacher"));
        keycloak.users().get(gone).remove();
        assertThat(only(submit.readOn()))
                .containsEntry("kind", "account-deleted")
                .containsEntry("person", gone)
                .containsEntry("revoked", List.of("sfa.teacher"));
        assertThat(stays).isNotEmpty();
        realm.board().delete("/CHG02").then().statusCode(204);
        assertThat(only(submit.readOn()))
                .containsEntry("kind", "centre-deleted")
                .containsEntry("centre", "CHG02")
                .hasSize(4);
    }

    @Test
    void theOneHolderWhoIsReplacedIsToldWithWhoReplacesThem() {
        Reader hub = new Reader("school-support-hub").fromNow();
        String from = people.id("GB123", "coordinator@gb123.example");
        String to = people.id("GB123", "sshadmin@gb123.example");
        realm.board()
                .body(Map.of("userId", to, "version", people.version("GB123", to)))
                .post("/GB123/roles/ssh.coordinator/replace-holder")
                .then()
                .statusCode(200);
        List<Map<String, Object>> items = hub.readOn();
        assertThat(kinds(items)).containsExactly("holder-replaced", "holder-replaced");
        assertThat(items.get(0))
                .containsEntry("person", from)
                .containsEntry("revoked", List.of("ssh.coordinator"))
                .containsEntry("roles", List.of());
        assertThat(items.get(1))
                .containsEntry("person", to)
                .containsEntry("granted", List.of("ssh.coordinator"))
                .containsEntry("roles", List.of("ssh.coordinator", "ssh.admin"));
    }

    @Test
    void aReaderWhoFollowsManyWritersMissesNothingAndIsToldNothingTwice() throws Exception {
        Reader reader = new Reader(SUBMIT).fromNow();
        List<String> centres = new ArrayList<>();
        Map<String, String> members = new HashMap<>();
        for (int i = 0; i < WRITERS; i++) {
            String centre = "RUN0" + i;
            create(centre);
            centres.add(centre);
            members.put(
                    centre,
                    people.member(
                            centre,
                            "m@" + centre.toLowerCase(Locale.ROOT) + ".example",
                            "sfa.teacher"));
        }
        reader.fromNow();
        ExecutorService writers = Executors.newFixedThreadPool(WRITERS);
        try {
            List<Future<?>> running = new ArrayList<>();
            for (String centre : centres) {
                running.add(writers.submit(() -> grantAndRevoke(centre, members.get(centre))));
            }
            BooleanSupplier done =
                    () -> {
                        reader.readOn();
                        return running.stream().allMatch(Future::isDone);
                    };
            assertThat(Waiting.until(Duration.ofMinutes(3), done)).isTrue();
            for (Future<?> each : running) {
                each.get();
            }
        } finally {
            writers.shutdownNow();
            assertThat(writers.awaitTermination(1, TimeUnit.MINUTES)).isTrue();
        }
        reader.readOn();
        Set<Object> ids = new HashSet<>();
        reader.read.forEach(item -> assertThat(ids.add(item.get("id"))).isTrue());
        for (String centre : centres) {
            List<Object> granted =
                    reader.read.stream()
                            .filter(item -> centre.equals(item.get("centre")))
                            .map(item -> item.get("granted"))
                            .toList();
            List<Object> expected = new ArrayList<>();
            for (int i = 0; i < ACTS; i++) {
                expected.add(i % 2 == 0 ? List.of("sfa.exams-officer") : List.of());
            }
            assertThat(granted).as(centre).isEqualTo(expected);
        }
    }

    private void grantAndRevoke(String centre, String id) {
        List<String> role = List.of("sfa.exams-officer");
        for (int i = 0; i < ACTS; i++) {
            boolean grant = i % 2 == 0;
            Map<String, Object> body =
                    Map.of(
                            "version",
                            i,
                            "grant",
                            grant ? role : List.of(),
                            "revoke",
                            grant ? List.of() : role);
            Response answer;
            do {
                answer = realm.board().body(body).patch("/{n}/users/{id}", centre, id);
            } while (answer.statusCode() == 503);
            answer.then().statusCode(200);
        }
    }

    @Test
    void aCursorOlderThanWhatIsKeptSaysSo() {
        Reader reader = new Reader(SCRIPTS).fromNow();
        String old = reader.cursor;
        create("OLD01");
        people.member("OLD01", "one@old01.example", "scripts.user");
        realm.clock().advance(Duration.ofDays(91));
        reader.signInAgain();
        assertThat(
                        Waiting.until(
                                Duration.ofSeconds(40),
                                () -> changes(reader.token, Optional.of(old)).statusCode() == 410))
                .isTrue();
        People.problem(changes(reader.token, Optional.of(old)).then(), 410, "cursor-too-old");
        People.problem(changes(reader.token, Optional.of("0.0")).then(), 410, "cursor-too-old");
        People.problem(
                changes(reader.token, Optional.of("999999.1")).then(), 410, "cursor-too-old");
        changes(reader.token, Optional.empty()).then().statusCode(200).body("more", is(false));
        Reader again = new Reader(SCRIPTS).fromNow();
        people.member("OLD01", "two@old01.example", "scripts.user");
        assertThat(only(again.readOn())).containsEntry("kind", "user-added");
    }

    @Test
    void aCursorIsWhatAnAnswerNamed() {
        String token = token(SUBMIT);
        for (String wrong :
                List.of("x", "1", "-1.0", "1.2.3", "' or 1=1", "99999999999999999999.1")) {
            People.problem(changes(token, Optional.of(wrong)).then(), 400, "invalid-value")
                    .body("field", is("since"));
        }
    }
}
