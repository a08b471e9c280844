package org.mycambridge.it.stand;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A service application of {@code service-applications}, as a child process that listens on
 * loopback: somebody else's program, on nobody's class path here.
 */
public final class Application implements AutoCloseable {

    private static final Duration BUILDING = Duration.ofMinutes(8);
    private static final Duration STARTING = Duration.ofMinutes(2);
    private static final Path SOURCES = Path.of("service-applications");

    private final Process process;
    private final int port;
    private final Thread atExit;

    private Application(Process process, int port) {
        this.process = process;
        this.port = port;
        this.atExit = new Thread(() -> PidFile.end(process.toHandle()), "end the application");
        Runtime.getRuntime().addShutdownHook(atExit);
    }

    /** A port that nothing listens on. */
    public static int freePort() {
        return Ports.free();
    }

    /** Where the application of a name may write in this run. */
    public static Path work(String name) {
        Path folder = Path.of(Settings.text("stand.work")).toAbsolutePath().resolve("applications");
        return folder.resolve(name).normalize();
    }

    /** Builds an application with Maven, as its developer does; answers its {@code target}. */
    public static Path build(String name) {
        Path folder = work(name);
        copy(SOURCES.resolve(name), folder);
        String maven =
                Optional.ofNullable(System.getProperty("stand.maven"))
                        .map(home -> Path.of(home, "bin", "mvn").toString())
                        .orElse("mvn");
        Path log = folder.resolve("build.log");
        Process build = launch(List.of(maven, "-B", "-q", "package"), Map.of(), folder, log);
        try {
            if (!build.waitFor(BUILDING.toSeconds(), TimeUnit.SECONDS) || build.exitValue() != 0) {
                PidFile.end(build.toHandle());
                throw new IllegalStateException(name + " was not built:\n" + endOf(log));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while " + name + " is built", e);
        }
        return folder.resolve("target");
    }

    private static void copy(Path from, Path to) {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path copied = to.resolve(from.relativize(file).toString());
                Files.createDirectories(copied.getParent());
                Files.write(copied, Files.readAllBytes(file));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Can't copy " + from, e);
        }
    }

    /**
     * Starts a command and waits until it answers on its port.
     *
     * @param folder where it starts, and where its {@code application.log} is
     */
    public static Application start(
            List<String> command, Map<String, String> environment, Path folder, int port) {
        Path log = folder.resolve("application.log");
        Application started = new Application(launch(command, environment, folder, log), port);
        HttpClient http = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
        boolean ready =
                Waiting.until(STARTING, () -> !started.process.isAlive() || started.answers(http));
        if (!ready || !started.process.isAlive()) {
            started.close();
            throw new IllegalStateException(command + " does not answer:\n" + endOf(log));
        }
        return started;
    }

    private static Process launch(
            List<String> command, Map<String, String> environment, Path folder, Path log) {
        ProcessBuilder builder =
                new ProcessBuilder(command)
                        .directory(folder.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile());
        builder.environment().putAll(environment);
        try {
            return builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException("Can't start " + command, e);
        }
    }

    private boolean answers(HttpClient http) {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/"))
                        .timeout(Duration.ofSeconds(10))
                        .build();
        try {
            http.send(request, HttpResponse.BodyHandlers.discarding());
            return true;
        } catch (IOException e) {
            return false; // not listening yet
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while an application starts", e);
        }
    }

    private static String endOf(Path log) {
        try {
            return ServerProcess.endOf(Files.readString(log));
        } catch (IOException e) {
            return "No log: " + e;
        }
    }

    /** Its address, without a slash at the end. */
    public String url() {
        return url(port);
    }

    /** The address of an application at a port. */
    public static String url(int port) {
        return "http://localhost:" + port;
    }

    @Override
    public void close() {
        PidFile.end(process.toHandle());
        try {
            Runtime.getRuntime().removeShutdownHook(atExit);
        } catch (IllegalStateException e) {
            return; // this is the shutdown: the hook has nothing left to do
        }
    }
}
