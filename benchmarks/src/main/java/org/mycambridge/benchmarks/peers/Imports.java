package org.mycambridge.benchmarks.peers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.mycambridge.it.stand.DatabaseKind;
import org.mycambridge.it.stand.Jvm;
import org.mycambridge.it.stand.MeasuredServer;

/** How quickly people who have no account yet come to a centre, and what memory it takes. */
public final class Imports {

    private static final int WARM_UP = 2_000;
    private static final int AT_ONCE = 4;

    /** In a line of the collector's log: what was held before and after, in megabytes. */
    private static final Pattern COLLECTED = Pattern.compile("(\\d+)M->(\\d+)M\\(\\d+M\\)");

    private final Options options;
    private final int administered;
    private final Path jdk = Options.jdk();
    private final Instant started = Instant.now();
    private final List<Figures> figures = new ArrayList<>();

    /**
     * One import.
     *
     * @param cpu milliseconds of the server's processor time for each person
     * @param held megabytes that were held at most after a collection of garbage
     * @param rss megabytes of the whole process at most, as the operating system counts them
     */
    record Figures(
            DatabaseKind database,
            String system,
            int people,
            double seconds,
            double aSecond,
            double first,
            double last,
            double cpu,
            int held,
            int rss,
            String facts) {

        /** Whether it is known when each was done. */
        boolean streamed() {
            return Math.abs(first - last) > 1e-9 && Math.max(first, last) < 1e6;
        }
    }

    private Imports(Options options) {
        this.options = options;
        this.administered = Integer.getInteger("bench.administered");
    }

    /** Reads everything from system properties; benchmarks/README.md names them. */
    public static void main(String[] arguments) {
        Imports imports = new Imports(Options.read());
        for (DatabaseKind database : imports.options.databases()) {
            for (String system : imports.options.systems()) {
                imports.measure(system, database);
            }
        }
        new ImportReport(imports.options, imports.figures).write();
    }

    /** What brings people in, so many of them, each counted once done. */
    private interface Door {
        void bring(Site site, String centre, int people, Rate rate);
    }

    private record Way(Peer peer, Door door, List<Integer> sizes) {}

    private Way way(String system) {
        return switch (system) {
            case "ours" ->
                    new Way(
                            new OurExtension(options.realmConfig()),
                            Imports::throughOurDoor,
                            options.members());
            case "keycloak" ->
                    new Way(
                            new KeycloakOrganizations(),
                            (site, centre, people, rate) ->
                                    throughAdministration(site, centre, people, rate, AT_ONCE),
                            List.of(administered));
            case "keycloak-one" ->
                    new Way(
                            new KeycloakOrganizations(),
                            (site, centre, people, rate) ->
                                    throughAdministration(site, centre, people, rate, 1),
                            List.of(administered));
            case "phase-two" ->
                    new Way(new PhaseTwo(jdk), Imports::throughPhaseTwo, List.of(administered));
            default -> throw new IllegalArgumentException("no system " + system);
        };
    }

    private void measure(String system, DatabaseKind database) {
        Way way = way(system);
        String name = "import-" + system + "-" + database.name().toLowerCase(Locale.ROOT);
        if (way.peer().missing().isPresent()) {
            say(name + " " + way.peer().missing().get() + ": skipped");
            return;
        }
        Path work = options.work().resolve(name);
        Path collections = work.resolve("gc.log");
        List<Path> jars = new ArrayList<>(way.peer().jars());
        jars.add(Options.file("bench.testKit").orElseThrow());
        say(name + ": preparing the server");
        String facts =
                String.format(
                        Locale.ROOT,
                        "%s, commit %s, JDK %d, load of the machine before %.1f",
                        Instant.now().truncatedTo(java.time.temporal.ChronoUnit.MINUTES),
                        Machine.commit(),
                        Options.version(jdk),
                        Machine.load());
        try (MeasuredServer server =
                new MeasuredServer(
                        new MeasuredServer.Kind(
                                way.peer().distribution(),
                                jars,
                                database,
                                new Jvm(
                                        jdk,
                                        options.heap(),
                                        options.jvmOptions()
                                                + " -Xlog:gc:file="
                                                + collections
                                                + ":none:filecount=0"),
                                work))) {
            server.start();
            Site site = new Site(server);
            site.letAdministratorsStay();
            way.peer().seed(site, new World(List.of(1), List.of(1)));
            int warm = Math.min(WARM_UP, way.sizes().get(0));
            way.door().bring(site, "WARM", warm, new Rate(warm));
            for (int people : way.sizes()) {
                empty(collections);
                Rate rate = new Rate(people);
                double cpu = cpu(server.pid());
                say(name + ": " + people + " people");
                way.door().bring(site, "IMP" + people, people, rate);
                if (rate.people() != people) {
                    throw new IllegalStateException(rate.people() + " of " + people + " came");
                }
                Figures one =
                        new Figures(
                                database,
                                way.peer().shortTitle()
                                        + (system.endsWith("one") ? ", one at a time" : ""),
                                people,
                                rate.seconds(),
                                rate.aSecond(),
                                rate.ofTenth(0),
                                rate.ofTenth(9),
                                1e3 * (cpu(server.pid()) - cpu) / people,
                                held(collections),
                                rss(server.pid()),
                                facts);
                figures.add(one);
                say(
                        String.format(
                                Locale.ROOT,
                                "    %.1f s, %.0f a second (tenths: %s), %.2f ms of processor"
                                        + " time each, %d MB held, %d MB in all",
                                one.seconds(),
                                one.aSecond(),
                                IntStream.range(0, 10)
                                        .mapToObj(i -> String.valueOf(Math.round(rate.ofTenth(i))))
                                        .collect(java.util.stream.Collectors.joining(" ")),
                                one.cpu(),
                                one.held(),
                                one.rss()));
            }
            server.stop();
        }
    }

