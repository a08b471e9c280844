package org.mycambridge.benchmarks.peers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.mycambridge.it.stand.DatabaseKind;

/** The report of the imports. */
final class ImportReport {

    /** How many of the first tenth's people a second are still to come in the last. */
    private static final double LAST_BESIDE_FIRST = 0.8;

    private static final double BESIDE_OTHERS = 5;

    private final Options options;
    private final List<Imports.Figures> figures;
    private final StringBuilder text = new StringBuilder();

    ImportReport(Options options, List<Imports.Figures> figures) {
        this.options = options;
        this.figures = figures;
    }

    void write() {
        line("# How quickly people come in");
        line("");
        line("Written by `mvn -Pbenchmarks verify -DskipTests -Dbench=import`;");
        line("[benchmarks/README.md](../../benchmarks/README.md) says what each figure means.");
        line("");
        line("- Machine: " + Machine.description() + ". Server, database and who asks share it.");
        line("- Servers: `" + (options.heap() + " " + options.jvmOptions()).strip() + "`.");
        line(
                "- This extension: the import door, in requests of 50,000 lines, one for each person,"
                        + " all at one centre, with one role, nobody invited."
                        + " Keycloak: three requests for each person"
                        + " (account, member, member of the group that carries the role), four people at"
                        + " once where nothing else is said."
                        + " keycloak-orgs: the accounts by Keycloak's partial import, then its own import of"
                        + " the organisation with its members and their role.");
        line(
                "- *First* and *last*: people a second in the first and the last tenth. *Processor*: of the"
                        + " server's process, for each person. *Held*: what objects took at most after a"
                        + " collection of garbage; *process*: what the server's process had at most since its"
                        + " start.");
        for (DatabaseKind database : DatabaseKind.values()) {
            List<Imports.Figures> some =
                    figures.stream().filter(one -> one.database() == database).toList();
            if (!some.isEmpty()) {
                of(database, some);
            }
        }
        Path file = options.report().resolve("import.md");
        try {
            Files.createDirectories(options.report());
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException("Can't write the report", e);
        }
        System.out.println("The report: " + file);
    }

    private void of(DatabaseKind database, List<Imports.Figures> some) {
        line("");
        line("## " + (database == DatabaseKind.H2 ? "H2" : "PostgreSQL"));
        line("");
        row(
                "system",
                "people",
                "seconds",
                "a second",
                "first",
                "last",
                "processor, ms",
                "held, MB",
                "process, MB",
                "measured");
        row("---", "---", "---", "---", "---", "---", "---", "---", "---", "---");
        for (Imports.Figures one : some) {
            boolean streamed = one.streamed();
            row(
                    one.system(),
                    number("%,d", one.people()),
                    number("%,.1f", one.seconds()),
                    number("%,.0f", one.aSecond()),
                    streamed ? number("%,.0f", one.first()) : "–",
                    streamed ? number("%,.0f", one.last()) : "–",
                    number("%,.1f", one.cpu()),
                    number("%,d", one.held()),
                    number("%,d", one.rss()),
                    one.facts());
        }
        limits(some);
    }

    /** What is asked of this extension, and what it came to. */
    private void limits(List<Imports.Figures> some) {
        List<Imports.Figures> ours =
                some.stream().filter(one -> one.system().equals("this extension")).toList();
        line("");
        row("", "is", "at least", "");
        row("---", "---", "---", "---");
        for (Imports.Figures one : ours) {
            limit(
                    number("%,d people: the last tenth beside the first", one.people()),
                    one.last() / one.first(),
                    LAST_BESIDE_FIRST);
        }
        ours.stream()
                .max(java.util.Comparator.comparingInt(Imports.Figures::people))
                .ifPresent(
                        most ->
                                some.stream()
                                        .filter(other -> !other.system().equals(most.system()))
                                        .forEach(
                                                other ->
                                                        limit(
                                                                "people a second beside "
                                                                        + other.system(),
                                                                most.aSecond() / other.aSecond(),
                                                                BESIDE_OTHERS)));
    }

    private void limit(String what, double is, double atLeast) {
        row(
                what,
                number("%.2f", is),
                number("%.1f", atLeast),
                is >= atLeast ? "met" : "**not met**");
    }

    private static String number(String format, Object value) {
        return String.format(Locale.ROOT, format, value);
    }

    private void row(String... cells) {
        line(Arrays.stream(cells).collect(Collectors.joining(" | ", "| ", " |")));
    }

    private void line(String line) {
        text.append(line).append('\n');
    }
}
