package dev.pollwise.client.duration;

import java.util.Arrays;
import java.util.stream.DoubleStream;

/**
 * How long the jobs take that are not like the others: of a slower kind that nobody has seen to
 * end, or stuck. Not even the scale of a slower kind is known, so they end with a hazard that falls
 * with 1/t, of which come intervals that grow like those of the schedule of ignorance.
 *
 * <p>Two things speak for stuck. Who takes more than {@value #LONG} times as long as all others is
 * hardly of a kind. And where some have lived on beyond an age, that hazard is the lower before it
 * the more they are (product limit, Kaplan and Meier 1958). So who has outlived all others is asked
 * about as the first of a kind is, and who follows much less often.
 */
final class Outliers {

  /** Of the hazard of ignorance: it is as likely to be stuck. */
  private static final double SLOWER = 0.5;

  /** As long as that a slower kind may take. */
  private static final int LONG = 10;

  /** How much of the hazard is left beyond. */
  private static final double BEYOND = 0.1;

  /** A logarithm, as all ages here. */
  private final double from;

  /** From where the others are over, the first and then those to which some have lived. */
  private final double[] ages;

  private final double[] logSurvivals;

  /** After each age. */
  private final double[] hazards;

  /**
   * The law.
   *
   * @param from the logarithm of the age at which the others are over
   * @param sample of which those count that were seen alive later, one as much as the other: who is
   *     stuck does not become less so
   */
  Outliers(double from, CensoredSample sample) {
    this.from = from;
    this.ages =
        DoubleStream.concat(
                DoubleStream.of(0),
                sample.survivors().filter(age -> age > from).map(this::grown).sorted())
            .toArray();
    this.logSurvivals = new double[ages.length];
    this.hazards = new double[ages.length];
    for (int k = 0; k < ages.length; k++) {
      int older = ages.length - 1 - k;
      hazards[k] = SLOWER * LawFit.OUTLIERS / (LawFit.OUTLIERS + older);
      logSurvivals[k] = k == 0 ? 0 : logSurvivals[k - 1] - hazards[k - 1] * (ages[k] - ages[k - 1]);
    }
  }

  /** How far beyond the others, less what is beyond any kind. */
  private double grown(double age) {
    double longest = from + Math.log(LONG);
    return Math.min(age, longest) - from + BEYOND * Math.max(0, age - longest);
  }

  double survivalAt(double seconds) {
    double age = grown(Math.log(seconds));
    int found = Arrays.binarySearch(ages, age);
    int before = found >= 0 ? found : -found - 2;
    return before < 0 ? 1 : Math.exp(logSurvivals[before] - hazards[before] * (age - ages[before]));
  }
}
