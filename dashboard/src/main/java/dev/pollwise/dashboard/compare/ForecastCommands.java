package dev.pollwise.dashboard.compare;

import dev.pollwise.dashboard.shell.Event;

/**
 * Finds out what policies cost, away from the thread of the window. Every method returns at once;
 * what comes of it comes back as {@link Event}s.
 */
public interface ForecastCommands {

  /** Forecasts a policy; a forecast that is still being made for an older wish is broken off. */
  void forecast(ForecastRequest request);

  /** Compares policies; a comparison that is still being made for an older wish is broken off. */
  void compare(CompareRequest request);

  /** Breaks off the comparison that is being made. */
  void stopComparing();
}
