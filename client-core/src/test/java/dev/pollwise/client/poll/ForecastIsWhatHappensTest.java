package dev.pollwise.client.poll;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pollwise.client.duration.DurationLaw;
import dev.pollwise.client.duration.LearnedDurations;
import dev.pollwise.client.duration.LearnedDurations.JobClass;
import dev.pollwise.client.duration.LearnedDurations.Running;
import dev.pollwise.client.duration.Outlook;
import dev.pollwise.client.forecast.Forecast;
import dev.pollwise.client.forecast.ForecastResult.Sample;
import dev.pollwise.client.forecast.ForecastedJobs;
import dev.pollwise.client.forecast.ForecastedJobs.Job;
import dev.pollwise.client.job.Answer;
import dev.pollwise.client.job.Evidence;
import dev.pollwise.client.job.Expectation;
import dev.pollwise.client.job.JobId;
import dev.pollwise.client.job.JobOutcome;
import dev.pollwise.client.job.ResumeToken;
import dev.pollwise.client.job.ResumeToken.JobTraits;
import dev.pollwise.client.policy.Pacing;
import dev.pollwise.client.policy.PollingPolicy;
import dev.pollwise.client.policy.PollingPolicy.Jitter;
import dev.pollwise.client.poll.SharedKnowledge.Birth;
import dev.pollwise.client.poll.SharedKnowledge.Experience;
import dev.pollwise.client.poll.StatusSource.Attempt;
import dev.pollwise.client.poll.Waits.PollRuntime;
import dev.pollwise.client.request.EventDispatcher;
import dev.pollwise.client.request.ServerContext;
import dev.pollwise.client.testing.VirtualClock;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A forecast is what a poller really does in virtual time, call by call, for the same draws. */
@Timeout(60)
class ForecastIsWhatHappensTest {

  private static final int FORECASTS = 300;
  private static final int JOBS = 4;

  @Test
  void forecastsWhatAPollerDoes() {
    for (long seed = 1; seed <= FORECASTS; seed++) {
      Forecast forecast = forecast(seed);

      assertThat(new Reality(forecast).live())
          .as("seed %s: %s", seed, forecast)
          .isEqualTo(forecast.run().samples());
    }
  }

  private static Forecast forecast(long seed) {
    Random random = new Random(seed);
    DurationLaw law =
        DurationLaw.logNormal(Duration.ofMillis(500 + random.nextInt(120_000)), 0.7)
            .withStuck(random.nextInt(4) == 0 ? 0.3 : 0);
    Duration interval = Duration.ofMillis(200 + random.nextInt(20_000));
    Pacing pacing =
        switch (random.nextInt(4)) {
          case 0 -> Pacing.adaptive();
          case 1 -> Pacing.fixed(interval);
          case 2 -> Pacing.exponential(interval, 1.5, interval.multipliedBy(20));
          default -> Pacing.linear(interval, interval.dividedBy(3), interval.multipliedBy(9));
        };
    PollingPolicy policy =
        PollingPolicy.defaults()
            .withPacing(pacing)
            .withJitter(random.nextBoolean() ? Jitter.defaults() : Jitter.none())
            .withCallPrice(Duration.ofMillis(500 + random.nextInt(20_000)))
            .withDeadline(Duration.ofSeconds(60 + random.nextInt(600)))
            .withFailureBudget(Duration.ofSeconds(10 + random.nextInt(300)))
            .withAttemptTimeout(Duration.ofSeconds(2 + random.nextInt(30)))
            .withMaxPolls(random.nextInt(5) == 0 ? 5 : PollingPolicy.UNLIMITED);
    Forecast.Server server =
        new Forecast.Server(
            Duration.ofMillis(random.nextInt(3) == 0 ? 0 : random.nextInt(2_500)),
            random.nextInt(3) == 0 ? 0.3 : 0,
            Duration.ofSeconds(random.nextInt(3) == 0 ? 15 : 0),
            Duration.ofSeconds(random.nextInt(3) == 0 ? 20 : 0),
            random.nextInt(3) == 0 ? 0.7 : 0);
    Forecast forecast = Forecast.of(policy, law).withServer(server).withCount(JOBS).withSeed(seed);
    return random.nextBoolean() ? forecast.withLawKnown() : forecast;
  }

