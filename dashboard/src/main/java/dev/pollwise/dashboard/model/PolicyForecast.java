package dev.pollwise.dashboard.model;

import dev.pollwise.client.job.DurationText;
import dev.pollwise.client.pacing.ExpectedCost;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What a policy would cost for jobs of a law.
 *
 * @param wish what was asked
 * @param expense by a client that has seen no such job yet
 * @param learned by one that knows the law; a list of at most one, empty for pacing that never
 *     learns
 * @param optimum the best that any schedule can do at the policy's price
 * @param sample the moments of the calls of one wait that goes on, by the first draws of the seed
 */
public record PolicyForecast(
    ForecastWish wish,
    Expense expense,
    List<Expense> learned,
    ExpectedCost optimum,
    List<Duration> sample) {

  /** Copies the lists. */
  public PolicyForecast {
    learned = List.copyOf(learned);
    sample = List.copyOf(sample);
  }

  /** What the policy does, in words. */
  public String sentence() {
    return "Asks "
        + Amounts.times(expense.calls())
        + " and learns of the end "
        + Amounts.roughly(expense.lateness())
        + " late on average, of 95 % of the jobs within "
        + Amounts.roughly(expense.most())
        + "."
        + missed(expense);
  }

  private static String missed(Expense expense) {
    return expense.isPartial()
        ? " It gives up on "
            + Amounts.percent(1 - expense.seen())
            + " of the jobs before their end."
        : "";
  }

  /** The best that is possible, in words. */
  public String best() {
    String best =
        "The best possible for this price ("
            + DurationText.of(wish.policy().callPrice())
            + " a call) is "
            + Amounts.calls(optimum.calls())
            + " and "
            + Amounts.roughly(optimum.lateness())
            + ".";
    return best + factor(expense).map(times -> " This costs " + times + ".").orElse("");
  }

  private static Optional<String> factor(Expense of) {
    return of.timesOptimum().stream().mapToObj(Amounts::factor).findFirst();
  }

  /** What becomes of it once such jobs have been seen; empty for pacing that never learns. */
  public String later() {
    return learned.stream()
        .map(once ->
            "Once it has seen such jobs: "
                + Amounts.calls(once.calls())
                + " and "
                + Amounts.roughly(once.lateness())
                + factor(once).map(times -> ", " + times).orElse("")
                + ".")
        .findFirst()
        .orElse("");
  }
}
