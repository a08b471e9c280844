package org.mycambridge.web.board;

import java.time.Duration;
import org.jboss.logging.Logger;
import org.mycambridge.watch.Meters;

/** What the log says of an import while it runs, and at its end. */
final class ImportProgress {

    private static final Logger LOG = Logger.getLogger(ImportProgress.class);
    private static final Duration EACH = Duration.ofSeconds(10);
    private static final int EACH_LINES = 10_000;

    private static final String LINES = "mycambridge.import.lines";
    private static final String OF_LINES = "Lines of imports";

    private final String realm;
    private final boolean dryRun;
    private final String what;
    private final long began = System.nanoTime();
    private long toldAt = began;
    private long told;
    private long written;
    private long unchanged;
    private long failed;

    ImportProgress(String realm, boolean dryRun) {
        this.realm = realm;
        this.dryRun = dryRun;
        this.what = dryRun ? "Dry run of an import" : "Import";
    }

    void count(int status) {
        String outcome;
        if (status == 201) {
            written++;
            outcome = "written";
        } else if (status == 200) {
            unchanged++;
            outcome = "unchanged";
        } else {
            failed++;
            outcome = "failed";
        }
        if (!dryRun) {
            Meters.count(LINES, OF_LINES, "outcome", outcome);
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
        if (!dryRun) {
            Meters.time(
                    "mycambridge.imports",
                    "Imports, from the first line read to the last one answered",
                    System.nanoTime() - began);
        }
    }

    private void say(String how) {
        double seconds = (System.nanoTime() - began) / 1e9;
        LOG.infof(
                "%s into realm %s %s: %d lines, %d written, %d unchanged, %d failed, %.0f a second",
                what, realm, how, lines(), written, unchanged, failed, lines() / seconds);
    }
}
