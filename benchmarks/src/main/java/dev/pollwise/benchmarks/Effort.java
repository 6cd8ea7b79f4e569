package dev.pollwise.benchmarks;

import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/**
 * How much is measured, and from which draws.
 *
 * @param isShort whether minutes have to do: the same questions with fewer jobs, sizes or rounds
 * @param seed of all that is drawn
 */
public record Effort(boolean isShort, long seed) {

  private static final RandomGeneratorFactory<RandomGenerator> FACTORY =
      RandomGeneratorFactory.of("L64X128MixRandom");

  /** The first where time is short, else the second. */
  public int pick(int shortly, int fully) {
    return isShort ? shortly : fully;
  }

  /** The command that measures a group so. */
  public String command(String group) {
    return "mvn -Pbenchmarks -Dgroup=" + group + (isShort ? " -Dshort" : "");
  }

  /** A stream of draws of its own for each number; the same ones in every run. */
  public RandomGenerator random(long stream) {
    return FACTORY.create(seed * 0x9E3779B97F4A7C15L + stream);
  }
}
