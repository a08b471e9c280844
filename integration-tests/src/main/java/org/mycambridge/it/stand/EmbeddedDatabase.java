package org.mycambridge.it.stand;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** PostgreSQL from a Maven artifact, as a child process of its own. */
final class EmbeddedDatabase implements AutoCloseable {

    private final EmbeddedPostgres postgres;
    private final Path data;

    private EmbeddedDatabase(EmbeddedPostgres postgres, Path data) {
        this.postgres = postgres;
        this.data = data;
    }

    /** A new, empty one, removed when it is closed. */
    static EmbeddedDatabase start(Path data) {
        Folders.delete(data);
        return start(data, true);
    }

    /** One with the data that are there, or a new one; they stay when it is closed. */
    static EmbeddedDatabase startKept(Path data) {
        return start(data, false);
    }

    private static EmbeddedDatabase start(Path data, boolean removed) {
        try {
            return new EmbeddedDatabase(
                    EmbeddedPostgres.builder()
                            .setDataDirectory(data)
                            .setCleanDataDirectory(removed)
                            .setServerConfig("fsync", "off")
                            .setServerConfig("max_connections", "200")
                            .start(),
                    data);
        } catch (IOException e) {
            throw new UncheckedIOException("PostgreSQL does not start", e);
        }
    }

    List<String> serverOptions() {
        return List.of(
                "--db-url=" + postgres.getJdbcUrl("postgres", "postgres"),
                "--db-username=postgres",
                "--db-password=postgres");
    }

    ProcessHandle handle() {
        try {
            long pid = Long.parseLong(Files.readAllLines(data.resolve("postmaster.pid")).get(0));
            return ProcessHandle.of(pid).orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException("Can't read PostgreSQL's process number", e);
        }
    }

    @Override
    public void close() {
        try {
            postgres.close();
        } catch (IOException e) {
            throw new UncheckedIOException("PostgreSQL does not stop", e);
        }
    }
}
