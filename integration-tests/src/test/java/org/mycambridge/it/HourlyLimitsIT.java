package org.mycambridge.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThanOrEqualTo;

import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mycambridge.it.Caller.Answer;
import org.mycambridge.it.stand.OnKeycloak;
import org.mycambridge.it.stand.TestRealm;
import org.mycambridge.it.stand.Waiting;

/** How many mails people may have sent to others within an hour; here fewer than as shipped. */
@OnKeycloak
class HourlyLimitsIT {

    private static final int EACH = 3;
    private static final int AT_CENTRE = 5;
    private static final int RESETS = 2;
    private static final int FORGOTTEN = 2;
    private static final String MANAGER = "centre.user-management";
    private static final int HOUR = 3600;

    private final TestRealm realm;
    private final People people;
    private String centre;
    private String manager;

    HourlyLimitsIT(TestRealm realm) {
        this.realm = realm;
        this.people = new People(realm);
    }

    @BeforeEach
    void aCentreOfItsOwn() {
        people.settings(
                Map.of(
                        "invitationsPerHour", EACH,
                        "invitationsPerHourAtCentre", AT_CENTRE,
                        "resetMailsPerHour", RESETS,
                        "forgottenPasswordsPerHour", FORGOTTEN));
        manager = People.freshEmail();
        centre = "L" + manager.replaceAll("\\D", "");
        make(centre);
        people.member(centre, manager, MANAGER);
    }

    @AfterEach
    void theClockShowsNow() {
        realm.clock().reset();
    }

    private void make(String number) {
        realm.board()
                .body(Map.of("number", number, "name", "Limits " + number, "type", "CENTRE"))
                .post()
                .then()
                .statusCode(201);
    }

    private ValidatableResponse invite(String email) {
        return people.add(manager, centre, email);
    }

    private static ValidatableResponse tooMany(ValidatableResponse answer, String code, int most) {
        return People.problem(answer, 429, code)
                .header(
                        "Retry-After",
                        Integer::parseInt,
                        allOf(greaterThan(0), lessThanOrEqualTo(HOUR)))
                .body("retryAfter", allOf(greaterThan(0), lessThanOrEqualTo(HOUR)))
                .body("most", is(most));
    }

    @Test
    void aManagerInvitesSoManyAnHourWhoeverTheyAre() {
        String known = People.freshEmail();
        people.member("GB123", known);
        String here = People.freshEmail();
        String id = invite(here).statusCode(201).extract().path("id");
        invite(People.freshEmail()).statusCode(201);
        realm.clock().advance(Duration.ofMinutes(2));
        realm.api(realm.token(manager))
                .post("/{n}/users/{id}/resend-invitation", centre, id)
                .then()
                .statusCode(200);

        // The same for somebody new, somebody with an account, and somebody who is here.
        Set<String> said = new HashSet<>();
        for (String email : List.of(People.freshEmail(), known, here)) {
            said.add(tooMany(invite(email), "too-many-invitations", EACH).extract().path("detail"));
        }
        assertThat(said).hasSize(1);
        tooMany(
                realm.api(realm.token(manager))
                        .body(
                                Map.of(
                                        "version",
                                        people.version(centre, id),
                                        "email",
                                        People.freshEmail()))
                        .patch("/{n}/users/{id}", centre, id)
                        .then(),
                "too-many-invitations",
                EACH);
        realm.board().get("/{n}/users", centre).then().body("total", is(3));

        // The board is held by none, and an hour is an hour.
        realm.board()
                .body(
                        Map.of(
                                "firstName",
                                "Bo",
                                "lastName",
                                "Board",
                                "email",
                                People.freshEmail(),
                                "roles",
                                List.of()))
                .post("/{n}/users", centre)
                .then()
                .statusCode(201);
        realm.clock().advance(Duration.ofHours(1));
        invite(known).statusCode(201);
    }

    @Test
    void aCentreInvitesSoManyAnHourWhoeverDoesIt() {
        String other = People.freshEmail();
        people.member(centre, other, MANAGER);
        for (int i = 0; i < EACH; i++) {
            invite(People.freshEmail()).statusCode(201);
        }
        String lines = "";
        for (int i = 0; i < AT_CENTRE; i++) {
            lines +=
                    "{\"person\": {\"email\": \"%s\", \"firstName\": \"P\", \"lastName\": \"N\", \"centre\": \"%s\", \"invite\": true}}\n"
                            .formatted(People.freshEmail(), centre);
        }
        realm.board()
                .contentType("application/jsonl")
                .body(lines)
                .post("/import")
                .then()
                .body(org.hamcrest.Matchers.not(org.hamcrest.Matchers.containsString("429")));
        for (int i = 0; i < AT_CENTRE - EACH; i++) {
            people.add(other, centre, People.freshEmail()).statusCode(201);
        }
        tooMany(
                people.add(other, centre, People.freshEmail()),
                "too-many-invitations-at-centre",
                AT_CENTRE);
    }

