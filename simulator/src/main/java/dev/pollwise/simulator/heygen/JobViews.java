package dev.pollwise.simulator.heygen;

import dev.pollwise.simulator.fault.Distortion;
import dev.pollwise.simulator.fault.FaultBoard;
import dev.pollwise.simulator.http.RequestContext;
import dev.pollwise.simulator.job.JobPlan;
import dev.pollwise.simulator.simulation.Job;
import dev.pollwise.simulator.simulation.Simulation;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Looks at jobs for an answer, through distortions where there are some. */
final class JobViews {

  private final Simulation simulation;

  JobViews(Simulation simulation) {
    this.simulation = simulation;
  }

  /**
   * Looks. Counts as a poll of the job unless it stays hidden, and as a fault of the call if
   * something is distorted.
   *
   * @param route on which it is looked at
   */
  JobView of(Job job, String route, RequestContext call) {
    return look(job, route, call, distortion -> true);
  }

  /** The same for an answer that shows no URLs, whether or not the job has any. */
  JobView ofStatus(Job job, String route, RequestContext call) {
    return look(job, route, call, distortion -> !(distortion instanceof Distortion.NoUrl));
  }

  private JobView look(Job job, String route, RequestContext call, Predicate<Distortion> shows) {
    Duration now = simulation.clock().now();
    JobPlan.State truth = job.peek(now);
    Predicate<Distortion> matters = shows.and(distortion -> matters(distortion, job, truth, now));
    Optional<FaultBoard.Injected> injected =
        call.picked().isPresent()
            ? picked(call.picked().get(), matters)
            : simulation.distortion(job, route, call.client(), now, matters);
    injected.ifPresent(call::struckBy);
    JobView sight =
        injected.isPresent() && injected.get().fault() instanceof Distortion distortion
            ? distorted(distortion, job, now, call)
            : JobView.Shown.truly(job.ask(now));
    if (sight instanceof JobView.Shown shown) {
      call.told(job, shown.state());
    }
    return sight;
  }

  private static Optional<FaultBoard.Injected> picked(
      List<FaultBoard.Injected> faults, Predicate<Distortion> matters) {
    return faults.stream()
        .filter(each -> each.fault() instanceof Distortion known && matters.test(known))
        .findFirst();
  }

  private static boolean matters(
      Distortion distortion, Job job, JobPlan.State truth, Duration now) {
    Duration age = now.minus(job.createdAt());
    // Where polls move the job, nobody knows when it ended.
    Duration sinceEnd = job.plan().endsAfter().map(age::minus).orElse(Duration.ZERO);
    return switch (distortion) {
      case Distortion.NotFound(Duration within) -> age.compareTo(within) < 0;
      case Distortion.UnknownStatus unknown -> !truth.isOver();
      case Distortion.Regress regress -> !(truth instanceof JobPlan.State.Pending);
      case Distortion.NoUrl(Duration within) ->
          truth instanceof JobPlan.State.Completed && sinceEnd.compareTo(within) < 0;
      case Distortion.StuckRunning(Duration within) ->
          truth.isOver() && sinceEnd.compareTo(within) < 0;
      case Distortion.WrongState wrong -> !wrong.shown().equals(truth.word());
      case Distortion.Patch patch -> true;
      case Distortion.Stored stored -> true;
    };
  }

  private JobView distorted(Distortion distortion, Job job, Duration now, RequestContext call) {
    return switch (distortion) {
      case Distortion.NotFound hidden -> new JobView.Hidden();
      case Distortion.UnknownStatus(String word) -> new JobView.Shown(job.ask(now), word, true, "");
      case Distortion.Regress regress -> JobView.Shown.truly(before(job.ask(now)));
      case Distortion.NoUrl bare -> new JobView.Shown(job.ask(now), "", false, "");
      case Distortion.StuckRunning stuck -> {
        JobPlan.State unused = job.ask(now);
        yield JobView.Shown.truly(new JobPlan.State.Running());
      }
      case Distortion.WrongState wrong -> {
        JobPlan.State unused = job.ask(now);
        yield JobView.Shown.truly(shown(wrong));
      }
      case Distortion.Patch(String json) -> new JobView.Shown(job.ask(now), "", true, json);
      case Distortion.Stored(Duration age) -> {
        // Who asks a store does not ask about the job.
        call.answerIsOld(simulation.clock().wallSpan(age));
        Duration then = now.minus(age);
        yield JobView.Shown.truly(
            then.compareTo(job.createdAt()) < 0 ? new JobPlan.State.Pending() : job.peek(then));
      }
    };
  }

  /** The state that is shown in place of the true one. */
  static JobPlan.State shown(Distortion.WrongState wrong) {
    return switch (wrong.shown()) {
      case "pending" -> new JobPlan.State.Pending();
      case "running" -> new JobPlan.State.Running();
      case "completed" -> new JobPlan.State.Completed();
      default -> new JobPlan.State.Failed(wrong.message());
    };
  }

  private static JobPlan.State before(JobPlan.State state) {
    return switch (state) {
      case JobPlan.State.Pending pending -> pending;
      case JobPlan.State.Running running -> new JobPlan.State.Pending();
      case JobPlan.State.Completed completed -> new JobPlan.State.Running();
      case JobPlan.State.Failed failed -> new JobPlan.State.Running();
    };
  }
}
