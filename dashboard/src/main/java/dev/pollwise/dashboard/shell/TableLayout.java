package dev.pollwise.dashboard.shell;

import dev.pollwise.dashboard.form.Quantities;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * How a person likes a table.
 *
 * @param columns its columns in their order; empty for the usual ones
 * @param order by which columns its rows are sorted, the most important first; empty for their own
 *     order
 */
record TableLayout(List<Column> columns, List<Order> order) {

  /** As it is before anybody changed it. */
  public static final TableLayout USUAL = new TableLayout(List.of(), List.of());

  /**
   * A column.
   *
   * @param name what its head says
   * @param width in pixels, positive
   */
  public record Column(String name, double width) {

    /** Refuses what cannot be seen, and what could not be read back. */
    public Column {
      if (name.isBlank() || name.contains(",")) {
        throw new IllegalArgumentException(
            "column \"" + name + "\": must be a name without commas");
      }
      if (!(width > 0 && Double.isFinite(width))) {
        throw new IllegalArgumentException("column " + name + " " + width + ": must be positive");
      }
    }
  }

  /**
   * An order of rows.
   *
   * @param column the name of the column
   * @param isDown whether the greatest comes first
   */
  public record Order(String column, boolean isDown) {}

  /** Keeps what it was given. */
  public TableLayout {
    columns = List.copyOf(columns);
    order = List.copyOf(order);
  }

  /** The columns as a text for people: name and width, with commas between. */
  String columnsText() {
    return columns.stream()
        .map(column -> column.name() + " " + Math.round(column.width()))
        .collect(Collectors.joining(", "));
  }

  /** The order as a text for people, such as {@code Calls down, Language up}. */
  String orderText() {
    return order.stream()
        .map(each -> each.column() + (each.isDown() ? " down" : " up"))
        .collect(Collectors.joining(", "));
  }

  /**
   * Reads both texts.
   *
   * @throws IllegalArgumentException with value and rule if one is damaged
   */
  static TableLayout read(String columns, String order) {
    return new TableLayout(
        parts(columns).stream().map(TableLayout::column).toList(),
        parts(order).stream().map(TableLayout::order).toList());
  }

  private static List<String> parts(String text) {
    return Arrays.stream(text.split(","))
        .map(String::strip)
        .filter(part -> !part.isEmpty())
        .toList();
  }

  private static Column column(String text) {
    int gap = text.lastIndexOf(' ');
    return new Column(
        text.substring(0, Math.max(0, gap)).strip(),
        Quantities.number("column", text.substring(gap + 1)));
  }

  private static Order order(String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    boolean down = lower.endsWith(" down");
    if (!down && !lower.endsWith(" up")) {
      throw new IllegalArgumentException("order \"" + text + "\": must end with up or down");
    }
    return new Order(text.substring(0, text.lastIndexOf(' ')).strip(), down);
  }
}
