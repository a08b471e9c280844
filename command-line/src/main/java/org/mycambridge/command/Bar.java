package org.mycambridge.command;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;

/**
 * How far an import is, on a line that is drawn anew; a line each ten seconds where none can be.
 */
final class Bar {

    private static final int WIDTH = 30;
    private static final Duration DRAWN = Duration.ofMillis(200);
    private static final Duration SAID = Duration.ofSeconds(10);

    private final PrintStream to;
    private final boolean terminal;
    private final long total;
    private final long began = System.nanoTime();
    private long shown = began;
    private boolean drawn;

    Bar(PrintStream to, boolean terminal, long total) {
        this.to = to;
        this.terminal = terminal;
        this.total = total;
    }

    void at(long done) {
        long now = System.nanoTime();
        if (now - shown < (terminal ? DRAWN : SAID).toNanos()) {
            return;
        }
        shown = now;
        String text = text(done, (now - began) / 1e9);
        if (terminal) {
            to.print("\r" + text);
            to.flush();
            drawn = true;
        } else {
            to.println(text);
        }
    }

    private String text(long done, double seconds) {
        double share = total == 0 ? 1 : Math.min(1, (double) done / total);
        double rate = done / seconds;
        String left = rate > 0 ? duration((long) ((total - done) / rate)) + " left" : "";
        String full = "#".repeat((int) (WIDTH * share));
        return String.format(
                Locale.ROOT,
                "[%-" + WIDTH + "s] %3d%%  %,d of %,d lines, %.0f a second, %s   ",
                full,
                (int) (100 * share),
                done,
                total,
                rate,
                left);
    }

    static String duration(long seconds) {
        return seconds < 60
                ? seconds + " s"
                : seconds < 3_600
                        ? seconds / 60 + " min " + seconds % 60 + " s"
                        : seconds / 3_600 + " h " + seconds % 3_600 / 60 + " min";
    }

    /** Makes room for other words. */
    void end() {
        if (drawn) {
            to.println();
            drawn = false;
        }
    }

    long seconds() {
        return Duration.ofNanos(System.nanoTime() - began).toSeconds();
    }
}
