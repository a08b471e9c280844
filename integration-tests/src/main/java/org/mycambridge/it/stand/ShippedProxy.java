package org.mycambridge.it.stand;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.opentest4j.TestAbortedException;

/** The proxy that docker compose puts in front of two nodes, in front of those of a stand. */
public final class ShippedProxy implements AutoCloseable {

    private static final Duration STARTING = Duration.ofSeconds(20);

    private final Process process;
    private final int port = Ports.free();

    /**
     * Starts it, and waits until it listens.
     *
     * @param shipped its configuration, as it is shipped
     * @param nodes where the nodes are, in their order
     */
    ShippedProxy(Path shipped, Path work, List<String> nodes) {
        try {
            String configuration =
                    Files.readString(shipped)
                            .replace("bind :8080", "bind 127.0.0.1:" + port)
                            .replace(" keycloak:8080", " " + host(nodes.get(0)))
                            .replace(" keycloak-2:8080", " " + host(nodes.get(1)))
                            // The stand's servers say how they are at the port they work at.
                            .replace("check port 9000", "check")
                            .replace(" resolvers docker init-addr last,libc,none", "");
            Path file = Files.writeString(work.resolve("haproxy.cfg"), configuration);
            process =
                    new ProcessBuilder(program().toString(), "-db", "-f", file.toString())
                            .redirectErrorStream(true)
                            .redirectOutput(work.resolve("haproxy.log").toFile())
                            .start();
        } catch (IOException e) {
            throw new UncheckedIOException("The proxy does not start", e);
        }
        if (!Waiting.until(STARTING, () -> !Ports.isFree(port))) {
            close();
            throw new IllegalStateException("The proxy does not listen: see haproxy.log");
        }
    }

    private static String host(String url) {
        return url.replace("http://localhost:", "127.0.0.1:");
    }

    private static Path program() {
        Optional<Path> found =
                Stream.concat(
                                Stream.of(System.getenv("PATH").split(":")),
                                Stream.of("/usr/sbin", "/usr/local/sbin"))
                        .map(folder -> Path.of(folder, "haproxy"))
                        .filter(Files::isExecutable)
                        .findFirst();
        if (found.isEmpty() && "true".equals(System.getenv("CI"))) {
            throw new IllegalStateException("CI has no haproxy");
        }
        return found.orElseThrow(
                () -> new TestAbortedException("NO HAPROXY: the shipped proxy is not tried"));
    }

    ProcessHandle handle() {
        return process.toHandle();
    }

    /** Its address, without a slash at the end. */
    public String url() {
        return "http://localhost:" + port;
    }

    @Override
    public void close() {
        PidFile.end(process.toHandle());
    }
}
