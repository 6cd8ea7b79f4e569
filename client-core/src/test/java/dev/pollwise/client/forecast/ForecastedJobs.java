package dev.pollwise.client.forecast;

import dev.pollwise.client.poll.SimulatedPoller;
import java.time.Duration;
import java.util.SplittableRandom;

/** The jobs of a forecast, one after the other, with the draws that it makes for them. */
public final class ForecastedJobs {

  private final Forecast forecast;
  private final SplittableRandom random;
  private int index;

  public ForecastedJobs(Forecast forecast) {
    this.forecast = forecast;
    this.random = new SplittableRandom(forecast.seed());
  }

  /** A job: who answers for it, what the client draws from, and how long it takes. */
  public record Job(SimulatedPoller.Server server, SplittableRandom chance, Duration end) {}

  public Job next() {
    ForecastRun.Draws draws = ForecastRun.draws(random);
    VirtualServer.Course course = ForecastRun.course(forecast.jobs(), index++, draws.server());
    return new Job(
        new VirtualServer(forecast.server(), course, draws.server()), draws.client(), course.end());
  }
}
