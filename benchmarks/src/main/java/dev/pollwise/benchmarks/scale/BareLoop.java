package dev.pollwise.benchmarks.scale;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * What anybody would write on {@code HttpClient.sendAsync}: ask, parse, come again by a timer. No
 * limit, no end, no listener, no second try.
 */
final class BareLoop implements Waits {

  private final Question question;
  private final long nanos;
  private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();

  BareLoop(Setting setting) {
    question = new Question(setting);
    nanos = setting.interval().toNanos();
  }

  @Override
  public void begin(int job) {
    CompletableFuture<Void> _ =
        question
            .ask(job)
            .thenAccept(status -> {
              if (status.equals("running") && !timer.isShutdown()) {
                var _ = timer.schedule(() -> begin(job), nanos, TimeUnit.NANOSECONDS);
              }
            });
  }

  @Override
  public void close() {
    timer.shutdownNow();
    question.close();
  }
}