    private static World.Person person(String centre, int index) {
        return new World.Person(
                "person-" + index + "@" + centre.toLowerCase(Locale.ROOT) + ".example",
                "Person" + index,
                "Of" + index * 7919L % 10_007);
    }

    private static void throughOurDoor(Site site, String centre, int people, Rate rate) {
        String board = site.adminUrl() + "/centres";
        site.admin()
                .post(
                        board,
                        Map.of("number", centre, "name", "School " + centre, "type", "CENTRE"));
        ImportStream.send(
                URI.create(board + "/import"),
                site.adminToken(),
                people,
                index ->
                        OurExtension.person(
                                person(centre, index), centre, List.of(World.MEMBERS_ROLE)),
                answer -> rate.done());
    }

    /** User, member of the organisation, member of its group: as Keycloak's console does it. */
    private static void throughAdministration(
            Site site, String centre, int people, Rate rate, int atOnce) {
        KeycloakOrganizations.Organization organization =
                KeycloakOrganizations.create(site, centre);
        Http.forEach(
                atOnce,
                IntStream.range(0, people).boxed().toList(),
                index -> {
                    organization.join(
                            AdministeredPeer.id(
                                    site.admin()
                                            .post(
                                                    site.adminUrl() + "/users",
                                                    user(person(centre, index)))),
                            List.of(World.MEMBERS_ROLE));
                    rate.done();
                });
    }

    /** Accounts by Keycloak's partial import, then the extension's own import of organisations. */
    private static void throughPhaseTwo(Site site, String centre, int people, Rate rate) {
        site.admin()
                .post(
                        site.adminUrl() + "/partialImport",
                        Map.of(
                                "ifResourceExists",
                                "FAIL",
                                "users",
                                IntStream.range(0, people)
                                        .mapToObj(index -> user(person(centre, index)))
                                        .toList()));
        site.admin()
                .post(
                        site.realmUrl() + "/orgs/import",
                        PhaseTwo.organization(
                                centre,
                                IntStream.range(0, people)
                                        .mapToObj(index -> person(centre, index).email())
                                        .toList()));
        IntStream.range(0, people).forEach(index -> rate.done());
    }

    private static Map<String, Object> user(World.Person person) {
        Map<String, Object> user = new LinkedHashMap<>();
        user.put("username", person.email());
        user.put("email", person.email());
        user.put("firstName", person.firstName());
        user.put("lastName", person.lastName());
        user.put("enabled", true);
        return user;
    }

    private static void empty(Path log) {
        try {
            Files.writeString(log, "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int held(Path log) {
        try (Stream<String> lines =
                Files.lines(log, java.nio.charset.StandardCharsets.ISO_8859_1)) {
            return lines.map(COLLECTED::matcher)
                    .filter(Matcher::find)
                    .mapToInt(found -> Integer.parseInt(found.group(2)))
                    .max()
                    .orElse(0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The process and those it has started: the script may be one, and the server the other. */
    private static Stream<ProcessHandle> all(long process) {
        return ProcessHandle.of(process).stream()
                .flatMap(handle -> Stream.concat(Stream.of(handle), handle.descendants()));
    }

    /** Seconds of processor time. */
    private static double cpu(long process) {
        return all(process)
                .mapToDouble(
                        handle ->
                                handle.info().totalCpuDuration().orElse(Duration.ZERO).toMillis()
                                        / 1e3)
                .sum();
    }

    /** What the process has had of the machine's memory at most; 0 where nobody says. */
    private static int rss(long process) {
        return all(process).map(ProcessHandle::pid).mapToInt(Imports::most).max().orElse(0);
    }

    private static int most(long process) {
        Path status = Path.of("/proc", String.valueOf(process), "status");
        if (!Files.exists(status)) {
            return 0;
        }
        try (Stream<String> lines = Files.lines(status)) {
            return lines.filter(line -> line.startsWith("VmHWM:"))
                    .mapToInt(line -> Integer.parseInt(line.replaceAll("\\D", "")) / 1024)
                    .findFirst()
                    .orElse(0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void say(String text) {
        long seconds = Duration.between(started, Instant.now()).toSeconds();
        System.out.printf(Locale.ROOT, "[%2d:%02d] %s%n", seconds / 60, seconds % 60, text);
    }
}
