package org.mycambridge.benchmarks.peers;

import java.util.Arrays;
import java.util.stream.IntStream;

/** Single requests: how long they take with empty caches, and how many statements they cost. */
final class Once {

    private static final int COLD_TIMES = 11;
    private static final int COUNTS = 7;

    private Once() {}

    /**
     * A load's steps right after the server's caches were emptied; classes are loaded and compiled,
     * as the load has run before.
     *
     * @param median in milliseconds
     */
    record Cold(double median, double p95) {}

    static Cold cold(Site site, Load load) {
        Visitor visitor = new Visitor(load);
        visitor.visit();
        double[] times =
                IntStream.range(0, COLD_TIMES)
                        .mapToDouble(
                                i -> {
                                    site.clearCaches();
                                    long before = System.nanoTime();
                                    visitor.visit();
                                    return (System.nanoTime() - before) / 1e6;
                                })
                        .sorted()
                        .toArray();
        return new Cold(
                times[times.length / 2], times[(int) Math.round(0.95 * (times.length - 1))]);
    }

    /** SQL statements of a load's steps; the middle one of a few, as timers run beside. */
    record Sql(long warm, long cold) {}

    static Sql sql(Site site, Load load) {
        Visitor visitor = new Visitor(load);
        visitor.visit();
        visitor.visit();
        return new Sql(
                middle(IntStream.range(0, COUNTS).mapToLong(i -> count(site, visitor)).toArray()),
                middle(
                        IntStream.range(0, COUNTS)
                                .mapToLong(
                                        i -> {
                                            site.clearCaches();
                                            return count(site, visitor);
                                        })
                                .toArray()));
    }

    private static long count(Site site, Visitor visitor) {
        // The first question fills what asking itself needs.
        site.statements();
        long first = site.statements();
        long asking = site.statements() - first;
        long before = site.statements();
        visitor.visit();
        return site.statements() - before - asking;
    }

    private static long middle(long[] counts) {
        Arrays.sort(counts);
        return counts[counts.length / 2];
    }
}
