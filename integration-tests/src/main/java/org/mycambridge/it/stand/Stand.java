package org.mycambridge.it.stand;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.opentest4j.TestAbortedException;

/**
 * All that a test run has once: the server with its database, the mail catcher, the services' end
 * of a sign-in.
 */
final class Stand implements AutoCloseable {

    /** Whether requests to the APIs go to each node in turn, whatever test they are of. */
    private static final boolean IN_TURN = Boolean.getBoolean("it.inTurn");

    private final AtomicInteger turn = new AtomicInteger();
    private final Deque<AutoCloseable> parts = new ArrayDeque<>();
    private final Settings settings = Settings.forTests();
    private final PidFile pids = new PidFile(settings.work().resolve("pids"));
    private final Invariants invariants =
            Invariants.read(
                    settings.realmConfig().resolveSibling("docs").resolve("invariants.sql"));
    private final Inbox inbox = new Inbox();
    private final String realmKey = RealmDocument.newKey();
    private final MailCatcher mailCatcher;
    private final Server server;
    private Optional<Server> otherNode = Optional.empty();
    private Optional<EmbeddedDatabase> database = Optional.empty();
    private final Admin admin;
    private final TestKit kit;
    private final ServerClock clock;
    private final Browsers browsers;
    private final HttpServer services;

    Stand() {
        try {
            Files.createDirectories(settings.work());
            String backend = Settings.text("it.backend");
            // A container reaches this machine under another address than loopback.
            String bind = backend.equals("process") ? "127.0.0.1" : "0.0.0.0";
            mailCatcher = closed(new MailCatcher(inbox, bind));
            server =
                    switch (backend) {
                        case "process" -> process();
                        case "containers" -> closed(ServerContainer.start(settings));
                        case "running" -> RunningServer.ofTests();
                        default -> throw new IllegalStateException("it.backend is " + backend);
                    };
            admin = closed(new Admin(server.url(), server.adminPassword()));
            kit = new TestKit(server.url());
            clock =
                    new ServerClock(
                            otherNode
                                    .map(node -> List.of(kit, new TestKit(node.url())))
                                    .orElse(List.of(kit)),
                            admin);
            browsers = closed(new Browsers(settings.work().resolve("screens"), server.url()));
            services = services();
            parts.push(() -> services.stop(0));
        } catch (IOException e) {
            close();
            throw new UncheckedIOException("The stand does not start", e);
        } catch (RuntimeException | Error e) {
            close();
            throw e;
        }
    }

    private Server process() {
        Path work = settings.work();
        DatabaseKind kind = DatabaseKind.ofTests();
        pids.begin();
        parts.push(pids::remove);
        Path home = work.resolve("server");
        new PreparedServer(settings, kind, pids::add).into(home, false);
        List<String> options = new ArrayList<>();
        // People are added by the hundred, and how long it takes is nobody's secret here.
        options.add("--spi-realm-restapi-extension--centres--even-millis=25");
        if (kind == DatabaseKind.POSTGRES) {
            EmbeddedDatabase started = closed(EmbeddedDatabase.start(work.resolve("postgres")));
            pids.add(started.handle());
            options.addAll(started.serverOptions());
            database = Optional.of(started);
        }
        int port = Ports.free();
        boolean cluster = Settings.text("it.nodes").equals("2");
        if (cluster) {
            // Whichever node answers, the issuer of its tokens is the same.
            options.addAll(
                    List.of(
                            "--cache=ispn",
                            "--cache-embedded-network-bind-address=127.0.0.1",
                            "--hostname=http://localhost:" + port));
        }
        ServerProcess started = node(pids, home, port, options, "keycloak.log");
        if (cluster) {
            Path other = work.resolve("server-2");
            new PreparedServer(settings, kind, pids::add).into(other, false);
            otherNode = Optional.of(node(pids, other, Ports.free(), options, "keycloak-2.log"));
        }
        return started;
    }

    private ServerProcess node(
            PidFile pids, Path home, int port, List<String> options, String log) {
        ServerProcess started =
                closed(ServerProcess.launch(home, port, options, settings.work().resolve(log)));
        pids.add(started.handle());
        started.awaitReady();
        return started;
    }

