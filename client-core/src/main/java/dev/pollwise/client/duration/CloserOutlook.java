package dev.pollwise.client.duration;

import java.time.Duration;
import java.util.Optional;

/**
 * Looks closer than the price asks for, to learn: as if a call cost a quarter, which makes about
 * twice the calls and costs about a quarter more.
 */
record CloserOutlook(Outlook outlook) implements Outlook {

  private static final int CLOSER = 4;

  @Override
  public Optional<Duration> next(Duration elapsed, Duration callPrice, Duration horizon) {
    return outlook.next(elapsed, closer(callPrice), horizon);
  }

  @Override
  public Optional<Outlook.Leeway> leeway(
      Duration elapsed, Duration callPrice, Duration horizon, double widest, double loss) {
    return outlook.leeway(elapsed, closer(callPrice), horizon, widest, loss);
  }

  private static Duration closer(Duration callPrice) {
    return callPrice.plusNanos(CLOSER - 1).dividedBy(CLOSER);
  }

  @Override
  public boolean isAssumed() {
    return outlook.isAssumed();
  }

  @Override
  public int ends() {
    return outlook.ends();
  }

  @Override
  public Optional<DurationLaw> law() {
    return outlook.law();
  }

  @Override
  public String describe() {
    return outlook.describe() + "; looks closer to learn more";
  }
}
