package dev.pollwise.client.forecast;

import static java.util.Objects.requireNonNull;

import dev.pollwise.client.duration.DurationLaw;
import dev.pollwise.client.duration.ExpectedCost;
import dev.pollwise.client.duration.Outlook;
import dev.pollwise.client.forecast.VirtualServer.Course;
import dev.pollwise.client.job.Durations;
import dev.pollwise.client.job.Expectation;
import dev.pollwise.client.policy.PollingPolicy;
import dev.pollwise.client.poll.Poller;
import dev.pollwise.client.poll.SimulatedPoller;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * What a policy would cost: the decisions that a {@link Poller} makes, made in virtual time for
 * many jobs, one after the other on the calling thread. Immutable; start from {@link #of} and
 * change what matters.
 *
 * {@snippet class="dev.pollwise.client.Snippets" region="forecast"}
 *
 * <p>The same forecast always finds the same. Durations, the server's failures and the client's
 * chance are drawn from streams of their own, so that two policies with one seed are compared on
 * the same jobs. Jobs are submitted by this client, and each is asked about alone: calls about
 * several jobs and call budgets are not forecast.
 *
 * <p>A call takes about a microsecond of one core: 100,000 jobs with the default policy take less
 * than a second.
 *
 * @param policy what is tried
 * @param jobs the jobs to wait for
 * @param server how the server behaves; default {@link Server#ideal()}
 * @param outlook what the client knows of how long a job takes; default nothing
 * @param count how many jobs, 1 to 10,000,000; default 10,000, or as many as were recorded. A
 *     sample of about 50 bytes is kept of each
 * @param seed of all that is drawn; default 1
 */
public record Forecast(
    PollingPolicy policy, Jobs jobs, Server server, Outlook outlook, int count, long seed) {

  private static final int MOST_JOBS = 10_000_000;
  private static final int USUAL_COUNT = 10_000;

  /** Refuses a count out of range. */
  public Forecast {
    requireNonNull(policy, "policy");
    requireNonNull(jobs, "jobs");
    requireNonNull(server, "server");
    requireNonNull(outlook, "outlook");
    if (count < 1 || count > MOST_JOBS) {
      throw new IllegalArgumentException("count " + count + ": must be from 1 to " + MOST_JOBS);
    }
  }

  /** Tells how far a forecast is, and whether it is still wanted. */
  @FunctionalInterface
  public interface Progress {

    /**
     * Called on the thread of the forecast, every few milliseconds.
     *
     * @param done jobs that are over
     * @param count of so many
     * @return false to break off
     */
    boolean goesOn(int done, int count);
  }

  /** A forecast for jobs drawn from a law. */
  public static Forecast of(PollingPolicy policy, DurationLaw law) {
    return of(policy, new Jobs.Drawn(law));
  }

  /** A forecast for jobs of whatever kind. */
  public static Forecast of(PollingPolicy policy, Jobs jobs) {
    int count =
        switch (requireNonNull(jobs, "jobs")) {
          case Jobs.Drawn drawn -> USUAL_COUNT;
          case Jobs.Recorded(var past) -> Math.min(past.size(), MOST_JOBS);
        };
    return new Forecast(policy, jobs, Server.ideal(), Outlook.unknown(), count, 1);
  }

  /** The same forecast of another policy. */
  public Forecast withPolicy(PollingPolicy policy) {
    return new Forecast(policy, jobs, server, outlook, count, seed);
  }

  /** The same forecast with another server. */
  public Forecast withServer(Server server) {
    return new Forecast(policy, jobs, server, outlook, count, seed);
  }

  /** The same forecast of a client that knows something else. */
  public Forecast withOutlook(Outlook outlook) {
    return new Forecast(policy, jobs, server, outlook, count, seed);
  }

  /** The same forecast of a client that knows the law of the jobs. */
  public Forecast withLawKnown() {
    return withOutlook(Outlook.of(jobs.law()));
  }

  /** As {@link #expecting(Expectation)}, about so long. */
  public Forecast expecting(Duration duration) {
    return expecting(Expectation.of(duration));
  }

  /**
   * The same forecast of a client that has seen no job yet and was told how long they take, of
   * sources whose length is not known.
   */
  public Forecast expecting(Expectation expectation) {
    return withOutlook(Outlook.expecting(expectation));
  }

  /** The same forecast with more jobs, or fewer; the first ones stay the same. */
  public Forecast withCount(int count) {
    return new Forecast(policy, jobs, server, outlook, count, seed);
  }

  /** The same forecast with other draws. */
  public Forecast withSeed(long seed) {
    return new Forecast(policy, jobs, server, outlook, count, seed);
  }

  /**
   * Runs the forecast to its end.
   *
   * <p>Its figures are expected values where {@link #expected()} has them, or where recorded jobs
   * leave nothing to chance, and averages over the samples otherwise.
   */
  public ForecastResult run() {
    return run((done, of) -> true)
        .orElseThrow(() -> new IllegalStateException("broken off by nobody"));
  }

  /** Runs the forecast as long as it is wanted; empty if it was broken off. */
  public Optional<ForecastResult> run(Progress progress) {
    requireNonNull(progress, "progress");
    return new ForecastRun(this).run(progress);
  }

  /**
   * Expected values without drawing, in a few milliseconds: by the formula of {@link ExpectedCost}
   * on the schedule that the decisions make for a job that goes on.
   *
   * @return empty where chance has a part in the schedule (jitter, failures, announcements), where
   *     it depends on when a job ends (long poll), where the jobs are a record, or where the
   *     schedule has more than 20,000 calls. The user's own pacing is taken as one that leaves
   *     nothing to chance
   */
  public Optional<ForecastResult.Figures> expected() {
    return new ExpectedFigures(this).figures();
  }

  /**
   * What the best schedule of single polls costs for these jobs, at the policy's price and up to
   * its deadline.
   */
  public ExpectedCost optimum() {
    return ExpectedCost.optimum(jobs.law(), policy.callPrice(), policy.deadline());
  }

  /** In calls: no schedule of single polls can cost less for these jobs. */
  public double lowerBound() {
    return ExpectedCost.lowerBound(jobs.law(), policy.callPrice(), policy.deadline());
  }

  /**
   * The calls of one wait for a job of known end, by the first draws of the seed.
   *
   * @param duration how long the job takes, 0 to 365 days
   * @param most calls at most, 0 or more
   */
  public ForecastResult.Trace trace(Duration duration, int most) {
    return trace(new Course(new Jobs.Past(duration, false).duration(), false), most);
  }

  /**
   * The calls of one wait for a job that goes on, by the first draws of the seed: what a preview
   * draws.
   *
   * @param most calls at most, 0 or more
   */
  public ForecastResult.Trace trace(int most) {
    return trace(Course.endless(), most);
  }

  private ForecastResult.Trace trace(Course course, int most) {
    if (most < 0) {
      throw new IllegalArgumentException("most " + most + ": must not be negative");
    }
    SplittableRandom random = new SplittableRandom(seed);
    List<ForecastResult.Trace.Call> calls = new ArrayList<>();
    VirtualServer asked = new VirtualServer(server, course, random.split());
    boolean isWhole =
        most > 0
            && new SimulatedPoller(policy, outlook)
                .await(
                    asked,
                    random.split(),
                    (askedAt, reason, answer, answeredAt) -> {
                      calls.add(
                          new ForecastResult.Trace.Call(
                              calls.size() + 1, askedAt, reason, answer, answeredAt));
                      return calls.size() < most;
                    })
                .isPresent();
    return new ForecastResult.Trace(calls, isWhole);
  }

  /** Whether nothing that becomes of a job depends on chance, but its duration. */
  boolean leavesNothingToChance() {
    return policy.jitter().fraction() == 0 && server.failures() == 0 && server.announced() == 0;
  }

  /** The jobs of a {@link Forecast}. Immutable. */
  public sealed interface Jobs {

    /** How long they take, as a law. */
    DurationLaw law();

    /**
     * Jobs drawn from a law.
     *
     * @param law how long they take; one in stuck mass never ends
     */
    record Drawn(DurationLaw law) implements Jobs {
      public Drawn {
        requireNonNull(law, "law");
      }
    }

    /**
     * Jobs that were recorded, each in its turn, and from the beginning again when all had theirs.
     *
     * @param jobs at least one
     */
    record Recorded(List<Past> jobs) implements Jobs {
      /** Refuses an empty record. */
      public Recorded {
        jobs = List.copyOf(jobs);
        if (jobs.isEmpty()) {
          throw new IllegalArgumentException("jobs 0: must be at least one");
        }
      }

      @Override
      public DurationLaw law() {
        return DurationLaw.empirical(jobs.stream().map(Past::duration).toList());
      }
    }

    /**
     * A job that is over.
     *
     * @param duration how long it took, 0 to 365 days
     * @param hasFailed whether it failed
     */
    record Past(Duration duration, boolean hasFailed) {

      /** Refuses a duration out of range. */
      public Past {
        Durations.requireNotNegative("duration", duration);
      }
    }

    /** Jobs of which only the durations were recorded, each 0 to 365 days. */
    static Jobs recorded(List<Duration> durations) {
      return new Recorded(durations.stream().map(duration -> new Past(duration, false)).toList());
    }
  }

  /**
   * How the server behaves in a {@link Forecast}. Immutable; start from {@link #ideal()} and change
   * what matters.
   *
   * @param roundTrip from asking to the answer, 0 to 365 days; the server looks at the job half way
   * @param failures the share of calls that bring no answer, 0 to 1
   * @param retryAfter the pause that it asks for as long as a job runs, 0 to 365 days; zero for
   *     none
   * @param longestHold for how long it is willing to hold a call until there is news (long poll), 0
   *     to 365 days; zero for not at all
   * @param announced the share of ends that it announces at once, as by webhooks, 0 to 1
   */
  public record Server(
      Duration roundTrip,
      double failures,
      Duration retryAfter,
      Duration longestHold,
      double announced) {

    /** Refuses values out of range. */
    public Server {
      Durations.requireNotNegative("roundTrip", roundTrip);
      requireShare("failures", failures);
      Durations.requireNotNegative("retryAfter", retryAfter);
      Durations.requireNotNegative("longestHold", longestHold);
      requireShare("announced", announced);
    }

    private static void requireShare(String name, double value) {
      if (!(value >= 0 && value <= 1)) {
        throw new IllegalArgumentException(name + " " + value + ": must be from 0 to 1");
      }
    }

    /** Answers every call at once, and says no more than where the job stands. */
    public static Server ideal() {
      return new Server(Duration.ZERO, 0, Duration.ZERO, Duration.ZERO, 0);
    }

    /** The same server, farther away. */
    public Server withRoundTrip(Duration roundTrip) {
      return new Server(roundTrip, failures, retryAfter, longestHold, announced);
    }

    /** The same server, less reliable: each call fails by itself, after a round trip. */
    public Server withFailures(double failures) {
      return new Server(roundTrip, failures, retryAfter, longestHold, announced);
    }

    /** The same server, asking for a pause. */
    public Server withRetryAfter(Duration retryAfter) {
      return new Server(roundTrip, failures, retryAfter, longestHold, announced);
    }

    /** The same server, holding calls: as long as the poller allows, but not longer than this. */
    public Server withLongestHold(Duration longestHold) {
      return new Server(roundTrip, failures, retryAfter, longestHold, announced);
    }

    /** The same server, announcing ends: of a loss p, the share 1 - p arrives. */
    public Server withAnnounced(double announced) {
      return new Server(roundTrip, failures, retryAfter, longestHold, announced);
    }
  }
}
