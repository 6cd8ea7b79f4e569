package dev.pollwise.client.poll;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.pollwise.client.duration.ClassReport;
import dev.pollwise.client.duration.DurationLaw;
import dev.pollwise.client.duration.LearnedDurations;
import dev.pollwise.client.duration.LearnedDurations.JobClass;
import dev.pollwise.client.job.Answer;
import dev.pollwise.client.job.Evidence.Lateness;
import dev.pollwise.client.job.JobEvent;
import dev.pollwise.client.job.JobId;
import dev.pollwise.client.job.JobOutcome;
import dev.pollwise.client.job.ResumeToken.JobTraits;
import dev.pollwise.client.policy.PollingPolicy;
import dev.pollwise.client.policy.PollingPolicy.Jitter;
import dev.pollwise.client.testing.VirtualClock;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What waits leave behind for those after them, in virtual time. */
@Timeout(120)
class LearningFromWaitsTest {

  private static final PollingPolicy POLICY =
      PollingPolicy.defaults()
          .withCallPrice(ofSeconds(2))
          .withJitter(Jitter.none())
          .withDeadline(Duration.ofHours(1));

  private final VirtualClock time = new VirtualClock();
  private final Map<JobId, Duration> ends = new HashMap<>();
  private final LearnedDurations learned = new LearnedDurations();
  private int jobs;

  private Poller poller() {
    return Poller.builder(job -> CompletableFuture.completedFuture(answer(job)))
        .policy(POLICY)
        .server(URI.create("https://translations.example"))
        .learned(learned)
        .clock(time)
        .executor(time)
        .random(new SplittableRandom(5))
        .build();
  }

  private Answer answer(JobId job) {
    return time.steady().compareTo(ends.get(job)) < 0
        ? ScriptedServer.running()
        : ScriptedServer.completed(job);
  }

  /** Waits for one job after the other; the calls that each took. */
  private List<Integer> live(Poller poller, JobTraits traits, int count, Duration duration) {
    return IntStream.range(0, count).mapToObj(i -> live(poller, traits, duration)).toList();
  }

  private int live(Poller poller, JobTraits traits, Duration duration) {
    jobs++;
    JobId job = JobId.of("job-" + jobs);
    ends.put(job, time.steady().plus(duration));
    JobHandle wait = poller.watchSubmitted(job, "title", traits);
    time.runUntilIdle();
    return wait.outcome().join().evidence().calls();
  }

  private static JobTraits labelled(String label) {
    return new JobTraits(true, "speed", label, Duration.ZERO);
  }

  @Test
  void jobsThatAlwaysTakeTheSameTimeAreSoonAskedAboutWhenTheyEnd() {
    List<Integer> calls = live(poller(), labelled("a"), 60, ofSeconds(100));

    assertThat(calls.getFirst()).as("the quadratic schedule: 2 k²/2 reaches 100").isEqualTo(10);
    assertThat(calls.subList(30, 60)).as("now and then one looks closer").contains(1);
    assertThat(calls.subList(30, 60).stream().mapToInt(Integer::intValue).sum() / 30.0)
        .isLessThan(3);
  }

  @Test
  void jobsThatBeganTogetherAreNotTakenAsStuckWhenTheShortestAreOver() {
    Poller poller = poller();
    SplittableRandom random = new SplittableRandom(3);
    List<Duration> durations =
        IntStream.range(0, 200)
            .mapToObj(i -> DurationLaw.logNormal(ofSeconds(60), 0.5).sample(random).orElseThrow())
            .toList();
    List<JobHandle> waits = new ArrayList<>();
    for (Duration duration : durations) {
      jobs++;
      JobId job = JobId.of("job-" + jobs);
      ends.put(job, time.steady().plus(duration));
      waits.add(poller.watchSubmitted(job, "title", labelled("a")));
    }
    time.runUntilIdle();

    for (int i = 0; i < waits.size(); i++) {
      Duration lateness = latest(waits.get(i).outcome().join());
      assertThat(lateness)
          .as("a job of %s", durations.get(i))
          .isLessThan(durations.get(i).dividedBy(2).plusSeconds(30));
    }
  }

  private static Duration latest(JobOutcome outcome) {
    return ((Lateness.AtMost) outcome.evidence().lateness()).duration();
  }

  @Test
  void shutdownTakesNothingAwayFromWhatWasLearned() {
    Poller poller = poller();
    SplittableRandom random = new SplittableRandom(4);
    DurationLaw law = DurationLaw.logNormal(ofSeconds(60), 0.5);
    for (int i = 0; i < 200; i++) {
      live(poller, labelled("a"), law.sample(random).orElseThrow());
    }
    double before = median();
    for (int i = 0; i < 200; i++) {
      jobs++;
      JobId job = JobId.of("job-" + jobs);
      ends.put(job, time.steady().plus(law.sample(random).orElseThrow()));
      poller.watchSubmitted(job, "title", labelled("a"));
      time.advance(Duration.ofMillis(100));
    }

    time.close(poller);

    assertThat(median()).isCloseTo(before, within(0.1 * before));
    LearnedDurations restored = new LearnedDurations();
    restored.restore(learned.snapshot());
    assertThat(restored.snapshot()).isEqualTo(learned.snapshot());
  }

  private double median() {
    return learned
            .knowledge(
                new JobClass("https://translations.example", "speed", "a"),
                LearnedDurations.SourceLength.unknown())
            .law()
            .orElseThrow()
            .quantile(0.5)
            .orElseThrow()
            .toMillis()
        / 1e3;
  }

