package org.mycambridge.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import io.restassured.response.ValidatableResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.mycambridge.it.Receiver.Message;
import org.mycambridge.it.stand.OnKeycloak;
import org.mycambridge.it.stand.TestRealm;
import org.mycambridge.it.stand.Waiting;

/**
 * Every change reaches a service's webhook, in order at each centre, whatever the receiver does.
 */
@OnKeycloak
@Tag("races")
@Tag("database")
class WebhooksIT {

    private static final String SUBMIT = "submit-for-assessment";
    private static final String SCRIPTS = "access-to-scripts";
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final AtomicInteger CENTRES = new AtomicInteger();

    private final TestRealm realm;
    private final People people;
    private Receiver receiver;

    WebhooksIT(TestRealm realm) {
        this.realm = realm;
        this.people = new People(realm);
    }

    @BeforeEach
    void receive() {
        receiver = new Receiver(realm.hostOfThisMachine());
        if (!realm.hostOfThisMachine().equals("127.0.0.1")) {
            var keycloak = realm.adminClient().realm(realm.name());
            var representation = keycloak.toRepresentation();
            representation.setSslRequired("none");
            keycloak.update(representation);
        }
    }

    @AfterEach
    void tidy() {
        receiver.close();
        for (String service : List.of(SUBMIT, SCRIPTS)) {
            realm.board().delete("/services/{s}/webhook", service);
        }
    }

    private ValidatableResponse set(String service, String url) {
        return realm.board()
                .body(Map.of("url", url, "enabled", true))
                .put("/services/{s}/webhook", service)
                .then();
    }

    private String webhook(String service) {
        return set(service, receiver.url()).statusCode(200).extract().path("secret");
    }

    /** A centre that no other test has. */
    private String centre() {
        String number = "HOOK" + CENTRES.incrementAndGet();
        realm.board()
                .body(Map.of("number", number, "name", "Centre " + number, "type", "CENTRE"))
                .post()
                .then()
                .statusCode(201);
        return number;
    }

    private String member(String centre, String... roles) {
        return people.member(
                centre,
                "m"
                        + CENTRES.incrementAndGet()
                        + "@"
                        + centre.toLowerCase(Locale.ROOT)
                        + ".example",
                roles);
    }

    /** Grants and takes a role in turn: the changes after the first of a person. */
    private void acts(String centre, String id, int from, int to) {
        List<String> role = List.of("sfa.exams-officer");
        for (int i = from; i < to; i++) {
            boolean grant = i % 2 == 0;
            realm.board()
                    .body(
                            Map.of(
                                    "version",
                                    i,
                                    "grant",
                                    grant ? role : List.of(),
                                    "revoke",
                                    grant ? List.of() : role))
                    .patch("/{n}/users/{id}", centre, id)
                    .then()
                    .statusCode(200);
        }
    }

    /** What the messages about a centre grant, each counted once, in the order of arrival. */
    private List<List<String>> granted(String centre) {
        Map<String, List<String>> byId = new java.util.LinkedHashMap<>();
        receiver.messages(centre)
                .forEach(each -> byId.putIfAbsent(each.id(), each.list("granted")));
        return List.copyOf(byId.values());
    }

    private static List<List<String>> expected(int acts) {
        List<List<String>> expected = new ArrayList<>(List.of(List.of("sfa.teacher")));
        for (int i = 0; i < acts; i++) {
            expected.add(i % 2 == 0 ? List.of("sfa.exams-officer") : List.of());
        }
        return expected;
    }

    private void await(String what, BooleanSupplier condition) {
        assertThat(Waiting.until(SOON, condition)).as(what).isTrue();
    }

    /** Lets hours pass until it has come true: the longest pause is one. */
    private void awaitInTime(String what, BooleanSupplier condition) {
        for (int hour = 0; hour < 6; hour++) {
            if (Waiting.until(Duration.ofSeconds(8), condition)) {
                return;
            }
            realm.clock().advance(Duration.ofMinutes(61));
        }
        await(what, condition);
    }

