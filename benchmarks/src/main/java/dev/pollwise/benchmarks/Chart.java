package dev.pollwise.benchmarks;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.knowm.xchart.ChartEncoder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler.ChartTheme;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * A chart of findings; drawn by XChart.
 *
 * @param name lower case, with hyphens: names its file
 * @param title above it
 * @param across its horizontal axis
 * @param up its vertical axis
 * @param series what is drawn
 */
public record Chart(String name, String title, Axis across, Axis up, List<Series> series) {

  /** Copies the list. */
  public Chart {
    series = List.copyOf(series);
  }

  /**
   * An axis.
   *
   * @param title with the unit
   * @param isLogarithmic whether each decade takes the same room; all values are positive then
   */
  public record Axis(String title, boolean isLogarithmic) {}

  /**
   * What is drawn in one colour.
   *
   * @param name in the legend
   * @param isLine whether the points are joined, without markers
   * @param points in the order of the line
   */
  public record Series(String name, boolean isLine, List<Point> points) {

    /** Copies the list. */
    public Series {
      points = List.copyOf(points);
    }
  }

  /** A point of a series. */
  public record Point(double across, double up) {}

  /** Draws it into a folder, as {@code <name>.svg}. */
  void write(Path folder, String prefix) throws IOException {
    try (OutputStream out = Files.newOutputStream(folder.resolve(prefix + name + ".svg"))) {
      ChartEncoder.saveChart(drawn(), out, "svg");
    }
  }

  XYChart drawn() {
    XYChart chart =
        new XYChartBuilder()
            .width(900)
            .height(560)
            .theme(ChartTheme.GGPlot2)
            .title(title)
            .xAxisTitle(across.title())
            .yAxisTitle(up.title())
            .build();
    chart.getStyler().setLegendPosition(LegendPosition.OutsideE);
    chart.getStyler().setXAxisLogarithmic(across.isLogarithmic());
    chart.getStyler().setYAxisLogarithmic(up.isLogarithmic());
    for (Series one : series) {
      XYSeries drawn =
          chart.addSeries(
              one.name(),
              one.points().stream().mapToDouble(Point::across).toArray(),
              one.points().stream().mapToDouble(Point::up).toArray());
      if (one.isLine()) {
        drawn.setMarker(SeriesMarkers.NONE);
      } else {
        drawn.setXYSeriesRenderStyle(XYSeries.XYSeriesRenderStyle.Scatter);
      }
    }
    return chart;
  }
}
