package dev.pollwise.benchmarks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
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

  /** More digits than this of a pixel nobody sees, and letters are drawn as many short lines. */
  private static final Pattern TOO_FINE = Pattern.compile("(-?\\d+\\.\\d)\\d+");

  private static final String DECIMALS = "#,##0.##";

  /** Refuses more series than can be told apart. */
  public Chart {
    series = List.copyOf(series);
    if (series.size() > SeriesLook.MOST) {
      throw new IllegalArgumentException(
          "series of %s: must be at most %d".formatted(name, SeriesLook.MOST));
    }
  }

  /**
   * An axis.
   *
   * @param title with the unit
   * @param isLogarithmic whether each decade takes the same room; all values are positive then
   */
  public record Axis(String title, boolean isLogarithmic) {}

  /**
   * What is drawn in one look.
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
    String svg = new String(ChartEncoder.getBytes(drawn(), "svg"), StandardCharsets.UTF_8);
    Files.writeString(folder.resolve(prefix + name + ".svg"), coarse(svg));
  }

  private static String coarse(String svg) {
    return TOO_FINE
        .matcher(svg)
        .replaceAll(found -> String.format(Locale.ROOT, "%.1f", Double.parseDouble(found.group())));
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
    if (!across.isLogarithmic()) {
      chart.getStyler().setXAxisDecimalPattern(DECIMALS);
    }
    if (!up.isLogarithmic()) {
      chart.getStyler().setYAxisDecimalPattern(DECIMALS);
    }
    for (int number = 0; number < series.size(); number++) {
      Series one = series.get(number);
      SeriesLook look = SeriesLook.of(number);
      XYSeries drawn =
          chart.addSeries(
              one.name(),
              one.points().stream().mapToDouble(Point::across).toArray(),
              one.points().stream().mapToDouble(Point::up).toArray());
      drawn.setLineColor(look.colour());
      drawn.setMarkerColor(look.colour());
      if (one.isLine()) {
        drawn.setMarker(SeriesMarkers.NONE);
        drawn.setLineStyle(look.dash());
      } else {
        drawn.setMarker(look.marker());
        drawn.setXYSeriesRenderStyle(XYSeries.XYSeriesRenderStyle.Scatter);
      }
    }
    return chart;
  }
}
