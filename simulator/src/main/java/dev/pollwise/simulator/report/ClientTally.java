package dev.pollwise.simulator.report;

import dev.pollwise.simulator.job.PlanLaw;
import dev.pollwise.simulator.report.Gradebook.StatusPoll.Kind;
import dev.pollwise.simulator.report.Gradebook.StatusPoll.Told;
import dev.pollwise.simulator.report.JobTally.Verdict;
import dev.pollwise.simulator.simulation.Job;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** What one client did. Used under the lock of the {@link Gradebook}. */
final class ClientTally {

  private final Map<String, JobTally> jobs = new LinkedHashMap<>();
  private final Map<Long, Sent> bodies = new LinkedHashMap<>();
  private boolean complete;
  private Report.Counts counts = Report.Counts.NONE;
  private long requests;
  private long submits;
  private long repeatedSubmits;
  private long earlySubmits;
  private long jobsForgotten;

  /**
   * What is remembered of a submit, by its body.
   *
   * @param lost whether the client may not know of the jobs that it created
   * @param key as {@link Gradebook.Submit#key}
   */
  private record Sent(boolean lost, long key) {}

  /**
   * Begins with nothing.
   *
   * @param knownFromTheStart whether no client was forgotten before, which this one may have been
   */
  ClientTally(boolean knownFromTheStart) {
    this.complete = knownFromTheStart;
  }

  void request() {
    requests++;
  }

  void submit(Gradebook.Submit submit, boolean early) {
    submits++;
    if (early) {
      earlySubmits++;
    }
    Sent before = bodies.get(submit.body());
    if (before != null && isRepetition(submit, before)) {
      repeatedSubmits++;
    }
    boolean nothingHappened = submit.faulted() && !submit.isLost();
    if (!submit.refused() && (before == null || !nothingHappened)) {
      bodies.put(submit.body(), new Sent(submit.isLost(), submit.key()));
    }
    if (!submit.faulted()) {
      submit.jobs().forEach(this::know);
    }
    submit
        .notBefore()
        .map(until -> new Pause(submit.answered(), until))
        .ifPresent(pause -> submit.jobs().forEach(job -> tally(job).leaveAlone(pause)));
  }

  /** Another key is another order, unless the client cannot know what became of the first. */
  private static boolean isRepetition(Gradebook.Submit submit, Sent before) {
    boolean again = before.lost() && before.key() != submit.key() && !submit.jobs().isEmpty();
    return submit.key() == 0 || again;
  }

  /**
   * Counts a poll.
   *
   * @param inPause whether the client was not to ask about any job
   */
  void poll(Gradebook.StatusPoll poll, boolean inPause) {
    List<Verdict> verdicts = new ArrayList<>();
    for (Told told : poll.about()) {
      verdicts.add(tally(told.job()).judge(poll, told));
    }
    Report.Counts judged =
        poll.kind() == Kind.GLANCE ? Report.Counts.NONE : count(poll, verdicts, inPause);
    counts = counts.plus(judged);
    Report.Counts share = judged.times(1.0 / Math.max(1, poll.about().size()));
    for (Told told : poll.about()) {
      tally(told.job()).add(poll, told, share);
    }
  }

  /** One request about many jobs: worth it if any of them was; late only if all are over. */
  private static Report.Counts count(
      Gradebook.StatusPoll poll, List<Verdict> verdicts, boolean inPause) {
    if (poll.faulted()) {
      return new Report.Counts(1, 1, 0, 0, 0, 0);
    }
    boolean needed = false;
    boolean early = inPause;
    boolean afterEnd = !verdicts.isEmpty();
    boolean overlapping = false;
    for (Verdict each : verdicts) {
      needed |= each.needed();
      early |= each.early();
      afterEnd &= each.afterEnd();
      overlapping |= each.overlapping();
    }
    return new Report.Counts(1, 0, needed ? 0 : 1, one(early), one(afterEnd), one(overlapping));
  }

  private static int one(boolean counts) {
    return counts ? 1 : 0;
  }

  private void know(Job job) {
    JobTally unused = tally(job);
  }

  private JobTally tally(Job job) {
    return jobs.computeIfAbsent(job.id(), id -> new JobTally(job));
  }

  /** Forgets the job that was asked about first. */
  void forgetJob() {
    Iterator<JobTally> first = jobs.values().iterator();
    jobsForgotten += first.next().isAsked() ? 1 : 0;
    first.remove();
    complete = false;
  }

  /** Forgets the body that was sent first. */
  void forgetBody() {
    bodies.remove(bodies.keySet().iterator().next());
    complete = false;
  }

  /** The server had to forget a job of its key, and answers as if there were none. */
  void lost() {
    complete = false;
  }

  Stream<PlanLaw> laws() {
    return jobs.values().stream().map(JobTally::lawOfTheTold).flatMap(Optional::stream);
  }

  /** How many jobs are remembered. */
  int jobs() {
    return jobs.size();
  }

  /** How many bodies are remembered. */
  int bodies() {
    return bodies.size();
  }

  Report.ClientReport report(Caller.Client client, Bests bests, Duration now) {
    List<Report.JobReport> all =
        jobs.values().stream().filter(JobTally::isAsked).map(job -> job.report(bests)).toList();
    Report.Comparison together =
        all.stream()
            .flatMap(job -> job.comparison().stream())
            .reduce(Report.Comparison.NONE, Report.Comparison::plus);
    return new Report.ClientReport(
        client,
        complete,
        requests,
        submits,
        repeatedSubmits,
        earlySubmits,
        counts,
        together,
        jobsForgotten,
        jobs.values().stream()
            .flatMap(job -> job.unseenEnd().stream())
            .filter(end -> end.compareTo(now) <= 0)
            .count(),
        all);
  }
}
