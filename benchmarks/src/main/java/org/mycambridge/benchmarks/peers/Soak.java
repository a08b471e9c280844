package org.mycambridge.benchmarks.peers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.mycambridge.it.stand.DatabaseKind;
import org.mycambridge.it.stand.Jvm;
import org.mycambridge.it.stand.MeasuredServer;

/**
 * What people do all day, for minutes without a pause: whether memory stays as it is, whether
 * anything fails, and what is not so afterwards that always is (docs/invariants.sql).
 */
public final class Soak {

    private static final int USERS = 8;
    private static final int SMALLEST = 100;

    /** In how many centres the person is whose token is refreshed. */
    private static final int CENTRES = 10;

    /** How often memory is looked at after the beginning. */
    private static final int LOOKS = 5;

    private final Path jdk = Options.jdk();
    private final int seconds = Integer.getInteger("bench.seconds");
    private final int warmUp = Integer.getInteger("bench.wholeWarmUp");
    private final DatabaseKind database =
            DatabaseKind.valueOf(System.getProperty("bench.database").toUpperCase(Locale.ROOT));
    private final String heap = System.getProperty("bench.heap");
    private final Path work = Path.of(System.getProperty("bench.work"));
    private final Path project = Path.of(System.getProperty("bench.project"));

    /** A centre for each user, a little larger than the one before: sizes are their names. */
    private final World world =
            new World(
                    IntStream.range(SMALLEST, SMALLEST + USERS).boxed().toList(),
                    List.of(1, CENTRES));

    private final Map<String, Tally> tallies = new TreeMap<>();

    private Soak() {}

    /** How long something took each time, and how often it failed. */
    private static final class Tally {

        private final List<Long> nanos = new ArrayList<>();
        private final Map<String, Integer> failures = new TreeMap<>();

        synchronized void took(long time) {
            nanos.add(time);
        }

        synchronized void failed(String how) {
            failures.merge(how, 1, Integer::sum);
        }

        synchronized double percentile(double part) {
            List<Long> sorted = nanos.stream().sorted().toList();
            return sorted.isEmpty()
                    ? 0
                    : sorted.get((int) Math.min(sorted.size() - 1, part * sorted.size())) / 1e6;
        }
    }

    /** Reads everything from system properties; benchmarks/README.md names them. */
    public static void main(String[] arguments) throws Exception {
        new Soak().run();
    }

    private void run() throws Exception {
        String facts = facts();
        OurExtension ours = new OurExtension(project.resolve("realm-config"));
        List<Path> jars = new ArrayList<>(ours.jars());
        jars.add(Options.file("bench.testKit").orElseThrow());
        try (MailSink mails = new MailSink();
                MeasuredServer server =
                        new MeasuredServer(
                                new MeasuredServer.Kind(
                                        ours.distribution(),
                                        jars,
                                        database,
                                        new Jvm(jdk, heap, System.getProperty("bench.jvm", "")),
                                        work))) {
            server.start();
            Site site = new Site(server);
            site.letAdministratorsStay();
            ours.seed(site, world);
            ours.prepare(site, mails.port());
            List<User> users = new ArrayList<>();
            for (int i = 0; i < USERS; i++) {
                users.add(new User(site, SMALLEST + i, world.spare(i)));
            }
            System.out.println("Warming up for " + warmUp + " s");
            work(users, Duration.ofSeconds(warmUp));
            tallies.clear();
            Map<Long, Long> memory = new LinkedHashMap<>();
            memory.put(0L, server.liveBytes());
            for (int look = 1; look <= LOOKS; look++) {
                work(users, Duration.ofSeconds(seconds).dividedBy(LOOKS));
                memory.put((long) seconds * look / LOOKS, server.liveBytes());
                System.out.println("Live after so many seconds, in bytes: " + memory);
            }
            List<String> owed =
                    server.select(
                            "select count(*) from MC_DELIVERY where STATE = 'DUE' and KIND <>"
                                    + " 'invitation-reminder'");
            List<String> violations =
                    server.violations(project.resolve("docs").resolve("invariants.sql"));
            String report = report(facts, memory, owed.get(0), violations);
            System.out.println(report);
            Path folder = Files.createDirectories(Path.of(System.getProperty("bench.report")));
            Files.writeString(folder.resolve("soak.md"), report);
            server.stop();
            if (tallies.values().stream().anyMatch(tally -> !tally.failures.isEmpty())
                    || !violations.isEmpty()) {
                throw new IllegalStateException("Something failed: see the report");
            }
        }
    }

    private String facts() {
        return String.format(
                Locale.ROOT,
                "%s, commit %s, %s, %s, JDK %d, `%s`",
                Instant.now().truncatedTo(ChronoUnit.MINUTES),
                Machine.commit(),
                Machine.description(),
                database == DatabaseKind.POSTGRES ? "PostgreSQL on the same machine" : "H2",
                Options.version(jdk),
                heap);
    }