    private Map<String, Object> status(String service) {
        List<Map<String, Object>> items =
                realm.board().get("/services").then().statusCode(200).extract().path("items");
        return items.stream()
                .filter(item -> item.get("service").equals(service))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aChangeArrivesSignedAndIsAcknowledged() {
        String secret = webhook(SUBMIT);
        assertThat(secret).startsWith("whsec_");
        String centre = centre();
        String id = member(centre, "sfa.teacher", "scripts.user");
        await("one message", () -> receiver.messages(centre).size() == 1);
        Message message = receiver.messages(centre).get(0);
        assertThat(message.isGenuine(secret, realm.clock().now())).isTrue();
        assertThat(message.text("person")).isEqualTo(id);
        assertThat(message.text("kind")).isEqualTo("user-added");
        assertThat(message.list("granted")).containsExactly("sfa.teacher");
        assertThat(message.list("roles")).containsExactly("sfa.teacher");
        assertThat(message.text("id")).isEqualTo(message.id());
        await("acknowledged", () -> told(centre, id).equals(List.of("acknowledged")));
        assertThat(status(SUBMIT))
                .containsEntry("waiting", 0)
                .containsEntry("dead", 0)
                .containsEntry("client", SUBMIT)
                .containsKey("lastAcknowledged")
                .doesNotContainKey("secret");
        // The very item that a reader of changes gets.
        String token =
                realm.service(SUBMIT).serviceAccountTokens().then().extract().path("access_token");
        String feed = realm.api(token).queryParam("max", 100).get("/changes").asString();
        assertThat(feed).contains(message.body());
    }

    private List<String> told(String centre, String id) {
        return realm.board()
                .get("/{n}/users/{id}", centre, id)
                .then()
                .statusCode(200)
                .extract()
                .path("services.state");
    }

    @Test
    void aForgedOrReplayedMessageIsRecognised() {
        String secret = webhook(SUBMIT);
        String centre = centre();
        member(centre, "sfa.teacher");
        await("one message", () -> receiver.messages(centre).size() == 1);
        Message message = receiver.messages(centre).get(0);
        assertThat(message.isGenuine(secret, realm.clock().now())).isTrue();
        assertThat(message.isGenuine(secret, realm.clock().now().plus(Duration.ofMinutes(6))))
                .as("replayed six minutes later")
                .isFalse();
        Message tampered =
                new Message(
                        message.id(),
                        message.timestamp(),
                        message.signatures(),
                        message.body().replace("sfa.teacher", "sfa.exams-officer"));
        assertThat(tampered.isGenuine(secret, realm.clock().now())).isFalse();
        Message renamed =
                new Message("other", message.timestamp(), message.signatures(), message.body());
        assertThat(renamed.isGenuine(secret, realm.clock().now())).isFalse();
        Message redated =
                new Message(
                        message.id(),
                        String.valueOf(realm.clock().now().getEpochSecond() + 1),
                        message.signatures(),
                        message.body());
        assertThat(redated.isGenuine(secret, realm.clock().now())).isFalse();
        String other = set(SCRIPTS, receiver.url()).statusCode(200).extract().path("secret");
        assertThat(message.isGenuine(other, realm.clock().now())).isFalse();
    }

    @Test
    void whatHappensWhileNobodyListensArrivesInOrderAfterwards() {
        webhook(SUBMIT);
        String centre = centre();
        receiver.stop();
        String id = member(centre, "sfa.teacher");
        acts(centre, id, 0, 5);
        assertThat(told(centre, id)).containsExactly("waiting");
        realm.clock().advance(Duration.ofMinutes(1));
        assertThat(receiver.messages(centre)).isEmpty();
        receiver.start();
        awaitInTime("all of them", () -> granted(centre).size() == 6);
        assertThat(granted(centre)).isEqualTo(expected(5));
        await("acknowledged", () -> told(centre, id).equals(List.of("acknowledged")));
        assertThat(status(SUBMIT)).containsEntry("waiting", 0);
    }

    @Test
    void oneCentreThatFailsHoldsUpNoOther() {
        String bad = centre();
        String good = centre();
        AtomicBoolean repaired = new AtomicBoolean();
        receiver.answers(
                message -> !repaired.get() && bad.equals(message.text("centre")) ? 500 : 200);
        webhook(SUBMIT);
        String unlucky = member(bad, "sfa.teacher");
        await("a failure", () -> !receiver.messages(bad).isEmpty());
        acts(bad, unlucky, 0, 1);
        String lucky = member(good, "sfa.teacher");
        acts(good, lucky, 0, 3);
        awaitInTime("the other centre", () -> granted(good).size() == 4);
        assertThat(granted(good)).isEqualTo(expected(3));
        assertThat(granted(bad)).as("the next waits for the one before").hasSize(1);
        repaired.set(true);
        awaitInTime("the failing one", () -> granted(bad).size() == 2);
        assertThat(granted(bad)).isEqualTo(expected(1));
    }

    @Test
    void aSlowReceiverKeepsNobodyWaiting() {
        CountDownLatch slow = new CountDownLatch(1);
        String centre = centre();
        try (Receiver quick = new Receiver(realm.hostOfThisMachine())) {
            receiver.answers(
                    message -> {
                        try {
                            slow.await(60, TimeUnit.SECONDS);
                        } catch (InterruptedException e) {
                            Thread.currentThread().interrupt();
                        }
                        return 200;
                    });
            webhook(SUBMIT);
            set(SCRIPTS, quick.url()).statusCode(200);
            String id = member(centre, "sfa.teacher", "scripts.user");
            await("the slow one has it", () -> receiver.messages(centre).size() == 1);
            await("the other service", () -> quick.messages(centre).size() == 1);
            await(
                    "one has taken it",
                    () -> told(centre, id).equals(List.of("acknowledged", "waiting")));
            await("given up on", () -> Boolean.TRUE.equals(webhookOf(SUBMIT).get("failing")));
            slow.countDown();
            awaitInTime("once more", () -> receiver.messages(centre).size() == 2);
            assertThat(receiver.messages(centre).stream().map(Message::id).distinct()).hasSize(1);
            await("acknowledged", () -> !told(centre, id).contains("waiting"));
        }
    }

    private Map<?, ?> webhookOf(String service) {
        return (Map<?, ?>) status(service).get("webhook");
    }

    @Test
    void aLostAnswerBringsTheSameMessageAgain() {
        AtomicBoolean lost = new AtomicBoolean();
        receiver.answers(message -> lost.compareAndSet(false, true) ? Receiver.NO_ANSWER : 200);
        webhook(SUBMIT);
        String centre = centre();
        String id = member(centre, "sfa.teacher");
        awaitInTime("twice", () -> receiver.messages(centre).size() >= 2);
        assertThat(receiver.messages(centre).stream().map(Message::id).distinct()).hasSize(1);
        await("acknowledged", () -> told(centre, id).equals(List.of("acknowledged")));
    }

    @Test
    void noRedirectIsFollowed() {
        receiver.answers(message -> 307);
        webhook(SUBMIT);
        String centre = centre();
        String id = member(centre, "sfa.teacher");
        await("it came", () -> !receiver.messages(centre).isEmpty());
        await("a failure", () -> Boolean.TRUE.equals(webhookOf(SUBMIT).get("failing")));
        assertThat(told(centre, id)).containsExactly("waiting");
    }

    @Test
    @Tag("full")
    void aServerThatIsRestartedInTheMiddleGoesOn() {
        CountDownLatch never = new CountDownLatch(1);
        AtomicBoolean restarted = new AtomicBoolean();
        String centre = centre();
        receiver.answers(
                message -> {
                    if (!restarted.get() && granted(centre).size() == 3) {
                        try {
                            never.await(20, TimeUnit.SECONDS);
                        } catch (InterruptedException e) {
                            Thread.currentThread().interrupt();
                        }
                        return Receiver.NO_ANSWER;
                    }
                    return 200;
                });
        String secret = webhook(SUBMIT);
        String id = member(centre, "sfa.teacher");
        acts(centre, id, 0, 5);
        await("the third is on its way", () -> granted(centre).size() == 3);
        realm.restartServer();
        restarted.set(true);
        awaitInTime("all of them", () -> granted(centre).size() == 6);
        assertThat(granted(centre)).isEqualTo(expected(5));
        List<Message> messages = receiver.messages(centre);
        assertThat(messages.get(messages.size() - 1).isGenuine(secret, realm.clock().now()))
                .isTrue();
        await("acknowledged", () -> told(centre, id).equals(List.of("acknowledged")));
    }

    @Test
    void manyAtOnceArriveInOrderAtEachCentre() throws Exception {
        webhook(SUBMIT);
        int writers = 4;
        int acts = 12;
        Map<String, String> members = new HashMap<>();
        for (int i = 0; i < writers; i++) {
            String centre = centre();
            members.put(centre, member(centre, "sfa.teacher"));
        }
        ExecutorService threads = Executors.newFixedThreadPool(writers);
        try {
            List<Future<?>> running = new ArrayList<>();
            members.forEach(
                    (centre, id) -> running.add(threads.submit(() -> acts(centre, id, 0, acts))));
            for (Future<?> each : running) {
                each.get();
            }
        } finally {
            threads.shutdownNow();
        }
        for (String centre : members.keySet()) {
            await(centre, () -> granted(centre).size() == acts + 1);
            assertThat(granted(centre)).as(centre).isEqualTo(expected(acts));
        }
    }

    @Test
    void aBacklogDrainsWithoutWaitingForTheTimer() {
        String centre = centre();
        int size = 200;
        set(SUBMIT, receiver.url()).statusCode(200);
        realm.board()
                .body(Map.of("url", receiver.url(), "enabled", false))
                .put("/services/{s}/webhook", SUBMIT)
                .then()
                .statusCode(200);
        String lines =
                IntStream.range(0, size)
                        .mapToObj(
                                i ->
                                        ("{\"person\": {\"email\": \"p%d@%s.example\", \"firstName\":"
                                                        + " \"P\", \"lastName\": \"L\", \"centre\": \"%s\","
                                                        + " \"roles\": [\"sfa.teacher\"]}}\n")
                                                .formatted(
                                                        i, centre.toLowerCase(Locale.ROOT), centre))
                        .collect(Collectors.joining());
        realm.board()
                .contentType("application/jsonl")
                .body(lines)
                .post("/import")
                .then()
                .statusCode(207);
        assertThat(receiver.messages()).isEmpty();
        set(SUBMIT, receiver.url()).statusCode(200);
        await("all of them", () -> receiver.messages(centre).size() == size);
    }

    @Test
    void whatIsNeverTakenIsADeadLetterUntilItIsTriedAgain() {
        receiver.answers(message -> 410);
        webhook(SUBMIT);
        String centre = centre();
        String id = member(centre, "sfa.teacher");
        await("a failure", () -> Boolean.TRUE.equals(webhookOf(SUBMIT).get("failing")));
        assertThat(receiver.messages(centre)).hasSize(1);
        assertThat(status(SUBMIT)).containsEntry("waiting", 1).containsEntry("dead", 0);
        realm.clock().advance(Duration.ofDays(3).plusHours(1));
        await("dead", () -> status(SUBMIT).get("dead").equals(1));
        assertThat(status(SUBMIT)).containsEntry("waiting", 0);
        realm.board()
                .get("/services/{s}/dead-letters", SUBMIT)
                .then()
                .statusCode(200)
                .body("total", is(1))
                .body("items[0].id", is(receiver.messages(centre).get(0).id()))
                .body("items[0].centre", is(centre))
                .body("items[0].person", is(id))
                .body("items[0].kind", is("user-added"))
                .body("items[0].attempts", is(2))
                .body("items[0].error", is("answered 410"));
        assertThat(told(centre, id)).containsExactly("waiting");
        receiver.answers(message -> 200);
        realm.board()
                .post("/services/{s}/dead-letters/retry", SUBMIT)
                .then()
                .statusCode(200)
                .body("retried", is(1));
        await("acknowledged", () -> told(centre, id).equals(List.of("acknowledged")));
        assertThat(receiver.messages(centre).stream().map(Message::id).distinct()).hasSize(1);
        realm.board().get("/services/{s}/dead-letters", SUBMIT).then().body("items", hasSize(0));
    }

    @Test
    void aNewSecretSignsBesideTheOldOneForADay() {
        String first = webhook(SUBMIT);
        String second =
                realm.board()
                        .post("/services/{s}/webhook/rotate-secret", SUBMIT)
                        .then()
                        .statusCode(200)
                        .body("secret", not(is(first)))
                        .extract()
                        .path("secret");
        String centre = centre();
        member(centre, "sfa.teacher");
        await("one message", () -> receiver.messages(centre).size() == 1);
        Message both = receiver.messages(centre).get(0);
        assertThat(both.isGenuine(first, realm.clock().now())).isTrue();
        assertThat(both.isGenuine(second, realm.clock().now())).isTrue();
        realm.clock().advance(Duration.ofHours(25));
        member(centre, "sfa.teacher");
        await("another", () -> receiver.messages(centre).size() == 2);
        Message newer = receiver.messages(centre).get(1);
        assertThat(newer.isGenuine(first, realm.clock().now())).isFalse();
        assertThat(newer.isGenuine(second, realm.clock().now())).isTrue();
        // Nor is one kept: it is in the answer that made it, and nowhere else.
        for (String secret : List.of(first, second)) {
            String bare = secret.substring("whsec_".length());
            assertThat(realm.databaseDump()).doesNotContain(bare);
            assertThat(realm.log()).doesNotContain(bare);
            assertThat(realm.board().get("/services").asString()).doesNotContain(bare);
        }
        assertThat(set(SUBMIT, receiver.url()).extract().asString()).doesNotContain("whsec_");
        // Taken away and given again: the secrets of before are good for nothing.
        realm.board().delete("/services/{s}/webhook", SUBMIT).then().statusCode(204);
        assertThat(webhook(SUBMIT)).startsWith("whsec_").isNotIn(first, second);
    }

    @Test
    void theBoardCanTryAWebhook() {
        String secret = webhook(SUBMIT);
        realm.board()
                .post("/services/{s}/webhook/test", SUBMIT)
                .then()
                .statusCode(200)
                .body("acknowledged", is(true));
        Message ping = receiver.messages().get(0);
        assertThat(ping.text("kind")).isEqualTo("ping");
        assertThat(ping.isGenuine(secret, realm.clock().now())).isTrue();
        receiver.answers(message -> 503);
        realm.board()
                .post("/services/{s}/webhook/test", SUBMIT)
                .then()
                .body("acknowledged", is(false))
                .body("error", is("answered 503"));
        People.problem(
                realm.board().post("/services/{s}/webhook/test", SCRIPTS).then(), 404, "not-found");
    }

    @Test
    void anAddressIsHttpsAndPlain() {
        for (String wrong :
                List.of(
                        "http://service.example/hook",
                        "ftp://service.example/hook",
                        "https://user:secret@service.example/hook",
                        "https://service.example/hook#part",
                        "https:///hook",
                        "/hook",
                        "https://serv ice.example/",
                        "javascript:alert(1)")) {
            People.problem(set(SUBMIT, wrong), 400, "invalid-url").body("field", is("url"));
        }
        People.problem(set(SUBMIT, " "), 400, "required");
        People.problem(set(SUBMIT, "https://service.example/" + "x".repeat(1000)), 400, "too-long");
        People.problem(set("no-such-service", "https://service.example/"), 404, "not-found");
        set(SUBMIT, "https://service.example/hook?from=board")
                .statusCode(200)
                .body("webhook.url", is("https://service.example/hook?from=board"))
                .body("webhook.enabled", is(true))
                .body("secret", startsWith("whsec_"));
    }

    @Test
    void onlyTheBoardKeepsWebhooks() {
        String person = realm.token("officer@gb123.example");
        realm.board(person).get("/services").then().statusCode(403);
        realm.board(person)
                .body(Map.of("url", receiver.url()))
                .put("/services/{s}/webhook", SUBMIT)
                .then()
                .statusCode(403);
        for (String act : List.of("webhook/rotate-secret", "webhook/test", "dead-letters/retry")) {
            realm.board(person).post("/services/{s}/" + act, SUBMIT).then().statusCode(403);
        }
        People.problem(
                realm.board()
                        .body(Map.of("number", "SERVICES", "name", "X", "type", "CENTRE"))
                        .post()
                        .then(),
                400,
                "invalid-centre-number");
    }

    @Test
    void aPersonsPageShowsWhichServicesHaveTakenIt() {
        webhook(SUBMIT);
        String teacher = people.member("GB123", People.freshEmail(), "sfa.teacher");
        await("acknowledged", () -> told("GB123", teacher).equals(List.of("acknowledged")));
        Caller manager = Caller.signedIn(realm, "officer@gb123.example");
        String page = "centres/GB123/users/" + teacher;
        assertThat(manager.get(page).body())
                .contains("Services told of changes")
                .contains("Acknowledged:");
        receiver.stop();
        acts("GB123", teacher, 0, 1);
        assertThat(manager.get(page).body()).contains("Waiting since");
    }
}
