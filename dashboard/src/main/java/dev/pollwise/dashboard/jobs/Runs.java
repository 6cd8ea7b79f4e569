package dev.pollwise.dashboard.jobs;

import dev.pollwise.dashboard.server.ServerChoice;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The launches of this session, and the colours they give their jobs. */
final class Runs {

  private final Map<Integer, Run> byLaunch = new HashMap<>();

  /** The run of an order; a new one with the first job of it. */
  Run of(LaunchOrder order) {
    return byLaunch.computeIfAbsent(order.launch(), unseen -> new Run(byLaunch.size() + 1, order));
  }

  /** A run of a saved session, beside those of this one. */
  Run restored(SavedRun saved) {
    LaunchOrder order =
        new LaunchOrder(
            new ServerChoice.Embedded(),
            URI.create("saved:run"),
            saved.languages(),
            saved.copies(),
            -byLaunch.size() - 1,
            "");
    Run run = of(order);
    boolean isUsual = saved.name().equals("Run " + saved.number());
    run.rename((isUsual ? run.name().get() : saved.name()) + " (saved)");
    return run;
  }

  /**
   * The newest run has colours, older ones are faded. Jobs that were not launched here have colours
   * while there are no others, and few of them.
   */
  static void paint(List<JobRow> rows) {
    int newest =
        rows.stream().flatMap(row -> row.run().stream()).mapToInt(Run::number).max().orElse(0);
    for (int i = 0; i < rows.size(); i++) {
      JobRow row = rows.get(i);
      Optional<Run> run = row.run().filter(of -> of.number() == newest);
      row.paint(
          run.isPresent()
              ? run.get().colourOf(row.language())
              : newest > 0 ? JobRow.FADED : rows.size() <= JobsModel.COLOURS ? i : JobRow.MUTED);
    }
  }
}
