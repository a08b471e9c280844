package org.mycambridge.benchmarks.peers;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.mycambridge.it.stand.DatabaseKind;
import org.mycambridge.it.stand.Jvm;
import org.mycambridge.it.stand.MeasuredServer;

/**
 * What is looked at with a million memberships and with a hundredth of them, on PostgreSQL: how
 * long it takes, and what the database does for it.
 */
public final class Sizes {

    /** Each figure is measured in so many parts, between those of all others. */
    private static final int ROUNDS = 5;

    /** A table with more rows than this is big. */
    private static final int BIG = 50_000;

    /** By then what runs by itself has run once. */
    private static final Duration TIMERS = Duration.ofSeconds(75);

    private final Options options;
    private final Path jdk = Options.jdk();
    private final Instant started = Instant.now();

    /**
     * What was measured at one size.
     *
     * @param figures by the name of what was done, medians and 95th percentiles in milliseconds
     */
    record Measured(
            Estate estate,
            long memberships,
            long bytes,
            Map<String, double[]> figures,
            Map<String, Long> tables,
            List<Plans.Statement> statements,
            String facts) {}

    private Sizes(Options options) {
        this.options = options;
    }

    /** Reads everything from system properties; benchmarks/README.md names them. */
    public static void main(String[] arguments) {
        // So that a visitor may name an alias of this machine; Java looks once, at the first
        // request.
        System.setProperty("jdk.httpclient.allowRestrictedHeaders", "host");
        new Sizes(Options.read()).run();
    }

    private void run() {
        List<Stand> stands = new ArrayList<>();
        List<Measured> measured = new ArrayList<>();
        try {
            for (Estate estate : List.of(Estate.HUNDREDTH, Estate.FULL)) {
                if (options.systems().contains(estate.name().replace(' ', '-'))) {
                    stands.add(new Stand(estate));
                }
            }
            stands.forEach(Stand::warmUp);
            for (int round = 0; round < ROUNDS; round++) {
                int loads = stands.isEmpty() ? 0 : stands.get(0).loads.size();
                for (int load = 0; load < loads; load++) {
                    for (Stand stand : stands) {
                        stand.time(load);
                    }
                }
            }
            stands.forEach(stand -> measured.add(stand.measured()));
        } finally {
            stands.forEach(Stand::close);
        }
        new SizeReport(options, measured, BIG).write();
    }

    /**
     * A server with one of the sizes. All stand at the same time, and each figure is measured on
     * one after the other, so that what else the machine does is the same for all.
     */
    private final class Stand implements AutoCloseable {

        private final Estate estate;
        private final MailSink mails = new MailSink();
        private final MeasuredServer server;
        private final String ordinary;
        private final List<Load> loads;
        private final List<Visitor> visitors;
        private final List<List<Double>> times = new ArrayList<>();
        private final String facts;
        private boolean closed;

        Stand(Estate estate) {
            this.estate = estate;
            OurExtension ours = new OurExtension(options.realmConfig());
            Path work = options.work().resolve("size-" + estate.centres());
            List<Path> jars = new ArrayList<>(ours.jars());
            jars.add(Options.file("bench.testKit").orElseThrow());
            facts = options.facts();
            say(estate.name() + ": preparing the server");
            server =
                    new MeasuredServer(
                            new MeasuredServer.Kind(
                                    ours.distribution(),
                                    jars,
                                    DatabaseKind.POSTGRES,
                                    new Jvm(jdk, options.heap(), options.jvmOptions()),
                                    work));
            Path seeded = work.resolve("seeded");
            if (!Files.exists(seeded) || options.fresh()) {
                seed(ours, estate, server, seeded);
            }
            server.takeUp(seeded);
            server.start();
            Site site = new Site(server);
            ours.prepare(site, mails.port());
            ordinary = Estate.ordinaryCentre(server.databaseUrl());
            loads = new Looks(site, ordinary).loads();
            visitors = loads.stream().map(Visitor::new).toList();
            loads.forEach(load -> times.add(new ArrayList<>()));
        }

        void warmUp() {
            say(estate.name() + ": warming up");
            long until = System.nanoTime() + options.wholeWarmUp() * 1_000_000_000L;
            while (System.nanoTime() < until) {
                visitors.forEach(Visitor::visit);
            }
        }

        void time(int load) {
            times.get(load).addAll(timed(visitors.get(load), loads.get(load).inARow()));
        }

        /** All figures; at full size, with every statement explained. */
        Measured measured() {
            Map<String, double[]> figures = new LinkedHashMap<>();
            say(estate.name());
            for (int i = 0; i < loads.size(); i++) {
                double[] figure = medianAndTail(times.get(i));
                figures.put(loads.get(i).name(), figure);
                System.out.printf(
                        Locale.ROOT,
                        "    %-52s median %8.2f ms, p95 %8.2f ms%n",
                        loads.get(i).name(),
                        figure[0],
                        figure[1]);
            }
            long memberships = number("select count(*) from mc_membership");
            long bytes = number("select pg_database_size(current_database())");
            Map<String, Long> tables = tables(server.databaseUrl());
            List<Plans.Statement> statements =
                    estate == Estate.FULL ? explained(server, ordinary, tables) : List.of();
            close();
            return new Measured(estate, memberships, bytes, figures, tables, statements, facts);
        }

