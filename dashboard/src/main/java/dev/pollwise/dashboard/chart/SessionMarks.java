package dev.pollwise.dashboard.chart;

import dev.pollwise.dashboard.jobs.JobKey;
import dev.pollwise.dashboard.jobs.Run;
import dev.pollwise.dashboard.jobs.ServerModel;
import dev.pollwise.dashboard.server.ActiveFault;
import dev.pollwise.dashboard.server.SimulatorClock;
import dev.pollwise.dashboard.server.SimulatorState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What happened to all jobs at once in this session: launches, faults of the simulator, outages and
 * changes of the policy. Times are those of the window's steady clock.
 */
public final class SessionMarks {

  /** More than fit on any axis; the oldest go first. */
  static final int MOST = 200;

  /** A policy that is being typed changes with every key; only where it comes to rest counts. */
  static final Duration TYPING = Duration.ofSeconds(2);

  /** Shorter silences are hiccups of one call. */
  static final Duration LEAST_SILENCE = Duration.ofSeconds(2);

  private static final Duration NEVER = Duration.ofSeconds(Long.MAX_VALUE);

  private final List<SessionMark> marks = new ArrayList<>();
  private final Map<String, Strike> strikes = new HashMap<>();
  private final Set<String> olderFaults = new HashSet<>();
  private Duration silentSince = NEVER;
  private boolean silenceTold;
  private boolean looked;
  private final Set<JobKey> ofRun = new HashSet<>();
  private int newestRun;

  /** A fault in force: what it is, and when it lifts itself as far as anybody can tell. */
  private record Strike(String what, Duration until) {}

  /** Jobs were accepted; the first of a run make the mark. */
  public void accepted(Run run, List<JobKey> jobs, Duration now) {
    if (run.number() > newestRun) {
      newestRun = run.number();
      ofRun.clear();
      add(SessionMark.Kind.RUN, now, "run " + newestRun, "launch number " + newestRun);
    }
    if (run.number() == newestRun) {
      ofRun.addAll(jobs);
    }
  }

  /** A launch begins with its first job, which is heard of somewhat later. */
  public void begun(JobKey job, Duration at) {
    if (!ofRun.contains(job)) {
      return;
    }
    for (int i = marks.size() - 1; i >= 0; i--) {
      SessionMark mark = marks.get(i);
      if (mark.kind() == SessionMark.Kind.RUN) {
        if (at.compareTo(mark.at()) < 0) {
          marks.remove(i);
          add(mark.kind(), at, mark.label(), mark.words());
        }
        return;
      }
    }
  }

  public void policy(String words, Duration now) {
    if (!marks.isEmpty()) {
      SessionMark last = marks.getLast();
      boolean typing = now.minus(last.at()).compareTo(TYPING) < 0;
      if (last.kind() == SessionMark.Kind.POLICY && typing) {
        marks.removeLast();
      }
    }
    add(SessionMark.Kind.POLICY, now, "policy", "policy changed: " + words);
  }

  /** A single call without an answer is no outage: silence counts from when it has lasted. */
  public void contact(ServerModel.Contact now, Duration at) {
    switch (now) {
      case SOUGHT -> silentSince = NEVER;
      case SILENT -> silentSince = silentSince.equals(NEVER) ? at : silentSince;
      case ANSWERING, REFUSING -> {
        tellSilence(at);
        silentSince = NEVER;
        if (silenceTold) {
          add(SessionMark.Kind.FAULT, at, "answers", "the server answers again");
        }
      }
    }
    silenceTold = silenceTold && now == ServerModel.Contact.SILENT;
  }

  private void tellSilence(Duration now) {
    boolean lasting =
        !silentSince.equals(NEVER) && now.minus(silentSince).compareTo(LEAST_SILENCE) >= 0;
    if (lasting && !silenceTold) {
      silenceTold = true;
      String words = "the server does not answer any more";
      add(SessionMark.Kind.FAULT, silentSince, "no answer", words);
    }
  }

  /** Another simulator is looked at; what is in force there began before anybody looked. */
  public void turnAway() {
    strikes.clear();
    olderFaults.clear();
    looked = false;
  }

  /** Compares what is in force with what was. */
  public void seen(SimulatorState state, Duration now) {
    lift(now);
    Set<String> inForce = new HashSet<>();
    for (ActiveFault fault : state.faults()) {
      inForce.add(fault.id());
      if (!looked || fault.ofScenario()) {
        olderFaults.add(fault.id());
      }
      if (!olderFaults.contains(fault.id())) {
        if (!strikes.containsKey(fault.id())) {
          String words = "fault in force: " + fault.what() + ", " + fault.where();
          add(SessionMark.Kind.FAULT, now, fault.what(), words);
        }
        strikes.put(fault.id(), new Strike(fault.what(), end(fault, state.clock(), now)));
      }
    }
    looked = true;
    List.copyOf(strikes.keySet()).stream()
        .filter(id -> !inForce.contains(id))
        .forEach(id -> over(id, now));
  }

  private static Duration end(ActiveFault fault, SimulatorClock clock, Duration now) {
    if (fault.left().equals(ActiveFault.FOREVER) || clock.frozen()) {
      return NEVER;
    }
    double seconds = BackoffModel.seconds(fault.left()) / clock.scale();
    return now.plus(Duration.ofMillis(Math.round(Math.max(0, seconds) * 1000)));
  }

  /** Nobody looks while another area shows: then a fault is over when it was to lift itself. */
  private void lift(Duration now) {
    List.copyOf(strikes.entrySet()).stream()
        .filter(strike -> strike.getValue().until().compareTo(now) <= 0)
        .forEach(strike -> over(strike.getKey(), strike.getValue().until()));
  }

  private void over(String id, Duration at) {
    Strike strike = strikes.remove(id);
    if (strike != null) {
      olderFaults.add(id);
      add(SessionMark.Kind.FAULT, at, "lifted", "fault lifted: " + strike.what());
    }
  }

  private void add(SessionMark.Kind kind, Duration at, String label, String words) {
    marks.add(new SessionMark(kind, at, label, words));
    marks.sort(Comparator.comparing(SessionMark::at));
    if (marks.size() > MOST) {
      marks.removeFirst();
    }
  }

  /** Notices what time alone brings: silence that lasts, faults that lift themselves. */
  public void tick(Duration now) {
    lift(now);
    tellSilence(now);
  }

  /** All that has happened, oldest first; a view, not a copy. */
  List<SessionMark> all() {
    return Collections.unmodifiableList(marks);
  }
}
