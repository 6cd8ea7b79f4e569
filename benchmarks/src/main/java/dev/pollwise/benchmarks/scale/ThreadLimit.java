package dev.pollwise.benchmarks.scale;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * How many platform threads a measurement may take: half of what the system has for all, since what
 * runs out of them cannot even be stopped.
 *
 * @param most 1 or more
 */
record ThreadLimit(int most) {

  /** Where the system does not tell by {@code /proc}. */
  private static final int UNKNOWN = 4_000;

  private static final List<String> LIMITS =
      List.of("/proc/sys/kernel/pid_max", "/proc/sys/kernel/threads-max");

  static ThreadLimit current() throws IOException {
    int least = Integer.MAX_VALUE;
    for (String limit : LIMITS) {
      least = Math.min(least, read(Path.of(limit)));
    }
    return new ThreadLimit(Math.max(1, least / 2));
  }

  /** In one piece, since the kernel tells such a number only once. */
  private static int read(Path limit) throws IOException {
    if (!Files.isReadable(limit)) {
      return UNKNOWN;
    }
    try (Stream<String> lines = Files.lines(limit)) {
      return lines.findFirst().map(Integer::parseInt).orElse(UNKNOWN);
    }
  }

  /** The ways that so many waits can go. */
  List<Way> waysFor(int waits) {
    return Arrays.stream(Way.values()).filter(way -> way.threadsFor(waits) <= most).toList();
  }
}
