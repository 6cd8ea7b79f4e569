package dev.pollwise.simulator.fault;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;

/**
 * The fault rules in force and what they do to each request. Safe for use by many threads; times
 * are simulated and handed in.
 */
public final class FaultBoard {

  private final Tallies tallies = new Tallies();
  private final AtomicLong ids = new AtomicLong();
  private volatile List<ActiveRule> rules = List.of();

  /** Puts a scenario's rules in force in place of those of the scenario before. */
  public synchronized void install(List<FaultRule> scenarioRules, Duration now) {
    List<ActiveRule> next = new ArrayList<>();
    for (FaultRule rule : scenarioRules) {
      next.add(activate(rule, now, ActiveRule.Origin.SCENARIO));
    }
    for (ActiveRule rule : rules) {
      if (rule.origin() == ActiveRule.Origin.ADDED) {
        next.add(rule);
      }
    }
    replaceBy(next);
  }

  /** Puts one more rule in force. */
  public synchronized ActiveRule add(FaultRule rule, Duration now) {
    ActiveRule added = activate(rule, now, ActiveRule.Origin.ADDED);
    List<ActiveRule> next = new ArrayList<>(inForce(now));
    next.add(added);
    replaceBy(next);
    return added;
  }

  /**
   * Lifts a rule.
   *
   * @return whether there was one of that id
   */
  public synchronized boolean lift(String id) {
    List<ActiveRule> next = new ArrayList<>(rules);
    boolean found = next.removeIf(rule -> rule.id().equals(id));
    replaceBy(next);
    return found;
  }

  /** Lifts the rules that were added, starts those of the scenario anew and forgets all counts. */
  public synchronized void reset(List<FaultRule> scenarioRules, Duration now) {
    rules = List.of();
    tallies.clear();
    install(scenarioRules, now);
  }

  /** The rules in force, in the order in which they are asked. */
  public List<ActiveRule> inForce(Duration now) {
    return rules.stream().filter(rule -> !rule.isOver(now)).toList();
  }

  /**
   * What strikes one request: at most one latency and one outcome, in this order.
   *
   * @param random of this request alone
   */
  public List<Injected> decide(Subject subject, Duration now, RandomGenerator random) {
    double outcomeRoll = random.nextDouble();
    double latencyRoll = random.nextDouble();
    List<Candidate> latencies = new ArrayList<>();
    List<Candidate> outcomes = new ArrayList<>();
    for (ActiveRule rule : rules) {
      if (rule.covers(subject, now)) {
        Candidate candidate = new Candidate(rule, tallyFor(rule, subject));
        switch (rule.rule().fault()) {
          case Fault.Latency latency -> latencies.add(candidate);
          case Fault.Outcome outcome -> outcomes.add(candidate);
        }
      }
    }
    List<Injected> struck = new ArrayList<>(2);
    choose(latencies, latencyRoll, struck);
    choose(outcomes, outcomeRoll, struck);
    return struck;
  }

  /** A rule that applies, and the how-manieth request of this job it sees; 0 if it never counts. */
  private record Candidate(ActiveRule active, long seen) {}

  private static void choose(List<Candidate> candidates, double roll, List<Injected> struck) {
    double from = 0;
    for (Candidate candidate : candidates) {
      FaultRule rule = candidate.active().rule();
      boolean strikes =
          switch (rule.occurrence()) {
            case Occurrence.Share(double probability) -> {
              double start = from;
              from += probability;
              yield roll >= start && roll < from;
            }
            case Occurrence.First(int count) -> candidate.seen() <= count;
            case Occurrence.Every(int nth) -> candidate.seen() % nth == 0;
          };
      if (strikes) {
        struck.add(new Injected(candidate.active().id(), rule.fault(), rule.phase()));
        return;
      }
    }
  }

  private long tallyFor(ActiveRule active, Subject subject) {
    return switch (active.rule().occurrence()) {
      case Occurrence.Share share -> 0;
      case Occurrence.First first -> tallies.next(active.id() + ' ' + subject.identity());
      case Occurrence.Every every -> tallies.next(active.id() + ' ' + subject.identity());
    };
  }

  private ActiveRule activate(FaultRule rule, Duration now, ActiveRule.Origin origin) {
    return new ActiveRule("fault-" + ids.incrementAndGet(), rule, now, origin);
  }

  private void replaceBy(List<ActiveRule> next) {
    // A stable sort: among rules of equal precedence the older is asked first.
    next.sort(
        Comparator.comparingInt((ActiveRule active) -> active.rule().place().precedence())
            .reversed());
    rules = List.copyOf(next);
  }
}
