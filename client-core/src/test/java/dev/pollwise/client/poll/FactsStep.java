package dev.pollwise.client.poll;

import dev.failsafe.RetryPolicy;
import dev.failsafe.RetryPolicyBuilder;
import java.time.Duration;

/** What one poll of a facts test decided: the smallest stand-in for what an engine would carry. */
sealed interface FactsStep {

  /** Polls made so far. */
  int polls();

  /** Poll again after {@code delay}. */
  record Again(int polls, Duration delay) implements FactsStep {}

  /** The wait is over. */
  record End(int polls) implements FactsStep {}

  /** The policy that makes Failsafe a fold over steps. */
  static RetryPolicyBuilder<FactsStep> fold() {
    return RetryPolicy.<FactsStep>builder()
        .handleIf((step, error) -> step instanceof Again)
        .withMaxRetries(-1)
        .withDelayFn(context ->
            context.getLastResult() instanceof Again again ? again.delay() : Duration.ZERO);
  }
}
