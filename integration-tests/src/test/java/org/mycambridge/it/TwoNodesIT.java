package org.mycambridge.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.is;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.mycambridge.it.stand.OnKeycloak;
import org.mycambridge.it.stand.Service;
import org.mycambridge.it.stand.TestRealm;
import org.mycambridge.it.stand.Waiting;

/** What is done at one node is so at the other, at once ({@code -Pcluster}). */
@OnKeycloak
@Tag("cluster")
class TwoNodesIT extends AtServices {

    private static final Duration SOON = Duration.ofSeconds(60);

    private final TestRealm other;
    private final People peopleAtOther;

    TwoNodesIT(TestRealm realm) {
        super(realm);
        this.other = realm.atOtherNode();
        this.peopleAtOther = new People(other);
    }

    @Test
    void aGrantAtOneNodeIsInTheNextRefreshAtTheOther() {
        String email = People.freshEmail();
        String id = people.member("GB123", email, "sfa.teacher");
        Tokens tokens = signIn(SUBMIT, email, "organization:*");
        // Warm at both: what is kept in memory must not win.
        assertThat(rolesAt(realm, tokens)).containsExactly("sfa.teacher");
        assertThat(rolesAt(other, tokens)).containsExactly("sfa.teacher");

        people.change(OFFICER, "GB123", id, List.of("sfa.exams-officer"), List.of())
                .statusCode(200);
        assertThat(rolesAt(other, tokens))
                .containsExactlyInAnyOrder("sfa.teacher", "sfa.exams-officer");

        peopleAtOther
                .change(OFFICER, "GB123", id, List.of(), List.of("sfa.teacher"))
                .statusCode(200);
        assertThat(rolesAt(realm, tokens)).containsExactly("sfa.exams-officer");
        assertThat(rolesAt(other, tokens)).containsExactly("sfa.exams-officer");
    }

    @Test
    void whoIsRemovedAtOneNodeIsSignedOutAtTheOther() {
        String email = People.freshEmail();
        String id = people.member("GB123", email, "sfa.teacher");
        Tokens tokens = signIn(SUBMIT, email, "organization:GB123");
        assertThat(rolesAt(other, tokens)).containsExactly("sfa.teacher");
        other.api(other.token(OFFICER)).delete("/GB123/users/{id}", id).then().statusCode(200);
        for (TestRealm node : List.of(realm, other)) {
            node.service(SUBMIT)
                    .refresh(tokens.refresh())
                    .then()
                    .statusCode(400)
                    .body("error", is("invalid_grant"));
        }
    }

    /** A policy of the board is in force everywhere with the commit (design decision 2). */
    @Test
    void aPolicyPutInForceAtOneNodeDecidesAtTheOther() {
        String id = people.member("GB123", People.freshEmail(), "sfa.teacher");
        peopleAtOther
                .change(OFFICER, "GB123", id, List.of("ssh.teacher"), List.of())
                .statusCode(403);
        Map<String, Object> inForce = realm.board().get("/policy").then().extract().path("$");
        @SuppressWarnings("unchecked")
        Map<String, Object> policy = (Map<String, Object>) inForce.get("policy");
        policy.put("switches", Map.of("user-management-grants-school-support-hub", true));
        realm.board()
                .body(Map.of("version", inForce.get("version"), "policy", policy))
                .put("/policy")
                .then()
                .statusCode(200);
        peopleAtOther
                .change(OFFICER, "GB123", id, List.of("ssh.teacher"), List.of())
                .statusCode(200);
    }

    /** Sessions, form tokens and the numbers of forms are the realm's, not a node's. */
    @Test
    void aFormOfOneNodeIsTakenByTheOther() {
        String id = people.member("GB123", People.freshEmail(), "sfa.teacher");
        Caller here = Caller.signedIn(realm, OFFICER);
        Caller there = new Caller(other);
        there.cookies().putAll(here.cookies());
        String page = "centres/GB123/users/" + id + "/disable";
        Caller.Answer drawn = here.get(page);
        Map<String, String> fields = new HashMap<>();
        for (String name : List.of("token", "once", "by", "version", "was")) {
            fields.put(name, drawn.hidden(name));
        }
        String form = Caller.encoded(fields);
        Caller.Answer done =
                there.send(
                        "POST", page, form, "Origin", here.origin(), "Content-Type", Caller.FORM);
        assertThat(done.status()).as(done.body()).isEqualTo(303);
        realm.board().get("/GB123/users/{id}", id).then().body("status", is("DISABLED"));
        // Sent once more, to the node that drew it, it is known as done.
        assertThat(
                        here.send(
                                        "POST",
                                        page,
                                        form,
                                        "Origin",
                                        here.origin(),
                                        "Content-Type",
                                        Caller.FORM)
                                .status())
                .isEqualTo(303);
        assertThat(acts(id, "disabled")).isEqualTo(1);
    }

    @Test
    void aRequestSentAgainToTheOtherNodeIsDoneOnce() {
        String email = People.freshEmail();
        Map<String, Object> body =
                Map.of(
                        "firstName",
                        "Sam",
                        "lastName",
                        "Once",
                        "email",
                        email,
                        "roles",
                        List.of("sfa.teacher"));
        String first = null;
        for (TestRealm node : List.of(realm, other, realm)) {
            String id =
                    node.api(node.token(OFFICER))
                            .header("Idempotency-Key", "at-both-" + email)
                            .body(body)
                            .post("/GB123/users")
                            .then()
                            .statusCode(201)
                            .extract()
                            .path("id");
            assertThat(first == null || first.equals(id)).isTrue();
            first = id;
        }
        assertThat(acts(first, "user-added")).isEqualTo(1);
    }

