package org.mycambridge.it.stand;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/**
 * Who was started here, and by whom: a run that was killed leaves nothing behind for the next one.
 * Each line is a process number and its start in milliseconds (numbers are used again); the first
 * line is the run itself.
 */
final class PidFile {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Path file;

    PidFile(Path file) {
        this.file = file;
    }

    /**
     * Ends what a killed run left behind and notes the present one.
     *
     * @throws IllegalStateException when the run that was noted is still going on
     */
    void begin() {
        try {
            if (Files.exists(file)) {
                List<String> lines = Files.readAllLines(file);
                if (!lines.isEmpty()) {
                    find(lines.get(0))
                            .filter(run -> run.pid() != ProcessHandle.current().pid())
                            .ifPresent(
                                    run -> {
                                        throw new IllegalStateException(
                                                "Another run uses "
                                                        + file.getParent()
                                                        + " (process "
                                                        + run.pid()
                                                        + "): wait for it or end it");
                                    });
                    lines.stream()
                            .skip(1)
                            .flatMap(line -> find(line).stream())
                            .forEach(PidFile::end);
                }
            }
            Files.createDirectories(file.getParent());
            Files.write(file, List.of(line(ProcessHandle.current())));
        } catch (IOException e) {
            throw new UncheckedIOException("Can't use " + file, e);
        }
    }

    void add(ProcessHandle process) {
        try {
            List<String> lines = new ArrayList<>(Files.readAllLines(file));
            lines.add(line(process));
            Files.write(file, lines);
        } catch (IOException e) {
            throw new UncheckedIOException("Can't write " + file, e);
        }
    }

    void remove() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException("Can't remove " + file, e);
        }
    }

    /** Ends a process and all that it started, and waits until they are gone. */
    static void end(ProcessHandle process) {
        List<ProcessHandle> all = Stream.concat(process.descendants(), Stream.of(process)).toList();
        all.forEach(ProcessHandle::destroyForcibly);
        for (ProcessHandle one : all) {
            try {
                one.onExit().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (ExecutionException | TimeoutException e) {
                throw new IllegalStateException("Process " + one.pid() + " does not end", e);
            }
        }
    }

    private static Optional<ProcessHandle> find(String line) {
        String[] parts = line.split(" ");
        return ProcessHandle.of(Long.parseLong(parts[0]))
                .filter(ProcessHandle::isAlive)
                .filter(process -> started(process) == Long.parseLong(parts[1]));
    }

    private static String line(ProcessHandle process) {
        return process.pid() + " " + started(process);
    }

    private static long started(ProcessHandle process) {
        return process.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
    }
}
