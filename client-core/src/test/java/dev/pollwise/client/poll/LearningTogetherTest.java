package dev.pollwise.client.poll;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollwise.client.job.JobId;
import dev.pollwise.client.job.JobTraits;
import dev.pollwise.client.pacing.DurationLaw;
import dev.pollwise.client.pacing.PollingPolicy;
import dev.pollwise.client.testing.JobScript;
import dev.pollwise.client.testing.ScriptedSource;
import dev.pollwise.client.testing.VirtualClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Jobs that nothing is known of and that run at the same time: those that learn from each other
 * must not come out worse for it than those that cannot. The first to end are the shortest; when
 * only these counted, a hundred jobs submitted at once cost 1.2 to 1.4 times as much.
 */
@Timeout(120)
class LearningTogetherTest {

  private static final double CALL_PRICE = 5;
  private static final PollingPolicy POLICY =
      PollingPolicy.defaults().withCallPrice(Duration.ofSeconds((long) CALL_PRICE));
  private static final int CROWDS = 8;

  @ParameterizedTest(name = "{0} jobs of spread {1}, {2} s apart, {3} in a call")
  @CsvSource({
    "100, 0.15, 0, 1",
    "100, 0.15, 0, 100",
    "100, 0.5, 0, 1",
    "100, 0.5, 0, 100",
    "100, 0.5, 1, 1",
    "100, 0.5, 1, 100",
    "20, 0.5, 0, 100",
    "20, 0.5, 1, 1"
  })
  void whoLearnsFromJobsThatStillRunAsWellDoesNotComeOutWorse(
      int jobs, double spread, int secondsApart, int inOneCall) {
    DurationLaw law = DurationLaw.logNormal(Duration.ofSeconds(60), spread);
    double together = 0;
    double alone = 0;
    for (int crowd = 0; crowd < CROWDS; crowd++) {
      Crowd drawn = new Crowd(jobs, law, Duration.ofSeconds(secondsApart), inOneCall, crowd);
      together += drawn.cost(job -> "");
      alone += drawn.cost(job -> "label-" + job);
    }

    assertThat(together).isLessThan(alone);
  }

  /**
   * Jobs that are submitted one after the other.
   *
   * @param apart zero for all at once
   * @param inOneCall how many may be asked about in one call
   */
  private record Crowd(int jobs, DurationLaw law, Duration apart, int inOneCall, long seed) {

    /** Calls at their price and seconds of lateness, of all jobs. */
    double cost(IntFunction<String> labels) {
      SplittableRandom random = new SplittableRandom(seed);
      VirtualClock time = new VirtualClock();
      ScriptedSource server = new ScriptedSource(time);
      StatusSource source = inOneCall > 1 ? server.inBulk(inOneCall) : server;
      Poller poller = time.poller(Poller.builder(source).policy(POLICY));
      List<CompletableFuture<Duration>> lateness = new ArrayList<>();
      for (int job = 0; job < jobs; job++) {
        Duration duration = law.sample(random).orElseThrow();
        Duration end = time.steady().plus(duration);
        JobId id = server.begin(JobScript.begin().running(duration).completed());
        JobTraits traits = new JobTraits(true, "", labels.apply(job), Duration.ZERO);
        JobHandle wait = poller.watchSubmitted(id, "title", traits);
        lateness.add(wait.outcome().thenApply(over -> time.steady().minus(end)));
        time.advance(apart);
      }
      time.runUntilIdle();
      Duration late =
          lateness.stream().map(CompletableFuture::join).reduce(Duration.ZERO, Duration::plus);
      return CALL_PRICE * server.calls().size() + late.toNanos() / 1e9;
    }
  }
}
