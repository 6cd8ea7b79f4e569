package dev.pollwise.client.poll;

import dev.pollwise.client.job.JobEvent;
import dev.pollwise.client.job.JobId;
import dev.pollwise.client.job.JobOutcome;
import dev.pollwise.client.job.ResumeToken;
import dev.pollwise.client.poll.SharedKnowledge.Experience;
import dev.pollwise.client.request.EventDispatcher;
import dev.pollwise.client.request.PollClock;
import dev.pollwise.client.request.ServerContext;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The waits of a poller that are not over, by job. Safe for any thread. */
final class Waits {

  private final Map<JobId, List<PollLoop>> byJob = new ConcurrentHashMap<>();

  void add(PollLoop loop) {
    byJob.merge(
        loop.id(),
        List.of(loop),
        (present, added) -> Stream.concat(present.stream(), added.stream()).toList());
  }

  void remove(PollLoop loop) {
    byJob.computeIfPresent(
        loop.id(),
        (job, present) -> {
          List<PollLoop> left = present.stream().filter(other -> other != loop).toList();
          return left.isEmpty() ? null : left;
        });
  }

  /** Those for one job, usually one or none. */
  List<PollLoop> of(JobId job) {
    return byJob.getOrDefault(job, List.of());
  }

  List<PollLoop> all() {
    return byJob.values().stream().flatMap(List::stream).toList();
  }

  /** How many jobs are waited for. */
  int jobs() {
    return byJob.size();
  }

  /**
   * What all waits of a poller share.
   *
   * @param server asked by the calls of all waits
   * @param dispatcher brings events to listeners
   * @param experience what is known of jobs that are over
   * @param outages whether the server can be reached
   * @param reliability how well announcements can be relied on
   * @param phase where the common beat begins, so that two pollers do not share it by accident
   */
  record PollRuntime(
      Caller.Server server,
      EventDispatcher<JobEvent> dispatcher,
      Experience experience,
      OutageMonitor outages,
      WebhookReliability reliability,
      Duration phase) {

    CallCoalescer coalescer() {
      return server.coalescer();
    }

    ServerContext context() {
      return server.context();
    }

    @Nullable Budget budget() {
      return server.budget();
    }

    PollClock clock() {
      return server.clock();
    }

    Executor worker() {
      return server.worker();
    }
  }

  /**
   * How a poller ends: when its waits are over and their listeners have heard of it, or 5 s have
   * passed with either, source and timer are closed.
   *
   * @param runtime of the poller
   * @param source of the poller
   */
  record Shutdown(PollRuntime runtime, StatusSource source) {

    private static final System.Logger LOG = System.getLogger("dev.pollwise.client");

    private static final Duration LONGEST = Duration.ofSeconds(5);

    /**
     * Says it to waits that were told to stop. An interrupt cuts nothing of it short; the flag is
     * kept.
     *
     * @param isFirst whether the source is still to be closed
     * @return what takes up those that have not found their job over
     */
    List<ResumeToken> to(List<PollLoop> waits, boolean isFirst) {
      hearOut(waits);
      if (isFirst) {
        closeSource();
      }
      runtime.context().close();
      return waits.stream()
          .filter(wait -> !foundTheEnd(wait.outcome()))
          .map(PollLoop::resumeToken)
          .toList();
    }

    private void hearOut(List<PollLoop> waits) {
      hearOut(
          CompletableFuture.allOf(
              waits.stream().map(PollLoop::outcome).toArray(CompletableFuture<?>[]::new)),
          System.Logger.Level.WARNING,
          "not every wait ended well at closing");
      hearOut(
          runtime
              .dispatcher()
              .heard(
                  waits.stream().map(PollLoop::listener).filter(Objects::nonNull).toList(),
                  Thread.currentThread()),
          System.Logger.Level.DEBUG,
          "not every listener has heard of the end");
    }

    private static void hearOut(
        CompletableFuture<Void> all, System.Logger.Level level, String otherwise) {
      all.orTimeout(LONGEST.toMillis(), TimeUnit.MILLISECONDS)
          .exceptionally(slow -> {
            LOG.log(level, otherwise, slow);
            return null;
          })
          .join(); // restores the flag of an interrupt
    }

    @SuppressWarnings("CatchingUnchecked")
    private void closeSource() {
      boolean isInterrupted = Thread.interrupted();
      try {
        if (source instanceof AutoCloseable resource) {
          resource.close();
        }
      } catch (Throwable failed) { // an Error too: nobody may lose his tokens for it
        LOG.log(System.Logger.Level.WARNING, "the status source did not close", failed);
      }
      if (isInterrupted) {
        Thread.currentThread().interrupt();
      }
    }

    private static boolean foundTheEnd(CompletableFuture<JobOutcome> outcome) {
      return outcome.state() == Future.State.SUCCESS
          && !(outcome.resultNow() instanceof JobOutcome.Cancelled);
    }
  }
}