    /** Whoever signs in at one node is a stranger nowhere. */
    @Test
    void aCodeOfOneNodeIsRedeemedAtTheOther() {
        String email = People.freshEmail();
        people.member("GB123", email, "sfa.teacher");
        Service here = realm.service(SUBMIT);
        String redirect = new Browser(here).endsAt(here.signInUrl("organization:GB123"), email);
        Tokens tokens = Tokens.of(other.service(SUBMIT).tokens(redirect));
        assertThat(Claims.roles(tokens.access(), "GB123")).containsExactly("sfa.teacher");
    }

    /** Both nodes' timers find what is due; each mail leaves once. */
    @Test
    void whatIsOwedIsSentOnceByWhicheverNode() {
        realm.mailServer().stop();
        List<String> emails = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            String email = People.freshEmail();
            emails.add(email);
            (i % 2 == 0 ? people : peopleAtOther)
                    .add(OFFICER, "GB123", email, "sfa.teacher")
                    .statusCode(201);
        }
        realm.mailServer().start();
        realm.clock().advance(Duration.ofMinutes(2));
        awaitNothingDue("invitation");
        assertThat(emails)
                .allSatisfy(email -> assertThat(realm.mails().to(email, "invited")).hasSize(1));

        realm.clock().advance(Duration.ofDays(5).plusHours(1));
        awaitNothingDue("invitation-reminder");
        assertThat(emails).allSatisfy(email -> assertThat(realm.mails().to(email, "")).hasSize(2));

        // Nobody came: a month later the accounts go, by whichever node, and nothing of them stays.
        List<String> ids = emails.stream().map(email -> people.id("GB123", email)).toList();
        ids.forEach(id -> realm.board().delete("/GB123/users/{id}", id).then().statusCode(200));
        awaitNothingDue("invitation-withdrawn");
        realm.clock().advance(Duration.ofDays(31));
        String count =
                "select count(*) from USER_ENTITY where ID in ('" + String.join("', '", ids) + "')";
        assertThat(Waiting.until(SOON, () -> realm.select(count).equals(List.of("0")))).isTrue();
    }

    @Test
    void eachMessageGoesOutOnceByWhicheverNode() {
        String id = people.member("GB123", People.freshEmail(), "sfa.teacher");
        try (Receiver receiver = new Receiver(realm.hostOfThisMachine())) {
            realm.board()
                    .body(Map.of("url", receiver.url(), "enabled", true))
                    .put("/services/{s}/webhook", SUBMIT)
                    .then()
                    .statusCode(200);
            for (int i = 0; i < 10; i++) {
                List<String> role = List.of("sfa.exams-officer");
                boolean gives = i % 2 == 0;
                (gives ? people : peopleAtOther)
                        .change(
                                OFFICER,
                                "GB123",
                                id,
                                gives ? role : List.of(),
                                gives ? List.of() : role)
                        .statusCode(200);
            }
            assertThat(Waiting.until(SOON, () -> receiver.messages("GB123").size() >= 10)).isTrue();
            assertThat(receiver.messages("GB123").stream().map(Receiver.Message::id).distinct())
                    .hasSize(receiver.messages("GB123").size())
                    .hasSize(10);
        } finally {
            realm.board().delete("/services/{s}/webhook", SUBMIT).then().statusCode(204);
        }
    }

    /** What Keycloak keeps in memory of people and clients follows too. */
    @Test
    void whatIsSwitchedOffAtOneNodeIsOffAtTheOther() {
        String email = People.freshEmail();
        String id = people.member("GB123", email, "sfa.teacher");
        Tokens tokens = signIn(SUBMIT, email, "organization:GB123");
        assertThat(rolesAt(realm, tokens)).containsExactly("sfa.teacher");
        assertThat(rolesAt(other, tokens)).containsExactly("sfa.teacher");
        var account = realm.adminClient().realm(realm.name()).users().get(id);
        var person = account.toRepresentation();
        person.setEnabled(false);
        account.update(person);
        assertThat(
                        Waiting.until(
                                SOON,
                                () ->
                                        other.service(SUBMIT).refresh(tokens.refresh()).statusCode()
                                                == 400))
                .isTrue();
        person.setEnabled(true);
        account.update(person);
        peopleAtOther
                .change(OFFICER, "GB123", id, List.of("scripts.user"), List.of())
                .statusCode(200);
        realm.board()
                .body(
                        Map.of(
                                "name",
                                "Renamed",
                                "type",
                                "CENTRE",
                                "status",
                                "ACTIVE",
                                "version",
                                realm.board()
                                        .get("/GB123")
                                        .then()
                                        .extract()
                                        .<Integer>path("version")))
                .put("/GB123")
                .then()
                .statusCode(200);
        other.api(other.token(OFFICER)).get("/GB123").then().body("name", is("Renamed"));
    }

    private long acts(String id, String kind) {
        return ((Number)
                        realm.board()
                                .queryParam("subject", id)
                                .queryParam("kind", kind)
                                .get("/GB123/history")
                                .then()
                                .statusCode(200)
                                .extract()
                                .path("total"))
                .longValue();
    }

    private void awaitNothingDue(String kind) {
        String due =
                "select count(*) from MC_DELIVERY where STATE = 'DUE' and KIND = '" + kind + "'";
        assertThat(Waiting.until(SOON, () -> realm.select(due).equals(List.of("0"))))
                .as("nothing of kind %s is due", kind)
                .isTrue();
    }

    private List<String> rolesAt(TestRealm node, Tokens tokens) {
        String access =
                node.service(SUBMIT)
                        .refresh(tokens.refresh())
                        .then()
                        .statusCode(200)
                        .extract()
                        .path("access_token");
        return Claims.roles(access, "GB123");
    }
}
