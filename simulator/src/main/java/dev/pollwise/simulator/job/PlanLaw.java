package dev.pollwise.simulator.job;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * The law by which jobs are planned.
 *
 * @param pace what moves jobs on, and how far
 * @param failures how often they fail, and of what
 */
public record PlanLaw(Pace pace, Failures failures) {

  /** What moves jobs on. */
  public sealed interface Pace {

    /**
     * Time does.
     *
     * @param total from creation to end, queue included
     * @param queue how much of the total is spent pending; cut where it is longer than the total
     */
    record ByTime(DurationLaw total, DurationLaw queue) implements Pace {}

    /** Polls do; see {@link Progress.Polled}. */
    record ByPolls(Progress.Polled polls) implements Pace {}
  }

  /** Jobs that take as long as the law says, never queue and never fail. */
  public static PlanLaw lasting(DurationLaw total) {
    return new PlanLaw(new Pace.ByTime(total, DurationLaw.fixed(Duration.ZERO)), Failures.none());
  }

  /** The same failures, but jobs that take as long as told, without a queue. */
  public PlanLaw withTotal(DurationLaw total) {
    return new PlanLaw(lasting(total).pace(), failures);
  }

  /** The same pace, other failures. */
  public PlanLaw withFailures(Failures other) {
    return new PlanLaw(pace, other);
  }

  /** Plans one job whose request tells nothing about its source. */
  public JobPlan draw(RandomGenerator random) {
    return draw(new SourceLength.Unknown(), random);
  }

  /** Plans one job; the same generator state and source give the same plan. */
  public JobPlan draw(SourceLength given, RandomGenerator random) {
    // Whether it fails is drawn first, so that a changed duration law leaves the outcomes alone.
    boolean fails = random.nextDouble() < failures.probability();
    Failures.Kind kind = failures.pick(random);
    JobEnd end = fails ? new JobEnd.Fails(kind.message()) : new JobEnd.Completes();
    return switch (pace) {
      case Pace.ByPolls(Progress.Polled polls) -> new JobPlan(polls, end, given);
      case Pace.ByTime(DurationLaw total, DurationLaw queue) -> {
        Duration queued = queue.draw(random);
        SourceLength source = source(given, total, random);
        Duration lasts =
            switch (source) {
              case SourceLength.Unknown unknown -> total.draw(random);
              case SourceLength.Of(Duration length) -> total.drawFor(length, random);
            };
        if (fails && kind.timing() instanceof Failures.Timing.After(DurationLaw law)) {
          lasts = law.draw(random);
        }
        Duration pending = queued.compareTo(lasts) > 0 ? lasts : queued;
        yield new JobPlan(new Progress.Timed(pending, lasts), end, source);
      }
    };
  }

  /** What the request told, or else a draw if it matters. */
  private static SourceLength source(
      SourceLength given, DurationLaw total, RandomGenerator random) {
    return switch (given) {
      case SourceLength.Of of -> of;
      case SourceLength.Unknown unknown ->
          total
              .source()
              .<SourceLength>map(law -> new SourceLength.Of(law.draw(random)))
              .orElse(unknown);
    };
  }
}
