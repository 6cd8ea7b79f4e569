package dev.pollwise.client.forecast;

import dev.pollwise.client.forecast.ForecastResult.Sample;
import dev.pollwise.client.forecast.VirtualServer.Course;
import dev.pollwise.client.job.JobOutcome;
import dev.pollwise.client.poll.SimulatedPoller;
import dev.pollwise.client.poll.SimulatedPoller.Over;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/** Lives through the jobs of a forecast, one after the other. Not safe for concurrent use. */
final class ForecastRun {

  /** A call takes about a microsecond. */
  private static final int CALLS_BETWEEN_REPORTS = 4096;

  private final Forecast forecast;
  private final SplittableRandom random;
  private final SimulatedPoller poller;
  private final List<Sample> samples = new ArrayList<>();
  private int unreported;

  ForecastRun(Forecast forecast) {
    this.forecast = forecast;
    this.poller = new SimulatedPoller(forecast.policy(), forecast.outlook());
    this.random = new SplittableRandom(forecast.seed());
  }

  /**
   * The draws of one job.
   *
   * @param server what the job and the server draw from
   * @param client what the decisions draw from
   */
  record Draws(SplittableRandom server, SplittableRandom client) {}

  static Draws draws(SplittableRandom random) {
    return new Draws(random.split(), random.split());
  }

  /** What becomes of a job; drawn before anything the server draws. */
  static Course course(Forecast.Jobs jobs, int index, SplittableRandom random) {
    return switch (jobs) {
      case Forecast.Jobs.Drawn(var law) ->
          new Course(law.sample(random).orElse(Course.NEVER), false);
      case Forecast.Jobs.Recorded(var past) -> {
        Forecast.Jobs.Past job = past.get(index % past.size());
        yield new Course(job.duration(), job.hasFailed());
      }
    };
  }

  Optional<ForecastResult> run(Forecast.Progress progress) {
    while (samples.size() < forecast.count()) {
      Draws draws = draws(random);
      Course course = course(forecast.jobs(), samples.size(), draws.server());
      Optional<Over> over =
          poller.await(
              new VirtualServer(forecast.server(), course, draws.server()),
              draws.client(),
              (askedAt, reason, answer, answeredAt) -> goesOn(progress));
      if (over.isEmpty()) {
        return Optional.empty();
      }
      samples.add(sample(over.get(), course));
    }
    return Optional.of(result());
  }

  private boolean goesOn(Forecast.Progress progress) {
    unreported++;
    if (unreported < CALLS_BETWEEN_REPORTS) {
      return true;
    }
    unreported = 0;
    return progress.goesOn(samples.size(), forecast.count());
  }

  private static Sample sample(Over over, Course course) {
    int calls = over.outcome().evidence().calls();
    return switch (over.outcome()) {
      case JobOutcome.Ended ended ->
          new Sample.Seen(calls, course.end(), over.at().minus(course.end()));
      case JobOutcome.TimedOut timedOut -> new Sample.TimedOut(calls);
      case JobOutcome.GaveUp gaveUp -> new Sample.GaveUp(calls);
      case JobOutcome.Cancelled cancelled ->
          throw new IllegalStateException("nobody stops watching a forecast");
    };
  }

  private ForecastResult result() {
    Optional<ForecastResult.Figures> expected = forecast.expected();
    return new ForecastResult(
        expected.orElseGet(() -> average(samples, forecast.policy().callPrice())),
        expected.isPresent() || isWholeRecord(),
        samples,
        forecast.optimum(),
        forecast.lowerBound());
  }

  private boolean isWholeRecord() {
    return forecast.jobs() instanceof Forecast.Jobs.Recorded(var past)
        && forecast.leavesNothingToChance()
        && forecast.count() % past.size() == 0;
  }

  private static ForecastResult.Figures average(List<Sample> samples, Duration callPrice) {
    double count = samples.size();
    Duration[] lateness =
        samples.stream()
            .filter(Sample.Seen.class::isInstance)
            .map(sample -> ((Sample.Seen) sample).lateness())
            .sorted()
            .toArray(Duration[]::new);
    double mean = Arrays.stream(lateness).mapToLong(Duration::toNanos).average().orElse(0);
    return new ForecastResult.Figures(
        samples.stream().mapToInt(Sample::calls).sum() / count,
        Duration.ofNanos(Math.round(mean)),
        quantile(lateness, 0.5),
        quantile(lateness, 0.95),
        lateness.length / count,
        samples.stream().filter(Sample.TimedOut.class::isInstance).count() / count,
        samples.stream().filter(Sample.GaveUp.class::isInstance).count() / count,
        callPrice);
  }

  /** The least that so many do not exceed. */
  private static Duration quantile(Duration[] sorted, double share) {
    return sorted.length == 0 ? Duration.ZERO : sorted[(int) Math.ceil(sorted.length * share) - 1];
  }
}
