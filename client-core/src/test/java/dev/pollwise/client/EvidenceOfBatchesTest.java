package dev.pollwise.client;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pollwise.client.duration.LearnedDurations;
import dev.pollwise.client.duration.LearnedDurations.Sighting;
import dev.pollwise.client.job.Answer.Hint;
import dev.pollwise.client.job.Answer.Miss;
import dev.pollwise.client.job.Evidence.Lateness;
import dev.pollwise.client.job.JobEvent;
import dev.pollwise.client.job.JobId;
import dev.pollwise.client.job.JobOutcome;
import dev.pollwise.client.job.JobStatus;
import dev.pollwise.client.job.ResumeToken;
import dev.pollwise.client.policy.Pacing;
import dev.pollwise.client.policy.PollingPolicy;
import dev.pollwise.client.policy.PollingPolicy.Jitter;
import dev.pollwise.client.testing.JobScript;
import dev.pollwise.client.testing.ScriptedTranslations;
import dev.pollwise.client.testing.VirtualClock;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * What a whole client tells of lateness holds against the true ends, and what it learns against the
 * true durations: through batches, lost answers, webhooks, shutdown and resume.
 */
@Timeout(300)
class EvidenceOfBatchesTest {

  private static final int CROWDS = 40;
  private static final String SECRET = "whsec_1";
  private static final URI VIDEO = URI.create("https://videos.test/1.mp4");

  @Test
  void boundsContainTheTruth() {
    for (long seed = 1; seed <= CROWDS; seed++) {
      new Crowd(seed).run();
    }
  }

  private static final class Crowd {

    private final long seed;
    private final Random random;
    private final VirtualClock clock = new VirtualClock();
    private final ScriptedTranslations server = new ScriptedTranslations(clock);
    private final LearnedDurations learned = new LearnedDurations();
    private final List<Duration> lengths = new ArrayList<>();
    private final Map<JobId, Duration> lengthOf = new HashMap<>();
    private final Map<JobId, Duration> ends = new HashMap<>();
    private final List<Member> members = new ArrayList<>();

    Crowd(long seed) {
      this.seed = seed;
      this.random = new Random(seed);
      server.jobs(this::script);
    }

    private JobScript script() {
      Duration queued = millis(30_000);
      Duration first = millis(60_000);
      Duration trouble = millis(20_000);
      Duration rest = millis(120_000);
      lengths.add(queued.plus(first).plus(trouble).plus(rest));
      JobScript begun = JobScript.begin().pending(queued).running(first);
      JobScript troubled =
          switch (random.nextInt(4)) {
            case 0 -> begun.unreachable(trouble);
            case 1 -> begun.throttled(trouble, Duration.ofSeconds(random.nextInt(9)));
            case 2 -> begun.silent(trouble);
            default -> begun.running(trouble);
          };
      JobScript over = troubled.running(rest);
      return random.nextInt(5) == 0 ? over.failed("no face found") : over.completed(VIDEO);
    }

    private Duration millis(int bound) {
      return Duration.ofMillis(1 + random.nextInt(bound));
    }

    private PollingPolicy policy() {
      Pacing pacing =
          switch (random.nextInt(3)) {
            case 0 -> Pacing.fixed(millis(40_000).plusSeconds(1));
            case 1 -> Pacing.forPrice(millis(10_000));
            default -> Pacing.adaptive();
          };
      return PollingPolicy.defaults()
          .withPacing(pacing)
          .withJitter(new Jitter(random.nextInt(6) / 10.0))
          .withDeadline(millis(600_000).plusSeconds(60))
          .withAttemptTimeout(millis(20_000).plusSeconds(10));
    }

    /** A client, and when it saw the ends. */
    private final class Member {

      private final Map<JobId, Duration> seen = new HashMap<>();
      private final List<TranslationBatch> batches = new ArrayList<>();
      private final List<TranslationJob> jobs = new ArrayList<>();
      private final TranslationClient client =
          server.client().policy(policy()).learned(learned).listener(this::hear).build();

      Member() {
        members.add(this);
        if (random.nextBoolean()) {
          var webhooks = client.webhooks(SECRET);
          server.announce(SECRET, (headers, body) -> webhooks.receive(headers, body));
        }
      }

