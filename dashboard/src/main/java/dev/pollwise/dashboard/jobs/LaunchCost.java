package dev.pollwise.dashboard.jobs;

import java.util.Locale;

/**
 * What jobs of a real server are expected to cost. Prices are those that HeyGen publishes for video
 * translation in speed mode; the length of a source video is not known here and therefore assumed.
 */
final class LaunchCost {

  /** US dollars for a second of translated video. */
  private static final double PER_SECOND = 0.0333;

  private static final int ASSUMED_MINUTES = 10;

  private LaunchCost() {}

  static String sentence(int jobs) {
    return String.format(
        Locale.ROOT,
        "about $%,.0f, assuming %d minutes of video for each job and speed mode ($%.4f a second)",
        jobs * ASSUMED_MINUTES * 60 * PER_SECOND,
        ASSUMED_MINUTES,
        PER_SECOND);
  }
}
