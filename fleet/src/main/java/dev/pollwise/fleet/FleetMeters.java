package dev.pollwise.fleet;

import dev.pollwise.fleet.sql.JobRow.State;
import dev.pollwise.fleet.task.Copy.Meters;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/** What a copy does, as meters of Micrometer; {@code docs/fleet.md} lists them. */
final class FleetMeters implements Meters {

  private final MeterRegistry registry;
  private final MultiGauge jobs;
  private final AtomicLong untold = new AtomicLong();
  private final Timer late;

  FleetMeters(MeterRegistry registry) {
    this.registry = registry;
    this.jobs = MultiGauge.builder("pollwise.fleet.jobs").baseUnit("jobs").register(registry);
    this.late = Timer.builder("pollwise.fleet.start.lateness").register(registry);
    registry.gauge("pollwise.fleet.untold", untold);
  }

  private Counter counter(String name, String... tags) {
    return registry.counter(name, tags);
  }

  @Override
  public void leftAlone() {
    counter("pollwise.fleet.left.alone").increment();
  }

  @Override
  public void delivered(FleetOutcome outcome, boolean isTaken) {
    String kind =
        switch (outcome) {
          case FleetOutcome.Waited waited -> "waited";
          case FleetOutcome.Refused refused -> "refused";
          case FleetOutcome.Unknown unknown -> "unknown";
        };
    counter("pollwise.fleet.deliveries", "outcome", kind, "taken", Boolean.toString(isTaken))
        .increment();
  }

  @Override
  public void sent(boolean isRepeat) {
    counter("pollwise.fleet.submits", "repeat", Boolean.toString(isRepeat)).increment();
  }

  @Override
  public void overtaken() {
    counter("pollwise.fleet.overtaken").increment();
  }

  @Override
  public void late(Duration by) {
    late.record(by);
  }

  @Override
  public void webhook(String verdict) {
    counter("pollwise.fleet.webhooks", "verdict", verdict).increment();
  }

  @Override
  public void databaseFailed(String state) {
    counter("pollwise.fleet.database.failures", "state", state.isEmpty() ? "none" : state)
        .increment();
  }

  @Override
  public void stepFailed(String step) {
    counter("pollwise.fleet.steps.failed", "step", step).increment();
  }

  @Override
  public void polled(String result) {
    counter("pollwise.fleet.polls", "result", result).increment();
  }

  @Override
  public void jobs(Map<String, Map<State, Long>> counts, long ends) {
    untold.set(ends);
    List<Row<?>> rows = new ArrayList<>();
    counts.forEach((account, states) ->
        states.forEach((state, count) ->
            rows.add(
                Row.of(
                    Tags.of("account", account, "state", state.name().toLowerCase(Locale.ROOT)),
                    count))));
    jobs.register(rows, true);
  }
}
