package dev.pollwise.simulator.job;

import dev.pollwise.simulator.document.Key;
import dev.pollwise.simulator.document.Mapping;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/**
 * The law by which jobs are planned.
 *
 * @param pace what moves jobs on, and how far
 * @param failures how often they fail, and of what
 */
public record PlanLaw(Pace pace, Failures failures) {

  /** How it stands in documents. */
  public static final Mapping<PlanLaw> MAPPING =
      Mapping.of(
          Pace.MAPPING.in(PlanLaw::pace),
          Key.of("errors", Failures.FORM, PlanLaw::failures)
              .or(Failures.none())
              .saying(
                  "`probability` of failure, and `reasons`, each with `message`, `weight` and,"
                      + " where it fails sooner, `after` (a law)"),
          PlanLaw::new);

  /** What moves jobs on. */
  public sealed interface Pace {

    /**
     * How it stands in documents: by {@code duration} and {@code queue}, or by {@code progress}.
     */
    Mapping<Pace> MAPPING = mapping();

    /**
     * Time does.
     *
     * @param total from creation to end, queue included
     * @param queue how much of the total is spent pending; cut where it is longer than the total
     */
    record ByTime(DurationLaw total, DurationLaw queue) implements Pace {}

    /** Polls do; see {@link JobPlan.Progress.Polled}. */
    record ByPolls(JobPlan.Progress.Polled polls) implements Pace {}

    private static Mapping<Pace> mapping() {
      Key<Pace, Optional<DurationLaw>> duration =
          Key.optional("duration", DurationLaw.FORM, (Pace pace) -> timed(pace, ByTime::total))
              .saying("a law: from creation to end, the queue included");
      Key<Pace, Optional<DurationLaw>> queue =
          Key.optional("queue", DurationLaw.FORM, (Pace pace) -> timed(pace, ByTime::queue))
              .saying("a law: how much of it is spent pending");
      Key<Pace, Optional<JobPlan.Progress.Polled>> progress =
          Key.optional(
                  "progress",
                  Mapping.of(
                          Key.of(
                              "polls",
                              JobPlan.Progress.Polled.FORM,
                              (JobPlan.Progress.Polled polls) -> polls),
                          polls -> polls)
                      .form(),
                  (Pace pace) ->
                      pace instanceof ByPolls(JobPlan.Progress.Polled polls)
                          ? Optional.of(polls)
                          : Optional.empty())
              .saying(
                  "`{polls: {pending: 2, running: 3}}` instead of the two: polls move the job, not"
                      + " time");
      return Mapping.of(
          List.of(duration, queue, progress),
          fields -> {
            Optional<JobPlan.Progress.Polled> polls = progress.read(fields);
            if (polls.isEmpty()) {
              return new ByTime(
                  duration.require(fields).orElseThrow(),
                  queue.read(fields).orElse(DurationLaw.fixed(Duration.ZERO)));
            }
            if (duration.read(fields).isPresent() || queue.read(fields).isPresent()) {
              throw new IllegalArgumentException(
                  "progress: stands in place of duration and queue, and not beside them");
            }
            return new ByPolls(polls.get());
          });
    }

    private static Optional<DurationLaw> timed(Pace pace, Function<ByTime, DurationLaw> law) {
      return pace instanceof ByTime time ? Optional.of(law.apply(time)) : Optional.empty();
    }
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
    return draw(new JobPlan.SourceLength.Unknown(), random);
  }

  /** Plans one job; the same generator state and source give the same plan. */
  public JobPlan draw(JobPlan.SourceLength given, RandomGenerator random) {
    // Whether it fails is drawn first, so that a changed duration law leaves the outcomes alone.
    boolean fails = random.nextDouble() < failures.probability();
    Failures.Kind kind = failures.pick(random);
    JobPlan.JobEnd end =
        fails ? new JobPlan.JobEnd.Fails(kind.message()) : new JobPlan.JobEnd.Completes();
    return switch (pace) {
      case Pace.ByPolls(JobPlan.Progress.Polled polls) -> new JobPlan(polls, end, given);
      case Pace.ByTime(DurationLaw total, DurationLaw queue) -> {
        Duration queued = queue.draw(random);
        JobPlan.SourceLength source = source(given, total, random);
        Duration lasts =
            switch (source) {
              case JobPlan.SourceLength.Unknown unknown -> total.draw(random);
              case JobPlan.SourceLength.Of(Duration length) -> total.drawFor(length, random);
            };
        if (fails && kind.timing() instanceof Failures.Timing.After(DurationLaw law)) {
          lasts = law.draw(random);
        }
        Duration pending = queued.compareTo(lasts) > 0 ? lasts : queued;
        yield new JobPlan(new JobPlan.Progress.Timed(pending, lasts), end, source);
      }
    };
  }

  /** What the request told, or else a draw if it matters. */
  private static JobPlan.SourceLength source(
      JobPlan.SourceLength given, DurationLaw total, RandomGenerator random) {
    return switch (given) {
      case JobPlan.SourceLength.Of of -> of;
      case JobPlan.SourceLength.Unknown unknown ->
          total
              .source()
              .<JobPlan.SourceLength>map(law -> new JobPlan.SourceLength.Of(law.draw(random)))
              .orElse(unknown);
    };
  }
}
