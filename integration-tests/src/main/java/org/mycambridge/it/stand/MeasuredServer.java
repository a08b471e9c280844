package org.mycambridge.it.stand;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A Keycloak to be measured: of any distribution and with any jars, in a Java virtual machine of
 * its own size, its data put aside and taken up again.
 */
public final class MeasuredServer implements AutoCloseable {

    /**
     * What is measured.
     *
     * @param distribution Keycloak's {@code tar.gz}
     * @param jars what is deployed into it
     * @param work a folder of its own
     */
    public record Kind(
            Path distribution, List<Path> jars, DatabaseKind database, Jvm jvm, Path work) {}

    private final Kind kind;
    private final PidFile pids;
    private final Path home;
    private final Path postgres;
    private Optional<EmbeddedDatabase> database = Optional.empty();
    private Optional<ServerProcess> process = Optional.empty();
    private Optional<Admin> admin = Optional.empty();

    /** Prepares it; it does not run yet, and it has no data. */
    public MeasuredServer(Kind kind) {
        this.kind = kind;
        this.home = kind.work().resolve("server");
        this.postgres = kind.work().resolve("postgres");
        this.pids = new PidFile(kind.work().resolve("pids"));
        pids.begin();
        Settings settings =
                new Settings(kind.distribution(), kind.jars(), kind.work(), kind.work());
        new PreparedServer(
                        kind.work().resolve("prepared"),
                        settings,
                        kind.database(),
                        pids::add,
                        kind.jvm())
                .into(home, false);
        Folders.delete(postgres);
    }

    /** Our realm as it is shipped, for changes of one's own before it is imported. */
    public static ObjectNode ourRealm(Path realmConfig, String name, int smtpPort) {
        return (ObjectNode)
                Json.read(
                        RealmDocument.read(
                                        realmConfig,
                                        name,
                                        RealmDocument.values("127.0.0.1", smtpPort))
                                .withSampleClient()
                                .json());
    }

    /** Starts it, and waits until it answers. */
    public void start() {
        List<String> options = new ArrayList<>();
        if (kind.database() == DatabaseKind.POSTGRES) {
            EmbeddedDatabase started = EmbeddedDatabase.startKept(postgres);
            database = Optional.of(started);
            pids.add(started.handle());
            options.addAll(started.serverOptions());
        }
        ServerProcess started =
                ServerProcess.launch(
                        home,
                        Ports.free(),
                        options,
                        kind.work().resolve("keycloak.log"),
                        kind.jvm());
        process = Optional.of(started);
        pids.add(started.handle());
        started.awaitReady();
        admin = Optional.of(new Admin(started.url()));
    }

    /** Lets it end in order, so that its data are whole. */
    public void stop() {
        admin.ifPresent(Admin::close);
        admin = Optional.empty();
        process.ifPresent(ServerProcess::stop);
        process = Optional.empty();
        database.ifPresent(EmbeddedDatabase::close);
        database = Optional.empty();
    }

    /** Copies its data to a folder that is not there yet; it must not run. */
    public void putAside(Path folder) {
        Folders.copy(data(), folder, file -> false);
    }

    /** Takes up data that were put aside; it must not run. */
    public void takeUp(Path folder) {
        Folders.delete(data());
        Folders.copy(folder, data(), file -> false);
        if (kind.database() == DatabaseKind.POSTGRES) {
            try {
                // PostgreSQL refuses a folder that others may read.
                Files.setPosixFilePermissions(
                        postgres, PosixFilePermissions.fromString("rwx------"));
            } catch (IOException e) {
                throw new UncheckedIOException("Can't close " + postgres + " to others", e);
            }
        }
    }

    /** Removes data that were put aside. */
    public static void forget(Path folder) {
        Folders.delete(folder);
    }

    private Path data() {
        return kind.database() == DatabaseKind.POSTGRES ? postgres : home.resolve("data");
    }

    /** Its address, without a slash at the end. */
    public String url() {
        return process.orElseThrow().url();
    }

    /** The administrator's access token, good for half a minute at least. */
    public String adminToken() {
        return admin.orElseThrow().token();
    }

    /** The address of its PostgreSQL, for a superuser named postgres. */
    public String databaseUrl() {
        return database.orElseThrow().url();
    }

    /** Where its PostgreSQL keeps its data. */
    public Path databaseFolder() {
        return postgres;
    }

    /** The number of its process. */
    public long pid() {
        return process.orElseThrow().handle().pid();
    }

    /**
     * How many SQL statements it has prepared. From the first question on it counts, and is slower
     * for it.
     */
    public long statements() {
        return new TestKit(url()).statements()[0];
    }

    /** What a select finds in its database, row by row; the test kit must be among its jars. */
    public List<String> select(String sql) {
        return new TestKit(url()).select(sql);
    }

    /**
     * What is not so in its tables that always is.
     *
     * @param script {@code docs/invariants.sql}
     */
    public List<String> violations(Path script) {
        return Invariants.read(script).violations(new TestKit(url()), Duration.ZERO);
    }

    /** How many bytes of its heap are in use by what lives, after a full collection. */
    public long liveBytes() {
        ProcessHandle java =
                process.orElseThrow()
                        .handle()
                        .descendants()
                        .filter(each -> each.info().command().orElse("").endsWith("java"))
                        .findFirst()
                        .orElseThrow();
        String jcmd = kind.jvm().home().resolve("bin").resolve("jcmd").toString();
        return Signal.run(List.of(jcmd, String.valueOf(java.pid()), "GC.class_histogram"))
                .lines()
                .filter(line -> line.startsWith("Total"))
                .mapToLong(line -> Long.parseLong(line.strip().split("\\s+")[2]))
                .findFirst()
                .orElseThrow();
    }

    /** Ends it at once. */
    @Override
    public void close() {
        admin.ifPresent(Admin::close);
        process.ifPresent(ServerProcess::close);
        database.ifPresent(EmbeddedDatabase::close);
        pids.remove();
    }
}
