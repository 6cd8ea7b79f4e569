package dev.pollwise.dashboard.shell;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.Pattern;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.scene.control.TableColumnBase;
import javafx.scene.control.TableView;

/**
 * Style sheets for larger or smaller text. Every length grows with the text, so that nothing is cut
 * off; lines of one or two pixels stay as thin as they are.
 */
final class TextSize {

  private static final int USUAL = 100;
  private static final double THIN = 2;
  private static final Pattern LENGTH = Pattern.compile("(\\d+(?:\\.\\d+)?)px");

  private TextSize() {}

  /** The address of the sheet in that size, in percent of the usual one. */
  static String sheet(String address, int percent) {
    if (percent == USUAL) {
      return address;
    }
    try (InputStream in = URI.create(address).toURL().openStream()) {
      String css = scaled(new String(in.readAllBytes(), StandardCharsets.UTF_8), percent);
      return "data:text/css;base64,"
          + Base64.getEncoder().encodeToString(css.getBytes(StandardCharsets.UTF_8));
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  /** Has the rows and columns of a table grow with the text, from whatever widths they have. */
  static void grow(TableView<?> table, ReadOnlyIntegerProperty percent) {
    grow(table, percent.get() / (double) USUAL);
    percent.addListener((o, before, now) -> grow(table, now.doubleValue() / before.doubleValue()));
  }

  private static void grow(TableView<?> table, double factor) {
    table.setFixedCellSize(table.getFixedCellSize() * factor);
    for (TableColumnBase<?, ?> column : table.getColumns()) {
      double width = column.getPrefWidth();
      column.setMinWidth(column.getMinWidth() * factor);
      column.setPrefWidth(width * factor);
    }
  }

  static String scaled(String css, int percent) {
    return LENGTH
        .matcher(css)
        .replaceAll(length -> {
          double pixels = Double.parseDouble(length.group(1));
          return pixels <= THIN
              ? length.group()
              : Math.round(pixels * percent * 100.0 / USUAL) / 100.0 + "px";
        });
  }
}
