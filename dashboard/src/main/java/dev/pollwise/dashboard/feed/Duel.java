package dev.pollwise.dashboard.feed;

import dev.pollwise.client.TranslationRequest;
import dev.pollwise.client.job.Expectation;
import dev.pollwise.client.job.JobEvent;
import dev.pollwise.client.job.JobId;
import dev.pollwise.client.policy.Pacing;
import dev.pollwise.client.policy.PollingPolicy;
import dev.pollwise.client.poll.JobHandle;
import dev.pollwise.dashboard.duel.DuelNews;
import dev.pollwise.dashboard.duel.DuelOrder;
import dev.pollwise.dashboard.duel.Side;
import dev.pollwise.dashboard.form.ErrorText;
import dev.pollwise.dashboard.form.Secret;
import dev.pollwise.dashboard.jobs.JobKey;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One duel. A third client launches the jobs and watches none, so that both sides begin alike: each
 * with a client that has learned nothing, at the same moment, under the same key.
 */
final class Duel implements AutoCloseable {

  private static final URI VIDEO = URI.create("https://example.com/duel.mp4");

  /** Never comes to ask. */
  private static final PollingPolicy LAUNCHES_ONLY =
      PollingPolicy.defaults().withPacing(Pacing.fixed(Duration.ofMinutes(59)));

  private final DuelOrder order;
  private final URI address;
  private final ControlClient control;
  private final Worker work;
  private final Consumer<DuelNews> out;
  private final JobService launcher;
  private final Map<Side, JobService> sides = new EnumMap<>(Side.class);
  private final Map<JobId, AtomicInteger> watchers = new ConcurrentHashMap<>();
  private final AtomicInteger waits;
  private volatile boolean closing;
  private volatile boolean over;

  /** Makes a client that has learned nothing yet. */
  @FunctionalInterface
  interface Clients {
    JobService open(URI server, Secret key, PollingPolicy policy, JobEvent.Listener listener);
  }

  /**
   * Contacts nobody yet.
   *
   * @param clients make one for each side
   * @param work asks the control API, and launches when it is time
   */
  Duel(
      DuelOrder order,
      URI address,
      Secret key,
      ControlClient control,
      Clients clients,
      Worker work,
      Consumer<DuelNews> out) {
    this.order = order;
    this.address = address;
    this.control = control;
    this.work = work;
    this.out = out;
    this.waits = new AtomicInteger(order.jobs() * Side.values().length);
    this.launcher = clients.open(address, key, LAUNCHES_ONLY, event -> {});
    for (Side side : Side.values()) {
      sides.put(
          side, clients.open(address, key, order.on(side).policy(), event -> hear(side, event)));
    }
  }

  /** Launches the first job at once, and the others evenly spread; returns at once. */
  void begin() {
    var _ = launcher.languages().whenCompleteAsync(this::spread, work);
  }

  private void spread(@Nullable List<String> languages, @Nullable Throwable failed) {
    if (closing) {
      return;
    }
    if (languages == null || languages.isEmpty()) {
      Throwable why = failed == null ? new IllegalStateException("it has no languages") : failed;
      tell(
          new DuelNews.NotLaunched(order.number(), ErrorText.failure(order.server().label(), why)));
      close();
      return;
    }
    for (int i = 0; i < order.jobs(); i++) {
      String language = languages.get(i % languages.size());
      String title = (i + 1) + "  " + language;
      work.after(
          order.spread().multipliedBy(i).dividedBy(order.jobs() - 1),
          () -> launch(language, title));
    }
  }

  private void launch(String language, String title) {
    if (!closing) {
      var _ =
          launcher
              .launch(TranslationRequest.of(VIDEO, language), Expectation.none())
              .whenComplete((jobs, failed) -> launched(jobs, failed, title));
    }
  }

  private void launched(@Nullable List<JobHandle> jobs, @Nullable Throwable failed, String title) {
    if (closing) {
      return;
    }
    if (jobs == null || jobs.isEmpty()) {
      Throwable why = failed == null ? new IllegalStateException("it gave no job") : failed;
      tell(new DuelNews.NotLaunched(order.number(), ErrorText.failure(title, why)));
      ended(Side.values().length);
      return;
    }
    JobId job = jobs.getFirst().id();
    launcher.stopWatching(job);
    tell(new DuelNews.Launched(order.number(), key(job), title));
    watchers.put(job, new AtomicInteger(Side.values().length));
    sides.values().forEach(side -> side.watchSubmitted(job, title));
    work.execute(() -> askForTheEnd(job));
  }

  private JobKey key(JobId job) {
    return new JobKey(address, job);
  }

  private void hear(Side side, JobEvent event) {
    tell(new DuelNews.Heard(order.number(), side, key(event.jobId()), event));
    if (event instanceof JobEvent.Ended || event instanceof JobEvent.Broken) {
      AtomicInteger left = watchers.get(event.jobId());
      if (left != null && left.decrementAndGet() == 0) {
        // Once more: somebody may have moved the clock of the simulator meanwhile.
        work.execute(() -> {
          askForTheEnd(event.jobId());
          ended(Side.values().length);
        });
      }
    }
  }

  private void askForTheEnd(JobId job) {
    try {
      control
          .endOf(job)
          .ifPresent(at -> tell(new DuelNews.TrueEndTold(order.number(), key(job), at)));
    } catch (IOException | ControlClient.RefusedException unknown) {
      return; // its lateness is left out of the score
    } catch (InterruptedException closing) {
      Thread.currentThread().interrupt();
    }
  }

  private void ended(int number) {
    if (waits.addAndGet(-number) == 0) {
      work.execute(this::close);
    }
  }

  private void tell(DuelNews news) {
    if (!over) {
      out.accept(news);
    }
  }

  /** Has everybody stop; blocks for as long as a client takes to close. */
  @Override
  public void close() {
    if (closing) {
      return;
    }
    closing = true;
    sides.values().forEach(JobService::shutdown);
    launcher.shutdown();
    control.close();
    tell(new DuelNews.Over(order.number()));
    over = true;
  }
}
