package dev.pollwise.dashboard.compare;

import dev.pollwise.client.duration.ExpectedCost;
import dev.pollwise.client.job.Durations;
import dev.pollwise.dashboard.form.Amounts;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What a policy would cost for jobs of a law.
 *
 * @param request what was asked
 * @param expense by a client that has seen no such job yet, and was told what the wish says
 * @param told by one that was told about how long they take; a list of at most one, empty where the
 *     wish tells it, and for pacing that does not listen
 * @param learned by one that knows the law; a list of at most one, empty for pacing that never
 *     learns
 * @param optimum the best that any schedule can do at the policy's price
 * @param frontier the best at other prices, from early news to few calls: those of {@link
 *     PriceScale}
 * @param isRough whether it is of a few jobs only, and a better one is being made
 * @param sample the moments of the calls of one wait that goes on, by the first draws of the seed
 */
public record PolicyForecast(
    ForecastRequest request,
    PolicyCost expense,
    List<PolicyCost> told,
    List<PolicyCost> learned,
    ExpectedCost optimum,
    List<ExpectedCost> frontier,
    boolean isRough,
    List<Duration> sample) {

  /** Copies the lists. */
  public PolicyForecast {
    told = List.copyOf(told);
    learned = List.copyOf(learned);
    frontier = List.copyOf(frontier);
    sample = List.copyOf(sample);
  }

  /** What the policy does, in words. */
  public String sentence() {
    return (learned.isEmpty() ? "Asks " : "At first asks ")
        + Amounts.times(expense.calls())
        + " and notices the end "
        + Amounts.roughly(expense.lateness())
        + " late on average; for 95 % of the jobs, within "
        + Amounts.roughly(expense.most())
        + "."
        + missed(expense);
  }

  private static String missed(PolicyCost expense) {
    return expense.isPartial()
        ? " It gives up on "
            + Amounts.percent(1 - expense.seen())
            + " of the jobs before their end."
        : "";
  }

  /**
   * What becomes of it once it was told how long such jobs take; empty where it was told already,
   * and for pacing that does not listen.
   */
  public String advised() {
    String expecting = request.advice().map(Durations::text).orElse("");
    return told.stream().map(once -> then(expecting, once)).collect(Collectors.joining(" "));
  }

  private static String then(String expecting, PolicyCost once) {
    return "Told to expect about "
        + expecting
        + ": "
        + Amounts.calls(once.calls())
        + " and "
        + Amounts.roughly(once.lateness())
        + once.timesOptimum().stream()
            .mapToObj(times -> ", " + Amounts.multiple(times) + " the best")
            .collect(Collectors.joining())
        + ".";
  }
}
