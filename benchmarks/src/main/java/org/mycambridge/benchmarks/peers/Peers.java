package org.mycambridge.benchmarks.peers;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.mycambridge.it.stand.DatabaseKind;
import org.mycambridge.it.stand.Jvm;
import org.mycambridge.it.stand.MeasuredServer;

/** Measures all systems on all databases asked for, and writes the report. */
public final class Peers {

    /** Each figure is measured in so many parts, between those of all others of its kind. */
    private static final int ROUNDS = 4;

    private final Options options;
    private final Path jdk = Options.jdk();
    private final World world;
    private final Instant started = Instant.now();

    private Peers(Options options) {
        this.options = options;
        this.world = new World(options.members(), options.centres());
    }

    /** Reads everything from system properties; benchmarks/README.md names them. */
    public static void main(String[] arguments) {
        // So that a visitor may name an alias of this machine; Java looks once, at the first
        // request.
        System.setProperty("jdk.httpclient.allowRestrictedHeaders", "host");
        Peers peers = new Peers(Options.read());
        List<Peer> all =
                List.of(
                        new OurExtension(peers.options.realmConfig()),
                        new KeycloakOrganizations(),
                        new PhaseTwo(peers.jdk));
        for (DatabaseKind database : peers.options.databases()) {
            for (Peer peer : all) {
                if (peers.options.systems().contains(peer.id())) {
                    peers.measure(peer, database);
                }
            }
        }
        new Report(peers.options, peers.world, all).write();
    }

    private void measure(Peer peer, DatabaseKind database) {
        String name = name(peer, database);
        if (peer.missing().isPresent()) {
            say(name + " " + peer.missing().get() + ": skipped");
            return;
        }
        Path work = options.work().resolve(name);
        Results results = new Results(work.resolve(world.resultsFile()), options.fresh());
        if (results.has("run", "end")) {
            say(name + " was measured already (-Dbench.fresh=true measures anew)");
            return;
        }
        results.put("run", "facts", options.facts());
        List<Path> jars = new ArrayList<>(peer.jars());
        jars.add(Options.file("bench.testKit").orElseThrow());
        say(name + ": preparing the server");
        try (MailSink mails = new MailSink();
                MeasuredServer server =
                        new MeasuredServer(
                                new MeasuredServer.Kind(
                                        peer.distribution(),
                                        jars,
                                        database,
                                        new Jvm(jdk, options.heap(), options.jvmOptions()),
                                        work))) {
            Path seeded = work.resolve("seeded-" + world.id());
            if (!Files.exists(seeded)) {
                seed(peer, server, seeded, work);
            }
            server.takeUp(seeded);
            server.start();
            Site site = new Site(server);
            peer.prepare(site, mails.port());
            say(name + ": signing people in");
            List<Load> loads = peer.loads(site, world);
            measure(name, loads, site, new Gatling(work), results);
            if (peer.letTokensGrow(site)) {
                tokens(loads, "grown", site, results);
            }
            results.put("run", "end", Instant.now().toString());
            server.stop();
        }
    }

    private void seed(Peer peer, MeasuredServer server, Path seeded, Path work) {
        say("  making the people and centres (once)");
        server.start();
        Site site = new Site(server);
        site.letAdministratorsStay();
        peer.seed(site, world);
        server.stop();
        Path half = work.resolve("seeding");
        MeasuredServer.forget(half);
        server.putAside(half);
        try {
            Files.move(half, seeded);
        } catch (IOException e) {
            throw new UncheckedIOException("Can't keep " + seeded, e);
        }
    }

