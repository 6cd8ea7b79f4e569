package dev.pollwise.client.poll;

import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import dev.pollwise.client.duration.DurationLaw;
import dev.pollwise.client.job.Evidence;
import dev.pollwise.client.job.Evidence.Lateness;
import dev.pollwise.client.job.Expectation;
import dev.pollwise.client.job.JobEvent;
import dev.pollwise.client.job.JobEvent.WaitReason;
import dev.pollwise.client.job.JobId;
import dev.pollwise.client.job.ResumeToken;
import dev.pollwise.client.job.ResumeToken.JobTraits;
import dev.pollwise.client.policy.PollingPolicy;
import dev.pollwise.client.policy.PollingPolicy.Jitter;
import dev.pollwise.client.testing.JobScript;
import dev.pollwise.client.testing.ScriptedSource;
import dev.pollwise.client.testing.VirtualClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What waits make of an expectation, in virtual time. */
@Timeout(60)
class ExpectedWaitsTest {

  private static final int CROWD = 200;

  private final VirtualClock clock = new VirtualClock();
  private final ScriptedSource source = new ScriptedSource(clock);
  private final List<String> reasons = new ArrayList<>();

  private Poller.Builder builder() {
    return Poller.builder(source)
        .policy(PollingPolicy.defaults().withJitter(Jitter.none()))
        .listener(event -> {
          if (event instanceof JobEvent.Waiting waiting
              && waiting.reason() instanceof WaitReason.Paced paced) {
            reasons.add(paced.describe());
          }
        });
  }

  private static JobTraits job(String label, Duration sourceLength) {
    return new JobTraits(true, "", label, sourceLength);
  }

  private JobId begin(Duration duration) {
    return source.begin(JobScript.begin().running(duration).completed());
  }

  private JobHandle live(Poller poller, JobTraits traits, Duration duration) {
    JobHandle wait = poller.watchSubmitted(begin(duration), "a film", traits);
    clock.await(wait);
    return wait;
  }

  @Test
  void theFirstJobIsAskedAboutAtSensibleMoments() {
    Poller knowing = clock.poller(builder().expecting(ofMinutes(5)));
    Poller ignorant = clock.poller(builder());

    int calls = live(knowing, JobTraits.fresh(), ofMinutes(5)).outcome().join().evidence().calls();
    int callsOfIgnorance =
        live(ignorant, JobTraits.fresh(), ofMinutes(5)).outcome().join().evidence().calls();

    assertThat(calls).isLessThan(callsOfIgnorance);
    assertThat(reasons.getFirst()).contains("expecting about 5 min");
  }

  @Test
  void aRequestGoesBeforeALabelAndALabelBeforeAll() {
    Poller poller =
        clock.poller(
            builder().expecting(ofMinutes(2)).expecting("trailers", Expectation.of(ofMinutes(3))));

    live(poller, job("", Duration.ZERO), ofSeconds(60));
    assertThat(reasons.getFirst()).contains("expecting about 2 min");
    reasons.clear();
    live(poller, job("trailers", Duration.ZERO), ofSeconds(60));
    assertThat(reasons.getFirst()).contains("expecting about 3 min");
    reasons.clear();
    live(
        poller, job("films", Duration.ZERO).expecting(Expectation.of(ofMinutes(4))), ofSeconds(60));
    assertThat(reasons.getFirst()).contains("expecting about 4 min");
  }

  @Test
  void whatCannotBeToldOfAJobIsPassedOver() {
    Poller poller =
        clock.poller(
            builder().expecting(ofMinutes(2)).expecting("trailers", Expectation.ofSourceLength(4)));

    live(poller, job("trailers", Duration.ZERO), ofSeconds(60));
    assertThat(reasons.getFirst()).contains("expecting about 2 min");
    reasons.clear();
    live(poller, job("trailers", ofSeconds(50)), ofSeconds(200));
    assertThat(reasons.getFirst()).contains("expecting about 4.0 times the source's length");
  }

  @Test
  void whatIsSeenMeanwhileReachesAWaitThatGoesByAnExpectation() {
    Poller poller = clock.poller(builder().expecting(ofMinutes(30)));
    JobHandle late = poller.watchSubmitted(begin(ofMinutes(20)), "late", JobTraits.fresh());
    for (int job = 0; job < 5; job++) {
      live(poller, JobTraits.fresh(), ofSeconds(30));
    }
    reasons.clear();

    clock.await(late);

    assertThat(reasons.getFirst()).contains("learned from 5 jobs");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 20, 3_600})
  void aCrowdThatExpectsWronglyIsHardlyDearerThanOneThatKnowsNothing(int expected) {
    double ignorant = costOfCrowd(builder());

    double told = costOfCrowd(builder().expecting(ofSeconds(expected)));

    assertThat(told).isLessThan(1.1 * ignorant);
  }

  /** In calls per job, for jobs that begin together. */
  private double costOfCrowd(Poller.Builder builder) {
    DurationLaw law = DurationLaw.logNormal(ofSeconds(60), 0.5);
    SplittableRandom random = new SplittableRandom(11);
    Poller poller = clock.poller(builder.random(new SplittableRandom(12)));
    List<JobHandle> crowd =
        IntStream.range(0, CROWD)
            .mapToObj(job ->
                poller.watchSubmitted(
                    begin(law.sample(random).orElseThrow()), "film", JobTraits.fresh()))
            .toList();
    double cost = 0;
    for (JobHandle wait : crowd) {
      Evidence evidence = clock.await(wait).evidence();
      // An end lies anywhere between two looks.
      Duration atMost = ((Lateness.AtMost) evidence.lateness()).duration();
      cost += evidence.calls() + atMost.toMillis() / 2.0 / 5_000;
    }
    return cost / CROWD;
  }

  @Test
  void aResumedWaitKeepsWhatItsRequestExpects() {
    Poller first = clock.poller(builder());
    JobId job = begin(ofMinutes(7));
    first.watchSubmitted(job, "a film", JobTraits.fresh().expecting(Expectation.of(ofMinutes(6))));
    ResumeToken token = ResumeToken.parse(clock.close(first).getFirst().toString());
    reasons.clear();

    clock.await(clock.poller(builder()).resume(token));

    assertThat(reasons).isNotEmpty().allMatch(reason -> reason.contains("about 6 min"));
  }

  @Test
  void aJobOfUnknownAgeIsNotMeasuredByAnExpectation() {
    Poller poller = clock.poller(builder().expecting(ofMinutes(5)));

    clock.await(poller.watch(begin(ofMinutes(3))));

    assertThat(reasons).isNotEmpty().noneMatch(reason -> reason.contains("expecting"));
  }

  @Test
  @SuppressWarnings("NullAway") // what callers without NullAway may do
  void refusesNull() {
    assertThatNullPointerException().isThrownBy(() -> builder().expecting((Expectation) null));
    assertThatNullPointerException().isThrownBy(() -> builder().expecting((Duration) null));
    assertThatNullPointerException().isThrownBy(() -> builder().expecting("a", null));
  }
}
