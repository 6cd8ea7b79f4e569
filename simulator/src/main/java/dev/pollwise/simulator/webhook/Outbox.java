package dev.pollwise.simulator.webhook;

import dev.pollwise.simulator.fault.FaultBoard;
import dev.pollwise.simulator.job.BoundedMap;
import dev.pollwise.simulator.job.SeededRandom;
import dev.pollwise.simulator.simulation.Job;
import dev.pollwise.simulator.simulation.Simulation;
import dev.pollwise.simulator.webhook.Delivery.Fate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;

/**
 * What is to be told, and when: jobs that are watched become events when they are over, events
 * become deliveries. At most {@value #MOST_PENDING} deliveries wait, or as many as an eighth of the
 * heap holds, and of one client at most as many as there is room left for, so that none shuts out
 * the others. Where there are so many, no more are made, and a failed one is not tried again. It
 * never waits and owns no threads. Safe for use by many threads.
 */
public final class Outbox {

  static final int MOST_PENDING = 100_000;

  /**
   * Bytes of a delivery with its event. Few have the longest address and callback id there can be.
   */
  private static final int DELIVERY = 1_536;

  private static final int PRUNE_AT_LEAST = 1_000;
  private static final int ID_BYTES = 12;

  private final Simulation simulation;
  private final Endpoints endpoints;
  private final History history;
  private final SeededRandom draws;
  private final PriorityQueue<Timed> timed = new PriorityQueue<>();
  private final PolledJobs questioned = new PolledJobs();
  private volatile boolean nothingQuestioned = true;
  private final PriorityQueue<Delivery> deliveries = new PriorityQueue<>();
  private final Map<String, Integer> pendingOf = new HashMap<>();
  private final long mostPending = BoundedMap.bytes((long) MOST_PENDING * DELIVERY, 8) / DELIVERY;
  private Runnable onChange = () -> {};
  private long watches;
  private long events;
  private long numbers;
  private long forgotten;
  private int pruneAt = PRUNE_AT_LEAST;

  /** A watch whose end is known. */
  private record Timed(Duration at, long number, Watch watch) implements Comparable<Timed> {

    @Override
    public int compareTo(Timed other) {
      int byTime = at.compareTo(other.at);
      return byTime != 0 ? byTime : Long.compare(number, other.number);
    }
  }

  /** Nothing to tell yet. */
  public Outbox(Simulation simulation, Endpoints endpoints, History history) {
    this.simulation = simulation;
    this.endpoints = endpoints;
    this.history = history;
    this.draws = new SeededRandom(simulation.seed());
  }

  /** Has somebody told when there may be something to send earlier than known; must be quick. */
  synchronized void onChange(Runnable listener) {
    onChange = listener;
  }

  /** Watches jobs from now on. */
  public void watch(Watch watch) {
    Runnable listener;
    synchronized (this) {
      Duration now = simulation.clock().now();
      Optional<Duration> end =
          watch.endsAt().or(() -> Optional.of(now).filter(watch::isOver)); // asked for or not
      if (end.isPresent()) {
        timed.add(new Timed(end.get(), ++watches, watch));
        prune();
      } else {
        questioned.add(watch);
        nothingQuestioned = false;
      }
      listener = onChange;
    }
    listener.run();
  }

  /** Looks at jobs that polls may have moved on; to be called when they were asked about. */
  public void look(Collection<Job> asked) {
    if (nothingQuestioned) {
      return; // as after nearly every request, none of which is to wait for another
    }
    Runnable listener;
    synchronized (this) {
      Duration now = simulation.clock().now();
      questioned.takeOver(asked, now).forEach(watch -> happen(watch, now, now));
      nothingQuestioned = questioned.size() == 0;
      listener = onChange;
    }
    listener.run();
  }

  /** Lets happen what is due, and takes the deliveries that are, at most so many. */
  synchronized List<Delivery> take(Duration now, int most) {
    while (!timed.isEmpty() && timed.element().at().compareTo(now) <= 0) {
      Timed over = timed.remove();
      if (over.watch().stillWanted().now()) {
        happen(over.watch(), over.at(), now);
      }
    }
    List<Delivery> due = new ArrayList<>();
    while (due.size() < most
        && !deliveries.isEmpty()
        && deliveries.element().due().compareTo(now) <= 0) {
      Delivery next = deliveries.remove();
      pendingOf.merge(next.event().owner(), -1, (all, one) -> all > 1 ? all + one : null);
      due.add(next);
    }
    return due;
  }

  /** Simulated time at which {@link #take} has something to do; empty if never. */
  synchronized Optional<Duration> nextDue() {
    Optional<Duration> end = Optional.ofNullable(timed.peek()).map(Timed::at);
    Optional<Duration> delivery = Optional.ofNullable(deliveries.peek()).map(Delivery::due);
    return end.isPresent() && (delivery.isEmpty() || end.get().compareTo(delivery.get()) < 0)
        ? end
        : delivery;
  }

  /**
   * An attempt failed.
   *
   * @return whether there will be another one
   */
  synchronized boolean failed(Delivery delivery, Duration now) {
    if (delivery.number() <= forgotten) {
      return false;
    }
    Optional<Duration> next = RetrySchedule.next(delivery.firstDue(), delivery.attempt(), now);
    return next.isPresent() && add(delivery.again(next.get()));
  }

  /** Deliveries that wait for their first or next attempt. */
  public synchronized int pending() {
    return deliveries.size();
  }