  /** Real waits in virtual time, before a server that draws as the forecast does. */
  private static final class Reality implements StatusSource, Experience {

    private final Forecast forecast;
    private final VirtualClock time = new VirtualClock();
    private final ForecastedJobs jobs;
    private final PollRuntime runtime;
    private SplittableRandom chance = new SplittableRandom(0);
    private SimulatedPoller.@Nullable Server server;
    private Duration submittedAt = Duration.ZERO;

    Reality(Forecast forecast) {
      this.forecast = forecast;
      this.jobs = new ForecastedJobs(forecast);
      ServerContext context =
          new ServerContext(URI.create("poller:local"), time, time, () -> chance.nextLong());
      this.runtime =
          new PollRuntime(
              new Caller.Server(new CallCoalescer(this, context, () -> 1, () -> {}), context, null),
              new EventDispatcher<>(List.of(), event -> "", time),
              this,
              new OutageMonitor(context),
              new WebhookReliability(),
              Duration.ZERO);
    }

    List<Sample> live() {
      return IntStream.range(0, JOBS).mapToObj(this::live).toList();
    }

    private Sample live(int index) {
      Job job = jobs.next();
      chance = job.chance();
      server = job.server();
      submittedAt = time.steady();
      ResumeToken token =
          new ResumeToken(
              URI.create("poller:local"), SimulatedPoller.JOB, Instant.EPOCH, JobTraits.fresh());
      Birth now = new Birth(Duration.ZERO, Duration.ZERO);
      Observation first = new Observation.Submitted(Duration.ZERO);
      PollLoop loop =
          new PollLoop(runtime, token, forecast.policy(), Duration.ZERO, now, "job", first, null);
      loop.start(over -> {});
      server
          .announcedAt()
          .ifPresent(announcedAt ->
              assertThat(time.after(announcedAt, () -> loop.observe(new Observation.Announced())))
                  .isNotCancelled());
      AtomicReference<Duration> endedAt = new AtomicReference<>();
      CompletableFuture<Void> noted =
          loop.outcome().thenRun(() -> endedAt.set(time.steady().minus(submittedAt)));
      time.runUntilIdle();
      noted.join();
      JobOutcome outcome = loop.outcome().join();
      int calls = outcome.evidence().calls();
      return switch (outcome) {
        case JobOutcome.Ended ended ->
            new Sample.Seen(calls, job.end(), endedAt.get().minus(job.end()));
        case JobOutcome.TimedOut timedOut -> new Sample.TimedOut(calls);
        case JobOutcome.GaveUp gaveUp -> new Sample.GaveUp(calls);
        case JobOutcome.Cancelled cancelled -> throw new AssertionError(cancelled);
      };
    }

    @Override
    public CompletionStage<Answer> ask(JobId job) {
      throw new AssertionError("asked without an attempt");
    }

    @Override
    public CompletionStage<Answer> ask(JobId job, Attempt attempt) {
      Duration askedAt = time.steady().minus(submittedAt);
      SimulatedPoller.Reply reply =
          requireNonNull(server)
              .ask(askedAt, attempt.longestHold(), forecast.policy().attemptTimeout());
      CompletableFuture<Answer> call = new CompletableFuture<>();
      assertThat(time.after(reply.at().minus(askedAt), () -> call.complete(reply.answer())))
          .isNotCancelled();
      return call;
    }

    @Override
    public Outlook outlook(Running job) {
      return forecast.outlook();
    }

    @Override
    public void ended(JobTraits traits, Duration aliveAt, Duration seenAt, Evidence evidence) {}

    @Override
    public Running begun(JobTraits traits, Duration age) {
      return new LearnedDurations()
          .begun(
              new JobClass("", traits.mode(), traits.label()),
              LearnedDurations.SourceLength.unknown(),
              Expectation.none());
    }
  }
}