    private void measure(
            String name, List<Load> loads, Site site, Gatling gatling, Results results) {
        Map<String, List<Load>> groups = new LinkedHashMap<>();
        for (Load load : loads) {
            groups.computeIfAbsent(load.group(), group -> new ArrayList<>()).add(load);
        }
        boolean cool = true;
        for (Map.Entry<String, List<Load>> group : groups.entrySet()) {
            List<Load> missing =
                    group.getValue().stream()
                            .filter(load -> !results.has("load", load.name()))
                            .toList();
            if (missing.isEmpty()) {
                continue;
            }
            if (cool) {
                int each = Math.max(1, options.wholeWarmUp() / loads.size());
                say(name + ": warming up for " + each * loads.size() + " s");
                gatling.run("warm-up", new LoadPlan(site.url(), 0, each, 1, loads));
                cool = false;
            }
            say(
                    name
                            + ": "
                            + group.getKey()
                            + ", "
                            + missing.size() * (options.seconds() + options.warmUp())
                            + " s");
            Map<String, Gatling.Figures> figures =
                    gatling.run(
                            group.getKey(),
                            new LoadPlan(
                                    site.url(),
                                    options.warmUp(),
                                    options.seconds(),
                                    ROUNDS,
                                    missing));
            figures.forEach(
                    (load, figure) -> {
                        if (figure.failed() > 0) {
                            throw new IllegalStateException(
                                    figure.failed()
                                            + " requests of "
                                            + load
                                            + " failed: see "
                                            + gatling.folder(group.getKey()));
                        }
                        results.put("load", load, figure);
                        say(
                                String.format(
                                        Locale.ROOT,
                                        "    %-28s median %7.1f ms, p95 %7.1f ms, %8.1f a second",
                                        load,
                                        figure.median(),
                                        figure.p95(),
                                        figure.rate()));
                    });
        }
        List<Load> alone = loads.stream().filter(load -> load.name().endsWith(Peer.ALONE)).toList();
        say(name + ": with empty caches");
        for (Load load : alone) {
            if (!results.has("cold", load.name()) && !load.name().startsWith("sign-in")) {
                results.put("cold", load.name(), Once.cold(site, load));
            }
        }
        say(name + ": counting SQL statements");
        for (Load load : alone) {
            if (!results.has("sql", load.name())) {
                Once.Sql sql = Once.sql(site, load);
                results.put("sql", load.name(), sql);
                say(
                        String.format(
                                Locale.ROOT,
                                "    %-28s %d warm, %d cold",
                                load.name(),
                                sql.warm(),
                                sql.cold()));
            }
        }
        say(name + ": tokens");
        tokens(alone, "token", site, results);
    }

    private void tokens(List<Load> loads, String section, Site site, Results results) {
        for (Load load : loads) {
            if (load.name().startsWith("refresh/") && load.name().endsWith(Peer.ALONE)) {
                Token token = token(site, load);
                results.put(section, load.name(), token);
                say(
                        String.format(
                                Locale.ROOT,
                                "    %-28s %d bytes, %d roles (%s)",
                                load.name(),
                                token.bytes(),
                                token.roles(),
                                section));
            }
        }
    }

    /**
     * @param roles how many roles of the service the access token names, in all centres together
     */
    record Token(int bytes, int roles) {}

    private static Token token(Site site, Load load) {
        JsonNode answer =
                new Http("", () -> "")
                        .form(
                                site.tokenUrl(),
                                Map.of(
                                        "grant_type",
                                        "refresh_token",
                                        "client_id",
                                        World.CLIENT,
                                        "client_secret",
                                        World.SECRET,
                                        "refresh_token",
                                        load.users().get(0).get("refresh")));
        String token = answer.path("access_token").asText();
        String claims =
                new String(
                        Base64.getUrlDecoder().decode(token.split("\\.")[1]),
                        java.nio.charset.StandardCharsets.UTF_8);
        int roles = 0;
        for (int at = claims.indexOf("\"sfa."); at >= 0; at = claims.indexOf("\"sfa.", at + 1)) {
            roles++;
        }
        return new Token(token.length(), roles);
    }

    static String name(Peer peer, DatabaseKind database) {
        return peer.id() + "-" + database.name().toLowerCase(Locale.ROOT);
    }

    private void say(String text) {
        long seconds = java.time.Duration.between(started, Instant.now()).toSeconds();
        System.out.printf(Locale.ROOT, "[%2d:%02d] %s%n", seconds / 60, seconds % 60, text);
    }
}
