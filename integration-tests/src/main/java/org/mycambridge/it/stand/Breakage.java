package org.mycambridge.it.stand;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.opentest4j.TestAbortedException;

/**
 * What can be broken on the stand, and mended again. Each method returns when it is so; where the
 * stand has no such part (a container, another database) the test is aborted.
 */
public final class Breakage {

    private final Stand stand;

    Breakage(Stand stand) {
        this.stand = stand;
    }

    // ------------------------------------------------------------------ servers

    /** Ends the server at once, as a lost machine does. */
    public void killServer() {
        process(stand.server()).kill();
    }

    /** Lets the server end in order. */
    public void stopServer() {
        process(stand.server()).endInOrder();
    }

    /** Starts the server again, at its address and with the time it had. */
    public void startServer() {
        process(stand.server()).startAgain();
        stand.started(process(stand.server()).handle());
        stand.clock().setAgain();
    }

    /** The server stands still, as in a long pause of its machine. */
    public void pauseServer() {
        signal("STOP", tree(process(stand.server()).handle()));
    }

    public void resumeServer() {
        signal("CONT", tree(process(stand.server()).handle()));
    }

    /** Ends the second node at once. */
    public void killOtherNode() {
        process(stand.otherNode()).kill();
    }

    /** Lets the second node end in order. */
    public void stopOtherNode() {
        process(stand.otherNode()).endInOrder();
    }

    public void startOtherNode() {
        process(stand.otherNode()).startAgain();
        stand.started(process(stand.otherNode()).handle());
        stand.clock().setAgain();
    }

    private static ServerProcess process(Server server) {
        if (server instanceof ServerProcess process) {
            return process;
        }
        throw new TestAbortedException("A container is not broken: its address would change");
    }

    // ------------------------------------------------------------------ the database

    /** Aborts the test where the database can't be broken, or keeps no promise when it is (H2). */
    public void requireDatabase() {
        database();
    }

    /** Ends the database as a power cut does: what it had not written is gone. */
    public void crashDatabase() {
        database().crash();
    }

    /** Ends the database in order, whoever is connected. */
    public void stopDatabase() {
        database().stop();
    }

    /** Starts the database again, at its address and with its data. */
    public void startDatabase() {
        database().startAgain();
        stand.started(database().handle());
    }

    /** The database stands still: connections stay open, and nothing answers. */
    public void pauseDatabase() {
        signal("STOP", tree(database().handle()));
    }

    public void resumeDatabase() {
        signal("CONT", tree(database().handle()));
    }

    /**
     * Cuts off whoever is in the middle of a transaction just now.
     *
     * @return how many they were
     */
    public int cutTransactions() {
        return database()
                .query(
                        "select pg_terminate_backend(pid) from pg_stat_activity where backend_type ="
                                + " 'client backend' and pid <> pg_backend_pid() and xact_start is"
                                + " not null and application_name <> 'breakage'")
                .size();
    }

    /** Cuts off everybody. */
    public int cutConnections() {
        return database()
                .query(
                        "select pg_terminate_backend(pid) from pg_stat_activity where backend_type ="
                                + " 'client backend' and pid <> pg_backend_pid()")
                .size();
    }

    /**
     * Kills one of the database's processes, as a machine without memory does: the database throws
     * out everybody and recovers by itself.
     */
    public void killDatabaseProcess() {
        String pid =
                database()
                        .query(
                                "select pid from pg_stat_activity where backend_type = 'client"
                                        + " backend' and pid <> pg_backend_pid() limit 1")
                        .get(0);
        signal("KILL", List.of(ProcessHandle.of(Long.parseLong(pid)).orElseThrow()));
    }

    /** Whether the database refuses to write, as one does that was left behind by its successor. */
    public void readOnly(boolean on) {
        database()
                .execute(
                        "alter database postgres set default_transaction_read_only = "
                                + (on ? "on" : "off"));
        cutConnections();
    }

    /**
     * Takes nearly every connection that the database has, and cuts off those that are there.
     *
     * @return to be closed, when they are free again
     */
    public AutoCloseable takeConnections() {
        return database().takeConnections(this::cutConnections);
    }

    /**
     * Locks rows, as somebody does who has forgotten to end a transaction.
     *
     * @param select of rows, for update
     * @return to be closed, when they are free again
     */
    public AutoCloseable lock(String select) {
        return database().lock(select);
    }

    /** Changes the database behind the server's back, as a half-done upgrade does. */
    public void change(String statement) {
        database().execute(statement);
    }

    /** How many rows a table has, whichever server is there to be asked. */
    public long count(String table) {
        return Long.parseLong(database().query("select count(*) from " + table).get(0));
    }

    private EmbeddedDatabase database() {
        Optional<EmbeddedDatabase> database = stand.database();
        return database.orElseThrow(
                () -> new TestAbortedException("Only a PostgreSQL of this run is broken"));
    }

    // ------------------------------------------------------------------ mail

    /** A mail server with manners of its own, at the address of the one that keeps what it gets. */
    public BadMailServer badMailServer(BadMailServer.Manners manners) {
        stand.mailCatcher().stop();
        return new BadMailServer(stand.mailCatcher().port(), stand.mailCatcher().inbox(), manners);
    }

    // ------------------------------------------------------------------ processes

    private static List<ProcessHandle> tree(ProcessHandle root) {
        // Whoever starts others first, so that nobody new is missed.
        return Stream.concat(Stream.of(root), root.descendants()).toList();
    }

    private static void signal(String name, List<ProcessHandle> processes) {
        for (ProcessHandle process : processes) {
            Signal.send(name, process);
        }
    }
}
