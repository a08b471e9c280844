package org.mycambridge.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.is;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.mycambridge.it.Hand.Answer;
import org.mycambridge.it.stand.OnKeycloak;
import org.mycambridge.it.stand.ShippedProxy;
import org.mycambridge.it.stand.TestRealm;
import org.mycambridge.it.stand.Waiting;

/**
 * Two nodes are restarted one after the other while people are at work, and nobody notices ({@code
 * -Pcluster}).
 */
@OnKeycloak
@Tag("cluster")
class RollingRestartIT extends AtServices {

    /** So many requests of each kind before, between and after. */
    private static final int GO_ON = 10;

    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final TestRealm other;

    RollingRestartIT(TestRealm realm) {
        super(realm);
        this.other = realm.atOtherNode();
    }

    @BeforeEach
    void liftLimits() {
        Scene.liftLimits(realm);
    }

    /** A proxy that knows nothing but to try the other node where one does not answer. */
    @Test
    void nobodyNoticesWhereWhatGetsNoAnswerIsSentAgain() throws Exception {
        List<TestRealm> nodes = List.of(realm, other);
        Proxy officer = new Proxy(nodes, "/realms/{realm}/centres", node -> node.token(OFFICER));
        Proxy service = new Proxy(nodes, "/realms/{realm}", node -> "");
        rollingRestart(
                "sent-again",
                officer::send,
                refresh -> service.refresh(SUBMIT, SUBMIT + "-secret", refresh));
        System.out.printf(
                "Rolling restart: %d requests were sent again%n",
                officer.again() + service.again());
    }

    /** The proxy of docker compose, which asks the nodes how they are. */
    @Test
    void nobodyNoticesBehindTheShippedProxy() throws Exception {
        try (ShippedProxy proxy = realm.shippedProxy()) {
            String at = proxy.url() + "/realms/" + realm.name();
            Hand officer = new Hand(at + "/centres", () -> realm.token(OFFICER));
            Hand service = new Hand(at, () -> "");
            // It begins with two nodes that it has not asked yet.
            assertThat(Waiting.until(LIMIT, () -> officer.get("/GB123/users").isAcknowledged()))
                    .isTrue();
            rollingRestart(
                    "shipped-proxy",
                    officer::send,
                    refresh -> service.refresh(SUBMIT, SUBMIT + "-secret", refresh));
        }
    }

    /** How an exams officer's requests go. */
    @FunctionalInterface
    private interface Sender {

        Answer send(String method, String path, Map<String, ?> body, String... headers);
    }

    /** How a service's go. */
    @FunctionalInterface
    private interface Refresher {

        Answer refresh(String refreshToken);
    }

    /** One kind of request, again and again. */
    private static final class Visitor implements Runnable {

        private final IntFunction<Answer> request;
        private final AtomicInteger answered = new AtomicInteger();
        private final List<Answer> failed = new CopyOnWriteArrayList<>();
        private final AtomicBoolean ended;

        Visitor(IntFunction<Answer> request, AtomicBoolean ended) {
            this.request = request;
            this.ended = ended;
        }

        @Override
        public void run() {
            for (int i = 0; !ended.get(); i++) {
                Answer answer = request.apply(i);
                if (answer.isAcknowledged()) {
                    answered.incrementAndGet();
                } else {
                    failed.add(answer);
                }
            }
        }
    }

    private void rollingRestart(String name, Sender officer, Refresher service) throws Exception {
        String email = People.freshEmail();
        people.member("GB123", email, "sfa.teacher");
        Tokens tokens = signIn(SUBMIT, email, "organization:GB123");
        AtomicBoolean ended = new AtomicBoolean();
        List<Visitor> visitors =
                List.of(
                        new Visitor(i -> officer.send("GET", "/GB123/users", Map.of()), ended),
                        new Visitor(
                                i ->
                                        officer.send(
                                                "POST",
                                                "/GB123/users",
                                                Map.of(
                                                        "firstName",
                                                        "Sam",
                                                        "lastName",
                                                        "Rolling",
                                                        "email",
                                                        name + i + "@school.example",
                                                        "roles",
                                                        List.of("sfa.teacher")),
                                                "Idempotency-Key",
                                                name + i),
                                ended),
                        new Visitor(i -> service.refresh(tokens.refresh()), ended));
        ExecutorService threads = Executors.newFixedThreadPool(visitors.size());
        try {
            List<Future<?>> running = new ArrayList<>();
            visitors.forEach(visitor -> running.add(threads.submit(visitor)));
            goesOn(visitors);
            realm.breakage().stopServer();
            goesOn(visitors);
            realm.breakage().startServer();
            goesOn(visitors);
            realm.breakage().stopOtherNode();
            goesOn(visitors);
            realm.breakage().startOtherNode();
            goesOn(visitors);
            ended.set(true);
            for (Future<?> each : running) {
                each.get();
            }
        } finally {
            ended.set(true);
            threads.shutdownNow();
        }
        System.out.printf(
                "Rolling restart, %s: answered %s, failed %s%n",
                name,
                visitors.stream().map(visitor -> visitor.answered.get()).toList(),
                visitors.stream().map(visitor -> visitor.failed.size()).toList());
        assertThat(visitors).allSatisfy(visitor -> assertThat(visitor.failed).isEmpty());
        realm.board()
                .queryParam("search", name)
                .get("/GB123/users")
                .then()
                .body("total", is(visitors.get(1).answered.get()));
    }

    private static void goesOn(List<Visitor> visitors) {
        List<Integer> before = visitors.stream().map(visitor -> visitor.answered.get()).toList();
        assertThat(
                        Waiting.until(
                                LIMIT,
                                () -> {
                                    for (int i = 0; i < visitors.size(); i++) {
                                        if (visitors.get(i).answered.get()
                                                < before.get(i) + GO_ON) {
                                            return false;
                                        }
                                    }
                                    return true;
                                }))
                .as(
                        "it goes on: %s",
                        visitors.stream().map(visitor -> visitor.failed.toString()).toList())
                .isTrue();
    }
}
