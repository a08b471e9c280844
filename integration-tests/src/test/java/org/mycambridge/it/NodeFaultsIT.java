package org.mycambridge.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.mycambridge.it.stand.TestRealm;
import org.mycambridge.it.stand.Waiting;

/** One of two nodes fails, and the other one goes on ({@code -Pcluster}). */
@Tag("cluster")
class NodeFaultsIT extends Faults {

    /** A node that stands still keeps the other one waiting until it counts as lost. */
    private static final Duration LIMIT = Duration.ofSeconds(120);

    NodeFaultsIT(TestRealm realm) {
        super(realm);
    }

    /** Somebody at the second node. */
    private static Work there(Work work) {
        return (scene, centre) -> work.apply(scene.atOtherNode(), centre);
    }

    @Override
    Stream<Scenario> scenarios() {
        return Stream.of(
                Scenario.of(
                        "one node killed, the other works",
                        NodeFaultsIT::oneIsKilled,
                        Deeds.Changes::new,
                        Deeds.Removals::new,
                        there(Deeds.Changes::new),
                        there(Deeds.Adds::new)),
                Scenario.of(
                        "the second node killed during webhooks",
                        NodeFaultsIT::theOtherIsKilled,
                        BoardDeeds.Messages::new,
                        there(Deeds.Adds::new)),
                Scenario.of(
                        "one node stands still",
                        NodeFaultsIT::oneStandsStill,
                        Deeds.Changes::new,
                        there(Deeds.AddsUntilAnswered::new)),
                Scenario.of(
                        "database crashed under two nodes",
                        Breaks::databaseCrashes,
                        Deeds.Changes::new,
                        there(Deeds.Removals::new)),
                Scenario.of(
                        "policies replaced at two nodes at once",
                        scene -> {},
                        BoardDeeds.Policies::new,
                        there(BoardDeeds.Policies::new),
                        Deeds.Changes::new,
                        there(Deeds.Adds::new)));
    }

    private static void oneIsKilled(Scene scene) {
        scene.breaks().killServer();
        theOtherWorks(scene);
        scene.breaks().startServer();
    }

    private static void theOtherIsKilled(Scene scene) {
        scene.breaks().killOtherNode();
        theOtherWorks(scene);
        scene.breaks().startOtherNode();
    }

    private static void oneStandsStill(Scene scene) {
        scene.breaks().pauseServer();
        theOtherWorks(scene);
        scene.breaks().resumeServer();
    }

    /** While one is away. */
    private static void theOtherWorks(Scene scene) {
        long before = acts(scene);
        assertThat(Waiting.until(LIMIT, () -> acts(scene) >= before + 10))
                .as("the other node works")
                .isTrue();
    }

    private static long acts(Scene scene) {
        return scene.breaks().count("MC_HISTORY");
    }
}
