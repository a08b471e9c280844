package org.mycambridge.benchmarks.peers;

import java.util.List;

/**
 * What one process of the load generator does: load after load.
 *
 * @param warmUp seconds of each load that are thrown away
 * @param seconds of each load that are measured, in all
 * @param rounds in which they are measured: load after load, and again from the first, so that a
 *     server that grows quicker, or is disturbed for a while, does not favour one of them
 */
record LoadPlan(String baseUrl, int warmUp, int seconds, int rounds, List<Load> loads) {

    /** A property with the plan's file. */
    static final String FILE = "bench.plan";

    /** How requests that are thrown away are named. */
    static final String THROWN_AWAY = "warm-up";
}