    /** Counted under the lock of the actor's own row: two centres at once are no way around it. */
    @Test
    void asManyAtOnceAtSeveralCentresAreNoWayAround() throws Exception {
        List<String> centres = new ArrayList<>(List.of(centre));
        for (String suffix : List.of("A", "B", "C")) {
            make(centre + suffix);
            centres.add(centre + suffix);
            realm.board()
                    .contentType("application/jsonl")
                    .body(
                            "{\"person\": {\"email\": \"%s\", \"firstName\": \"Sam\", \"lastName\": \"W\", \"centre\": \"%s\", \"roles\": [\"%s\"]}}"
                                    .formatted(manager, centre + suffix, MANAGER))
                    .post("/import")
                    .then()
                    .body(org.hamcrest.Matchers.containsString("201"));
        }
        String token = realm.token(manager);
        List<Callable<Response>> additions = new ArrayList<>();
        for (int i = 0; i < 4 * EACH; i++) {
            String at = centres.get(i % centres.size());
            Map<String, Object> body =
                    Map.of(
                            "firstName",
                            "A",
                            "lastName",
                            "B",
                            "email",
                            People.freshEmail(),
                            "roles",
                            List.of());
            additions.add(() -> realm.api(token).body(body).post("/{n}/users", at));
        }
        List<Integer> statuses = new ArrayList<>();
        ExecutorService threads = Executors.newFixedThreadPool(additions.size());
        try {
            for (Future<Response> answer : threads.invokeAll(additions)) {
                statuses.add(answer.get().statusCode());
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(statuses).filteredOn(status -> status == 201).hasSize(EACH);
        assertThat(statuses).filteredOn(status -> status == 429).isNotEmpty();
        assertThat(statuses).isSubsetOf(201, 429, 503);
    }

    @Test
    void aPageSaysSoAndKeepsWhatWasTyped() {
        for (int i = 0; i < EACH; i++) {
            invite(People.freshEmail()).statusCode(201);
        }
        Caller visitor = Caller.signedIn(realm, manager);
        String page = "centres/" + centre + "/users/add";
        Answer form = visitor.get(page);
        String email = People.freshEmail();
        Answer answer =
                visitor.post(
                        page,
                        Map.of(
                                "token",
                                form.hidden("token"),
                                "once",
                                form.hidden("once"),
                                "by",
                                form.hidden("by"),
                                "firstName",
                                "Typed-first",
                                "lastName",
                                "Typed-last",
                                "email",
                                email));
        assertThat(answer.status()).isEqualTo(429);
        assertThat(answer.header("Retry-After")).matches("\\d+");
        assertThat(answer.body())
                .contains("You can send up to " + EACH + " invitations within an hour.")
                .contains("Typed-first", "Typed-last", email);
    }

    @Test
    void ofAListSoManyAreReadyAndNothingOfItIsLost() {
        invite(People.freshEmail()).statusCode(201);
        Caller visitor = Caller.signedIn(realm, manager);
        String page = "centres/" + centre + "/users/add-several";
        StringBuilder list = new StringBuilder();
        for (int i = 0; i < EACH; i++) {
            list.append("Lia,List,").append(People.freshEmail()).append(",\n");
        }
        Answer preview = several(visitor, page, list, "preview");
        assertThat(preview.body())
                .contains(EACH - 1 + " users are ready to be added.", "1 line has a problem")
                .contains("You can send up to " + EACH + " invitations within an hour.");
        Answer done = several(visitor, page, list, "confirm");
        assertThat(done.body())
                .contains(EACH - 1 + " users have been added.")
                .contains("Change the list");
        Answer again = several(visitor, page, list, "edit");
        assertThat(again.body()).contains(list.toString().lines().toList());
        realm.board().get("/{n}/users", centre).then().body("total", is(1 + EACH));
    }

    private static Answer several(Caller visitor, String page, StringBuilder list, String step) {
        Answer form = visitor.get(page);
        return visitor.post(
                page,
                Map.of(
                        "token", form.hidden("token"),
                        "once", form.hidden("once"),
                        "by", form.hidden("by"),
                        "text", list.toString(),
                        "step", step));
    }

    @Test
    void aManagerHasSoManyPasswordsSetAnewAnHour() {
        String token = realm.token(manager);
        for (int i = 0; i <= RESETS; i++) {
            String email = People.freshEmail();
            String id = people.member(centre, email);
            ValidatableResponse answer =
                    realm.api(token).post("/{n}/users/{id}/reset-password", centre, id).then();
            if (i < RESETS) {
                answer.statusCode(200);
            } else {
                tooMany(answer, "too-many-reset-mails", RESETS);
                realm.board()
                        .post("/{n}/users/{id}/reset-password", centre, id)
                        .then()
                        .statusCode(200);
            }
        }
    }

    /** Whoever asks, the inbox is not filled; and the page says nothing of it. */
    @Test
    void aForgottenPasswordFillsNoInbox() {
        String email = People.freshEmail();
        people.member(centre, email);
        for (int i = 0; i < FORGOTTEN; i++) {
            forget(email);
            realm.mails().await(email, "Set a new password");
        }
        int logged = realm.log().length();
        forget(email);
        assertThat(
                        Waiting.until(
                                Duration.ofSeconds(20),
                                () ->
                                        realm.log()
                                                .substring(logged)
                                                .contains("an hour: one not sent")))
                .as("the mail is left out")
                .isTrue();
        assertThat(realm.mails().to(email, "")).isEmpty();
        realm.clock().advance(Duration.ofHours(1).plusMinutes(1));
        forget(email);
        realm.mails().await(email, "Set a new password");
    }

    private void forget(String email) {
        Caller visitor = new Caller(realm);
        Answer signIn = visitor.follow(visitor.get(""));
        String reset =
                Caller.links(signIn).stream()
                        .filter(link -> link.contains("reset-credentials"))
                        .findFirst()
                        .orElseThrow();
        Answer form = visitor.follow(visitor.open(reset));
        Answer sent = visitor.follow(visitor.submit(form, Map.of("username", email)));
        assertThat(sent.body()).contains("If there is an account with that email address");
    }
}