        private long number(String query) {
            return Estate.with(server.databaseUrl(), statement -> Estate.number(statement, query));
        }

        @Override
        public void close() {
            if (!closed) {
                closed = true;
                server.close();
                mails.close();
            }
        }
    }

    private void seed(OurExtension ours, Estate estate, MeasuredServer server, Path seeded) {
        server.start();
        Site site = new Site(server);
        site.letAdministratorsStay();
        ours.seed(site, new World(List.of(1), List.of(1)));
        say(estate.name() + ": seeding (once)");
        say("  " + estate.seed(server.databaseUrl()) + " memberships");
        // What the server keeps of the realm is from before.
        server.stop();
        server.start();
        prepare(new Site(server), Estate.ordinaryCentre(server.databaseUrl()));
        server.stop();
        MeasuredServer.forget(seeded);
        server.putAside(seeded);
    }

    private List<Plans.Statement> explained(
            MeasuredServer server, String ordinary, Map<String, Long> tables) {
        say("explaining");
        Plans.begin(server.databaseUrl());
        server.stop();
        server.start();
        long timers = System.nanoTime() + TIMERS.toNanos();
        Looks looks = new Looks(new Site(server), ordinary);
        looks.all();
        while (System.nanoTime() < timers) {
            looks.loads().forEach(load -> new Visitor(load).visit());
        }
        server.stop();
        return Plans.read(
                server.databaseFolder(),
                tables.entrySet().stream()
                        .filter(table -> table.getValue() > BIG)
                        .map(Map.Entry::getKey)
                        .collect(Collectors.toSet()));
    }

    /** Milliseconds of one visit, the mean of some in a row. */
    private List<Double> timed(Visitor visitor, int inARow) {
        for (int i = 0; i < 3; i++) {
            visitor.visit();
        }
        long until =
                System.nanoTime()
                        + Duration.ofSeconds(options.seconds()).dividedBy(ROUNDS).toNanos();
        List<Double> times = new ArrayList<>();
        while (System.nanoTime() < until || times.size() < 5) {
            long before = System.nanoTime();
            for (int i = 0; i < inARow; i++) {
                visitor.visit();
            }
            times.add((System.nanoTime() - before) / 1e6 / inARow);
        }
        return times;
    }

    private static double[] medianAndTail(List<Double> times) {
        double[] sorted = times.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        return new double[] {
            sorted[sorted.length / 2], sorted[(int) Math.round(0.95 * (sorted.length - 1))]
        };
    }

    /** Those who sign in get a password, and the board somebody of its own. */
    private static void prepare(Site site, String ordinary) {
        List.of(
                        Estate.TRAVELLER,
                        Estate.officer(Estate.LARGE_CENTRE),
                        Estate.officer(ordinary),
                        Estate.officer(Estate.ASSOCIATE))
                .forEach(site::setPassword);
        Map<String, Object> user = new LinkedHashMap<>();
        user.put("username", Looks.STAFF);
        user.put("email", Looks.STAFF);
        user.put("firstName", "Stella");
        user.put("lastName", "Staff");
        user.put("enabled", true);
        user.put("emailVerified", true);
        String id = AdministeredPeer.id(site.admin().post(site.adminUrl() + "/users", user));
        site.setPassword(new World.Person(Looks.STAFF, "Stella", "Staff"));
        String client =
                site.admin()
                        .get(site.adminUrl() + "/clients?clientId=realm-management")
                        .get(0)
                        .path("id")
                        .asText();
        JsonNode role =
                site.admin()
                        .get(
                                site.adminUrl()
                                        + "/clients/"
                                        + client
                                        + "/roles/manage-organizations");
        site.admin()
                .post(
                        site.adminUrl() + "/users/" + id + "/role-mappings/clients/" + client,
                        List.of(role));
    }

    /** How many rows each table has that has many. */
    private static Map<String, Long> tables(String url) {
        return Estate.with(
                url,
                statement -> {
                    Map<String, Long> tables = new LinkedHashMap<>();
                    try (ResultSet found =
                            statement.executeQuery(
                                    "select relname, reltuples::bigint from pg_class where relkind"
                                            + " = 'r' and reltuples >= 100 and relnamespace ="
                                            + " 'public'::regnamespace order by reltuples desc,"
                                            + " relname")) {
                        while (found.next()) {
                            tables.put(found.getString(1), found.getLong(2));
                        }
                    }
                    return tables;
                });
    }

    private void say(String text) {
        long seconds = Duration.between(started, Instant.now()).toSeconds();
        System.out.printf(Locale.ROOT, "[%2d:%02d] %s%n", seconds / 60, seconds % 60, text);
    }
}
