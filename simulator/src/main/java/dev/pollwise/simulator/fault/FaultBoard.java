package dev.pollwise.simulator.fault;

import dev.pollwise.simulator.job.BoundedMap;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/**
 * The fault rules in force and what they do to each request. Safe for use by many threads; times
 * are simulated and handed in.
 */
public final class FaultBoard {

  /** How many rules a scenario may have, and how many more may be added. */
  public static final int MOST_RULES = 1_000;

  private static final long BYTES = BoundedMap.bytes(64 << 20, 16);

  private final BoundedMap.Counters tallies = new BoundedMap.Counters();
  private final AtomicLong ids = new AtomicLong();
  private final List<Runnable> changeListeners = new CopyOnWriteArrayList<>();
  private final List<Consumer<ActiveRule>> additionListeners = new CopyOnWriteArrayList<>();
  private final List<Consumer<String>> liftListeners = new CopyOnWriteArrayList<>();
  private volatile List<ActiveRule> rules = List.of();

  /** Puts a scenario's rules in force in place of those of the scenario before. */
  public synchronized void install(List<FaultRule> scenarioRules, Duration now) {
    List<ActiveRule> next = new ArrayList<>();
    for (FaultRule rule : scenarioRules) {
      next.add(activate(rule, now, ActiveRule.Origin.SCENARIO));
    }
    for (ActiveRule rule : rules) {
      if (rule.origin() != ActiveRule.Origin.SCENARIO) {
        next.add(rule);
      }
    }
    replaceBy(next);
  }

  /**
   * Puts one more rule in force.
   *
   * @throws IllegalStateException if {@value #MOST_RULES} were added already and are in force, or
   *     if their texts fill 64 MB or a sixteenth of the heap
   */
  public synchronized ActiveRule add(FaultRule rule, Duration now) {
    List<ActiveRule> next = new ArrayList<>(inForce(now));
    List<ActiveRule> added =
        next.stream().filter(each -> each.origin() == ActiveRule.Origin.ADDED).toList();
    if (added.size() >= MOST_RULES) {
      throw new IllegalStateException(
          MOST_RULES + " fault rules were added and are in force: lift some of them first");
    }
    if (rule.weight() + added.stream().mapToLong(each -> each.rule().weight()).sum() > BYTES) {
      throw new IllegalStateException(
          "fault rules that are in force fill " + BYTES + " bytes: lift some of them first");
    }
    return add(activate(rule, now, ActiveRule.Origin.ADDED), next);
  }

  /**
   * Puts an outage in force that a client picked, in place of one that a client picked before. Does
   * nothing if that one ends later, so that any number of clients makes one rule.
   */
  public synchronized void pick(FaultRule outage, Duration now) {
    ActiveRule picked = activate(outage, now, ActiveRule.Origin.HEADER);
    List<ActiveRule> next = new ArrayList<>(inForce(now));
    for (ActiveRule rule : inForce(now)) {
      if (rule.origin() == ActiveRule.Origin.HEADER) {
        if (rule.until().compareTo(picked.until()) >= 0) {
          return;
        }
        next.remove(rule);
      }
    }
    ActiveRule unused = add(picked, next);
  }

