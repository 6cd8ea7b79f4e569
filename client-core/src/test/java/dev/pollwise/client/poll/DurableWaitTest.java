package dev.pollwise.client.poll;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.fail;

import dev.pollwise.client.duration.LearnedDurations;
import dev.pollwise.client.duration.Outlook;
import dev.pollwise.client.job.Answer;
import dev.pollwise.client.job.Answer.Hint;
import dev.pollwise.client.job.JobEvent;
import dev.pollwise.client.job.JobOutcome;
import dev.pollwise.client.job.JobStatus;
import dev.pollwise.client.job.ResumeToken;
import dev.pollwise.client.job.ResumeToken.JobTraits;
import dev.pollwise.client.policy.Pacing;
import dev.pollwise.client.policy.PollingPolicy;
import dev.pollwise.client.poll.DurableWait.Next;
import dev.pollwise.client.poll.DurableWait.Surroundings;
import dev.pollwise.client.poll.SharedKnowledge.Birth;
import dev.pollwise.client.request.ServerContext;
import dev.pollwise.client.testing.VirtualClock;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * A wait that is nothing but a text between its steps is the wait of a poller: thousands of pairs
 * in virtual time, whatever the server answers and whoever interferes. A failure names its seed.
 */
@Timeout(120)
class DurableWaitTest {

  private static final long FIRST_SEED = 1;
  private static final int PAIRS = 150;
  private static final URI SERVER = URI.create("poller:local");

  @Test
  void isTheWaitOfAPoller() {
    for (long seed = FIRST_SEED; seed < FIRST_SEED + PAIRS; seed++) {
      try {
        Lived polled = new Script(seed).polled();
        Lived kept = new Script(seed).kept();

        assertThat(kept.calls()).as("calls").isEqualTo(polled.calls());
        assertThat(kept.events()).as("events").isEqualTo(polled.events());
        assertThat(kept.outcome()).as("outcome").isEqualTo(polled.outcome());
        assertThat(kept.shown()).as("what is learned").isEqualTo(polled.shown());
      } catch (AssertionError | RuntimeException broken) {
        fail("seed " + seed + ": " + broken.getMessage(), broken);
      }
    }
  }

  private static final Duration HALF_A_MINUTE = Duration.ofSeconds(30);
  private static final ResumeToken TOKEN =
      new ResumeToken(SERVER, RandomServer.JOB, Instant.EPOCH, JobTraits.fresh());

  private static Surroundings at(Duration now) {
    return Surroundings.alone(now, Instant.EPOCH.plus(now), 0.5);
  }

  private static Next submitted(Duration ago) {
    PollingPolicy policy = PollingPolicy.defaults().withPacing(Pacing.fixed(HALF_A_MINUTE));
    return DurableWait.submitted(TOKEN, policy, ago, Hint.none(), at(Duration.ZERO));
  }

  @Test
  void isOfAFreshJobOnlyIfTheSubmitWasJustNow() {
    assertThat(submitted(Birth.FRESH).durable().token()).isEqualTo(TOKEN);
    assertThat(submitted(Birth.FRESH.plusNanos(1)).durable().token().traits())
        .isEqualTo(JobTraits.fresh().ofUnknownAge());
    assertThatIllegalArgumentException()
        .isThrownBy(() -> submitted(Duration.ofSeconds(-1)))
        .withMessageContaining("ago -1 s: must be 0 to 365 days");
  }

  @Test
  void meetsOthersOnTheCommonBeat() {
    DurableWait wait = submitted(Duration.ZERO).durable();
    Duration beat = Duration.ofMillis(1_234_567_891);
    Surroundings shared =
        new Surroundings(
            Duration.ofSeconds(1), Instant.EPOCH, 0.9, Outlook.unknown(), 0, beat, true, 1);

    Next next = wait.changePolicy(wait.policy(), shared);

    Duration due = ((Next.Parked) next).due();
    // An eighth to both sides: 7.5 s, so that the multiples are those of 2^32 ns.
    assertThat(beat.plus(due).toNanos() % (1L << 32)).isZero();
    assertThat(due).isCloseTo(HALF_A_MINUTE, Duration.ofMillis(3_750));
  }

