package dev.pollwise.simulator.report;

import java.util.List;

/** How likely a job is to last longer than some time. Times are seconds since its creation. */
interface Survival {

  /** The chance, from 1 down to 0, that the job lasts longer than {@code seconds}, 0 or more. */
  double beyond(double seconds);

  /** The times at which the chance jumps or bends, in any order; a good schedule may hit them. */
  default List<Double> landmarks() {
    return List.of();
  }
}
