package org.mycambridge.benchmarks.peers;

import java.util.Arrays;

/** When each of a number of people was done. */
final class Rate {

    private final long began = System.nanoTime();
    private final long[] doneAt;
    private int done;

    Rate(int people) {
        this.doneAt = new long[people];
    }

    /** One more is done; for threads that do some each, too. */
    synchronized void done() {
        doneAt[done++] = System.nanoTime() - began;
    }

    int people() {
        return done;
    }

    double seconds() {
        return doneAt[done - 1] / 1e9;
    }

    double aSecond() {
        return done / seconds();
    }

    /** How many a second, of the tenth part of them with this number, from 0. */
    double ofTenth(int tenth) {
        int from = done * tenth / 10;
        int to = done * (tenth + 1) / 10;
        long before = from == 0 ? 0 : doneAt[from - 1];
        return (to - from) / ((doneAt[to - 1] - before) / 1e9);
    }

    /** How many a second of each tenth part, in order. */
    double[] tenths() {
        double[] tenths = new double[10];
        Arrays.setAll(tenths, this::ofTenth);
        return tenths;
    }
}
