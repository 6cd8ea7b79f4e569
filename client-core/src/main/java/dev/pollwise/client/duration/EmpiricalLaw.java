package dev.pollwise.client.duration;

import dev.pollwise.client.job.Rules;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/** See {@link DurationLaw#empirical}. */
final class EmpiricalLaw implements SecondsLaw {

  private final double[] sorted;

  private EmpiricalLaw(double[] sorted) {
    this.sorted = sorted;
  }

  static EmpiricalLaw of(List<Duration> durations) {
    if (durations.isEmpty()) {
      throw new IllegalArgumentException("durations 0: must be at least one");
    }
    durations.forEach(duration -> Rules.notNegative("duration", duration));
    return new EmpiricalLaw(durations.stream().mapToDouble(Seconds::of).sorted().toArray());
  }

  @Override
  public double survivalAt(double seconds) {
    return (sorted.length - notLongerThan(seconds)) / (double) sorted.length;
  }

  private int notLongerThan(double seconds) {
    int index = Arrays.binarySearch(sorted, Math.nextUp(seconds));
    int above = index < 0 ? -index - 1 : index;
    while (above > 0 && sorted[above - 1] > seconds) {
      above--;
    }
    return above;
  }

  @Override
  public String describe() {
    return "empirical, "
        + sorted.length
        + " seen, median "
        + Seconds.text(sorted[(sorted.length - 1) / 2]);
  }
}
