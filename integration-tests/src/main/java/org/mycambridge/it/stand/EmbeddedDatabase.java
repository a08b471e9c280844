package org.mycambridge.it.stand;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** PostgreSQL from a Maven artifact, as a child process of its own. */
final class EmbeddedDatabase implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int MOST_CONNECTIONS = 200;

    private final EmbeddedPostgres postgres;
    private final Path data;

    /** Where its own commands are; they are of no use to somebody who asks when it is down. */
    private final Path programs;

    private EmbeddedDatabase(EmbeddedPostgres postgres, Path data) {
        this.postgres = postgres;
        this.data = data;
        this.programs =
                Path.of(handle().info().command().orElseThrow()).toAbsolutePath().getParent();
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
            EmbeddedPostgres.Builder builder =
                    EmbeddedPostgres.builder()
                            .setDataDirectory(data)
                            .setCleanDataDirectory(removed)
                            .setServerConfig("fsync", "off")
                            .setServerConfig("max_connections", String.valueOf(MOST_CONNECTIONS));
            if (removed) {
                // What was acknowledged must outlive a crash of the database, if not the machine's.
                builder.setServerConfig("synchronous_commit", "on");
            }
            return new EmbeddedDatabase(builder.start(), data);
        } catch (IOException e) {
            throw new UncheckedIOException("PostgreSQL does not start", e);
        }
    }

    String url() {
        return postgres.getJdbcUrl("postgres", "postgres");
    }

    List<String> serverOptions() {
        return List.of("--db-url=" + url(), "--db-username=postgres", "--db-password=postgres");
    }

    ProcessHandle handle() {
        try {
            long pid = Long.parseLong(Files.readAllLines(data.resolve("postmaster.pid")).get(0));
            return ProcessHandle.of(pid).orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException("Can't read PostgreSQL's process number", e);
        }
    }

    // ------------------------------------------------------------------ what is done to it

    /** Ends it as a crash does: what it had only in memory is gone. */
    void crash() {
        command("-m", "immediate", "stop");
    }

    /** Ends it in order, whoever is connected. */
    void stop() {
        command("-m", "fast", "stop");
    }

    /** Starts it again as it was, and waits until it answers. */
    void startAgain() {
        command("restart");
        if (!Waiting.until(PATIENCE, this::answers)) {
            throw new IllegalStateException("PostgreSQL does not come back");
        }
    }

    private void command(String... arguments) {
        List<String> command = new ArrayList<>();
        if (System.getProperty("user.name").equals("root")) {
            // It does not run as root, but believes that it doesn't.
            command.addAll(List.of("unshare", "-U"));
        }
        command.addAll(List.of(programs.resolve("pg_ctl").toString(), "-D", data.toString()));
        command.addAll(List.of("-w", "-s", "-l", data.resolveSibling("postgres.log").toString()));
        command.addAll(List.of(arguments));
        Signal.run(command);
    }

    private boolean answers() {
        try (Connection connection = connect()) {
            return connection.isValid(5);
        } catch (SQLException e) {
            return false;
        }
    }

    private Connection connect() throws SQLException {
        Connection connection = postgres.getPostgresDatabase().getConnection();
        connection.setClientInfo("ApplicationName", "breakage");
        return connection;
    }

    /** The first column of what is found. */
    List<String> query(String sql) {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            List<String> found = new ArrayList<>();
            while (row.next()) {
                found.add(row.getString(1));
            }
            return found;
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    void execute(String sql) {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute("set default_transaction_read_only = off");
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    /** Takes all connections that others may have; those that are there are cut off meanwhile. */
    AutoCloseable takeConnections(Runnable cutOff) {
        List<Connection> taken = new ArrayList<>();
        AutoCloseable all =
                () -> {
                    for (Connection each : taken) {
                        each.close();
                    }
                };
        cutOff.run();
        try {
            while (taken.size() < MOST_CONNECTIONS) {
                taken.add(postgres.getPostgresDatabase().getConnection());
            }
        } catch (SQLException e) {
            return all; // there are no more
        }
        return all;
    }

    /** Locks rows until it is closed. */
    AutoCloseable lock(String select) {
        try {
            Connection connection = connect();
            connection.setAutoCommit(false);
            try (Statement statement = connection.createStatement()) {
                statement.executeQuery(select).close();
            }
            return connection::close;
        } catch (SQLException e) {
            throw new IllegalStateException(select, e);
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