      private void hear(JobEvent event) {
        if (event instanceof JobEvent.Polled polled
            && polled.status() instanceof JobStatus.Terminal) {
          seen.putIfAbsent(polled.jobId(), clock.steady());
        }
      }

      void submit() {
        TranslationRequest request =
            TranslationRequest.of(VIDEO, "Spanish (Spain)", "French (France)");
        switch (random.nextInt(4)) {
          case 0 -> server.loseNextSubmit();
          case 1 -> server.refuseNextSubmit(new Miss.Throttled("busy", Hint.none()));
          default -> {}
        }
        server.answerAfter(random.nextBoolean() ? Duration.ZERO : millis(9_000));
        if (random.nextBoolean()) {
          jobs.addAll(clock.await(client.translateAsync(request)));
        } else {
          batches.add(
              clock.await(client.translateBatchAsync(BatchRequest.of(List.of(request, request)))));
        }
      }

      void interfere() {
        List<TranslationJob> watched = client.watched();
        if (watched.isEmpty()) {
          return;
        }
        TranslationJob any = watched.get(random.nextInt(watched.size()));
        switch (random.nextInt(6)) {
          case 0 -> any.stopWatching();
          case 1 -> any.changePolicy(policy());
          case 2 -> client.changePolicy(policy());
          case 3 -> jobs.add(client.watch(any.id()));
          default -> any.pollNow();
        }
      }

      Stream<TranslationJob> known() {
        return Stream.concat(
            jobs.stream(),
            batches.stream()
                .flatMap(batch -> batch.known().stream())
                .map(item -> ((TranslationBatch.Item.Started) item).job()));
      }

      void check(TranslationJob job) {
        if (job.outcome().join() instanceof JobOutcome.Ended(JobStatus.Terminal end)
            && end.evidence().lateness() instanceof Lateness.AtMost(Duration most)) {
          Duration truth = of(seen, job.id()).minus(of(ends, job.id()));
          assertThat(most)
              .as("seed %s, %s", seed, job.id())
              .isGreaterThanOrEqualTo(truth)
              .isLessThanOrEqualTo(clock.steady());
          assertThat(truth).as("seed %s, %s", seed, job.id()).isGreaterThanOrEqualTo(Duration.ZERO);
        }
      }
    }

    void run() {
      Member member = new Member();
      for (int i = 0; i < 5; i++) {
        member.submit();
        clock.advance(millis(20_000));
        member.interfere();
      }
      if (random.nextBoolean()) {
        List<ResumeToken> tokens = clock.close(member.client);
        clock.advance(millis(60_000));
        Member next = new Member();
        tokens.forEach(token -> next.jobs.add(next.client.resume(token)));
        member.batches.forEach(batch -> next.batches.add(next.client.batch(batch.id())));
        next.submit();
      }
      clock.runUntilIdle();
      noteTheTruth();
      members.forEach(one -> one.known().forEach(one::check));
      learned.snapshot().forEach(one -> check(one.sighting()));
    }

    private void noteTheTruth() {
      Iterator<Duration> inOrder = lengths.iterator();
      for (ScriptedTranslations.Submit submit : server.submits()) {
        for (JobId job : submit.jobs()) {
          lengthOf.put(job, inOrder.next());
          ends.put(job, submit.at().plus(of(lengthOf, job)));
        }
      }
      assertThat(inOrder).isExhausted();
    }

    /** Nobody says of which job it is: there has to be one that it can be. */
    private void check(Sighting sighting) {
      assertThat(lengthOf.values())
          .as("seed %s, %s", seed, sighting)
          .anyMatch(took ->
              switch (sighting) {
                case Sighting.StillAlive(Duration at) -> at.compareTo(took) <= 0;
                case Sighting.Ended(Duration after, Duration by) ->
                    after.compareTo(took) <= 0 && took.compareTo(by) <= 0;
              });
    }

    private static Duration of(Map<JobId, Duration> times, JobId job) {
      return requireNonNull(times.get(job), job::value);
    }
  }
}
