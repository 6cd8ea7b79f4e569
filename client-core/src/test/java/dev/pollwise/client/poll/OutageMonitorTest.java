package dev.pollwise.client.poll;

import static dev.pollwise.client.poll.Story.EVERY_TEN;
import static dev.pollwise.client.poll.Story.MANY_CALLS;
import static dev.pollwise.client.poll.Story.REFUSED;
import static dev.pollwise.client.poll.Story.RUNNING;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pollwise.client.job.Answer;
import dev.pollwise.client.job.JobId;
import dev.pollwise.client.poll.OutageMonitor.FailureBackoff;
import dev.pollwise.client.testing.VirtualClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Waits tell each other that the server can be reached again. */
class OutageMonitorTest {

  private static final Duration FROM = ofSeconds(100);
  private static final Duration UNTIL = ofSeconds(400);

  private final VirtualClock clock = new VirtualClock();
  private final Map<JobId, List<Duration>> calls = new HashMap<>();

  private void watch(int count, BiFunction<JobId, Duration, Answer> server) {
    Poller poller =
        clock.poller(
            Poller.builder(
                    job -> {
                      calls.computeIfAbsent(job, first -> new ArrayList<>()).add(clock.steady());
                      return CompletableFuture.completedFuture(server.apply(job, clock.steady()));
                    })
                .policy(EVERY_TEN));
    IntStream.range(0, count).forEach(i -> poller.watchSubmitted(job(i), ""));
  }

  private static JobId job(int number) {
    return JobId.of("job-" + number);
  }

  private static Answer outage(Duration now) {
    return now.compareTo(FROM) >= 0 && now.compareTo(UNTIL) < 0 ? REFUSED : RUNNING;
  }

  private List<Duration> asked(JobId job) {
    return calls.getOrDefault(job, List.of());
  }

  private static Duration firstFrom(Duration from, List<Duration> times) {
    return times.stream().filter(at -> at.compareTo(from) >= 0).findFirst().orElseThrow();
  }

  private List<Duration> afterTheOutage(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> firstFrom(UNTIL, asked(job(i))))
        .sorted()
        .toList();
  }

  @Test
  void whoGetsThroughFirstAfterAnOutageBringsTheOthersBackWithinASecond() {
    watch(50, (job, now) -> outage(now));
    clock.advance(ofMinutes(10));

    List<Duration> back = afterTheOutage(50);

    assertThat(back.getFirst()).isLessThan(UNTIL.plusSeconds(5));
    assertThat(back.getLast()).isLessThanOrEqualTo(back.getFirst().plusSeconds(1));
    assertThat(back).as("not all at once").doesNotHaveDuplicates();
  }

  @Test
  void aCrowdComesBackAtFiftyCallsASecond() {
    watch(1_000, (job, now) -> outage(now));
    clock.advance(ofMinutes(10));

    List<Duration> back = afterTheOutage(1_000);

    assertThat(back.getLast().minus(back.getFirst())).isBetween(ofSeconds(15), ofSeconds(20));
    for (Duration second = UNTIL; second.compareTo(back.getLast()) < 0; ) {
      Duration next = second.plusSeconds(1);
      Duration from = second;
      assertThat(back.stream().filter(at -> at.compareTo(from) >= 0 && at.compareTo(next) < 0))
          .as("in the second after %s", from)
          .hasSizeLessThan(90);
      second = next;
    }
  }

  @Test
  void whoFailsWhileOthersAreAnsweredIsHurriedOnceAndBacksOffThen() {
    watch(20, (job, now) -> job.equals(job(7)) ? REFUSED : RUNNING);
    clock.advance(ofMinutes(14));

    assertThat(asked(job(7)))
        .as("full jitter below 1 s, 2 s, … 60 s; at the pace of the others there would be 84")
        .hasSizeBetween(25, 50);
  }

  @Test
  void aPauseOfTheServerIsStillSatOut() {
    Story story = Story.submitted(EVERY_TEN).then(Story.unavailable(30));

    story.after(2, new Observation.ContactRegained(1));

    assertThat(story.due()).isGreaterThanOrEqualTo(ofSeconds(40));
  }

  @Test
  void theNewsConcernsNobodyWhoseCallsDoNotFail() {
    for (Answer answer : List.of(RUNNING, MANY_CALLS)) {
      Story story = Story.submitted(EVERY_TEN).then(answer);

      assertThat(story.again().isLeftAloneBy(new Observation.ContactRegained(1)))
          .as("%s", answer)
          .isTrue();
    }
    Story failing = Story.submitted(EVERY_TEN).then(REFUSED);
    assertThat(failing.again().isLeftAloneBy(new Observation.ContactRegained(1))).isFalse();
  }

  @Test
  void theBoundIsNeverLongerThanThatOfTheFailures() {
    assertThat(FailureBackoff.boundAfterOutage(1, 10_000)).isEqualTo(ofSeconds(1));
    assertThat(FailureBackoff.boundAfterOutage(9, 1)).isEqualTo(ofSeconds(1));
    assertThat(FailureBackoff.boundAfterOutage(9, 500)).isEqualTo(ofSeconds(10));
    assertThat(FailureBackoff.boundAfterOutage(9, 1_000_000)).isEqualTo(ofSeconds(60));
  }
}
