package org.mycambridge.benchmarks.peers;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What PostgreSQL says of each statement that it executes for the server, with the values it really
 * has: its own auto_explain, {@code analyze} and {@code buffers} on.
 */
final class Plans {

    private static final List<String> SETTINGS =
            List.of(
                    "logging_collector = on",
                    "log_destination = 'jsonlog'",
                    "log_directory = 'plans'",
                    "session_preload_libraries = 'auto_explain'",
                    "auto_explain.log_min_duration = 0",
                    "auto_explain.log_analyze = on",
                    "auto_explain.log_buffers = on",
                    "auto_explain.log_format = 'json'");

    private Plans() {}

    /**
     * A statement in all its executions.
     *
     * @param slowest in milliseconds, as explained
     * @param blocks 8 KiB blocks that were read at most
     * @param scans tables that were read, each with how, and how many rows were looked at at most
     */
    record Statement(String text, int times, double slowest, long blocks, Map<String, Long> scans) {

        /** The names of the tables that were read from end to end. */
        Set<String> readWhole() {
            return scans.keySet().stream()
                    .filter(scan -> scan.startsWith("seq "))
                    .map(scan -> scan.substring("seq ".length()))
                    .collect(java.util.stream.Collectors.toCollection(java.util.TreeSet::new));
        }
    }

    /** Explains everything from the next start on. */
    static void begin(String url) {
        Estate.with(
                url,
                statement -> {
                    for (String setting : SETTINGS) {
                        if (setting.startsWith("auto_explain")) {
                            statement.execute("load 'auto_explain'");
                        }
                        statement.execute("alter system set " + setting);
                    }
                    return true;
                });
    }

    /**
     * The statements on tables of ours, and all others that read a big table from end to end; the
     * slowest first.
     */
    static List<Statement> read(Path data, Set<String> big) {
        Map<String, Statement> statements = new LinkedHashMap<>();
        try (Stream<Path> files = Files.list(data.resolve("plans"))) {
            for (Path file :
                    files.filter(each -> each.toString().endsWith(".json")).sorted().toList()) {
                try (Stream<String> lines = Files.lines(file)) {
                    lines.forEach(line -> add(line, statements));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("No plans", e);
        }
        List<Statement> all = new ArrayList<>(statements.values());
        all.removeIf(
                each ->
                        !each.text().toLowerCase(Locale.ROOT).contains("mc_")
                                && each.readWhole().stream().noneMatch(big::contains));
        all.sort(java.util.Comparator.comparingDouble(Statement::slowest).reversed());
        return all;
    }

    private static void add(String line, Map<String, Statement> statements) {
        if (!line.contains("plan:")) {
            return;
        }
        try {
            String message = Http.JSON.readTree(line).path("message").asText();
            int begin = message.indexOf("plan:");
            JsonNode explained = Http.JSON.readTree(message.substring(begin + "plan:".length()));
            String text = explained.path("Query Text").asText();
            double took =
                    Double.parseDouble(message.replaceAll("(?s)duration: ([0-9.]+) ms.*", "$1"));
            Map<String, Long> scans = new TreeMap<>();
            JsonNode plan = explained.path("Plan");
            walk(plan, scans);
            long blocks =
                    plan.path("Shared Hit Blocks").asLong()
                            + plan.path("Shared Read Blocks").asLong();
            // Lists of different length are the same statement.
            String key = text.replaceAll("\\$\\d+", "?").replaceAll("\\?(,\\s*\\?)+", "?, ?");
            Statement known = statements.get(key);
            if (known != null) {
                known.scans().forEach((scan, rows) -> scans.merge(scan, rows, Math::max));
            }
            statements.put(
                    key,
                    new Statement(
                            key,
                            known == null ? 1 : known.times() + 1,
                            known == null ? took : Math.max(took, known.slowest()),
                            known == null ? blocks : Math.max(blocks, known.blocks()),
                            scans));
        } catch (IOException e) {
            throw new UncheckedIOException("No plan: " + line, e);
        }
    }

    private static void walk(JsonNode node, Map<String, Long> scans) {
        String table = node.path("Relation Name").asText();
        String index = node.path("Index Name").asText();
        String type = node.path("Node Type").asText();
        // What was never come to was not read.
        long loops = node.path("Actual Loops").asLong();
        long rows =
                loops
                        * (node.path("Actual Rows").asLong()
                                + node.path("Rows Removed by Filter").asLong());
        if (loops > 0 && !table.isEmpty() && type.equals("Seq Scan")) {
            scans.merge("seq " + table, rows, Math::max);
        } else if (loops > 0 && !index.isEmpty()) {
            scans.merge("index " + index, rows, Math::max);
        }
        node.path("Plans").forEach(each -> walk(each, scans));
    }
}
