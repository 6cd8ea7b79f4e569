package dev.pollwise.simulator.report;

import dev.pollwise.simulator.job.PlanLaw;
import dev.pollwise.simulator.report.JobTally.Verdict;
import dev.pollwise.simulator.report.StatusPoll.Kind;
import dev.pollwise.simulator.report.StatusPoll.Moment;
import dev.pollwise.simulator.report.StatusPoll.Told;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** What one client did. Used under the lock of the {@link Gradebook}. */
final class ClientTally {

  private static final int BODIES = 1_000;

  private final Map<String, JobTally> jobs = new LinkedHashMap<>();
  private final Set<Long> bodies = new LinkedHashSet<>();
  private Counts counts = Counts.NONE;
  private Optional<Pause> pause = Optional.empty();
  private long requests;
  private long submits;
  private long repeatedSubmits;
  private long forgotten;

  /** Between two moments the client was not to ask at all. */
  private record Pause(Moment from, Moment until) {

    boolean holds(Moment moment) {
      return from.isBefore(moment) && moment.isBefore(until);
    }
  }

  /** An answer has asked the client to stay away, whatever it wants. */
  void paused(Moment from, Moment until) {
    Optional<Pause> present = pause.filter(before -> from.isBefore(before.until()));
    if (present.isEmpty() || present.get().until().isBefore(until)) {
      pause = Optional.of(new Pause(present.map(Pause::from).orElse(from), until));
    }
  }

  void request() {
    requests++;
  }

  void submit(Submit submit) {
    submits++;
    if (!submit.keyed() && bodies.contains(submit.body())) {
      repeatedSubmits++;
    }
    if (!submit.refused() && bodies.add(submit.body()) && bodies.size() > BODIES) {
      bodies.remove(bodies.iterator().next());
    }
  }

  /**
   * Counts a question.
   *
   * @return how many more jobs are remembered than before
   */
  int question(StatusPoll question) {
    int before = jobs.size();
    List<Verdict> verdicts = new ArrayList<>();
    for (Told told : question.about()) {
      JobTally tally = jobs.computeIfAbsent(told.job().id(), id -> new JobTally(told.job()));
      verdicts.add(
          tally.judge(
              question, told, pause.filter(held -> held.holds(question.arrived())).isPresent()));
    }
    if (question.kind() != Kind.GLANCE && !verdicts.isEmpty()) {
      counts = counts.plus(JobTally.count(question, together(verdicts)));
    }
    return jobs.size() - before;
  }

  /** One request about many jobs: worth it if any of them was; late only if all are over. */
  private static Verdict together(List<Verdict> verdicts) {
    Verdict all = verdicts.getFirst();
    for (Verdict each : verdicts) {
      all =
          new Verdict(
              all.needed() || each.needed(),
              all.early() || each.early(),
              all.afterEnd() && each.afterEnd(),
              all.overlapping() || each.overlapping());
    }
    return all;
  }

  /**
   * Forgets the job that was asked about first.
   *
   * @return whether there was one
   */
  boolean forgetOne() {
    if (jobs.isEmpty()) {
      return false;
    }
    jobs.remove(jobs.keySet().iterator().next());
    forgotten++;
    return true;
  }

  Stream<PlanLaw> laws() {
    return jobs.values().stream()
        .filter(tally -> tally.detection().isPresent())
        .map(tally -> tally.job().law());
  }

  int size() {
    return jobs.size();
  }

  ClientReport report(Client client, Bests bests) {
    List<JobReport> all = jobs.values().stream().map(tally -> job(tally, bests)).toList();
    Comparison together =
        all.stream()
            .flatMap(job -> job.comparison().stream())
            .reduce(Comparison.NONE, Comparison::plus);
    return new ClientReport(
        client, requests, submits, repeatedSubmits, counts, together, forgotten, all);
  }

  private static JobReport job(JobTally tally, Bests bests) {
    Counts counts = tally.counts();
    return new JobReport(
        tally.job().id(),
        counts,
        tally.detection(),
        tally
            .detection()
            .flatMap(detection ->
                bests
                    .of(tally.job().law())
                    .map(best ->
                        new Comparison(
                            new Cost(
                                counts.calls() - counts.faulted(),
                                detection.lateness().toNanos() / 1e9),
                            new Cost(1, 0),
                            best))));
  }
}
