package dev.pollwise.fleet;

import static dev.pollwise.fleet.Service.QUICK;
import static dev.pollwise.fleet.Service.SPANISH;
import static dev.pollwise.fleet.Service.until;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pollwise.client.job.JobOutcome;
import dev.pollwise.fleet.task.Copy.Step;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A copy that is closed while it cannot do what it wants to do. */
@Timeout(90)
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
}
