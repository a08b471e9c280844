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
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.mycambridge.it.Hand.Answer;
import org.mycambridge.it.stand.OnKeycloak;
import org.mycambridge.it.stand.TestRealm;
import org.mycambridge.it.stand.Waiting;

/**
 * Two nodes are restarted one after the other while people are at work: nobody notices, as long as
 * a proxy tries the other node where one does not answer ({@code -Pcluster}).
 */
@OnKeycloak
@Tag("cluster")
class RollingRestartIT extends AtServices {

    /** So many requests of each kind before, between and after. */
    private static final int GO_ON = 10;

    private final TestRealm other;

    RollingRestartIT(TestRealm realm) {
        super(realm);
        this.other = realm.atOtherNode();
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

    @Test
    void nobodyNoticesARollingRestart() throws Exception {
        String email = People.freshEmail();
        people.member("GB123", email, "sfa.teacher");
        Tokens tokens = signIn(SUBMIT, email, "organization:GB123");
        List<TestRealm> nodes = List.of(realm, other);
        Proxy officer = new Proxy(nodes, "/realms/{realm}/centres", node -> node.token(OFFICER));
        Proxy service = new Proxy(nodes, "/realms/{realm}", node -> "");
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
                                                        "rolling" + i + "@school.example",
                                                        "roles",
                                                        List.of("sfa.teacher")),
                                                "Idempotency-Key",
                                                "rolling-" + i),
                                ended),
                        new Visitor(
                                i -> service.refresh(SUBMIT, SUBMIT + "-secret", tokens.refresh()),
                                ended));
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
                "Rolling restart: answered %s, failed %s, tried again at the other node %d%n",
                visitors.stream().map(visitor -> visitor.answered.get()).toList(),
                visitors.stream().map(visitor -> visitor.failed.size()).toList(),
                officer.again() + service.again());
        assertThat(visitors).allSatisfy(visitor -> assertThat(visitor.failed).isEmpty());
        int added = visitors.get(1).answered.get();
        realm.board()
                .queryParam("search", "rolling")
                .get("/GB123/users")
                .then()
                .body("total", is(added));
    }

    private static void goesOn(List<Visitor> visitors) {
        List<Integer> before = visitors.stream().map(visitor -> visitor.answered.get()).toList();
        assertThat(
                        Waiting.until(
                                Duration.ofSeconds(60),
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
