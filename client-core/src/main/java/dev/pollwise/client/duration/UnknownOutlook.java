package dev.pollwise.client.duration;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Optional;

/** See {@link Outlook#unknown}. */
enum UnknownOutlook implements Outlook {
  INSTANCE;

  @Override
  public Optional<Duration> next(Duration elapsed, Duration callPrice, Duration horizon) {
    requireNonNull(elapsed, "elapsed");
    requireNonNull(callPrice, "callPrice");
    requireNonNull(horizon, "horizon");
    return Optional.empty();
  }

  @Override
  public Optional<DurationLaw> law() {
    return Optional.empty();
  }

  @Override
  public String describe() {
    return "nothing known";
  }
}
