package dev.pollwise.benchmarks;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A table of findings, written for people and for programs.
 *
 * @param name lower case, with hyphens: names its file
 * @param title a sentence or less above it
 * @param columns their heads, with units
 * @param rows as many cells each as there are columns
 */
public record Table(String name, String title, List<String> columns, List<List<String>> rows) {

  /** Refuses a row that does not fit. */
  public Table {
    columns = List.copyOf(columns);
    rows = rows.stream().map(List::copyOf).toList();
    for (List<String> row : rows) {
      if (row.size() != columns.size()) {
        throw new IllegalArgumentException(
            "row %s: must have %d cells".formatted(row, columns.size()));
      }
    }
  }

  /** As a table of Markdown: the first column to the left, the others to the right. */
  public String markdown() {
    String rule = "|---" + "|---:".repeat(columns.size() - 1) + "|";
    return line(columns)
        + "\n"
        + rule
        + "\n"
        + rows.stream().map(row -> line(row) + "\n").collect(Collectors.joining());
  }

  /** As CSV after RFC 4180, but with plain line ends. */
  public String csv() {
    return record(columns) + rows.stream().map(Table::record).collect(Collectors.joining());
  }

  private static String line(List<String> cells) {
    return cells.stream()
        .map(cell -> cell.replace("|", "\\|"))
        .collect(Collectors.joining(" | ", "| ", " |"));
  }

  private static String record(List<String> cells) {
    return cells.stream().map(Table::quoted).collect(Collectors.joining(",", "", "\n"));
  }

  private static String quoted(String cell) {
    return cell.matches("[^\",\r\n]*") ? cell : '"' + cell.replace("\"", "\"\"") + '"';
  }
}