    private <T extends AutoCloseable> T closed(T part) {
        parts.push(part);
        return part;
    }

    /** Where a service's sign-in ends: any page that shows that it did. */
    private static HttpServer services() throws IOException {
        HttpServer http =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        http.createContext(
                "/",
                exchange -> {
                    byte[] page =
                            "<!DOCTYPE html><html lang=en><title>Service</title><h1>Signed in</h1>"
                                    .getBytes(StandardCharsets.UTF_8);
                    exchange.getResponseHeaders().set("Content-Type", "text/html;charset=utf-8");
                    exchange.sendResponseHeaders(200, page.length);
                    exchange.getResponseBody().write(page);
                    exchange.close();
                });
        http.start();
        return http;
    }

    /** A fresh realm, with or without the sample centres. */
    TestRealm newRealm(String name, boolean samples) {
        String envelopeFrom = name + "@bounces.my-cambridge.example";
        Map<String, String> values =
                RealmDocument.values(server.hostOfThisMachine(), mailCatcher.port());
        for (String service : RealmDocument.SERVICES) {
            values.put(RealmDocument.placeholder(service, "URL"), serviceUrl(service));
        }
        Realms realms = new Realms(admin);
        realms.create(
                RealmDocument.read(settings.realmConfig(), name, values)
                        .withSampleClient()
                        .withEnvelopeFrom(envelopeFrom)
                        .withQuickPasswords()
                        .withKey(realmKey));
        if (samples) {
            realms.addSamples(name, settings.realmConfig());
        }
        return new TestRealm(this, name, new Mails(inbox, envelopeFrom));
    }

    void remove(TestRealm realm) {
        new Realms(admin).remove(realm.name());
    }

    /** After each test: time, mail and browsers as they were before it. */
    void tidy(String test, boolean failed) {
        browsers.closeContexts(test, failed);
        mailCatcher.start();
        clock.reset();
    }

    /** Ends the server and starts it again: what it was in the middle of is cut off. */
    void restartServer() {
        if (!(server instanceof ServerProcess process)) {
            throw new TestAbortedException(
                    "A container is not restarted: its address would change");
        }
        process.restart();
        pids.add(process.handle());
        clock.setAgain();
    }

    /** The PostgreSQL that this run has started itself. */
    Optional<EmbeddedDatabase> database() {
        return database;
    }

    /** The proxy as it is shipped, in front of both nodes. */
    ShippedProxy shippedProxy() {
        ShippedProxy proxy =
                new ShippedProxy(
                        settings.realmConfig().resolveSibling("proxy").resolve("haproxy.cfg"),
                        settings.work(),
                        List.of(server.url(), otherNode().url()));
        pids.add(proxy.handle());
        return proxy;
    }

    /** Notes a process that was started in place of another. */
    void started(ProcessHandle process) {
        pids.add(process);
    }

    Invariants invariants() {
        return invariants;
    }

    /** What is not so in the tables that always is. */
    List<String> violations() {
        return server.hasTestKit() ? invariants.violations(kit, clock.takeFurthest()) : List.of();
    }

    String serviceUrl(String service) {
        return "http://localhost:" + services.getAddress().getPort() + "/" + service;
    }

    Server server() {
        return server;
    }

    /** The second node of a cluster; the one server where there is no cluster. */
    Server otherNode() {
        return otherNode.orElse(server);
    }

    /** Where a request goes that is meant for a node: where that is asked for, to each in turn. */
    Server inTurn(Server node) {
        return IN_TURN && turn.getAndIncrement() % 2 == 1 ? otherNode() : node;
    }

    Admin admin() {
        return admin;
    }

    TestKit kit() {
        return kit;
    }

    ServerClock clock() {
        return clock;
    }

    MailCatcher mailCatcher() {
        return mailCatcher;
    }

    Browsers browsers() {
        return browsers;
    }

    @Override
    public void close() {
        while (!parts.isEmpty()) {
            try {
                parts.pop().close();
            } catch (Exception e) {
                System.err.println("While taking the stand down: " + e);
            }
        }
    }
}