  private ActiveRule add(ActiveRule added, List<ActiveRule> others) {
    others.add(added);
    replaceBy(others);
    additionListeners.forEach(listener -> listener.accept(added));
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
    if (found) {
      liftListeners.forEach(listener -> listener.accept(id));
    }
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
   * What strikes one request: at most one latency, one clock skew, one rule for headers, one for
   * its idempotency key and one outcome, in this order. Outages are no matter of single requests,
   * distortions none of requests.
   *
   * @param random of this request alone
   */
  public List<Injected> decide(
      RequestMatcher.Subject subject, Duration now, RandomGenerator random) {
    if (rules.isEmpty()) {
      return List.of();
    }
    double outcomeRoll = random.nextDouble();
    double latencyRoll = random.nextDouble();
    double skewRoll = random.nextDouble();
    List<Injected> struck = new ArrayList<>(3);
    choose(subject, now, latencyRoll, fault -> fault instanceof Fault.Latency)
        .ifPresent(struck::add);
    choose(subject, now, skewRoll, fault -> fault instanceof Fault.ClockSkew)
        .ifPresent(struck::add);
    rolled(Fault.Headers.class, subject, now, random).ifPresent(struck::add);
    rolled(Fault.IgnoreIdempotencyKey.class, subject, now, random).ifPresent(struck::add);
    choose(
            subject,
            now,
            outcomeRoll,
            fault -> fault instanceof Fault.Outcome && !(fault instanceof Fault.Outage))
        .ifPresent(struck::add);
    return struck;
  }

  /**
   * What strikes one webhook on its way to whoever is to have it: at most one loss, one duplicate
   * and one delay.
   *
   * @param random of this webhook alone
   */
  public List<Injected> decideWebhook(
      RequestMatcher.Subject subject, Duration now, RandomGenerator random) {
    return Stream.of(
            Fault.WebhookFault.Loss.class,
            Fault.WebhookFault.Duplicate.class,
            Fault.WebhookFault.Delay.class)
        .flatMap(kind -> rolled(kind, subject, now, random).stream())
        .toList();
  }

  /** Draws only where there is such a rule, so that others meet the chance that they always met. */
  private Optional<Injected> rolled(
      Class<? extends Fault> kind,
      RequestMatcher.Subject subject,
      Duration now,
      RandomGenerator random) {
    return rules.stream().anyMatch(active -> kind.isInstance(active.rule().fault()))
        ? choose(subject, now, random.nextDouble(), kind::isInstance)
        : Optional.empty();
  }

  /**
   * What distorts one look at a job, if anything does.
   *
   * @param matters whether a distortion would change what is seen; others neither strike nor count
   * @param random of this look alone
   */
  public Optional<Injected> distort(
      RequestMatcher.Subject subject,
      Duration now,
      Predicate<Distortion> matters,
      RandomGenerator random) {
    return choose(
        subject,
        now,
        random.nextDouble(),
        fault -> fault instanceof Distortion distortion && matters.test(distortion));
  }

  /** Whether a look at a job could be distorted at all; spares most requests the effort. */
  public boolean mayDistort() {
    for (ActiveRule active : rules) {
      if (active.rule().fault() instanceof Distortion) {
        return true;
      }
    }
    return false;
  }

  /** Whether nobody should listen. */
  public boolean isOutage(Duration now) {
    return outages().anyMatch(active -> active.strikesAt(now));
  }

  /** When {@link #isOutage} will be something else, if nobody touches the rules. */
  public Optional<Duration> nextOutageTurn(Duration now) {
    return outages()
        .flatMap(ActiveRule::turns)
        .filter(turn -> turn.compareTo(now) > 0)
        .min(Comparator.naturalOrder());
  }

  /** Has somebody told when rules come or go; called by whoever changes them, must be quick. */
  public void onChange(Runnable listener) {
    changeListeners.add(listener);
  }

  /** Has somebody told of each rule that is added; called under the lock, must be quick. */
  public void onAdded(Consumer<ActiveRule> listener) {
    additionListeners.add(listener);
  }

  /** Has somebody told of the id of each rule that is lifted by hand; as {@link #onAdded}. */
  public void onLifted(Consumer<String> listener) {
    liftListeners.add(listener);
  }

  private Stream<ActiveRule> outages() {
    return rules.stream().filter(active -> active.rule().fault() instanceof Fault.Outage);
  }

  /** All rules that apply are counted, whether or not another one strikes. */
  private Optional<Injected> choose(
      RequestMatcher.Subject subject, Duration now, double roll, Predicate<Fault> kind) {
    double from = 0;
    Optional<Injected> struck = Optional.empty();
    for (ActiveRule active : rules) {
      FaultRule rule = active.rule();
      if (!kind.test(rule.fault()) || !active.covers(subject, now)) {
        continue;
      }
      long seen = countFor(active, subject) - rule.times().skip();
      if (seen < 1) {
        continue;
      }
      double start = from;
      boolean strikes =
          switch (rule.times().occurrence()) {
            case FaultRule.Occurrence.Share(double probability) -> {
              from += probability;
              yield roll >= start && roll < from;
            }
            case FaultRule.Occurrence.First(int count) -> seen <= count;
            case FaultRule.Occurrence.Every(int nth) -> seen % nth == 0;
            case FaultRule.Occurrence.Nth(int nth) -> seen == nth;
          };
      if (strikes && struck.isEmpty()) {
        struck = Optional.of(new Injected(active.id(), rule.fault(), rule.phase()));
      }
    }
    return struck;
  }

  /** This request's number among those that the rule counts together; 1 where it counts none. */
  private long countFor(ActiveRule active, RequestMatcher.Subject subject) {
    FaultRule.Times times = active.rule().times();
    if (!times.isCounted()) {
      return 1;
    }
    return switch (times.per()) {
      case JOB -> tallies.next(active.id() + ' ' + subject.identity());
      case RULE -> tallies.next(active.id());
    };
  }

  private ActiveRule activate(FaultRule rule, Duration now, ActiveRule.Origin origin) {
    return new ActiveRule("fault-" + ids.incrementAndGet(), rule, now, origin);
  }

  private void replaceBy(List<ActiveRule> next) {
    // A stable sort: among rules of equal precedence the older is asked first.
    next.sort(
        Comparator.comparingInt((ActiveRule active) -> active.rule().matcher().precedence())
            .reversed());
    rules = List.copyOf(next);
    changeListeners.forEach(Runnable::run);
  }

  /**
   * That a fault strikes one request.
   *
   * @param rule id of the rule that decided it, or {@code header}
   */
  public record Injected(String rule, Fault fault, FaultRule.Phase phase) {}

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

    boolean covers(RequestMatcher.Subject subject, Duration now) {
      return strikesAt(now) && rule.matcher().covers(subject);
    }

    boolean strikesAt(Duration now) {
      return !isOver(now) && rule.window().contains(now.minus(since));
    }

    /** The simulated times at which it begins and ends to strike. */
    Stream<Duration> turns() {
      return Stream.of(
          since.plus(rule.window().from()), since.plus(rule.window().until()), until());
    }
  }
}
