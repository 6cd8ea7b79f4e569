package dev.pollwise.client.metrics;

import static java.util.Objects.requireNonNull;

import dev.pollwise.client.TranslationClient;
import dev.pollwise.client.duration.ClassReport;
import dev.pollwise.client.job.Answer;
import dev.pollwise.client.job.Evidence.Lateness;
import dev.pollwise.client.job.JobEvent;
import dev.pollwise.client.job.JobId;
import dev.pollwise.client.job.JobOutcome;
import dev.pollwise.client.job.JobStatus;
import dev.pollwise.client.poll.Poller;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Meters of a client or a poller in a registry of Micrometer, which is an optional dependency:
 *
 * {@snippet class="dev.pollwise.client.GuideSnippets" region="metrics"}
 *
 * <p>{@code docs/client.md} lists them. Every tag has few values; of the classes of jobs the
 * {@value #MOST_CLASSES} last used have a median. Several clients in one registry need a tag that
 * tells them apart. The registry does not keep the client from being collected.
 */
public final class ClientMetrics {

  static final int MOST_CLASSES = 50;

  private static final Duration BETWEEN_CLASSES = Duration.ofSeconds(1);

  private final MeterRegistry registry;
  private final Tags tags;
  private final MultiGauge medians;
  private final Map<JobId, WaitState> waits = new ConcurrentHashMap<>();
  private volatile @Nullable Source source;
  private Instant classesTold = Instant.MIN;

  /** What is asked beside what is heard. */
  private record Source(Supplier<List<ClassReport>> reports, Supplier<OptionalInt> callsLeft) {}

  private ClientMetrics(MeterRegistry registry, Tag... tags) {
    this.registry = requireNonNull(registry, "registry");
    this.tags = Tags.of(tags);
    this.medians =
        MultiGauge.builder("pollwise.learned.median")
            .description("the time within which half of the jobs of a class end, as learned")
            .baseUnit("seconds")
            .tags(this.tags)
            .register(registry);
  }

  /**
   * Builds a client whose meters are in a registry.
   *
   * @param tags that all its meters have as well
   */
  public static TranslationClient monitor(
      MeterRegistry registry, TranslationClient.Builder builder, Tag... tags) {
    ClientMetrics metrics = new ClientMetrics(registry, tags);
    TranslationClient client = builder.listener(metrics::onEvent).build();
    metrics.bind(new Source(client::reports, client::callsLeft));
    return client;
  }

  /** As {@link #monitor(MeterRegistry, TranslationClient.Builder, Tag...)}, for a poller. */
  public static Poller monitor(MeterRegistry registry, Poller.Builder builder, Tag... tags) {
    ClientMetrics metrics = new ClientMetrics(registry, tags);
    Poller poller = builder.listener(metrics::onEvent).build();
    metrics.bind(new Source(poller::reports, poller::callsLeft));
    return poller;
  }

  private void bind(Source bound) {
    source = bound;
    for (WaitState state : WaitState.values()) {
      Gauge.builder("pollwise.waits", this, metrics -> metrics.count(state))
          .description("jobs that are waited for, by why the next call comes when it comes")
          .tags(tags.and("state", state.word()))
          .register(registry);
    }
    if (bound.callsLeft().get().isPresent()) {
      Gauge.builder("pollwise.budget.left", this, ClientMetrics::callsLeft)
          .description("calls that the budget has room for at this moment")
          .baseUnit("calls")
          .tags(tags)
          .register(registry);
    }
  }

  private double count(WaitState state) {
    return waits.values().stream().filter(state::equals).count();
  }

  private double callsLeft() {
    Source bound = source;
    OptionalInt left = bound == null ? OptionalInt.empty() : bound.callsLeft().get();
    return left.isPresent() ? left.getAsInt() : Double.NaN;
  }

  /** Events come one after the other. */
  private void onEvent(JobEvent event) {
    switch (event) {
      case JobEvent.Submitted begun -> waits.put(begun.jobId(), WaitState.ASKING);
      case JobEvent.Waiting waiting -> waits.put(waiting.jobId(), WaitState.of(waiting.reason()));
      case JobEvent.Polled polled -> polled("seen", polled.jobId(), polled.participants());
      case JobEvent.Missed missed ->
          polled(word(missed.cause()), missed.jobId(), missed.participants());
      case JobEvent.StatusChanged changed -> {}
      case JobEvent.Ended ended -> {
        waits.remove(ended.jobId());
        outcome(word(ended.outcome()));
        if (ended.outcome().evidence().lateness() instanceof Lateness.AtMost(Duration most)) {
          registry.timer("pollwise.lateness.bound", tags).record(most);
        }
        tellClasses(ended.moment().at());
      }
      case JobEvent.Broken broken -> {
        waits.remove(broken.jobId());
        outcome("broken");
      }
    }
  }

  private void polled(String result, JobId job, int participants) {
    waits.replace(job, WaitState.ASKING);
    registry.counter("pollwise.polls", tags.and("result", result)).increment(1.0 / participants);
  }

  private void outcome(String outcome) {
    registry.counter("pollwise.outcomes", tags.and("outcome", outcome)).increment();
  }

  /** At most once a second while jobs end one after the other, and when the last has ended. */
  private void tellClasses(Instant now) {
    Source bound = source;
    boolean isSoon =
        !classesTold.equals(Instant.MIN)
            && Duration.between(classesTold, now).abs().compareTo(BETWEEN_CLASSES) < 0;
    if (bound == null || (isSoon && !waits.isEmpty())) {
      return;
    }
    classesTold = now;
    List<ClassReport> reports = bound.reports().get();
    List<Row<?>> rows = new ArrayList<>();
    for (ClassReport report :
        reports.subList(Math.max(0, reports.size() - MOST_CLASSES), reports.size())) {
      report
          .outlook()
          .law()
          .flatMap(law -> law.quantile(0.5))
          .ifPresent(median ->
              rows.add(
                  Row.of(
                      Tags.of(
                          "mode", orNone(report.jobClass().mode()),
                          "label", orNone(report.jobClass().label())),
                      median.toNanos() / 1e9)));
    }
    medians.register(rows, true);
  }

  private static String orNone(String tag) {
    return tag.isEmpty() ? "none" : tag;
  }

  private static String word(Answer.Miss cause) {
    return switch (cause) {
      case Answer.Miss.Throttled throttled -> "throttled";
      case Answer.Miss.NotFound unknown -> "not-found";
      case Answer.Miss.TimedOut late -> "timed-out";
      case Answer.Miss.Unreachable lost -> "unreachable";
      case Answer.Miss.Unreadable garbled -> "unreadable";
      case Answer.Miss.Rejected rejected -> "rejected";
      case Answer.Miss.Redirected moved -> "redirected";
      case Answer.Miss.Denied denied -> "denied";
    };
  }

  private static String word(JobOutcome outcome) {
    return switch (outcome) {
      case JobOutcome.Ended(JobStatus.Completed completed) -> "completed";
      case JobOutcome.Ended(JobStatus.Failed failed) -> "failed";
      case JobOutcome.TimedOut timedOut -> "timed-out";
      case JobOutcome.GaveUp gaveUp -> "gave-up";
      case JobOutcome.Cancelled cancelled -> "cancelled";
    };
  }
}
