package org.mycambridge.benchmarks.peers;

import java.util.List;

/**
 * What one process of the load generator does: load after load.
 *
 * @param wholeWarmUp seconds of all loads in turn before anything is measured, for a server that
 *     was just started
 */
record LoadPlan(String baseUrl, int warmUp, int seconds, List<Load> loads) {

    /** A property with the plan's file. */
    static final String FILE = "bench.plan";

    /** How requests that are thrown away are named. */
    static final String THROWN_AWAY = "warm-up";
}
