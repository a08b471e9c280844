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

    static EmbeddedDatabase start(Path data) {
        Folders.delete(data);
        try {
            return new EmbeddedDatabase(
                    EmbeddedPostgres.builder()
                            .setDataDirectory(data)
                            .setCleanDataDirectory(true)
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
