package org.mycambridge.it.stand;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What is always so in our tables: the selects that operators have, {@code docs/invariants.sql}.
 */
final class Invariants {

    /** When deliveries and changes are forgotten, less what a test takes. */
    private static final Duration KEPT = Duration.ofDays(89);

    /** Those that ask for something that is forgotten. */
    private static final List<String> WHILE_KEPT =
            List.of("act-without-change", "invitation-without-mail");

    private final List<String> selects;

    private Invariants(List<String> selects) {
        this.selects = selects;
    }

    static Invariants read(Path script) {
        String text;
        try {
            text =
                    Files.readAllLines(script).stream()
                            .filter(line -> !line.startsWith("--"))
                            .collect(Collectors.joining("\n"));
        } catch (IOException e) {
            throw new UncheckedIOException("Can't read the invariants", e);
        }
        return new Invariants(
                Arrays.stream(text.split(";"))
                        .map(String::strip)
                        .filter(select -> !select.isEmpty())
                        .toList());
    }

    /** Their names. */
    List<String> names() {
        return selects.stream().map(select -> select.split("'")[1]).toList();
    }

    /** What one of them would find after some statements, which are undone. */
    List<String> violationsAfter(TestKit kit, String statements, String name) {
        String select =
                selects.stream()
                        .filter(each -> each.contains("'" + name + "'"))
                        .findFirst()
                        .orElseThrow();
        return kit.selectAfter(statements + ";" + select);
    }

    /**
     * The name of each that is broken, with the ids of whom it is broken for.
     *
     * @param passed how much time has been made to pass
     */
    List<String> violations(TestKit kit, Duration passed) {
        return selects.stream()
                .flatMap(select -> kit.select(select).stream())
                .filter(
                        violation ->
                                passed.compareTo(KEPT) < 0
                                        || WHILE_KEPT.stream().noneMatch(violation::startsWith))
                .toList();
    }
}
