package dev.pollwise.dashboard.compare;

import dev.pollwise.dashboard.shell.Signal;

/**
 * Finds out what policies cost, away from the thread of the window. Every method returns at once;
 * what comes of it comes back as {@link Signal}s.
 */
public interface Estimates {

  /** Forecasts a policy; a forecast that is still being made for an older wish is broken off. */
  void forecast(ForecastWish wish);

  /** Compares policies; a comparison that is still being made for an older wish is broken off. */
  void compare(CompareWish wish);

  /** Breaks off the comparison that is being made. */
  void stopComparing();
}
