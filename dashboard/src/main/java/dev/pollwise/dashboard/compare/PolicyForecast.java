package dev.pollwise.dashboard.compare;

import dev.pollwise.client.duration.ExpectedCost;
import dev.pollwise.client.job.Durations;
import dev.pollwise.dashboard.form.Amounts;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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
 * @param sample the moments of the calls of one wait that goes on, by the first draws of the seed
 */
public record PolicyForecast(
    ForecastRequest request,
    PolicyCost expense,
    List<PolicyCost> told,
    List<PolicyCost> learned,
    ExpectedCost optimum,
    List<Duration> sample) {

  /** Copies the lists. */
  public PolicyForecast {
    told = List.copyOf(told);
    learned = List.copyOf(learned);
    sample = List.copyOf(sample);
  }

  /** What the policy does, in words. */
  public String sentence() {
    return "Asks "
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

  /** The best that is possible, in words. */
  public String best() {
    String best =
        "The best possible for this price ("
            + Durations.text(request.policy().callPrice())
            + " a call) is "
            + Amounts.calls(optimum.calls())
            + " and "
            + Amounts.roughly(optimum.lateness())
            + ".";
    return best + factor(expense).map(times -> " This costs " + times + ".").orElse("");
  }

  private static Optional<String> factor(PolicyCost of) {
    return of.timesOptimum().stream().mapToObj(Amounts::factor).findFirst();
  }

  /**
   * What becomes of it once it was told how long such jobs take, and once it has seen them; empty
   * for pacing that never learns.
   */
  public String later() {
    String expecting = request.advice().map(Durations::text).orElse("");
    return Stream.concat(
            told.stream().map(once -> then("Told to expect about " + expecting, once)),
            learned.stream().map(once -> then("Once it has seen such jobs", once)))
        .collect(Collectors.joining(" "));
  }

  private static String then(String when, PolicyCost once) {
    return when
        + ": "
        + Amounts.calls(once.calls())
        + " and "
        + Amounts.roughly(once.lateness())
        + factor(once).map(times -> ", " + times).orElse("")
        + ".";
  }
}
