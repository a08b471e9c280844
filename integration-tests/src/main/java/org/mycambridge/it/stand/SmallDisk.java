package org.mycambridge.it.stand;

import io.restassured.RestAssured;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * A server of its own on H2, whose database file may not grow any more: to the database that is a
 * full disk, and no machine needs a small one for it.
 */
public final class SmallDisk implements AutoCloseable {

    /** What ulimit counts in. */
    private static final int BLOCK = 512;

    private static final String REALM = "small-disk";

    private final Settings settings = Settings.forTests();
    private final Path work = settings.work().resolve("small-disk");
    private final PidFile pids = new PidFile(work.resolve("pids"));
    private final ServerProcess server;
    private Admin admin;

    /** Starts one with room, and a realm with nobody in it. */
    public SmallDisk() {
        pids.begin();
        Path home = work.resolve("server");
        new PreparedServer(settings, DatabaseKind.H2, pids::add).into(home, false);
        server =
                ServerProcess.launch(
                        home, Ports.free(), List.of(), work.resolve("keycloak-small-disk.log"));
        pids.add(server.handle());
        server.awaitReady();
        admin = new Admin(server.url());
        new Realms(admin)
                .create(
                        RealmDocument.read(
                                        settings.realmConfig(),
                                        REALM,
                                        RealmDocument.values("127.0.0.1", Ports.free()))
                                .withQuickPasswords());
    }

    /**
     * Starts it again with so much room left.
     *
     * @param bytes by which the largest file may still grow
     */
    public void restartWithRoomFor(long bytes) {
        server.endInOrder();
        long blocks = (largestFile() + bytes) / BLOCK;
        server.startAgain(
                List.of("/bin/sh", "-c", "ulimit -S -f " + blocks + " && exec \"$@\"", "sh"));
        signInAgain();
    }

    /** Ends it in whatever way it ends, and starts it with room. */
    public void restartWithRoom() {
        server.kill();
        server.startAgain();
        signInAgain();
    }

    private void signInAgain() {
        pids.add(server.handle());
        admin.close();
        admin = new Admin(server.url());
    }

    private long largestFile() {
        try (Stream<Path> files = Files.walk(work.resolve("server").resolve("data"))) {
            return files.filter(Files::isRegularFile)
                    .mapToLong(file -> file.toFile().length())
                    .max()
                    .orElse(0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where the board's API is. */
    public String board() {
        return server.url() + "/admin/realms/" + REALM + "/centres";
    }

    public String adminToken() {
        return admin.token();
    }

    /** Whether it says that it is ready for people. */
    public boolean isReady() {
        return RestAssured.get(server.url() + "/health/ready").statusCode() == 200;
    }

    /** All it has logged. */
    public String log() {
        return server.log();
    }

    /** What is not so in its tables that always is. */
    public List<String> violations() {
        return Invariants.read(
                        settings.realmConfig().resolveSibling("docs").resolve("invariants.sql"))
                .violations(new TestKit(server.url()), Duration.ZERO);
    }

    @Override
    public void close() {
        admin.close();
        server.close();
        pids.remove();
    }
}
