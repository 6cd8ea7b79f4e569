package dev.pollwise.simulator.fault;

import java.time.Duration;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * A rule in force.
 *
 * @param id by which it is lifted
 * @param since simulated time at which it came into force
 * @param origin who put it there
 */
public record ActiveRule(String id, FaultRule rule, Duration since, Origin origin) {

  /** Who put a rule in force. */
  public enum Origin {
    /** It belongs to the scenario and goes with it. */
    SCENARIO,
    /** It was added while the server ran. */
    ADDED,
    /** A client's request picked it by its header. */
    HEADER;

    /** Its name on the wire. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** The simulated time at which it lifts itself. */
  public Duration until() {
    return since.plus(rule.lease());
  }

  boolean isOver(Duration now) {
    return now.compareTo(until()) >= 0;
  }

  boolean covers(Subject subject, Duration now) {
    return strikesAt(now) && rule.matcher().covers(subject);
  }

  boolean strikesAt(Duration now) {
    return !isOver(now) && rule.window().contains(now.minus(since));
  }

  /** The simulated times at which it begins and ends to strike. */
  Stream<Duration> turns() {
    return Stream.of(since.plus(rule.window().from()), since.plus(rule.window().until()), until());
  }
}
