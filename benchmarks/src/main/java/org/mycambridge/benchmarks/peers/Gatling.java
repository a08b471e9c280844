package org.mycambridge.benchmarks.peers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Gatling as a process of its own: a plan goes in, its own report's figures come out. */
final class Gatling {

    private static final Pattern ROW =
            Pattern.compile(
                    "<tr id=\"([^\"]*)\" data-parent=\"([^\"]*)\">(.*?)</tr>", Pattern.DOTALL);
    private static final Pattern NAME = Pattern.compile("class=\"ellipsed-name\">([^<]*)<");
    private static final Pattern VALUE =
            Pattern.compile("<td class=\"value [a-z]+ col-([0-9]+)\">([0-9.]+)<");

    /** Columns of the table. */
    private static final int TOTAL = 2;

    private static final int FAILED = 4;
    private static final int MEDIAN = 8;
    private static final int P95 = 10;
    private static final int MEAN = 13;

    private static final List<String> MEMORY = List.of("-Xms256m", "-Xmx512m");

    private final Path work;

    Gatling(Path work) {
        this.work = work;
    }

    /**
     * What a load gave.
     *
     * @param median of the load's steps once, in milliseconds
     * @param p95 of the same
     * @param mean of the same
     * @param rate how often all users together did them, a second, had they nothing else to do
     * @param count how often they were done in all
     * @param failed how many requests did not answer as they should
     * @param single the 95th percentile of single requests, in whole milliseconds, when a figure is
     *     of several in a row
     */
    record Figures(
            double median,
            double p95,
            double mean,
            double rate,
            long count,
            long failed,
            double single) {}

    /** The figures of each load, by its name. */
    Map<String, Figures> run(String name, LoadPlan plan) {
        Path folder = folder(name);
        try {
            Files.createDirectories(folder);
            Path file = folder.resolve("plan.json");
            Files.writeString(file, Http.json(plan));
            Path log = folder.resolve("gatling.log");
            List<String> command = new ArrayList<>();
            command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
            command.addAll(MEMORY);
            command.addAll(
                    List.of(
                            "--add-opens=java.base/java.lang=ALL-UNNAMED",
                            "-XX:+UseParallelGC",
                            "-Dgatling.data.enableAnalytics=false",
                            "-Dgatling.data.console.light=true",
                            "-D" + LoadPlan.FILE + "=" + file,
                            "-cp",
                            System.getProperty("java.class.path"),
                            "io.gatling.app.Gatling",
                            "-s",
                            PeersSimulation.class.getName(),
                            "-rf",
                            folder.toString()));
            Process process =
                    new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(log.toFile())
                            .start();
            Thread atExit = new Thread(process::destroyForcibly, "end the load generator");
            Runtime.getRuntime().addShutdownHook(atExit);
            int end = process.waitFor();
            Runtime.getRuntime().removeShutdownHook(atExit);
            if (end != 0) {
                throw new IllegalStateException(
                        "Gatling ended (" + end + "):\n" + Files.readString(log));
            }
            return read(newest(folder).resolve("index.html"), plan);
        } catch (IOException e) {
            throw new UncheckedIOException("Gatling does not run", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Where a run keeps its plan and its own report. */
    Path folder(String name) {
        return work.resolve("gatling").resolve(name);
    }

    private static Path newest(Path folder) throws IOException {
        try (Stream<Path> runs = Files.list(folder)) {
            return runs.filter(Files::isDirectory)
                    .max(java.util.Comparator.comparing(path -> path.getFileName().toString()))
                    .orElseThrow();
        }
    }

    /** The rows of the table in Gatling's report: what it says of each group and request. */
    private static Map<String, Figures> read(Path report, LoadPlan plan) throws IOException {
        List<Row> rows = new ArrayList<>();
        Matcher row = ROW.matcher(Files.readString(report));
        while (row.find()) {
            rows.add(Row.of(row.group(1), row.group(2), row.group(3)));
        }
        Map<String, Figures> figures = new LinkedHashMap<>();
        for (Load load : plan.loads()) {
            Row group =
                    rows.stream()
                            .filter(one -> one.name().equals(load.name()))
                            .findFirst()
                            .orElseThrow(
                                    () ->
                                            new IllegalStateException(
                                                    "Nothing about "
                                                            + load.name()
                                                            + " in "
                                                            + report));
            List<Row> requests =
                    rows.stream().filter(one -> one.parent().equals(group.id())).toList();
            figures.put(load.name(), figures(group, requests, load));
        }
        return figures;
    }

    private static Figures figures(Row group, List<Row> requests, Load load) {
        double row = load.inARow();
        double times = group.value(TOTAL) * row;
        return new Figures(
                group.value(MEDIAN) / row,
                group.value(P95) / row,
                group.value(MEAN) / row,
                load.users().size() * 1_000.0 * row / group.value(MEAN),
                Math.round(times),
                Math.round(requests.stream().mapToDouble(one -> one.value(FAILED)).sum()),
                requests.stream().mapToDouble(one -> one.value(P95)).max().orElse(0));
    }

    /**
     * @param values by the number of their column
     */
    private record Row(String id, String parent, String name, Map<Integer, Double> values) {

        static Row of(String id, String parent, String cells) {
            Matcher name = NAME.matcher(cells);
            Map<Integer, Double> values = new HashMap<>();
            Matcher value = VALUE.matcher(cells);
            while (value.find()) {
                values.put(Integer.valueOf(value.group(1)), Double.valueOf(value.group(2)));
            }
            return new Row(id, parent, name.find() ? name.group(1) : "", values);
        }

        double value(int column) {
            return Optional.ofNullable(values.get(column))
                    .orElseThrow(
                            () ->
                                    new IllegalStateException(
                                            "Gatling's report has no column " + column));
        }
    }
}
