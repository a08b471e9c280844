package org.mycambridge.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.mycambridge.it.stand.BadMailServer;
import org.mycambridge.it.stand.Waiting;

/** What fails, and is mended again. */
final class Breaks {

    /** How many must have been cut off in the middle of what they did. */
    private static final int CUT = 12;

    private static final Duration LIMIT = Duration.ofSeconds(60);

    private Breaks() {}

    // ------------------------------------------------------------------ servers

    static void serverIsKilled(Scene scene) {
        scene.breaks().killServer();
        scene.breaks().startServer();
    }

    /** The second time while it is just beginning to work again. */
    static void serverIsKilledTwice(Scene scene) {
        serverIsKilled(scene);
        serverIsKilled(scene);
    }

    static void serverIsRestarted(Scene scene) {
        scene.breaks().stopServer();
        scene.breaks().startServer();
    }

    static void serverStandsStill(Scene scene) {
        scene.breaks().pauseServer();
        passes(Duration.ofSeconds(15));
        scene.breaks().resumeServer();
    }

    static void serverAndDatabaseAreKilled(Scene scene) {
        scene.breaks().killServer();
        scene.breaks().crashDatabase();
        scene.breaks().startDatabase();
        scene.breaks().startServer();
    }

    // ------------------------------------------------------------------ the database

    static void databaseIsRestarted(Scene scene) {
        scene.breaks().stopDatabase();
        scene.breaks().startDatabase();
    }

    static void databaseCrashes(Scene scene) {
        scene.breaks().crashDatabase();
        scene.breaks().startDatabase();
    }

    static void databaseStandsStill(Scene scene) {
        scene.breaks().pauseDatabase();
        passes(Duration.ofSeconds(30));
        scene.breaks().resumeDatabase();
    }

    static void transactionsAreCut(Scene scene) {
        AtomicInteger cut = new AtomicInteger();
        assertThat(
                        Waiting.until(
                                LIMIT,
                                () -> cut.addAndGet(scene.breaks().cutTransactions()) >= CUT))
                .as("%d transactions cut off", CUT)
                .isTrue();
    }

    static void databaseIsReadOnly(Scene scene) {
        scene.breaks().readOnly(true);
        passes(Duration.ofSeconds(3));
        scene.breaks().readOnly(false);
    }

    static void databaseHasNoConnectionsLeft(Scene scene) throws Exception {
        try (AutoCloseable taken = scene.breaks().takeConnections()) {
            passes(Duration.ofSeconds(5));
            assertThat(taken).isNotNull();
        }
    }

    static void centresAreLocked(Scene scene) throws Exception {
        try (AutoCloseable locked = scene.breaks().lock("select ID from MC_CENTRE for update")) {
            passes(Duration.ofSeconds(15));
            assertThat(locked).isNotNull();
        }
    }

    // ------------------------------------------------------------------ mail

    static void mailServerIsDown(Scene scene) {
        scene.realm().mailServer().stop();
        addsGoOn(scene, 4);
        scene.realm().mailServer().start();
    }

    /** While it behaves so, a few mails are tried. */
    static void mailServer(Scene scene, BadMailServer.Manners manners) {
        try (BadMailServer server = scene.breaks().badMailServer(manners)) {
            assertThat(Waiting.until(LIMIT, () -> server.visits() >= 4)).as("mails tried").isTrue();
        }
        scene.realm().mailServer().start();
    }

    /** Everybody else gets theirs, and the refused one as soon as it is taken. */
    static void mailServerRefusesOneAddress(Scene scene) {
        AtomicInteger number = new AtomicInteger();
        try (BadMailServer server =
                scene.breaks()
                        .badMailServer(
                                (step, line) ->
                                        step.equals("RCPT") && number.getAndIncrement() == 0
                                                ? "550 no such person"
                                                : "")) {
            assertThat(Waiting.until(LIMIT, () -> server.visits() >= 4)).as("mails tried").isTrue();
        }
        scene.realm().mailServer().start();
    }

    static void serverIsKilledWithMailUnderWay(Scene scene) {
        try (BadMailServer server =
                scene.breaks()
                        .badMailServer(
                                (step, line) -> {
                                    if (step.equals("BODY")) {
                                        passes(Duration.ofSeconds(60));
                                    }
                                    return "";
                                })) {
            assertThat(Waiting.until(LIMIT, () -> server.visits() >= 3)).as("mails tried").isTrue();
            scene.breaks().killServer();
        }
        scene.realm().mailServer().start();
        scene.breaks().startServer();
    }

    /** That many people more have been added, whatever became of their mails. */
    private static void addsGoOn(Scene scene, int more) {
        int before = invitations(scene);
        assertThat(Waiting.until(LIMIT, () -> invitations(scene) >= before + more))
                .as("people are added")
                .isTrue();
    }

    private static int invitations(Scene scene) {
        return Integer.parseInt(scene.realm().select("select count(*) from MC_INVITATION").get(0));
    }

    // ------------------------------------------------------------------ time

    static void clockMoves(Scene scene, Duration by) {
        scene.realm().clock().advance(by);
    }

    /** The time that something is broken for is what is tried here: nothing is waited for. */
    static void passes(Duration time) {
        long end = System.nanoTime() + time.toNanos();
        while (System.nanoTime() < end && !Thread.currentThread().isInterrupted()) {
            LockSupport.parkNanos(end - System.nanoTime());
        }
    }
}
