package org.mycambridge.benchmarks.peers;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/** Each figure of ours beside the same of each other system. */
final class Comparison {

    /** A figure that is not better, in words. */
    record Worse(String what, String by) {}

    private final Measured ours;
    private final List<Measured> others;
    private final World world;
    private final List<Worse> worse = new ArrayList<>();
    private int compared;

    Comparison(Measured ours, List<Measured> others, World world) {
        this.ours = ours;
        this.others = others;
        this.world = world;
        compare();
    }

    int compared() {
        return compared;
    }

    List<Worse> worse() {
        return worse;
    }

    private void compare() {
        for (int many : world.centres()) {
            for (String scope : List.of("plain", "all", "one")) {
                String name = "refresh/" + many + "/" + scope;
                String what = "refresh, " + many + " centres, " + scope;
                times(what, name);
                less(what + ", access token, bytes", measured -> measured.bytes(name));
                less(
                        what + ", " + Peer.AT_ONCE + " users, median, ms",
                        measured -> measured.load(name + Peer.TOGETHER, "median"));
            }
        }
        for (Figure figure : List.of(Figure.LIST, Figure.GRANT, Figure.MEMBER)) {
            for (int size : world.members()) {
                times(
                        figure.title().toLowerCase(Locale.ROOT)
                                + ", "
                                + Limits.number(size)
                                + " members",
                        figure.id() + "/" + size);
            }
        }
        for (int users : List.of(1, Peer.AT_ONCE)) {
            // More is better: compared the other way round.
            less(
                    "sign-in, " + users + " at once, ms for one",
                    measured ->
                            measured.load("sign-in@" + users, "rate").map(rate -> 1_000 / rate));
        }
    }

    private void times(String what, String name) {
        less(what + ", median, ms", measured -> measured.median(name));
        less(what + ", p95, ms", measured -> measured.load(name + Peer.ALONE, "p95"));
        less(what + ", cold, ms", measured -> measured.cold(name));
        less(what + ", SQL warm", measured -> measured.warmSql(name));
        less(what + ", SQL cold", measured -> measured.coldSql(name));
    }

    private void less(String what, Function<Measured, Optional<Double>> figure) {
        Optional<Double> mine = figure.apply(ours);
        for (Measured other : others) {
            Optional<Double> theirs = figure.apply(other);
            if (mine.isEmpty() || theirs.isEmpty()) {
                continue;
            }
            compared++;
            if (mine.get() > theirs.get()) {
                worse.add(
                        new Worse(
                                what,
                                Limits.number(round(mine.get()))
                                        + " against "
                                        + Limits.number(round(theirs.get()))
                                        + " of "
                                        + other.peer().shortTitle()));
            }
        }
    }

    private static double round(double value) {
        return Math.round(value * 10) / 10.0;
    }
}
