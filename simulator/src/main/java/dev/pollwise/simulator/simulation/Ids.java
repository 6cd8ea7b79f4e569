package dev.pollwise.simulator.simulation;

import dev.pollwise.simulator.job.SeededRandom;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * New ids. None is given twice, also not after a reset, and those of two runs differ; so whoever
 * still asks about a thing of the past is never told about another. Only how things are called
 * differs from run to run, never what becomes of them. Safe for use by many threads.
 */
public final class Ids {

  private final SeededRandom random;
  private final String run;
  private final Map<String, Long> given = new ConcurrentHashMap<>();

  /**
   * Ids of one run.
   *
   * @param run any number; the same seed and the same run give the same ids in the same order
   */
  public Ids(long seed, long run) {
    this.random = new SeededRandom(seed);
    this.run = Long.toHexString(run);
  }

  /**
   * A new id in hexadecimal digits.
   *
   * @param kind of the thing; each kind has an order of its own
   */
  public String next(String kind, int bytes) {
    long number = given.merge(kind, 1L, Long::sum);
    byte[] id = new byte[bytes];
    random.of(SeededRandom.Purpose.NAME, kind + ' ' + run, number).nextBytes(id);
    return HexFormat.of().formatHex(id);
  }
}
