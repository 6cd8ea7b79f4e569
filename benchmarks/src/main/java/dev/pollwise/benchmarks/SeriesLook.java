package dev.pollwise.benchmarks;

import java.awt.BasicStroke;
import java.awt.Color;
import java.util.List;
import org.knowm.xchart.style.markers.Marker;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * How a series is drawn. Colours alone do not tell many series apart, and not for everybody: so
 * neighbours differ in colour, marker and dash, and no two series of a chart share a pair of them.
 *
 * @param colour of points and line
 * @param marker of points
 * @param dash of a line
 */
record SeriesLook(Color colour, Marker marker, BasicStroke dash) {

  private static final float WIDTH = 2;
  private static final float MITER = 10;

  /**
   * By Okabe and Ito, who chose them for the colour-blind (Color Universal Design, 2008); without
   * their yellow, which is lost on a bright ground.
   */
  private static final List<Color> COLOURS =
      List.of(
          new Color(0x00_00_00),
          new Color(0xE6_9F_00),
          new Color(0x00_72_B2),
          new Color(0xD5_5E_00),
          new Color(0x00_9E_73),
          new Color(0xCC_79_A7),
          new Color(0x56_B4_E9));

  // 6 and 4 share no divisor with 7 colours: a pair comes again as late as it can.
  private static final List<Marker> MARKERS =
      List.of(
          SeriesMarkers.CIRCLE,
          SeriesMarkers.SQUARE,
          SeriesMarkers.TRIANGLE_UP,
          SeriesMarkers.DIAMOND,
          SeriesMarkers.CROSS,
          SeriesMarkers.PLUS);
  private static final List<BasicStroke> DASHES =
      List.of(dashed(), dashed(10, 5), dashed(2, 4), dashed(10, 4, 2, 4));

  /** As many series as can be told apart. */
  static final int MOST = COLOURS.size() * DASHES.size();

  /** Of a series by its number in the chart, from 0 to less than {@link #MOST}. */
  static SeriesLook of(int number) {
    if (number < 0 || number >= MOST) {
      throw new IllegalArgumentException(
          "number %d: must be from 0 to %d".formatted(number, MOST - 1));
    }
    return new SeriesLook(
        COLOURS.get(number % COLOURS.size()),
        MARKERS.get(number % MARKERS.size()),
        DASHES.get(number % DASHES.size()));
  }

  /** Pixels drawn and left out in turn; none for a line without gaps. */
  private static BasicStroke dashed(float... pixels) {
    return new BasicStroke(
        WIDTH,
        BasicStroke.CAP_BUTT,
        BasicStroke.JOIN_ROUND,
        MITER,
        pixels.length == 0 ? null : pixels,
        0);
  }
}
