package dev.pollwise.simulator.http;

import dev.pollwise.simulator.event.EventRing;
import dev.pollwise.simulator.simulation.JournalEntry;
import dev.pollwise.simulator.simulation.Simulation;
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
final class ServerMetrics {

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final Map<String, AtomicLong> jobsByState = new ConcurrentHashMap<>();
  private final Map<RouteStatus, Requests> requests = new ConcurrentHashMap<>();
  private final Simulation simulation;

  ServerMetrics(Simulation simulation, Parking parking, EventRing events, String version) {
    this.simulation = simulation;
    countJobs();
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

  void request(JournalEntry entry) {
    requests
        .computeIfAbsent(new RouteStatus(entry.route(), entry.status()), this::newRequests)
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
        registry.counter("pollwise_http_requests", "route", of.route(), "status", status));
  }

  void jobsCreated(int count) {
    registry.counter("pollwise_jobs_submitted").increment(count);
  }

  void fault(String word) {
    registry.counter("pollwise_faults_injected", "fault", word).increment();
  }

  /** Counts an attempt to deliver a webhook. */
  void webhook(String outcome) {
    registry.counter("pollwise_webhook_deliveries", "outcome", outcome).increment();
  }

  /** Counts a 429 of our own; {@code limit} is {@code requests} or {@code concurrency}. */
  void rateLimited(String limit) {
    registry.counter("pollwise_rate_limited", "limit", limit).increment();
  }

  /** All of it, in the text format 0.0.4. */
  String scrape() {
    countJobs();
    return registry.scrape();
  }
}
