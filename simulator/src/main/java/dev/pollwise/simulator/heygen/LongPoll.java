package dev.pollwise.simulator.heygen;

import dev.pollwise.simulator.http.RequestContext;
import dev.pollwise.simulator.http.ServerContext;
import dev.pollwise.simulator.job.JobPlan;
import dev.pollwise.simulator.simulation.Job;
import dev.pollwise.simulator.simulation.SimulatedClock;
import dev.pollwise.simulator.simulation.Simulation;
import java.time.Duration;
import java.util.Optional;

/**
 * Holds a poll about one job until its status changes, the preferred time has passed, the job is
 * gone or the server stops. Touching the clock wakes it. What it waits for is the job's true
 * status, whatever a fault makes of the answer.
 */
final class LongPoll {

  private final ServerContext bench;
  private final Simulation simulation;
  private final SimulatedClock clock;

  LongPoll(ServerContext bench) {
    this.bench = bench;
    this.simulation = bench.simulation();
    this.clock = simulation.clock();
    clock.onChange(bench.parking()::lookAgain);
    simulation.onReset(bench.parking()::lookAgain);
    simulation.onGone(bench.parking()::lookAgain);
  }

  /** Holds the poll if the client prefers it, and says so in the answer. */
  void hold(Job job, RequestContext call) {
    PreferredWait.of(call)
        .ifPresent(wait -> {
          call.answerWith(PreferredWait.APPLIED, "wait=" + wait.toSeconds());
          hold(job, wait);
        });
  }

  private void hold(Job job, Duration wait) {
    JobPlan.State before = job.peek(clock.now());
    if (before.isOver()) {
      return;
    }
    long since = bench.wall().nanoTime();
    bench
        .parking()
        .parkUntil(
            job,
            () -> isGone(job) || !job.peek(clock.now()).word().equals(before.word()),
            () -> {
              Duration left = wait.minusNanos(bench.wall().nanoTime() - since);
              return untilChange(job).filter(next -> next.compareTo(left) < 0).orElse(left);
            });
  }

  private boolean isGone(Job job) {
    return simulation.jobs().find(job.id()).isEmpty();
  }

  /** Wall-clock time; empty if no passing of time changes it. */
  private Optional<Duration> untilChange(Job job) {
    Duration now = clock.now();
    return job.plan().transitions().stream()
        .map(JobPlan.Transition::after)
        .map(job.createdAt()::plus)
        .filter(at -> at.compareTo(now) > 0)
        .findFirst()
        .flatMap(clock::wallUntil);
  }
}
