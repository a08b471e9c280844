package org.mycambridge.benchmarks.peers;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What our figures are held to, and whether they keep to it. */
final class Limits {

    private static final double BESIDE_PLAIN = 1.15;
    private static final double BESIDE_ONE_CENTRE = 1.25;
    private static final double BESIDE_SMALLEST = 1.3;
    private static final double MORE_STATEMENTS = 2;
    private static final double STATEMENTS = 10;
    private static final double BYTES_FOR_ONE = 1_600;
    private static final double BYTES_FOR_ALL = 4_096;

    /**
     * One line of the report.
     *
     * @param is the figure, as text
     * @param limit the most it may be
     */
    record Line(String what, String is, String limit, boolean met) {}

    private final List<Line> lines = new ArrayList<>();
    private final Measured ours;
    private final World world;

    private Limits(Measured ours, World world) {
        this.ours = ours;
        this.world = world;
    }

    /** Every limit for which there are figures. */
    static List<Line> of(Measured ours, Optional<Measured> keycloak, World world) {
        Limits limits = new Limits(ours, world);
        limits.refresh(keycloak);
        limits.tokens();
        limits.sizes();
        return limits.lines;
    }

    private void refresh(Optional<Measured> keycloak) {
        int most = world.centres().get(world.centres().size() - 1);
        String all = "refresh/" + most + "/all";
        String plain = "refresh/" + most + "/plain";
        String one = "refresh/" + world.centres().get(0) + "/all";
        String in = "Refresh for a person in " + most + " centres, all of them named";
        ratio(
                in + ": time beside the same without the scope",
                ours.median(all),
                ours.median(plain),
                BESIDE_PLAIN);
        ratio(
                in + ", " + Peer.AT_ONCE + " users: time beside the same without the scope",
                ours.load(all + Peer.TOGETHER, "median"),
                ours.load(plain + Peer.TOGETHER, "median"),
                BESIDE_PLAIN);
        both(
                ours.warmSql(all),
                ours.warmSql(plain),
                (with, without) ->
                        most(
                                in + ": SQL statements more than without the scope, warm",
                                with - without,
                                MORE_STATEMENTS));
        ours.warmSql(all)
                .ifPresent(count -> most(in + ": SQL statements, warm", count, STATEMENTS));
        ratio(
                in + ": time beside a person in " + world.centres().get(0),
                ours.median(all),
                ours.median(one),
                BESIDE_ONE_CENTRE);
        if (keycloak.isPresent()) {
            both(
                    ours.cold(all),
                    keycloak.get().cold(all),
                    (mine, theirs) ->
                            most(in + ", cold: time (limit: Keycloak's own), ms", mine, theirs));
            both(
                    ours.coldSql(all),
                    keycloak.get().coldSql(all),
                    (mine, theirs) ->
                            most(
                                    in + ", cold: SQL statements (limit: Keycloak's own)",
                                    mine,
                                    theirs));
        }
    }

    private void tokens() {
        int most = world.centres().get(world.centres().size() - 1);
        ours.bytes("refresh/" + most + "/one")
                .ifPresent(
                        bytes ->
                                most(
                                        "Access token for one selected centre, six roles, bytes",
                                        bytes,
                                        BYTES_FOR_ONE));
        bytes("with the shipped catalogue's two roles", "refresh/" + most + "/all-shipped", most);
        bytes("with six roles", "refresh/" + most + "/all", most);
    }

    private void bytes(String roles, String name, int centres) {
        ours.bytes(name)
                .ifPresent(
                        bytes ->
                                most(
                                        "Access token for all "
                                                + centres
                                                + " centres "
                                                + roles
                                                + " each"
                                                + (ours.roles(name).orElse(0.0) == 0
                                                        ? " (numbers alone: the size guard)"
                                                        : "")
                                                + ", bytes",
                                        bytes,
                                        BYTES_FOR_ALL));
    }

    private void sizes() {
        int least = world.members().get(0);
        int most = world.members().get(world.members().size() - 1);
        for (Figure figure : Figure.ofMembers()) {
            ratio(
                    figure.title() + " at " + number(most) + " members beside " + number(least),
                    ours.median(figure.id() + "/" + most),
                    ours.median(figure.id() + "/" + least),
                    BESIDE_SMALLEST);
        }
    }

    private interface Two {
        void accept(double one, double other);
    }

    private static void both(Optional<Double> one, Optional<Double> other, Two use) {
        if (one.isPresent() && other.isPresent()) {
            use.accept(one.get(), other.get());
        }
    }

    private void ratio(String what, Optional<Double> one, Optional<Double> other, double limit) {
        both(
                one,
                other,
                (mine, base) ->
                        lines.add(
                                new Line(
                                        what,
                                        String.format(Locale.ROOT, "%.2f ×", mine / base),
                                        String.format(Locale.ROOT, "%.2f ×", limit),
                                        mine / base <= limit)));
    }

    private void most(String what, double is, double limit) {
        lines.add(new Line(what, number(is), number(limit), is <= limit));
    }

    static String number(double value) {
        return value == Math.rint(value)
                ? String.format(Locale.ROOT, "%,.0f", value)
                : String.format(Locale.ROOT, "%,.1f", value);
    }
}
