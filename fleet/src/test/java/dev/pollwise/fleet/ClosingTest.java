package dev.pollwise.fleet;

import static dev.pollwise.fleet.Service.QUICK;
import static dev.pollwise.fleet.Service.SPANISH;
import static dev.pollwise.fleet.Service.until;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pollwise.client.job.JobOutcome;
import dev.pollwise.client.request.PollClock;
import dev.pollwise.fleet.task.Copy.Step;
import dev.pollwise.simulator.fault.Fault;
import dev.pollwise.simulator.fault.FaultRule;
import dev.pollwise.simulator.fault.FaultRule.Phase;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A copy that is closed while it cannot do what it wants to do. */
class ClosingTest {

  @TempDir Path folder;

  @Test
  void idsThatCannotBeWrittenAreLeftToAnotherCopyAtOnce() throws Exception {
    try (Service service = Service.on(Store.POSTGRESQL.open(folder), ofMillis(100))) {
      Unplugged cut = new Unplugged(service.source);
      CompletableFuture<Thread> submits = new CompletableFuture<>();
      Fleet first =
          Fleet.on(cut)
              .copyName("first")
              .heartbeat(ofMillis(150))
              .account(
                  "main",
                  account -> account.server(service.simulator.uri()).apiKey("key").policy(QUICK))
              .steps((step, id) -> {
                if (step == Step.ANSWERED && submits.complete(Thread.currentThread())) {
                  cut.cut();
                }
              })
              .start();
      first.submit("main", "order", SPANISH);
      until(() -> cut.refused() > 3);

      first.close();

      assertThat(submits.join().join(ofSeconds(20))).as("the step is over").isTrue();
      service.start(account -> account.policy(QUICK), more -> more.heartbeat(ofMillis(150)));
      assertThat(service.outcome("order")).isInstanceOf(JobOutcome.Ended.class);
      assertThat(service.paid()).isOne();
    }
  }

  /** Once it is in a hurry, all waits are over at once. */
  private static final class Hasty implements PollClock {
    private static final PollClock MACHINE = PollClock.system();
    private final AtomicLong ahead = new AtomicLong();
    private volatile boolean isHasty;

    @Override
    public Instant instant() {
      return MACHINE.instant();
    }

    @Override
    public Duration steady() {
      return MACHINE.steady().plusNanos(ahead.get());
    }

    @Override
    public Future<?> after(Duration delay, Runnable task) {
      if (isHasty) {
        ahead.addAndGet(delay.toNanos());
      }
      return MACHINE.after(isHasty ? Duration.ZERO : delay, task);
    }
  }

  @Test
  void aSubmitThatIsNotHeardOutInTimeIsHandedOverAndNotTakenOver() {
    try (Service service = Service.on(Store.POSTGRESQL.open(folder), ofMillis(100))) {
      service.simulator.fault(
          FaultRule.of(Fault.noAnswer()).onRoute("create").in(Phase.AFTER).first(1));
      Hasty clock = new Hasty();
      Fleet first = service.start(account -> account.policy(QUICK), more -> more.clock(clock));
      first.submit("main", "order", SPANISH);
      until(() -> service.paid() == 1);

      clock.isHasty = true;
      service.stop(first);

      service.start(
          account -> account.policy(QUICK), more -> more.heartbeat(Duration.ofMinutes(15)));
      assertThat(service.outcome("order")).isInstanceOf(JobOutcome.Ended.class);
      assertThat(service.paid()).isOne();
    }
  }
}