    private static void work(List<User> users, Duration time) throws InterruptedException {
        ExecutorService threads = Executors.newFixedThreadPool(users.size());
        long end = System.nanoTime() + time.toNanos();
        try {
            List<Future<?>> running = new ArrayList<>();
            for (User user : users) {
                running.add(
                        threads.submit(
                                () -> {
                                    while (System.nanoTime() < end) {
                                        user.round();
                                    }
                                }));
            }
            for (Future<?> each : running) {
                each.get();
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } finally {
            threads.shutdownNow();
        }
    }

    /** A User Manager at work, and a service that refreshes somebody's token meanwhile. */
    private final class User {

        private final Http http;
        private final Http service = new Http("", () -> "");
        private final String centre;
        private final String person;
        private final World.Person spare;
        private final String tokenUrl;
        private final Map<String, String> refresh = new LinkedHashMap<>();
        private int version;

        User(Site site, int size, World.Person spare) {
            String token = site.delegatedToken(world.member(size, 0));
            this.http = new Http("", () -> token);
            this.centre = site.realmUrl() + "/centres/" + world.centreOf(size);
            this.person = centre + "/users/" + site.userId(world.moved(size));
            this.spare = spare;
            this.tokenUrl = site.tokenUrl();
            this.version = http.get(person).path("version").asInt();
            refresh.put("grant_type", "refresh_token");
            refresh.put("client_id", World.CLIENT);
            refresh.put("client_secret", World.SECRET);
            refresh.put(
                    "refresh_token",
                    site.tokens(world.traveller(CENTRES), "organization:*")
                            .path("refresh_token")
                            .asText());
        }

        /** Each act once. */
        void round() {
            act("list", "GET", centre + "/users?first=0&max=25&sort=name", "", 200);
            change("grant");
            change("revoke");
            String added =
                    act(
                                    "add",
                                    "POST",
                                    centre + "/users",
                                    Http.json(
                                            Map.of(
                                                    "firstName",
                                                    spare.firstName(),
                                                    "lastName",
                                                    spare.lastName(),
                                                    "email",
                                                    spare.email(),
                                                    "roles",
                                                    List.of(World.MEMBERS_ROLE))),
                                    201)
                            .path("id")
                            .asText();
            act("remove", "DELETE", centre + "/users/" + added, "", 200);
            act("refresh", "POST", tokenUrl, Http.encoded(refresh), 200);
        }

        private void change(String what) {
            version =
                    act(
                                    what,
                                    "PATCH",
                                    person,
                                    "{\"version\":%d,\"%s\":[\"%s\"]}"
                                            .formatted(version, what, World.MOVED_ROLE),
                                    200)
                            .path("version")
                            .asInt(version);
        }

        private JsonNode act(String name, String method, String url, String body, int expected) {
            Tally tally;
            synchronized (tallies) {
                tally = tallies.computeIfAbsent(name, any -> new Tally());
            }
            boolean form = body.startsWith("grant_type");
            long began = System.nanoTime();
            try {
                Http.Answer answer =
                        form
                                ? service.send(method, url, body, Http.FORM)
                                : http.send(method, url, body, "application/json");
                tally.took(System.nanoTime() - began);
                if (answer.status() != expected) {
                    tally.failed(String.valueOf(answer.status()));
                }
                return answer.json();
            } catch (UncheckedIOException e) {
                tally.failed(e.getCause().getClass().getSimpleName());
                return MissingNode.getInstance();
            }
        }
    }

    private String report(
            String facts, Map<Long, Long> memory, String owed, List<String> violations) {
        StringBuilder text = new StringBuilder();
        text.append("# Soak\n\n")
                .append("`mvn -Pbenchmarks verify -DskipTests -Dbench=soak`: ")
                .append(USERS)
                .append(" users do one act after the other without a pause, for ")
                .append(seconds)
                .append(" s after ")
                .append(warmUp)
                .append(" s that are thrown away: each at a centre of ")
                .append(SMALLEST)
                .append(" people, with a mail for each addition and removal, and the refresh of a")
                .append(" token for ")
                .append(CENTRES)
                .append(" centres with six roles each.\n\n")
                .append(facts)
                .append(".\n\n")
                .append(
                        "| act | times | a second | median ms | p95 ms | p99 ms | longest ms | failed |\n")
                .append("|---|---|---|---|---|---|---|---|\n");
        tallies.forEach(
                (name, tally) ->
                        text.append(
                                String.format(
                                        Locale.ROOT,
                                        "| %s | %d | %.1f | %.1f | %.1f | %.1f | %.1f | %s |%n",
                                        name,
                                        tally.nanos.size(),
                                        tally.nanos.size() / (double) seconds,
                                        tally.percentile(0.5),
                                        tally.percentile(0.95),
                                        tally.percentile(0.99),
                                        tally.percentile(1),
                                        tally.failures.isEmpty() ? "0" : tally.failures)));
        text.append("\nWhat lives in the server's heap, after a full collection:\n\n")
                .append("| after | MB |\n|---|---|\n");
        memory.forEach(
                (second, bytes) ->
                        text.append(
                                String.format(
                                        Locale.ROOT, "| %d s | %.1f |%n", second, bytes / 1e6)));
        text.append("\nMails still owed at the end: ")
                .append(owed)
                .append(". Broken invariants: ")
                .append(violations.isEmpty() ? "none" : violations)
                .append(".\n");
        return text.toString();
    }
}
