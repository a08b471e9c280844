package org.mycambridge.it.stand;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * A server ready to start: unpacked, our jars deployed, built, and on H2 with its first schema. It
 * is kept in the user's cache under the checksum of all that went into it, so that only the first
 * run after a change prepares one.
 */
final class PreparedServer {

    /** Changed when what is prepared changes without its parts changing. */
    private static final String LAYOUT = "1";

    private static final int KEPT = 4;
    private static final int BUILD_MINUTES = 5;

    private final Path cache;
    private final Settings settings;
    private final DatabaseKind database;
    private final Consumer<ProcessHandle> started;
    private final Jvm jvm;
    private final boolean watched;

    /**
     * @param started told of each process that preparing starts
     */
    PreparedServer(Settings settings, DatabaseKind database, Consumer<ProcessHandle> started) {
        this(
                Path.of(
                        System.getProperty("user.home"),
                        ".cache",
                        "my-cambridge-identity",
                        "servers"),
                settings,
                database,
                started,
                Jvm.small(),
                true);
    }

    /** One that is kept elsewhere, prepared in some Java virtual machine, and not watched. */
    PreparedServer(
            Path cache,
            Settings settings,
            DatabaseKind database,
            Consumer<ProcessHandle> started,
            Jvm jvm) {
        this(cache, settings, database, started, jvm, false);
    }

    private PreparedServer(
            Path cache,
            Settings settings,
            DatabaseKind database,
            Consumer<ProcessHandle> started,
            Jvm jvm,
            boolean watched) {
        this.cache = cache;
        this.settings = settings;
        this.database = database;
        this.started = started;
        this.jvm = jvm;
        this.watched = watched;
    }

    /**
     * Puts the server into a folder, in place of what is there, except for data that is to be kept.
     */
    void into(Path home, boolean keepData) {
        try {
            Files.createDirectories(cache);
            try (FileChannel channel =
                            FileChannel.open(
                                    cache.resolve("lock"),
                                    StandardOpenOption.CREATE,
                                    StandardOpenOption.WRITE);
                    FileLock lock = channel.lock()) {
                Path server = prepare();
                clear(home, keepData);
                boolean keepsData = Files.exists(home.resolve("data"));
                Files.createDirectories(home);
                try (Stream<Path> parts = Files.list(server)) {
                    for (Path part : parts.toList()) {
                        String name = part.getFileName().toString();
                        if (name.equals("data") && keepsData) {
                            continue;
                        }
                        // What no server writes is shared; configuration and data are copied.
                        boolean shared = name.equals("lib") || name.equals("providers");
                        Folders.copy(part, home.resolve(name), file -> shared);
                    }
                }
                prune();
                lock.release();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Can't prepare a server in " + home, e);
        }
    }

    private static void clear(Path home, boolean keepData) throws IOException {
        if (!Files.exists(home)) {
            return;
        }
        try (Stream<Path> parts = Files.list(home)) {
            for (Path part : parts.toList()) {
                if (!keepData || !part.getFileName().toString().equals("data")) {
                    Folders.delete(part);
                }
            }
        }
    }

    private Path prepare() throws IOException {
        Path entry = cache.resolve(key());
        if (!Files.exists(entry)) {
            System.out.println(
                    "Preparing Keycloak (once for each change of the server or our jars) ...");
            Path fresh = cache.resolve(".new");
            Folders.delete(fresh);
            build(fresh);
            Files.move(fresh, entry, StandardCopyOption.ATOMIC_MOVE);
        }
        Files.setLastModifiedTime(entry, FileTime.from(Instant.now()));
        return entry;
    }

    private String key() {
        Checksum checksum = new Checksum().add(LAYOUT).add(settings.distribution());
        settings.jars().forEach(jar -> checksum.add(jar.getFileName().toString()).add(jar));
        buildOptions().forEach(checksum::add);
        return checksum.hex().substring(0, 32);
    }

    /** Those of the database, and figures to be read at the management port. */
    private List<String> buildOptions() {
        List<String> options = new ArrayList<>(database.buildOptions());
        if (watched) {
            options.add("--metrics-enabled=true");
        }
        return options;
    }

    private void build(Path home) throws IOException {
        Distribution.unpack(settings.distribution(), home);
        Path providers = Files.createDirectories(home.resolve("providers"));
        for (Path jar : settings.jars()) {
            Files.copy(jar, providers.resolve(jar.getFileName()));
        }
        Path output = home.resolve("build.log");
        List<String> arguments = new ArrayList<>(List.of("build"));
        arguments.addAll(buildOptions());
        Process process = ServerCommand.start(home, output, arguments, jvm);
        started.accept(process.toHandle());
        try {
            if (!process.waitFor(BUILD_MINUTES, TimeUnit.MINUTES) || process.exitValue() != 0) {
                throw new IllegalStateException("kc.sh build failed:\n" + Files.readString(output));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted during kc.sh build", e);
        } finally {
            PidFile.end(process.toHandle());
        }
        if (database == DatabaseKind.H2) {
            try (ServerProcess first =
                    ServerProcess.launch(
                            home,
                            Ports.free(),
                            watched ? ServerProcess.managedAt(Ports.free()) : List.of(),
                            home.resolve("first-start.log"),
                            jvm)) {
                started.accept(first.handle());
                first.awaitReady();
                first.stop();
            }
        }
        Folders.delete(home.resolve("data").resolve("tmp"));
        Folders.delete(home.resolve("data").resolve("log"));
    }

    private void prune() throws IOException {
        try (Stream<Path> entries = Files.list(cache)) {
            entries.filter(Files::isDirectory)
                    .sorted(Comparator.comparing(PreparedServer::used).reversed())
                    .skip(KEPT)
                    .forEach(Folders::delete);
        }
    }

    private static FileTime used(Path entry) {
        try {
            return Files.getLastModifiedTime(entry);
        } catch (IOException e) {
            throw new UncheckedIOException("Can't read " + entry, e);
        }
    }
}
