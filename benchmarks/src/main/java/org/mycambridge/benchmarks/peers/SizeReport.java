package org.mycambridge.benchmarks.peers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** The report of what is looked at in two sizes. */
final class SizeReport {

    /** How much longer than at a hundredth of the size something may take. */
    private static final double AT_MOST = 1.3;

    private static final int SHOWN = 220;

    private final Options options;
    private final List<Sizes.Measured> measured;
    private final int big;
    private final StringBuilder text = new StringBuilder();

    SizeReport(Options options, List<Sizes.Measured> measured, int big) {
        this.options = options;
        this.measured = measured;
        this.big = big;
    }

    void write() {
        line("# A million memberships, and a hundredth of them");
        line("");
        line("Written by `mvn -Pbenchmarks verify -DskipTests -Dbench=size`;");
        line("[benchmarks/README.md](../../benchmarks/README.md) says what each figure means.");
        line("");
        line("- Machine: " + Machine.description() + ". Server, database and who asks share it.");
        line(
                "- PostgreSQL 17 as it comes (128 MB of shared buffers) but for `fsync = off`; seeded by"
                        + " `seed.sql`, analysed and vacuumed.");
        for (Sizes.Measured one : measured) {
            line(
                    String.format(
                            Locale.ROOT,
                            "- %s: %,d centres, %,d memberships, %,d MB of database; %s",
                            one.estate().name(),
                            one.estate().centres(),
                            one.memberships(),
                            one.bytes() >> 20,
                            one.facts()));
        }
        figures();
        if (!measured.isEmpty()) {
            Sizes.Measured full = measured.get(measured.size() - 1);
            tables(full);
            statements(full);
        }
        Path file = options.report().resolve("size.md");
        try {
            Files.createDirectories(options.report());
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException("Can't write the report", e);
        }
        System.out.println("The report: " + file);
    }

    private void figures() {
        heading("## How long it takes");
        line(
                "Milliseconds, one at a time; the median, and the 95th percentile after it. *The largest"
                        + " centre* has "
                        + measured.stream()
                                .map(
                                        one ->
                                                String.format(
                                                        Locale.ROOT,
                                                        "%,d people at %s",
                                                        one.estate().largePeople(),
                                                        one.estate().name()))
                                .collect(Collectors.joining(", "))
                        + ": they are counted off an index, and what one in twenty is called finds 5 of"
                        + " them or 500, a page of 25 and how many they are. For *centres without a User Manager* nothing is promised: one centre in"
                        + " thirty is, so that of ten thousand some eight hundred are looked at until a page"
                        + " is full, of a hundred all. A search asks an index of letters and centres, whose"
                        + " lists are longer among a million.");
        line("");
        row(
                "",
                measured.stream()
                        .map(one -> one.estate().name())
                        .collect(Collectors.joining(" | ")),
                "times as long",
                "at most " + AT_MOST);
        row(
                "---",
                measured.stream().map(one -> "---").collect(Collectors.joining(" | ")),
                "---",
                "---");
        for (String name : measured.get(0).figures().keySet()) {
            double first = measured.get(0).figures().get(name)[0];
            double last = measured.get(measured.size() - 1).figures().get(name)[0];
            row(
                    name,
                    measured.stream()
                            .map(one -> one.figures().get(name))
                            .map(
                                    each ->
                                            String.format(
                                                    Locale.ROOT, "%,.1f; %,.1f", each[0], each[1]))
                            .collect(Collectors.joining(" | ")),
                    String.format(Locale.ROOT, "%.2f", last / first),
                    name.equals(Looks.WITHOUT_USER_MANAGER)
                            ? "not promised"
                            : last / first <= AT_MOST ? "met" : "**not met**");
        }
    }

    private void tables(Sizes.Measured full) {
        heading("## The tables, at " + full.estate().name());
        row("table", "rows, about");
        row("---", "---");
        full.tables()
                .forEach(
                        (table, rows) ->
                                row("`" + table + "`", String.format(Locale.ROOT, "%,d", rows)));
    }

    private void statements(Sizes.Measured full) {
        if (full.statements().isEmpty()) {
            return;
        }
        heading("## Every statement on our tables, at " + full.estate().name());
        line(
                "As PostgreSQL explained them (`auto_explain`, with `analyze` and `buffers`) while all doors"
                        + " were gone through; explaining makes them slower. *Blocks* are of 8 KiB. After"
                        + " each table or index, how many rows were looked at. In bold: tables of more than "
                        + String.format(Locale.ROOT, "%,d", big)
                        + " rows read from end to end; of Keycloak's own statements those are here, too.");
        line("");
        List<Plans.Statement> whole =
                full.statements().stream()
                        .filter(
                                each ->
                                        each.readWhole().stream()
                                                .anyMatch(table -> isBig(full, table)))
                        .toList();
        line(
                full.statements().size()
                        + " statements, "
                        + whole.size()
                        + " of which read a big table from end to end.");
        line("");
        row("statement", "times", "slowest, ms", "blocks", "read");
        row("---", "---", "---", "---", "---");
        for (Plans.Statement each : full.statements()) {
            row(
                    "`" + shortened(each.text()) + "`",
                    String.valueOf(each.times()),
                    String.format(Locale.ROOT, "%,.2f", each.slowest()),
                    String.format(Locale.ROOT, "%,d", each.blocks()),
                    each.scans().entrySet().stream()
                            .map(scan -> scan(full, scan))
                            .collect(Collectors.joining(", ")));
        }
    }

    private String scan(Sizes.Measured full, Map.Entry<String, Long> scan) {
        String shown = String.format(Locale.ROOT, "%s %,d", scan.getKey(), scan.getValue());
        return scan.getKey().startsWith("seq ") && isBig(full, scan.getKey().substring(4))
                ? "**" + shown + "**"
                : shown;
    }

    private boolean isBig(Sizes.Measured full, String table) {
        return full.tables().getOrDefault(table, 0L) > big;
    }

    private static String shortened(String statement) {
        String plain = statement.replaceAll("\\s+", " ").replace("|", "\\|").replace("`", "'");
        // What is selected says little.
        plain = plain.replaceAll("^select (?:(?!from ).){60,}? from ", "select … from ");
        return plain.length() <= SHOWN ? plain : plain.substring(0, SHOWN) + " …";
    }

    private void heading(String heading) {
        line("");
        line(heading);
        line("");
    }

    private void row(String... cells) {
        line(
                Arrays.stream(cells)
                        .map(cell -> cell.isEmpty() ? " " : cell)
                        .collect(Collectors.joining(" | ", "| ", " |")));
    }

    private void line(String line) {
        text.append(line).append('\n');
    }
}
