package org.mycambridge.web.board;

import java.time.Duration;
import org.jboss.logging.Logger;

/** What the log says of an import while it runs, and at its end. */
final class ImportProgress {

    private static final Logger LOG = Logger.getLogger(ImportProgress.class);
    private static final Duration EACH = Duration.ofSeconds(10);
    private static final int EACH_LINES = 10_000;

    private final String realm;
    private final String what;
    private final long began = System.nanoTime();
    private long toldAt = began;
    private long told;
    private long written;
    private long unchanged;
    private long failed;

    ImportProgress(String realm, boolean dryRun) {
        this.realm = realm;
        this.what = dryRun ? "Dry run of an import" : "Import";
    }

    void count(int status) {
        if (status == 201) {
            written++;
        } else if (status == 200) {
            unchanged++;
        } else {
            failed++;
        }
    }

    private long lines() {
        return written + unchanged + failed;
    }

    void tell() {
        if (System.nanoTime() - toldAt >= EACH.toNanos() || lines() - told >= EACH_LINES) {
            say("goes on");
            toldAt = System.nanoTime();
            told = lines();
        }
    }

    void end() {
        say("has ended");
    }

    private void say(String how) {
        double seconds = (System.nanoTime() - began) / 1e9;
        LOG.infof(
                "%s into realm %s %s: %d lines, %d written, %d unchanged, %d failed, %.0f a second",
                what, realm, how, lines(), written, unchanged, failed, lines() / seconds);
    }
}
