package dev.pollwise.dashboard.compare;

import dev.pollwise.client.duration.ExpectedCost;
import dev.pollwise.dashboard.chart.BackoffModel;
import dev.pollwise.dashboard.form.Amounts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** What a comparison says, in sentences: the best first, then what the others waste. */
final class CompareSummary {

  private static final double NEAR = 1.1;

  /** Below what a table shows as 1.00. */
  private static final double EVEN = 0.995;

  private final Comparison comparison;

  private CompareSummary(Comparison comparison) {
    this.comparison = comparison;
  }

  /** One sentence for each policy, the cheapest first. */
  public static List<String> of(Comparison comparison) {
    return new CompareSummary(comparison).sentences();
  }

  private List<String> sentences() {
    List<Comparison.Result> ranked =
        comparison.results().stream()
            .sorted(
                Comparator.<Comparison.Result>comparingInt(
                        result -> result.expense().isPartial() ? 1 : 0)
                    .thenComparingDouble(result -> result.expense().inCalls()))
            .toList();
    List<String> sentences = new ArrayList<>();
    for (Comparison.Result result : ranked) {
      sentences.add(result.contender().name() + " " + verdict(result.expense()) + ".");
    }
    if (ranked.stream().anyMatch(result -> isLucky(result.expense()))) {
      sentences.add(
          "A cost below the best possible is luck in the sample; more jobs make that rarer.");
    }
    return sentences;
  }

  private static boolean isLucky(PolicyCost expense) {
    return expense.timesOptimum().orElse(1) < EVEN;
  }

  private String verdict(PolicyCost expense) {
    if (expense.isPartial()) {
      return "gives up on " + Amounts.percent(1 - expense.seen()) + " of the jobs before their end";
    }
    double times = expense.timesOptimum().orElse(1);
    return times < NEAR
        ? "costs barely more than the best possible"
        : "costs "
            + Amounts.factor(times).replace(" as much", "")
            + " the best possible: "
            + waste(expense);
  }

  /** The one of the two that costs more: calls, or lateness at its price. */
  private String waste(PolicyCost expense) {
    ExpectedCost best = comparison.optimum();
    double calls = expense.calls() - best.calls();
    Duration late = expense.lateness().minus(best.lateness());
    double price = BackoffModel.seconds(comparison.request().callPrice());
    return calls >= BackoffModel.seconds(late) / price
        ? Amounts.calls(calls) + " too many"
        : "it notices the end " + Amounts.roughly(late) + " later";
  }
}
