package dev.pollwise.dashboard.view;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
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

  /** Has the rows and columns of a table grow with the text. */
  static void grow(TableView<?> table, ReadOnlyIntegerProperty percent) {
    double row = table.getFixedCellSize();
    List<Runnable> columns = new ArrayList<>();
    for (TableColumnBase<?, ?> column : table.getColumns()) {
      double least = column.getMinWidth();
      double usual = column.getPrefWidth();
      double most = column.getMaxWidth();
      columns.add(() -> {
        double factor = percent.get() / (double) USUAL;
        // A minimum above the maximum would be refused, whichever way the sizes go.
        column.setMinWidth(0);
        column.setMaxWidth(most * factor);
        column.setMinWidth(least * factor);
        column.setPrefWidth(usual * factor);
      });
    }
    Runnable all =
        () -> {
          table.setFixedCellSize(row * percent.get() / USUAL);
          columns.forEach(Runnable::run);
        };
    percent.addListener((o, before, now) -> all.run());
    all.run();
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
