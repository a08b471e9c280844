package org.mycambridge.benchmarks.peers;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.mycambridge.it.stand.DatabaseKind;

/**
 * What the command line asks for, from the properties {@code bench.*}; README.md says what each is.
 *
 * @param members how many people the centres whose lists are measured have
 * @param centres in how many centres the people are whose tokens are measured
 * @param seconds how long each load is measured
 * @param warmUp how many seconds before are thrown away
 * @param wholeWarmUp the same for a server that was just started
 * @param work where everything lies that is kept between runs
 * @param report the folder of the report
 */
record Options(
        List<String> systems,
        List<DatabaseKind> databases,
        List<Integer> members,
        List<Integer> centres,
        int seconds,
        int warmUp,
        int wholeWarmUp,
        boolean fresh,
        String heap,
        String jvmOptions,
        Path work,
        Path report,
        Path realmConfig) {

    static Options read() {
        return new Options(
                words("bench.systems"),
                words("bench.databases").stream()
                        .map(name -> DatabaseKind.valueOf(name.toUpperCase(Locale.ROOT)))
                        .toList(),
                numbers("bench.members"),
                numbers("bench.centres"),
                number("bench.seconds"),
                number("bench.warmUp"),
                number("bench.wholeWarmUp"),
                Boolean.parseBoolean(text("bench.fresh")),
                text("bench.heap"),
                System.getProperty("bench.jvm", "").strip(),
                path("bench.work"),
                path("bench.report"),
                path("bench.realmConfig"));
    }

    /** A file Maven has fetched for this run, if it has. */
    static Optional<Path> file(String property) {
        return Optional.ofNullable(System.getProperty(property))
                .filter(value -> !value.isBlank())
                .map(Path::of)
                .filter(Files::exists);
    }

    /**
     * The newest JDK for all servers: {@code bench.java}, {@code JAVA21_HOME}, or what lies beside
     * the one that runs this; in that order.
     */
    static Path jdk() {
        Path own = Path.of(System.getProperty("java.home"));
        return Stream.of(
                        Optional.ofNullable(System.getProperty("bench.java")),
                        Optional.ofNullable(System.getenv("JAVA21_HOME")))
                .flatMap(Optional::stream)
                .filter(value -> !value.isBlank())
                .map(Path::of)
                .findFirst()
                .orElseGet(() -> newestBeside(own));
    }

    private static Path newestBeside(Path own) {
        Path parent = own.getParent();
        if (parent == null) {
            return own;
        }
        try (Stream<Path> siblings = Files.list(parent)) {
            return siblings.filter(home -> version(home) >= version(own))
                    .max(
                            java.util.Comparator.comparingInt(Options::version)
                                    .thenComparing(home -> home.equals(own)))
                    .orElse(own);
        } catch (java.io.IOException e) {
            return own; // nothing to choose from
        }
    }

    /** When something is measured, of what, with what: the line before its figures. */
    String facts() {
        return String.format(
                Locale.ROOT,
                "%s, commit %s, JDK %d, `%s`, load of the machine before %.1f",
                Instant.now().truncatedTo(ChronoUnit.MINUTES),
                Machine.commit(),
                version(jdk()),
                (heap() + " " + jvmOptions()).strip(),
                Machine.load());
    }

    /** The feature version of a JDK, 0 when it is none. */
    static int version(Path home) {
        try {
            return Files.exists(home.resolve("bin").resolve("java"))
                    ? Files.readAllLines(home.resolve("release")).stream()
                            .filter(line -> line.startsWith("JAVA_VERSION="))
                            .map(line -> line.replaceAll("[^0-9.]", "").split("\\.")[0])
                            .mapToInt(Integer::parseInt)
                            .findFirst()
                            .orElse(0)
                    : 0;
        } catch (java.io.IOException | NumberFormatException e) {
            return 0; // no JDK of a kind we know
        }
    }

    private static List<String> words(String property) {
        return Arrays.stream(text(property).split("[, ]+"))
                .filter(word -> !word.isBlank())
                .toList();
    }

    private static List<Integer> numbers(String property) {
        return words(property).stream().map(Integer::valueOf).sorted().toList();
    }

    private static int number(String property) {
        return Integer.parseInt(text(property));
    }

    private static Path path(String property) {
        return Path.of(text(property)).toAbsolutePath().normalize();
    }

    private static String text(String property) {
        String value = System.getProperty(property);
        if (value == null || value.isBlank()) {
            throw new IllegalStateException(
                    "The property " + property + " is not set: see benchmarks/README.md");
        }
        return value.strip();
    }
}
