package org.mycambridge.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.mycambridge.it.stand.OnKeycloak;
import org.mycambridge.it.stand.TestRealm;
import org.mycambridge.it.stand.Waiting;

/**
 * Something fails while people are at work. Each act that was acknowledged is there afterwards, of
 * the others nothing is there by half, and what is always so (docs/invariants.sql) is so.
 */
@OnKeycloak(samples = false)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class Faults {

    /** How many acts of each are acknowledged before something fails, and after it. */
    private static final int UNDER_WAY = 4;

    private static final Duration GOES_ON = Duration.ofSeconds(120);
    private static final Duration AT_ONCE = Duration.ofSeconds(2);
    private static final Duration SENT = Duration.ofSeconds(15);
    private static final AtomicInteger NUMBER = new AtomicInteger();

    final TestRealm realm;
    private final List<String> table = new ArrayList<>();

    Faults(TestRealm realm) {
        this.realm = realm;
    }

    /** What fails, and is mended. */
    @FunctionalInterface
    interface Fault {

        void happens(Scene scene) throws Exception;
    }

    /** Who is at work. */
    @FunctionalInterface
    interface Work extends BiFunction<Scene, String, Deed> {}

    /**
     * A fault in the middle of some work.
     *
     * @param name as the table shows it
     */
    record Scenario(String name, Fault fault, List<Work> work) {

        static Scenario of(String name, Fault fault, Work... work) {
            return new Scenario(name, fault, List.of(work));
        }

        @Override
        public String toString() {
            return name;
        }
    }

    abstract Stream<Scenario> scenarios();

    /** Those that were asked for: {@code -Dit.fault}. */
    Stream<Scenario> chosen() {
        return scenarios()
                .filter(scenario -> scenario.name().matches(System.getProperty("it.fault")));
    }

    @BeforeAll
    void theOfficer() {
        realm.breakage().requireDatabase();
        realm.board()
                .body("{\"number\": \"HOME\", \"name\": \"Home\", \"type\": \"CENTRE\"}")
                .post()
                .then()
                .statusCode(201);
        new People(realm).member("HOME", Deed.OFFICER, Deed.MANAGER);
        Scene.liftLimits(realm);
        realm.token(Deed.OFFICER); // who has signed in counts (D30)
    }

    @AfterAll
    void print() {
        System.out.println("scenario | acts | acknowledged | lost | violations");
        table.forEach(System.out::println);
    }

    /** For the report that .ci/run makes of all classes. */
    private void note(String row) throws IOException {
        table.add(row);
        Path folder = Files.createDirectories(Path.of("target", "faults"));
        Files.write(
                folder.resolve(getClass().getSimpleName() + ".rows"),
                table.stream().map(each -> "| " + each + " |").toList());
    }

    @ParameterizedTest(name = "{0}", allowZeroInvocations = true)
    @MethodSource("chosen")
    void nothingIsLost(Scenario scenario) throws Exception {
        Scene scene = Scene.of(realm);
        List<Deed> deeds = new ArrayList<>();
        for (Work each : scenario.work()) {
            String centre = "F" + NUMBER.incrementAndGet();
            centre(centre);
            Deed deed = each.apply(scene, centre);
            deed.prepare();
            deeds.add(deed);
        }
        long began = System.nanoTime();
        work(scenario, scene, deeds);
        List<String> lost = new ArrayList<>();
        if (!settle()) {
            lost.add("mail is still due: " + due());
        }
        deeds.forEach(deed -> lost.addAll(deed.lost()));
        List<String> violations = realm.violations();
        String row =
                "%s | %d | %d | %d | %d"
                        .formatted(
                                scenario.name(),
                                deeds.stream().mapToInt(Deed::acts).sum(),
                                deeds.stream().mapToInt(Deed::acknowledged).sum(),
                                lost.size(),
                                violations.size());
        note(row);
        System.out.printf(
                "Fault: %s (%d s)%n",
                row, TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - began));
        assertThat(lost).as("lost").isEmpty();
        assertThat(violations).as("violations").isEmpty();
    }

    private void work(Scenario scenario, Scene scene, List<Deed> deeds) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(deeds.size());
        try {
            List<Future<?>> running = new ArrayList<>();
            deeds.forEach(deed -> running.add(threads.submit(deed::go)));
            try {
                goesOn("before the fault", deeds, running);
                scenario.fault().happens(scene);
                goesOn("after the fault", deeds, running);
            } finally {
                deeds.forEach(Deed::end);
            }
            for (Future<?> each : running) {
                each.get();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    /** Everybody has something acknowledged, from now on. */
    private static void goesOn(String when, List<Deed> deeds, List<Future<?>> running) {
        List<Integer> before = deeds.stream().map(Deed::acknowledged).toList();
        boolean all =
                Waiting.until(
                        GOES_ON,
                        () -> {
                            for (int i = 0; i < deeds.size(); i++) {
                                if (deeds.get(i).acknowledged() < before.get(i) + UNDER_WAY
                                        && !running.get(i).isDone()) {
                                    return false;
                                }
                            }
                            return true;
                        });
        assertThat(all).as("it goes on %s: %s", when, before).isTrue();
    }

    /** Whether all mail that is owed has left, when time has passed. */
    private boolean settle() {
        boolean sent = Waiting.until(AT_ONCE, () -> due() == 0);
        for (int i = 0; !sent && i < 6; i++) {
            // A lease of whoever is dead runs out; what failed is tried again within the hour.
            realm.clock().advance(Duration.ofMinutes(61));
            sent = Waiting.until(SENT, () -> due() == 0);
        }
        return sent;
    }

    private long due() {
        return Long.parseLong(
                realm.select(
                                "select count(*) from MC_DELIVERY where STATE = 'DUE' and KIND <>"
                                        + " 'invitation-reminder'")
                        .get(0));
    }

    /** Sent again until it is whole: a cluster that has just lost a node is slow for a while. */
    private void centre(String number) {
        String lines =
                ("{\"centre\": {\"number\": \"%1$s\", \"name\": \"Centre %1$s\", \"type\":"
                                + " \"CENTRE\"}}\n"
                                + "{\"person\": {\"email\": \"%2$s\", \"firstName\": \"Olive\","
                                + " \"lastName\": \"Officer\", \"centre\": \"%1$s\", \"roles\":"
                                + " [\"%3$s\"]}}")
                        .formatted(number, Deed.OFFICER, Deed.MANAGER);
        assertThat(
                        Waiting.until(
                                GOES_ON,
                                () ->
                                        realm.board()
                                                .contentType("application/jsonl")
                                                .body(lines)
                                                .post("/import")
                                                .then()
                                                .statusCode(207)
                                                .extract()
                                                .asString()
                                                .lines()
                                                .allMatch(
                                                        line ->
                                                                line.matches(
                                                                        ".*\"status\":20[01].*"))))
                .as("centre %s", number)
                .isTrue();
    }
}
