package dev.pollwise.dashboard.compare;

import dev.pollwise.client.job.Durations;
import dev.pollwise.dashboard.chart.BackoffModel;
import dev.pollwise.dashboard.form.Amounts;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** A comparison as text to take along. */
final class CompareExport {

  private CompareExport() {}

  /** Numbers in full, times in seconds. */
  static String csv(Comparison comparison) {
    return comparison.results().stream()
        .map(CompareExport::line)
        .collect(
            Collectors.joining(
                "",
                "policy,calls,mean lateness s,P50 lateness s,P95 lateness s,cost in calls,"
                    + "times the best possible,share seen\n",
                ""));
  }

  private static String line(Comparison.Result result) {
    PolicyCost expense = result.expense();
    return String.format(
        Locale.ROOT,
        "\"%s\",%.3f,%.3f,%.3f,%.3f,%.3f,%s,%.4f\n",
        result.contender().name().replace("\"", "\"\""),
        expense.calls(),
        BackoffModel.seconds(expense.lateness()),
        BackoffModel.seconds(expense.median()),
        BackoffModel.seconds(expense.most()),
        expense.inCalls(),
        expense.timesOptimum().isPresent()
            ? String.format(Locale.ROOT, "%.3f", expense.timesOptimum().getAsDouble())
            : "",
        expense.seen());
  }

  /** A table and a list of findings, with what they hold for. */
  static String markdown(Comparison comparison) {
    StringBuilder text = new StringBuilder();
    text.append(
            "| policy | calls | late on average | P50 | P95 | cost in calls | times the best |\n")
        .append("|---|---:|---:|---:|---:|---:|---:|\n");
    for (Comparison.Result result : comparison.results()) {
      text.append("| ").append(String.join(" | ", cells(result))).append(" |\n");
    }
    text.append("| *best possible* | ")
        .append(Amounts.number(comparison.optimum().calls()))
        .append(" | ")
        .append(Amounts.roughly(comparison.optimum().lateness()))
        .append(" | | | ")
        .append(Amounts.number(comparison.optimum().inCalls()))
        .append(" | 1 |\n\n");
    CompareSummary.of(comparison)
        .forEach(finding -> text.append("- ").append(finding).append('\n'));
    return text.append('\n').append(conditions(comparison.request())).append('\n').toString();
  }

  private static List<String> cells(Comparison.Result result) {
    PolicyCost expense = result.expense();
    return List.of(
        result.contender().name().replace("|", "\\|"),
        Amounts.number(expense.calls()),
        Amounts.roughly(expense.lateness()),
        Amounts.roughly(expense.median()),
        Amounts.roughly(expense.most()),
        Amounts.number(expense.inCalls()),
        times(expense));
  }

  /** How many times the best possible, as a table shows it. */
  static String times(PolicyCost expense) {
    return expense.timesOptimum().isPresent()
        ? String.format(Locale.ROOT, "%.2f", expense.timesOptimum().getAsDouble())
        : "–";
  }

  /** What a comparison holds for. */
  static String conditions(CompareRequest request) {
    return "Jobs: "
        + request.law().describe()
        + "; a call is worth "
        + Durations.text(request.callPrice())
        + " of lateness; up to "
        + String.format(Locale.ROOT, "%,d", request.jobs())
        + " jobs per policy, seed "
        + request.seed()
        + ".";
  }
}
