package dev.pollwise.dashboard.compare;

import dev.pollwise.client.duration.ExpectedCost;
import java.util.List;

/**
 * What several policies cost for the same jobs.
 *
 * @param request what was asked
 * @param results one for each contender, in their order
 * @param optimum the best that is possible at the price
 * @param frontier the best that is possible at other prices, from dear lateness to dear calls
 */
public record Comparison(
    CompareRequest request,
    List<Result> results,
    ExpectedCost optimum,
    List<ExpectedCost> frontier) {

  /** Copies the lists. */
  public Comparison {
    results = List.copyOf(results);
    frontier = List.copyOf(frontier);
  }

  /**
   * What one costs.
   *
   * @param contender which
   * @param expense what it costs
   */
  public record Result(Contender contender, PolicyCost expense) {}
}
