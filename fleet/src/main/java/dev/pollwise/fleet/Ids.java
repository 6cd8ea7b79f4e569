package dev.pollwise.fleet;

import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Names for jobs of which a later one is greater, as UUIDv7 has it: by the millisecond, and within
 * one by a count where one process has made them.
 */
final class Ids {

  private static final int COUNT_BITS = 12;
  private static final AtomicLong LAST = new AtomicLong();

  private Ids() {}

  static String next(long millis, UUID random) {
    long moment = millis << COUNT_BITS;
    long mine = LAST.updateAndGet(last -> Math.max(last + 1, moment));
    return String.format(
        Locale.ROOT,
        "pw-%015x-%016x",
        mine,
        random.getMostSignificantBits() ^ random.getLeastSignificantBits());
  }
}