  @Test
  void knowsWhetherItsEndWasAnnounced() {
    DurableWait wait = submitted(Duration.ZERO).durable();
    Observation failed =
        new Observation.Answered(
            new Answer.Seen(new JobStatus.Failed(RandomServer.JOB, "no face")),
            Observation.Call.at(HALF_A_MINUTE));

    DurableWait over = wait.kept().answered(failed, at(HALF_A_MINUTE)).durable();

    assertThat(wait.wasAnnounced(HALF_A_MINUTE)).as("it is not over").isFalse();
    assertThat(over.wasAnnounced(Duration.ofSeconds(20))).isTrue();
    assertThat(over.wasAnnounced(Duration.ofSeconds(1))).as("not seen alive since").isTrue();
    assertThat(over.wasAnnounced(Duration.ofSeconds(-30))).as("long before it was seen").isFalse();
    assertThat(over.shown())
        .contains(new LearnedDurations.Sighting.Ended(Duration.ZERO, HALF_A_MINUTE));
    assertThat(wait.shown()).contains(LearnedDurations.Sighting.NOTHING);
  }

  @Test
  void tellsNothingOfAJobOfUnknownAge() {
    Next next = DurableWait.running(TOKEN, PollingPolicy.defaults(), at(Duration.ZERO));

    assertThat(next.durable().shown()).isEmpty();
    assertThat(next.durable()).hasToString("DurableWait[job-1]");
  }

  @Test
  void refusesSurroundingsThatCannotBe() {
    refuses("now PT-1S", () -> at(Duration.ofSeconds(-1)));
    refuses("chance 1.0", () -> Surroundings.alone(Duration.ZERO, Instant.EPOCH, 1));
    refuses("chance NaN", () -> Surroundings.alone(Duration.ZERO, Instant.EPOCH, Double.NaN));
    refuses("announced 1.0", () -> around(1, Duration.ZERO, 1));
    refuses("beat PT8784000H", () -> around(0, Duration.ofDays(366_000), 1));
    refuses("calls 0", () -> around(0, Duration.ZERO, 0));
    refuses(
        "waits 0",
        () -> submitted(Duration.ZERO).durable().contactRegained(0, around(0, Duration.ZERO, 1)));
  }

  private static Surroundings around(double announced, Duration beat, int calls) {
    return new Surroundings(
        Duration.ZERO, Instant.EPOCH, 0, Outlook.unknown(), announced, beat, true, calls);
  }

  private static void refuses(String what, ThrowingCallable call) {
    assertThatIllegalArgumentException().isThrownBy(call).withMessageStartingWith(what + ":");
  }

  /** A wait in retrospect. */
  private record Lived(
      List<String> calls,
      List<JobEvent> events,
      JobOutcome outcome,
      Set<LearnedDurations.Sighting> shown) {}

  /** What somebody tells a wait. */
  private record News(Observation observation, Duration after) {}

  /** What happens to one wait, the same however that is held. */
  private static final class Script {

    private final VirtualClock time = new VirtualClock();
    private final RandomServer server;
    private final Random chance;
    private final PollingPolicy policy;
    private final boolean isSubmitted;
    private final Duration ago;
    private final Hint hint;
    private final JobTraits traits;
    private final List<News> news = new ArrayList<>();

    Script(long seed) {
      Random random = new Random(seed);
      server = new RandomServer(time, new Random(random.nextLong()));
      chance = new Random(random.nextLong());
      policy = policy(random);
      isSubmitted = random.nextInt(4) > 0;
      ago = Duration.ofMillis(random.nextInt(3) == 0 ? random.nextInt(60_000) : 0);
      hint =
          random.nextInt(4) == 0
              ? new Hint.RetryAfter(Duration.ofSeconds(random.nextInt(90)))
              : Hint.none();
      traits = new JobTraits(true, "quality", "film", Duration.ofMillis(random.nextInt(90_000)));
      int times = random.nextInt(2) == 0 ? random.nextInt(12) : 0;
      for (int i = 0; i < times; i++) {
        news.add(new News(observation(random), Duration.ofMillis(random.nextInt(60_000))));
      }
    }

