package dev.pollwise.dashboard.feed;

import static org.awaitility.Awaitility.await;

import dev.pollwise.client.job.JobEvent;
import dev.pollwise.client.policy.PollingPolicy;
import dev.pollwise.client.store.LearnedStore;
import dev.pollwise.dashboard.files.ProfileFolder;
import dev.pollwise.dashboard.jobs.LaunchOrder;
import dev.pollwise.dashboard.server.ServerChoice;
import dev.pollwise.dashboard.shell.DashboardModel;
import dev.pollwise.dashboard.shell.Event;
import dev.pollwise.simulator.SimulatorServer;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;

/** All of the dashboard but its window, against a real simulator; news is taken in by the test. */
final class ModelSession implements AutoCloseable {

  static final ServerChoice EMBEDDED = new ServerChoice.Embedded();

  final EmbeddedSimulator simulator;
  final JobFeed feed;
  final DashboardModel model;
  private final Queue<Event> news = new ConcurrentLinkedQueue<>();
  private final Forecaster forecaster = new Forecaster(news::add, Forecaster.MOST_CALLS);
  private final List<Event> heard = new ArrayList<>();
  private Duration now = Duration.ZERO;

  ModelSession(SimulatorServer.Builder settings, PollingPolicy policy) {
    simulator = EmbeddedSimulator.with(settings);
    feed =
        new JobFeed(
            simulator,
            ClientJobService.factory(
                LearnedStore.open(Path.of("nowhere", "learned")), server -> true, Instant::now),
            new ProfileFolder(Path.of("nowhere")),
            new PaidWaits(Path.of("nowhere", "waits")),
            new NoDesktop(),
            Instant::now,
            policy,
            new TrueEnds(simulator, news::add));
    model = new DashboardModel(policy, feed, forecaster, Instant::now, ZoneOffset.UTC);
  }

  private static final class NoDesktop implements Desktop {
    @Override
    public void open(URI address) {}

    @Override
    public void copy(String text) {}
  }

  void connect() {
    feed.connect(EMBEDDED);
    awaitThat(() -> heard(Event.ServerFound.class).size() == 1);
  }

  void launch(List<String> languages, int copies) {
    feed.launch(
        new LaunchOrder(EMBEDDED, URI.create("https://example.com/a.mp4"), languages, copies));
  }

  /** Takes in what is new, until something has come true. */
  void awaitThat(Callable<Boolean> condition) {
    await()
        .pollInSameThread()
        .atMost(Duration.ofSeconds(30))
        .until(() -> {
          List<Event> fresh = new ArrayList<>();
          for (Event one = news.poll(); one != null; one = news.poll()) {
            fresh.add(one);
          }
          heard.addAll(fresh);
          now = now.plusSeconds(1);
          model.accept(fresh, now);
          model.tick(now);
          return condition.call();
        });
  }

  <T extends Event> List<T> heard(Class<T> kind) {
    return heard.stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  <T extends JobEvent> List<T> events(Class<T> kind) {
    return heard(Event.JobHeard.class).stream()
        .map(Event.JobHeard::event)
        .filter(kind::isInstance)
        .map(kind::cast)
        .toList();
  }

  @Override
  public void close() {
    feed.close();
    forecaster.close();
  }
}
