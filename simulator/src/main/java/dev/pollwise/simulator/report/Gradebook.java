package dev.pollwise.simulator.report;

import dev.pollwise.simulator.document.Range;
import dev.pollwise.simulator.job.BoundedMap;
import dev.pollwise.simulator.job.JobPlan;
import dev.pollwise.simulator.job.PlanLaw;
import dev.pollwise.simulator.report.Caller.Bound;
import dev.pollwise.simulator.report.Gradebook.StatusPoll.Moment;
import dev.pollwise.simulator.simulation.Job;
import dev.pollwise.simulator.simulation.SimulatedClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.ToIntFunction;

/**
 * What the clients did, counted as it happens. Remembers a bounded number of clients, jobs and
 * submits; where there are more, whoever has the most loses some, and the report says how many were
 * forgotten. Safe for use by many threads.
 */
public final class Gradebook {

  /** The cheapest and the dearest call that makes sense: a millisecond and a day of lateness. */
  private static final Duration CHEAPEST = Duration.ofMillis(1);

  private static final Duration DEAREST = Duration.ofDays(1);
  private static final int CLIENTS = 1_000;

  /** Bytes of what is remembered of a client and a job. */
  private static final int EACH = 400;

  private static final int MOST = (int) (BoundedMap.bytes(100_000L * EACH, 8) / EACH);

  private final SimulatedClock clock;
  private final int most;
  private final Map<Caller.Client, ClientTally> clients = new LinkedHashMap<>(16, 0.75f, true);
  private final Pauses pauses = new Pauses();
  private long clientsForgotten;
  private long jobsForgotten;
  private long submitsForgotten;
  private long serverJobsForgotten;
  private long keysForgotten;
  private int jobs;
  private int bodies;
  private OptionalLong cleared = OptionalLong.empty();

  /**
   * An empty one, for 1,000 clients, 100,000 pairs of client and job and as many submits, or as
   * many as an eighth of the heap holds.
   *
   * @param clock by which a job is over at the moment of a report, or not
   */
  public Gradebook(SimulatedClock clock) {
    this(clock, MOST);
  }

  /** An empty one for so many pairs of client and job, and as many submits. */
  Gradebook(SimulatedClock clock, int most) {
    this.clock = clock;
    this.most = most;
  }

  /**
   * Counts a request of any kind.
   *
   * @param arrived steady time
   */
  public synchronized void request(Caller caller, long arrived) {
    if (!isPast(arrived)) {
      tally(caller.client()).request();
    }
  }

  /** Counts a poll, which is a request as well. */
  public synchronized void poll(Caller caller, StatusPoll poll) {
    if (isPast(poll.arrived().nanos())) {
      return;
    }
    ClientTally tally = tally(caller.client());
    tally.request();
    change(tally, () -> tally.poll(poll, isPaused(caller, poll.arrived())));
  }

  /** Counts a submit, which is a request as well. */
  public synchronized void submit(Caller caller, Submit submit) {
    if (isPast(submit.arrived().nanos())) {
      return;
    }
    ClientTally tally = tally(caller.client());
    tally.request();
    boolean early =
        isPaused(caller, submit.arrived()) || isPaused(caller, Bound.SUBMITS, submit.arrived());
    change(tally, () -> tally.submit(submit, early));
  }

  private boolean isPaused(Caller caller, Moment arrived) {
    return isPaused(caller, Bound.KEY, arrived) || isPaused(caller, Bound.ADDRESS, arrived);
  }

  private boolean isPaused(Caller caller, Bound bound, Moment arrived) {
    return pauses.hold(caller.name(bound), arrived, caller.connection());
  }

  /**
   * An answer to whatever request has asked for no more of them for a while.
   *
   * @param arrived when that request came; steady time
   * @param heard when; what comes on the same connection from then on is too early
   * @param from when nothing can be under way any more; what comes from then on is too early
   * @param until what comes from then on is not
   */
  public synchronized void paused(
      Caller caller, Bound bound, long arrived, Moment heard, Moment from, Moment until) {
    if (!isPast(arrived)) {
      pauses.add(caller.name(bound), new Pause(heard, from, until, caller.connection()));
    }
  }

  /** Notes that the server had to forget a job of that key. */
  public synchronized void jobForgotten(String key) {
    serverJobsForgotten++;
    clients.forEach((client, tally) -> {
      if (client.key().equals(key)) {
        tally.lost();
      }
    });
  }

  /** Notes that an idempotency key had to be forgotten before its time. */
  public synchronized void keyForgotten() {
    keysForgotten++;
  }

  /**
   * Forgets all, also that something was forgotten. What came before and is told later counts no
   * more.
   *
   * @param now steady time
   */
  public synchronized void clear(long now) {
    cleared = OptionalLong.of(now);
    clients.clear();
    pauses.clear();
    jobs = 0;
    bodies = 0;
    clientsForgotten = 0;
    jobsForgotten = 0;
    submitsForgotten = 0;
    serverJobsForgotten = 0;
    keysForgotten = 0;
  }

  /** To be asked under the lock that guards the change, or a reset could come between. */
  private boolean isPast(long nanos) {
    return cleared.isPresent() && nanos - cleared.getAsLong() < 0;
  }

