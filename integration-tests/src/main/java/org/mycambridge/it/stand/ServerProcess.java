package org.mycambridge.it.stand;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/** Keycloak as a child process, listening on loopback alone. */
final class ServerProcess implements Server {

    private static final Duration STARTING = Duration.ofMinutes(6);
    private static final int STOPPING_SECONDS = 30;
    private static final String MANAGEMENT = "--http-management-port=";
    private static final int SHOWN_ON_FAILURE = 8_000;

    private final Function<List<String>, Process> start;
    private final int port;
    private final Optional<Integer> managementPort;
    private final Path log;
    private final Thread atExit;
    private volatile Process process;

    private ServerProcess(
            Function<List<String>, Process> start,
            int port,
            Optional<Integer> managementPort,
            Path log) {
        this.start = start;
        this.process = start.apply(List.of());
        this.port = port;
        this.managementPort = managementPort;
        this.log = log;
        this.atExit = new Thread(this::kill, "end Keycloak");
        Runtime.getRuntime().addShutdownHook(atExit);
    }

    /**
     * Starts the server that lies in {@code home} for tests, alone unless the options name a cache;
     * it is not ready yet.
     */
    static ServerProcess launch(Path home, int port, List<String> options, Path log) {
        List<String> all = new ArrayList<>(options);
        // What the clock does shall not keep anybody waiting.
        all.add("--spi-realm-restapi-extension--centres--tidy-seconds=5");
        all.addAll(managedAt(Ports.free()));
        return launch(home, port, all, log, Jvm.small());
    }

    /** For a server that was built with something to manage: where that is. */
    static List<String> managedAt(int port) {
        return List.of(MANAGEMENT + port);
    }

    /** The same in some Java virtual machine, with nothing that is for tests alone. */
    static ServerProcess launch(Path home, int port, List<String> options, Path log, Jvm jvm) {
        List<String> arguments =
                new ArrayList<>(
                        List.of(
                                "start",
                                "--optimized",
                                "--http-enabled=true",
                                "--http-host=127.0.0.1",
                                "--http-port=" + port,
                                "--hostname-strict=false",
                                // Says at each question that it is not ready yet.
                                "--log-level=info,io.smallrye.health:error"));
        if (options.stream().noneMatch(option -> option.startsWith("--cache="))) {
            arguments.add("--cache=local");
        }
        arguments.addAll(options);
        try {
            Files.deleteIfExists(log); // of an earlier run
        } catch (IOException e) {
            throw new UncheckedIOException("Can't remove " + log, e);
        }
        Optional<Integer> management =
                options.stream()
                        .filter(option -> option.startsWith(MANAGEMENT))
                        .map(option -> Integer.valueOf(option.substring(MANAGEMENT.length())))
                        .findFirst();
        return new ServerProcess(
                through -> ServerCommand.start(home, log, arguments, jvm, through),
                port,
                management,
                log);
    }

    /** Ends it in order, whatever it is doing, and starts it again at the same address. */
    void restart() {
        endInOrder();
        kill();
        startAgain();
    }

    void awaitReady() {
        boolean ready =
                answersInTime(
                        "http://127.0.0.1:" + port + "/health/ready", () -> process.isAlive());
        if (!ready || !process.isAlive()) {
            boolean ended = !process.isAlive();
            close();
            throw new IllegalStateException(
                    (ended ? "Keycloak ended while starting" : "Keycloak did not get ready")
                            + "; the end of its log ("
                            + log
                            + "):\n"
                            + endOf(log()));
        }
    }

    /** Whether a starting server answers well there, as long as it is worth waiting. */
    static boolean answersInTime(String url, BooleanSupplier worthWaiting) {
        HttpClient http = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(url)).timeout(Duration.ofSeconds(5)).build();
        boolean[] answers = new boolean[1];
        Waiting.until(
                STARTING,
                () -> {
                    answers[0] = answers(http, request);
                    return answers[0] || !worthWaiting.getAsBoolean();
                });
        return answers[0];
    }

    private static boolean answers(HttpClient http, HttpRequest request) {
        try {
            return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false; // not listening yet
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while Keycloak starts", e);
        }
    }

    static String endOf(String log) {
        return log.length() <= SHOWN_ON_FAILURE
                ? log
                : "..." + log.substring(log.length() - SHOWN_ON_FAILURE);
    }

    ProcessHandle handle() {
        return process.toHandle();
    }

    /** Waits for its end, whoever ends it. */
    int awaitEnd() throws InterruptedException {
        return process.waitFor();
    }

    @Override
    public String url() {
        return "http://localhost:" + port;
    }

    @Override
    public Optional<String> managementUrl() {
        return managementPort.map(each -> "http://localhost:" + each);
    }

    @Override
    public String log() {
        try {
            return new String(Files.readAllBytes(log), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("Can't read " + log, e);
        }
    }

    /** Lets it end in order, so that its database is whole. */
    void stop() {
        endInOrder();
        close();
    }

    /** Starts it once more at the same address, after it has ended, and waits until it answers. */
    void startAgain() {
        startAgain(List.of());
    }

    /**
     * The same through another command.
     *
     * @param through what starts the one that is appended to it
     */
    void startAgain(List<String> through) {
        process = start.apply(through);
        awaitReady();
    }

    /** Lets it end in order, and waits for that. */
    void endInOrder() {
        process.destroy();
        try {
            process.waitFor(STOPPING_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Ends it at once. */
    @Override
    public void close() {
        kill();
        try {
            Runtime.getRuntime().removeShutdownHook(atExit);
        } catch (IllegalStateException e) {
            return; // this is the shutdown: the hook has nothing left to do
        }
    }

    /** Ends it at once, and may start it again. */
    void kill() {
        PidFile.end(process.toHandle());
    }
}
