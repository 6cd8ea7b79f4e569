package dev.pollwise.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes what a group found: a page of Markdown, a CSV file per table, an SVG file per chart. */
final class Page {

  private final Path folder;

  Page(Path folder) {
    this.folder = folder;
  }

  void write(Group group, Effort effort, Findings findings) throws IOException {
    Files.createDirectories(folder);
    String prefix = group.name() + "-";
    StringBuilder text =
        new StringBuilder("# %s\n\n".formatted(group.title()))
            .append(
                "Written by `%s`, seed %d. %s.\n"
                    .formatted(effort.command(group.name()), effort.seed(), Machine.line()));
    for (Table table : findings.tables()) {
      Files.writeString(folder.resolve(prefix + table.name() + ".csv"), table.csv());
      text.append("\n## %s\n\n%s".formatted(table.title(), table.markdown()));
    }
    for (Table table : findings.data()) {
      String file = prefix + table.name() + ".csv";
      Files.writeString(folder.resolve(file), table.csv());
      text.append("\n%s: [%s](%s)\n".formatted(table.title(), file, file));
    }
    for (Chart chart : findings.charts()) {
      chart.write(folder, prefix);
      text.append("\n![%s](%s%s.svg)\n".formatted(chart.title(), prefix, chart.name()));
    }
    Files.writeString(folder.resolve(group.name() + ".md"), text);
  }
}