  private void change(ClientTally tally, Runnable change) {
    int jobsBefore = tally.jobs();
    int bodiesBefore = tally.bodies();
    change.run();
    jobs += tally.jobs() - jobsBefore;
    bodies += tally.bodies() - bodiesBefore;
    for (; jobs > most; jobs--) {
      withMost(ClientTally::jobs).forgetJob();
      jobsForgotten++;
    }
    for (; bodies > most; bodies--) {
      withMost(ClientTally::bodies).forgetBody();
      submitsForgotten++;
    }
  }

  private ClientTally withMost(ToIntFunction<ClientTally> size) {
    ClientTally largest = clients.values().iterator().next();
    for (ClientTally each : clients.values()) {
      largest = size.applyAsInt(each) > size.applyAsInt(largest) ? each : largest;
    }
    return largest;
  }

  /**
   * The verdict so far.
   *
   * @param price what one call is worth in lateness, from a millisecond to a day
   * @throws IllegalArgumentException if the price is out of range
   */
  public Report report(Duration price) {
    Range.of(CHEAPEST, DEAREST).require("r", price);
    Bests bests = new Bests(price.toNanos() / 1e9);
    // The optimum takes a while; no request is to wait for it.
    laws().forEach(bests::of);
    synchronized (this) {
      Duration now = clock.now();
      List<Report.ClientReport> reports = new ArrayList<>();
      clients.forEach((client, tally) -> reports.add(tally.report(client, bests, now)));
      return new Report(
          price,
          new Report.Forgotten(
              clientsForgotten,
              jobsForgotten,
              submitsForgotten,
              serverJobsForgotten,
              pauses.forgotten(),
              keysForgotten),
          reports);
    }
  }

  private synchronized Set<PlanLaw> laws() {
    Set<PlanLaw> laws = new HashSet<>();
    clients.values().forEach(tally -> tally.laws().forEach(laws::add));
    return laws;
  }

  private ClientTally tally(Caller.Client client) {
    ClientTally known = clients.get(client);
    if (known != null) {
      return known;
    }
    if (clients.size() >= CLIENTS) {
      forgetClient();
    }
    ClientTally tally = new ClientTally(clientsForgotten == 0);
    clients.put(client, tally);
    return tally;
  }

  /** The one seen least lately among those of the key that has the most. */
  private void forgetClient() {
    Map<String, Integer> ofKey = new HashMap<>();
    clients.keySet().forEach(client -> ofKey.merge(client.key(), 1, Integer::sum));
    int largest = ofKey.values().stream().mapToInt(Integer::intValue).max().orElseThrow();
    Caller.Client gone =
        clients.keySet().stream()
            .filter(client -> ofKey.getOrDefault(client.key(), 0) == largest)
            .findFirst()
            .orElseThrow();
    ClientTally tally = clients.remove(gone);
    if (tally != null) {
      jobs -= tally.jobs();
      bodies -= tally.bodies();
    }
    clientsForgotten++;
  }

  /**
   * A request that was to create jobs; told when it is over.
   *
   * @param key a hash of its idempotency key; 0 if it had none
   * @param body a hash of its body
   * @param refused whether it was answered with a refusal, so that the client knows that no job
   *     exists
   * @param faulted whether the client may not have got the true answer
   * @param jobs those that it created
   * @param notBefore until when a success asked the client to leave those jobs alone
   */
  public record Submit(
      Moment arrived,
      Moment answered,
      long key,
      long body,
      boolean refused,
      boolean faulted,
      List<Job> jobs,
      Optional<Moment> notBefore) {

    /** Whether it created jobs of which the client may not know. */
    boolean isLost() {
      return faulted && !jobs.isEmpty();
    }
  }

  /**
   * A request by which a client learned, or wanted to learn, of jobs; told when it is over.
   *
   * @param kind what it was
   * @param arrived when it came
   * @param answered when its answer was ready
   * @param faulted whether it met a fault other than a delay
   * @param about the jobs it named, each once, with what the client was told of each; none where
   *     there is no such job
   * @param notBefore until when the answer asked the client to leave those jobs alone
   */
  public record StatusPoll(
      Kind kind,
      Moment arrived,
      Moment answered,
      boolean faulted,
      List<Told> about,
      Optional<Moment> notBefore) {

    /** What was asked for. */
    public enum Kind {
      /** The state of one job. */
      ONE,
      /** The states of several jobs. */
      BULK,
      /** Something else that shows states by the way, as a list does; never counts as a poll. */
      GLANCE
    }

    /**
     * An instant by both clocks.
     *
     * @param nanos the wall clock's steady time
     * @param simulated since the start of the server
     */
    public record Moment(long nanos, Duration simulated) {

      /** Whether both clocks say so; one of them may have been moved by hand. */
      boolean isBefore(Moment other) {
        return nanos - other.nanos < 0 && simulated.compareTo(other.simulated) < 0;
      }
    }

    /**
     * A job, and its state as the client was told; empty if it was refused.
     *
     * @param scale simulated seconds per wall-clock second at that time
     */
    public record Told(Job job, Optional<JobPlan.State> state, double scale) {

      boolean isOver() {
        return state.filter(JobPlan.State::isOver).isPresent();
      }
    }
  }
}
