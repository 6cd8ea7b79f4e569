package dev.pollwise.benchmarks.scale;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import software.amazon.awssdk.core.waiters.AsyncWaiter;
import software.amazon.awssdk.core.waiters.WaiterAcceptor;
import software.amazon.awssdk.core.waiters.WaiterOverrideConfiguration;
import software.amazon.awssdk.retries.api.BackoffStrategy;

/** {@link AsyncWaiter} of the AWS SDK, with a fixed delay and without its limit of attempts. */
final class AwsWaiter implements Waits {

  private final Question question;
  private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
  private final AsyncWaiter<String> waiter;

  AwsWaiter(Setting setting) {
    question = new Question(setting);
    waiter =
        AsyncWaiter.builder(String.class)
            .scheduledExecutorService(timer)
            .acceptors(
                List.of(
                    WaiterAcceptor.retryOnResponseAcceptor(status -> status.equals("running")),
                    WaiterAcceptor.successOnResponseAcceptor(status -> true)))
            .overrideConfiguration(
                WaiterOverrideConfiguration.builder()
                    .maxAttempts(Integer.MAX_VALUE)
                    .backoffStrategyV2(BackoffStrategy.fixedDelayWithoutJitter(setting.interval()))
                    .build())
            .build();
  }

  @Override
  public void begin(int job) {
    CompletableFuture<?> _ = waiter.runAsync(() -> question.ask(job));
  }

  @Override
  public void close() {
    timer.shutdownNow();
    question.close();
  }
}
