package dev.pollwise.fleet;

import java.util.Locale;
import java.util.UUID;

/** Names for jobs of which a later one is greater, as UUIDv7 has it. */
final class Ids {

  private Ids() {}

  static String next(long millis, UUID random) {
    return String.format(
        Locale.ROOT,
        "pw-%012x-%016x",
        millis & 0xffff_ffff_ffffL,
        random.getMostSignificantBits() ^ random.getLeastSignificantBits());
  }
}