    private static PollingPolicy policy(Random random) {
      PollingPolicy policy = RandomServer.policy(random);
      return random.nextInt(4) == 0 ? policy.withPacing(Pacing.adaptive()) : policy;
    }

    private Observation observation(Random random) {
      Duration length = Duration.ofMillis(random.nextInt(100_000));
      return switch (random.nextInt(16)) {
        case 0 -> new Observation.Stopped(JobOutcome.StoppedBy.USER);
        case 1 -> new Observation.Stopped(JobOutcome.StoppedBy.CLOSE);
        case 2, 3, 4 -> new Observation.PolicyChanged(policy(random));
        case 5, 6, 7 -> new Observation.Announced();
        case 8, 9 -> new Observation.ContactRegained(1 + random.nextInt(100));
        case 10, 11 -> new Observation.Paused(length, Duration.ofSeconds(random.nextInt(60)));
        case 12 -> new Observation.OverBudget(length);
        default -> new Observation.PollRequested();
      };
    }

    /** What cuts a call short is not told while one is under way. */
    private boolean isToldOf(Observation observation) {
      return !server.isAsked()
          || !(observation instanceof Observation.Stopped
              || observation instanceof Observation.PolicyChanged);
    }

    Lived polled() {
      List<JobEvent> heard = new ArrayList<>();
      LearnedDurations learned = new LearnedDurations();
      Poller poller =
          Poller.builder(server)
              .policy(policy)
              .clock(time)
              .executor(time)
              .random(chance)
              .learned(learned)
              .listener(heard::add)
              .build();
      JobHandle job =
          isSubmitted
              ? poller.watchSubmitted(RandomServer.JOB, "title", traits, ago, hint)
              : poller.watch(RandomServer.JOB);
      for (News one : news) {
        time.advance(one.after());
        if (isToldOf(one.observation())) {
          ((PollLoop) job).observe(one.observation());
        }
      }
      time.runUntilIdle();
      List<JobEvent> events = heard.subList(1, heard.size());
      Set<LearnedDurations.Sighting> shown =
          learned.snapshot().stream()
              .map(LearnedDurations.Remembered::sighting)
              .collect(Collectors.toSet());
      return new Lived(server.log(), List.copyOf(events), job.outcome().join(), shown);
    }

    Lived kept() {
      ServerContext context = new ServerContext(SERVER, time, time, chance);
      context.chance(); // a poller's common beat begins anywhere
      StatusCalls calls =
          new StatusCalls(server, context, () -> 1, () -> {}, StatusCalls.Gate.OPEN);
      ResumeToken token =
          new ResumeToken(
              SERVER, RandomServer.JOB, time.instant(), isSubmitted ? traits : JobTraits.unknown());
      DurableEngine engine =
          new DurableEngine(
              time,
              context,
              calls,
              around ->
                  isSubmitted
                      ? DurableWait.submitted(token, policy, ago, hint, around)
                      : DurableWait.running(token, policy, around));
      for (News one : news) {
        time.advance(one.after());
        if (isToldOf(one.observation())) {
          engine.tell((wait, around) -> told(wait, one.observation(), around));
        }
        time.settle();
      }
      time.runUntilIdle();
      Set<LearnedDurations.Sighting> shown =
          engine.present().shown().stream()
              .filter(one -> !one.equals(LearnedDurations.Sighting.NOTHING))
              .collect(Collectors.toSet());
      return new Lived(server.log(), List.copyOf(engine.events()), engine.outcome(), shown);
    }

    private static Next told(DurableWait wait, Observation observation, Surroundings around) {
      return switch (observation) {
        case Observation.Stopped(var by) -> wait.stopped(by, around);
        case Observation.PolicyChanged(var policy) -> wait.changePolicy(policy, around);
        case Observation.Announced() -> wait.announced(around);
        case Observation.ContactRegained(int waits) -> wait.contactRegained(waits, around);
        case Observation.Paused(var until, var length) -> wait.paused(until, length, around);
        case Observation.OverBudget(var until) -> wait.overBudget(until, around);
        case Observation.PollRequested() -> wait.pollNow(around);
        default -> throw new IllegalStateException("nobody tells a wait " + observation);
      };
    }
  }
}