  /** Jobs and batches whose end is waited for, those that nobody wants any more included. */
  synchronized int watched() {
    return timed.size() + questioned.size();
  }

  /** Forgets everything, endpoints and history included. */
  public synchronized void clear() {
    timed.clear();
    questioned.clear();
    nothingQuestioned = true;
    deliveries.clear();
    pendingOf.clear();
    endpoints.clear();
    history.clear();
    watches = 0;
    events = 0;
    forgotten = numbers;
  }

  private void happen(Watch watch, Duration at, Duration now) {
    events++;
    WebhookEvent event =
        new WebhookEvent(
            "evt_" + simulation.ids().next("event", ID_BYTES),
            events,
            watch.owner(),
            watch.data().apply(now),
            simulation.clock().wallInstant());
    history.add(event);
    List<FaultBoard.Injected> struck = struck(watch, now);
    switch (watch.callback()) {
      case Watch.Callback.None none -> {}
      case Watch.Callback.To(var url) -> send(watch, event, new Receiver.Callback(url), at, struck);
    }
    for (Endpoints.Endpoint endpoint : endpoints.wanting(event)) {
      Receiver receiver =
          new Receiver.Registered(endpoint.id(), endpoint.owner(), endpoint.number());
      send(watch, event, receiver, at, struck);
    }
  }

  /** What rules do to this event, whoever is to have it. */
  private List<FaultBoard.Injected> struck(Watch watch, Duration now) {
    return simulation
        .faults()
        .decideWebhook(
            watch.subject(now),
            now,
            draws.of(SeededRandom.Purpose.WEBHOOK, watch.identity() + " faults", 0));
  }

  private void send(
      Watch watch,
      WebhookEvent event,
      Receiver receiver,
      Duration at,
      List<FaultBoard.Injected> struck) {
    RandomGenerator random =
        draws.of(SeededRandom.Purpose.WEBHOOK, watch.identity() + ' ' + receiver.identity(), 0);
    DeliveryPlan plan =
        DeliveryPlan.draw(watch.jobs().getFirst().webhookLaw(), random).struckBy(struck, random);
    for (DeliveryPlan.Copy copy : plan.copies()) {
      Duration due = at.plus(copy.after());
      Fate fate = copy.fate();
      boolean unused = add(new Delivery(++numbers, event, receiver, due, due, 1, fate));
    }
  }

  private boolean add(Delivery delivery) {
    String owner = delivery.event().owner();
    long room = mostPending - deliveries.size();
    if (pendingOf.getOrDefault(owner, 0) >= room) {
      return false;
    }
    pendingOf.merge(owner, 1, Integer::sum);
    return deliveries.add(delivery);
  }

  /** Drops watches that nobody wants any more, once they could be many. */
  private void prune() {
    if (timed.size() > pruneAt) {
      timed.removeIf(each -> !each.watch().stillWanted().now());
      pruneAt = Math.max(PRUNE_AT_LEAST, 2 * timed.size());
    }
  }

  /**
   * What became of one attempt to deliver.
   *
   * @param event of which it was to tell
   * @param target scheme, host, port and path of the receiver; never what may be secret in it
   * @param status what the receiver answered; 0 for nothing
   * @param fault the fault that it met; empty for none
   * @param leftAt simulated time
   * @param leftOnWall wall-clock time
   * @param took wall-clock time
   */
  public record DeliveryRecord(
      WebhookEvent event,
      String target,
      Outcome outcome,
      int status,
      String fault,
      Duration leftAt,
      Instant leftOnWall,
      Duration took) {

    /** How it went. */
    public enum Outcome {
      /** Accepted by the receiver. */
      DELIVERED("delivered"),
      /** Not accepted; it will be tried again. */
      FAILED("failed"),
      /** Not accepted, and its time is up. */
      ABANDONED("abandoned"),
      /** Lost by a fault of the scenario. */
      LOST("lost"),
      /** Never sent, because the address is not allowed. */
      FORBIDDEN("forbidden");

      private final String word;

      Outcome(String word) {
        this.word = word;
      }

      /** As metrics have it. */
      public String word() {
        return word;
      }
    }
  }

  /**
   * The last events. Remembers 10,000 of them, or as many as a sixteenth of the heap holds. Safe
   * for use by many threads.
   */
  public static final class History {

    private static final int EACH = 2_048;
    private static final long KEPT = BoundedMap.bytes(10_000L * EACH, 16) / EACH;

    private final Deque<WebhookEvent> events = new ArrayDeque<>();

    synchronized void add(WebhookEvent event) {
      events.addLast(event);
      if (events.size() > KEPT) {
        events.removeFirst();
      }
    }

    /**
     * A page of events, the newest first.
     *
     * @param before only events of a smaller number; {@link Long#MAX_VALUE} for the first page
     * @param limit how many at most
     */
    public synchronized List<WebhookEvent> page(
        long before, int limit, Predicate<WebhookEvent> wanted) {
      List<WebhookEvent> page = new ArrayList<>();
      Iterator<WebhookEvent> newestFirst = events.descendingIterator();
      while (newestFirst.hasNext() && page.size() < limit) {
        WebhookEvent event = newestFirst.next();
        if (event.number() < before && wanted.test(event)) {
          page.add(event);
        }
      }
      return page;
    }

    synchronized void clear() {
      events.clear();
    }
  }
}
