package dev.pollwise.simulator.webhook;

import dev.pollwise.simulator.simulation.BackgroundWork;
import dev.pollwise.simulator.simulation.SimulatedClock;
import dev.pollwise.simulator.simulation.WallClock;
import dev.pollwise.simulator.webhook.Delivery.Fate;
import dev.pollwise.simulator.webhook.Outbox.DeliveryRecord.Outcome;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;
import javax.net.ssl.SSLSocketFactory;

/**
 * Waits for what the outbox has to send, and sends it. One virtual thread waits; each delivery is
 * sent by one of its own, at most {@value #AT_ONCE} at once. Safe for use by many threads.
 */
public final class WebhookSender implements AutoCloseable {

  private static final Logger LOG = System.getLogger(WebhookSender.class.getName());
  private static final String NAME = "webhook-sender";
  private static final int AT_ONCE = 64;

  private final Outbox outbox;
  private final Endpoints endpoints;
  private final SimulatedClock clock;
  private final WallClock wall;
  private final WebhookSettings settings;
  private final BackgroundWork background;
  private final Function<WebhookEvent, byte[]> encoder;
  private final Consumer<Outbox.DeliveryRecord> books;
  private final AtomicInteger underWay = new AtomicInteger();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private boolean stirred;
  private boolean closed;

  /**
   * Does nothing before {@link #start}.
   *
   * @param encoder makes the body of an event, the same one each time
   * @param books is told of each attempt; called by the sending threads
   */
  public WebhookSender(
      Outbox outbox,
      Endpoints endpoints,
      SimulatedClock clock,
      WallClock wall,
      WebhookSettings settings,
      BackgroundWork background,
      Function<WebhookEvent, byte[]> encoder,
      Consumer<Outbox.DeliveryRecord> books) {
    this.outbox = outbox;
    this.endpoints = endpoints;
    this.clock = clock;
    this.wall = wall;
    this.settings = settings;
    this.background = background;
    this.encoder = encoder;
    this.books = books;
  }

  /** Where a delivery goes, looked up when it leaves. */
  private record Target(URI url, String secret) {}

  /**
   * Begins to deliver. To be called once.
   *
   * @param ownPorts on which the simulator listens, and to which nothing is ever sent
   */
  public void start(Set<Integer> ownPorts) {
    outbox.onChange(this::stir);
    clock.onChange(this::stir);
    AddressRules rules = new AddressRules(settings.allowed(), Set.copyOf(ownPorts));
    Thread unused =
        Thread.ofVirtual().name(NAME).start(() -> background.run(NAME, () -> run(rules)));
  }

  private boolean run(AddressRules rules) {
    SSLSocketFactory tls = (SSLSocketFactory) SSLSocketFactory.getDefault();
    try (HttpSender sender = new HttpSender(settings, rules, tls)) {
      background.run(NAME, () -> turn(sender));
    }
    return false;
  }

  private boolean turn(HttpSender sender) throws InterruptedException {
    int free = AT_ONCE - underWay.get();
    List<Delivery> due = outbox.take(clock.now(), free);
    for (Delivery delivery : due) {
      Thread unused = Thread.ofVirtual().name("webhook").start(() -> deliver(delivery, sender));
      underWay.incrementAndGet(); // now, as without memory no thread begins
    }
    if (due.isEmpty()) {
      pause(free > 0 ? outbox.nextDue().flatMap(clock::wallUntil) : Optional.empty());
    }
    return !isClosed();
  }

  private void deliver(Delivery delivery, HttpSender sender) {
    try {
      target(delivery.receiver()).ifPresent(target -> deliver(delivery, target, sender));
    } catch (RuntimeException | OutOfMemoryError e) {
      // A bug of ours, of whatever kind, is no reason never to tell.
      background.failed(e);
      LOG.log(Level.ERROR, "webhook " + delivery.event().id() + " failed", e);
      Outcome unused = failed(delivery);
    } finally {
      underWay.decrementAndGet();
      stir();
    }
  }

  private void deliver(Delivery delivery, Target target, HttpSender sender) {
    Duration leftAt = clock.now();
    Instant leftOnWall = wall.instant();
    long begun = wall.nanoTime();
    Outcome outcome = Outcome.LOST;
    int status = 0;
    if (delivery.fate() != Fate.LOST) {
      Attempt attempt = attempt(delivery, target, leftOnWall, sender);
      if (isClosed()) {
        return; // broken off by our own end, which tells nothing about the receiver
      }
      status =
          switch (attempt) {
            case Attempt.Accepted(int answer) -> answer;
            case Attempt.Rejected(int answer) -> answer;
            case Attempt.Unanswered unanswered -> 0;
            case Attempt.Forbidden forbidden -> 0;
          };
      outcome =
          switch (attempt) {
            case Attempt.Accepted accepted -> Outcome.DELIVERED;
            case Attempt.Forbidden forbidden -> Outcome.FORBIDDEN;
            case Attempt.Rejected rejected -> failed(delivery);
            case Attempt.Unanswered unanswered -> failed(delivery);
          };
    }
    books.accept(
        new Outbox.DeliveryRecord(
            delivery.event(),
            shown(target.url()),
            outcome,
            status,
            delivery.fate().word(),
            leftAt,
            leftOnWall,
            Duration.ofNanos(Math.max(0, wall.nanoTime() - begun))));
  }

  private Attempt attempt(Delivery delivery, Target target, Instant now, HttpSender sender) {
    byte[] body = encoder.apply(delivery.event());
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put(WebhookSettings.TIMESTAMP, Long.toString(now.getEpochSecond()));
    headers.put(WebhookSettings.EVENT_ID, delivery.event().id());
    if (!target.secret().isEmpty()) {
      headers.put(settings.signatureHeader(), Signature.of(body, target.secret()));
    }
    return sender.post(target.url(), headers, body);
  }

  private Outcome failed(Delivery delivery) {
    return outbox.failed(delivery, clock.now()) ? Outcome.FAILED : Outcome.ABANDONED;
  }

  /** Empty if the endpoint is gone. */
  private Optional<Target> target(Receiver receiver) {
    return switch (receiver) {
      case Receiver.Callback(URI url) -> Optional.of(new Target(url, settings.callbackSecret()));
      case Receiver.Registered registered ->
          endpoints
              .find(registered.endpointId(), registered.owner())
              .map(endpoint -> new Target(endpoint.url(), endpoint.secret()));
    };
  }

  private static String shown(URI url) {
    String port = url.getPort() < 0 ? "" : ":" + url.getPort();
    return url.getScheme() + "://" + url.getHost() + port + url.getRawPath();
  }

  private void stir() {
    lock.lock();
    try {
      stirred = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Waits, in wall-clock time; without end if no time is given. */
  private void pause(Optional<Duration> time) throws InterruptedException {
    lock.lock();
    try {
      long nanos = time.map(Duration::toNanos).orElse(Long.MAX_VALUE);
      while (!stirred && !closed && nanos > 0) {
        nanos = changed.awaitNanos(nanos);
      }
      stirred = false;
    } finally {
      lock.unlock();
    }
  }

  private boolean isClosed() {
    lock.lock();
    try {
      return closed;
    } finally {
      lock.unlock();
    }
  }

  /** Stops to deliver; what is under way is broken off. */
  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