  @Test
  void otherLabelsLearnNothingFromIt() {
    Poller poller = poller();
    live(poller, labelled("a"), 40, ofSeconds(100));

    assertThat(live(poller, labelled("b"), ofSeconds(100))).isEqualTo(10);
  }

  @Test
  void whoTakesTheMemoryOverGoesOnFromThere() {
    live(poller(), labelled("a"), 40, ofSeconds(100));
    LearnedDurations restored = new LearnedDurations();
    restored.restore(learned.snapshot());
    Poller next =
        Poller.builder(job -> CompletableFuture.completedFuture(answer(job)))
            .policy(POLICY)
            .server(URI.create("https://translations.example"))
            .learned(restored)
            .clock(time)
            .executor(time)
            .random(new SplittableRandom(6))
            .build();

    assertThat(live(next, labelled("a"), 10, ofSeconds(100)))
        .allSatisfy(calls -> assertThat(calls).isLessThan(10));
  }

  @Test
  void aJobThatWasTakenUpAtAnUnknownAgeTeachesNothing() {
    Poller poller = poller();
    for (int i = 0; i < 40; i++) {
      jobs++;
      JobId job = JobId.of("job-" + jobs);
      ends.put(job, time.steady().plusSeconds(100));
      poller.watch(job);
      time.runUntilIdle();
    }

    assertThat(learned.snapshot()).isEmpty();
    assertThat(poller.reports()).isEmpty();
  }

  @Test
  void aWaitThatEndedBeforeItsJobTeachesThatItTakesLonger() {
    Poller poller = poller();
    live(poller, labelled("a"), Duration.ofDays(1));

    assertThat(learned.snapshot())
        .singleElement()
        .satisfies(one -> assertThat(one.sighting().toString()).startsWith("StillAlive"));
    assertThat(poller.reports()).isEmpty();
  }

  @Test
  void theBooksAreKeptByClassAndHeldAgainstTheBestPossible() {
    Poller poller = poller();
    int calls = live(poller, labelled("a"), 50, ofSeconds(100)).stream().mapToInt(i -> i).sum();
    live(poller, labelled("b"), ofSeconds(30));

    List<ClassReport> reports = poller.reports();

    assertThat(reports)
        .extracting(report -> report.jobClass().label())
        .containsExactlyInAnyOrder("a", "b");
    ClassReport ofA =
        reports.stream()
            .filter(one -> one.jobClass().label().equals("a"))
            .findFirst()
            .orElseThrow();
    assertThat(ofA.jobClass().server()).isEqualTo("https://translations.example");
    assertThat(ofA.ledger().jobs()).isEqualTo(50);
    assertThat(ofA.ledger().calls()).isEqualTo(calls);
    ClassReport.Ledger.Regret regret = ofA.regret(ofSeconds(2), Duration.ofHours(1)).orElseThrow();
    assertThat(regret.most()).isGreaterThanOrEqualTo(regret.least());
    assertThat(regret.lowerBound()).isGreaterThan(0);
    ClassReport ofB =
        reports.stream()
            .filter(one -> one.jobClass().label().equals("b"))
            .findFirst()
            .orElseThrow();
    assertThat(ofB.regret(ofSeconds(2), Duration.ofHours(1))).as("one job is no law").isEmpty();
  }

  /** Jobs that take 100 s each, one after the other, each announced at an age. */
  private static final class AnnouncedJobs {

    private final VirtualClock clock = new VirtualClock();
    private final List<String> reasons = new ArrayList<>();
    private final Map<JobId, Duration> begun = new HashMap<>();
    private final Poller poller =
        clock.poller(
            Poller.builder(job -> CompletableFuture.completedFuture(answer(job)))
                .listener(event -> {
                  if (event instanceof JobEvent.Waiting waiting) {
                    reasons.add(waiting.reason().describe());
                  }
                }));

    AnnouncedJobs(Duration age) {
      for (int i = 0; i < 40; i++) {
        JobHandle wait = begin("job-" + i);
        clock.advance(age);
        poller.announce(wait.id());
        clock.await(wait);
      }
    }

    private Answer answer(JobId job) {
      Duration age = clock.steady().minus(begun.getOrDefault(job, clock.steady()));
      return age.compareTo(ofSeconds(100)) < 0
          ? ScriptedBulkServer.running()
          : ScriptedBulkServer.completed(job);
    }

    private JobHandle begin(String name) {
      begun.put(JobId.of(name), clock.steady());
      JobHandle wait = poller.watchSubmitted(JobId.of(name), "title");
      clock.settle();
      return wait;
    }
  }

  @Test
  void announcementsOfNothingDoNotMakePollingRare() {
    AnnouncedJobs jobs = new AnnouncedJobs(ofSeconds(5));

    jobs.begin("last");

    assertThat(jobs.reasons.getLast()).contains("r 5 s");
  }

  @Test
  void whoHasHeardAnAnnouncementExpectsNoOther() {
    AnnouncedJobs jobs = new AnnouncedJobs(ofSeconds(100));
    JobHandle last = jobs.begin("last");
    assertThat(jobs.reasons.getLast()).doesNotContain("r 5 s");

    jobs.poller.announce(last.id());
    jobs.clock.settle();

    assertThat(jobs.reasons.getLast()).contains("r 5 s");
  }
}
