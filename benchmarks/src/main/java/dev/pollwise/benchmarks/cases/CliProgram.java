package dev.pollwise.benchmarks.cases;

import dev.pollwise.benchmarks.peers.HeyGenCalls;
import dev.pollwise.benchmarks.peers.HeyGenCalls.BadAnswerException;
import dev.pollwise.benchmarks.peers.HeyGenCalls.Look;
import dev.pollwise.benchmarks.peers.Pace;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.random.RandomGenerator;

/**
 * What HeyGen's own command line does with {@code --wait}, stated again from {@code
 * internal/client} of heygen-com/heygen-cli (July 2026), as Go is not to be had everywhere. Polls
 * after 2, 4, 8, … 30 s, ± 25 %; a call is made three times at most, after a failure of a GET and
 * after 429, and a {@code Retry-After} is heard up to 30 s; a timeout is no failure of that kind.
 */
final class CliProgram implements Program {

  private static final int RETRIES = 2;
  private static final double LONGEST_SECONDS = 30;

  private final HeyGenCalls calls;
  private final Pace pace;
  private final Duration deadline;
  private final RandomGenerator random;

  CliProgram(Site site, RandomGenerator random) {
    this.pace = site.pace();
    this.calls = new HeyGenCalls(site.server(), pace);
    this.deadline = site.deadline();
    this.random = random;
  }

  @Override
  public Told translate(String order) throws Exception {
    long begun = System.nanoTime();
    String id = retried(() -> calls.submit(order, ""), false);
    for (int poll = 0; ; poll++) {
      Look look = retried(() -> calls.look(id), true);
      switch (look.status()) {
        case "completed" -> {
          return new Told.Completed(id, look.url());
        }
        case "failed" -> {
          return new Told.Failed(id, look.reason());
        }
        default -> {}
      }
      Duration delay = backoff(poll, 2);
      Duration left = pace.shortened(deadline).minusNanos(System.nanoTime() - begun);
      if (delay.compareTo(left) > 0) {
        Thread.sleep(left.isPositive() ? left : Duration.ZERO);
        return new Told.Open(id, "polling timed out");
      }
      Thread.sleep(delay);
    }
  }

  private <T> T retried(Callable<T> call, boolean isGet) throws Exception {
    for (int attempt = 0; ; attempt++) {
      try {
        return call.call();
      } catch (BadAnswerException e) {
        boolean isServers = e.status() == 429 || (isGet && e.status() >= 500 && e.status() <= 504);
        if (attempt == RETRIES || !isServers) {
          throw e;
        }
        double told = (double) e.retryAfter().orElse(Duration.ZERO).toSeconds();
        Duration heard = pace.seconds(Math.min(LONGEST_SECONDS, told));
        Duration own = backoff(attempt, 1);
        Thread.sleep(heard.compareTo(own) > 0 ? heard : own);
      } catch (IOException e) {
        if (attempt == RETRIES || !isGet || "timeout".equals(e.getMessage())) {
          throw e;
        }
        Thread.sleep(backoff(attempt, 1));
      }
    }
  }

  private Duration backoff(int attempt, double base) {
    double seconds = Math.min(LONGEST_SECONDS, base * Math.pow(2, attempt));
    return pace.seconds(seconds * random.nextDouble(0.75, 1.25));
  }

  /** By its command that asks once, again and again. */
  @Override
  public Told resume(Told.Open open) throws Exception {
    return LoopProgram.await(calls, pace, open.id());
  }

  @Override
  public void close() {
    calls.close();
  }
}
