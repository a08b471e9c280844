package org.mycambridge.benchmarks.peers;

import java.awt.Color;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.BitmapEncoder.BitmapFormat;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategoryChartBuilder;
import org.knowm.xchart.CategorySeries;
import org.knowm.xchart.style.Styler.LegendPosition;

/** The medians of all systems in one picture. */
final class Plot {

    private static final int WIDTH = 1_100;
    private static final int HEIGHT = 520;

    /** Told apart without colours too: their order in each group is that of the legend. */
    private static final List<Color> COLOURS =
            List.of(new Color(0x0B6E4F), new Color(0x4C78A8), new Color(0xE39A1F));

    private final String database;
    private final List<Measured> measured;
    private final Map<String, String> figures = new LinkedHashMap<>();

    Plot(String database, List<Measured> measured, World world) {
        this.database = database;
        this.measured = measured;
        world.centres()
                .forEach(many -> figures.put("refresh/" + many + "/all", "refresh, " + many));
        for (Figure figure : List.of(Figure.LIST, Figure.GRANT, Figure.MEMBER)) {
            world.members()
                    .forEach(
                            size ->
                                    figures.put(
                                            figure.id() + "/" + size,
                                            figure.id() + ", " + Limits.number(size)));
        }
    }

    /**
     * @param file without its ending
     */
    void write(Path file) {
        CategoryChart chart =
                new CategoryChartBuilder()
                        .width(WIDTH)
                        .height(HEIGHT)
                        .title("Median on " + database + ", one user (milliseconds, logarithmic)")
                        .yAxisTitle("ms")
                        .build();
        chart.getStyler()
                .setYAxisLogarithmic(true)
                .setYAxisMin(1.0)
                .setXAxisLabelRotation(35)
                .setLegendPosition(LegendPosition.OutsideS)
                .setChartBackgroundColor(Color.WHITE)
                .setSeriesColors(COLOURS.toArray(Color[]::new));
        chart.getStyler().setLegendLayout(org.knowm.xchart.style.Styler.LegendLayout.Horizontal);
        chart.getStyler().setAvailableSpaceFill(0.8);
        for (Measured one : measured) {
            List<Double> medians = new ArrayList<>();
            for (String name : figures.keySet()) {
                medians.add(one.median(name).map(ms -> Math.max(ms, 1.0)).orElse(null));
            }
            CategorySeries series =
                    chart.addSeries(
                            one.peer().shortTitle(), List.copyOf(figures.values()), medians);
            series.setShowInLegend(true);
        }
        try {
            Files.createDirectories(file.getParent());
            BitmapEncoder.saveBitmap(chart, file.toString(), BitmapFormat.PNG);
        } catch (IOException e) {
            throw new UncheckedIOException("Can't write the plot", e);
        }
    }
}
