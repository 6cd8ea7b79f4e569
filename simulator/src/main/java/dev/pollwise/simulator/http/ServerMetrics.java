package dev.pollwise.simulator.http;

import dev.pollwise.simulator.event.EventRing;
import dev.pollwise.simulator.simulation.Journal;
import dev.pollwise.simulator.simulation.Simulation;
import dev.pollwise.simulator.transport.Parking;
import dev.pollwise.simulator.webhook.Outbox.DeliveryRecord.Outcome;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Timer;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What an operator counts, in the conventions of Prometheus. Each server has its own, so that
 * several can live in one process. Labels come from closed sets only: nothing a client sends makes
 * a new time series.
 */
public final class ServerMetrics {

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final Map<String, AtomicLong> jobsByState = new ConcurrentHashMap<>();
  private final Map<RouteStatus, Requests> requests = new ConcurrentHashMap<>();
  private final Simulation simulation;

  public ServerMetrics(Simulation simulation, Parking parking, EventRing events, String version) {
    this.simulation = simulation;
    countJobs();
    for (Outcome outcome : Outcome.values()) {
      Counter unused = deliveries(outcome); // from the start, so that a rate is known at the first
    }
    Gauge.builder("pollwise_waiting_requests", parking, Parking::parked)
        .description("Requests that are held back by a fault")
        .register(registry);
    Gauge.builder("pollwise_event_readers", events, EventRing::watchers)
        .description("Open streams of events")
        .register(registry);
    Gauge.builder("pollwise_version", () -> 1)
        .description("The version, as a label")
        .tag("version", version)
        .register(registry);
  }

  private void countJobs() {
    simulation
        .jobs()
        .countByState(simulation.clock().now())
        .forEach((state, count) -> jobsByState.computeIfAbsent(state, this::newGauge).set(count));
  }

  private AtomicLong newGauge(String state) {
    AtomicLong number = new AtomicLong();
    Gauge.builder("pollwise_jobs", number, AtomicLong::doubleValue)
        .description("Jobs in each state")
        .tag("state", state)
        .register(registry);
    return number;
  }

  void request(Journal.JournalEntry entry) {
    RouteStatus kind = new RouteStatus(entry.route(), entry.status());
    Requests known = requests.get(kind); // never locks, as computeIfAbsent may
    (known == null ? requests.computeIfAbsent(kind, this::newRequests) : known)
        .record(entry.took());
  }

  /** The meters of the requests of one kind, looked up in the registry only once. */
  private record Requests(Timer duration, Counter count) {

    void record(Duration took) {
      duration.record(took);
      count.increment();
    }
  }

  private record RouteStatus(String route, int status) {}

  private Requests newRequests(RouteStatus of) {
    String status = of.status() == 0 ? "none" : Integer.toString(of.status());
    Timer duration =
        Timer.builder("pollwise_http_request_duration")
            .description("Time until the answer was given or withheld, injected delays included")
            .tag("route", of.route())
            .tag("status", status)
            .serviceLevelObjectives(
                Duration.ofMillis(1),
                Duration.ofMillis(5),
                Duration.ofMillis(25),
                Duration.ofMillis(100),
                Duration.ofMillis(500),
                Duration.ofSeconds(2),
                Duration.ofSeconds(10))
            .register(registry);
    return new Requests(
        duration,
        Counter.builder("pollwise_http_requests")
            .description("Requests answered, or left without an answer")
            .tag("route", of.route())
            .tag("status", status)
            .register(registry));
  }

  public void jobsCreated(int count) {
    Counter.builder("pollwise_jobs_submitted")
        .description("Jobs created by clients")
        .register(registry)
        .increment(count);
  }

  public void fault(String word) {
    Counter.builder("pollwise_faults_injected")
        .description("Faults that requests and webhooks met")
        .tag("fault", word)
        .register(registry)
        .increment();
  }

  /** Counts an attempt to deliver a webhook. */
  public void webhook(Outcome outcome) {
    deliveries(outcome).increment();
  }

  private Counter deliveries(Outcome outcome) {
    return Counter.builder("pollwise_webhook_deliveries")
        .description("Attempts to deliver a webhook, those included that a fault lost")
        .tag("outcome", outcome.word())
        .register(registry);
  }

  /** Counts a 429 of our own; {@code limit} is {@code requests} or {@code concurrency}. */
  public void rateLimited(String limit) {
    Counter.builder("pollwise_rate_limited")
        .description("Requests answered 429 because of a limit of the scenario")
        .tag("limit", limit)
        .register(registry)
        .increment();
  }

  /** All of it, in the text format 0.0.4. */
  public String scrape() {
    countJobs();
    return registry.scrape();
  }
}
