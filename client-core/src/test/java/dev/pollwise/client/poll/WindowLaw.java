package dev.pollwise.client.poll;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;

/** What a call budget promises, checked on the calls that went out. */
final class WindowLaw {

  private WindowLaw() {}

  /** No window of the length holds more calls than allowed; the calls are in order of time. */
  static void assertHolds(Budget.Limit budget, List<Duration> calls) {
    for (int i = budget.calls(); i < calls.size(); i++) {
      assertThat(calls.get(i).minus(calls.get(i - budget.calls())))
          .as("from call %s to call %s, under %s", i - budget.calls() + 1, i + 1, budget)
          .isGreaterThanOrEqualTo(budget.per());
    }
  }
}
