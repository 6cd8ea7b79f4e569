package dev.pollwise.dashboard.feed;

import dev.pollwise.client.job.JobEvent;
import dev.pollwise.dashboard.model.ControlPlace;
import dev.pollwise.dashboard.model.ControlWish;
import dev.pollwise.dashboard.model.JobKey;
import dev.pollwise.dashboard.model.LaunchOrder;
import dev.pollwise.dashboard.model.Secret;
import dev.pollwise.dashboard.model.ServerChoice;
import dev.pollwise.dashboard.model.Signal;
import java.io.IOException;
import java.net.URI;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;

/**
 * Asks the control faces of simulators outside this process when their jobs are truly over: once
 * when a job was accepted, and once more at its end, since somebody may have moved the clock in
 * between. Listens to the news, and works on one virtual thread; nobody waits for it.
 *
 * <p>A server outside this machine is asked nothing until somebody has said where its control face
 * listens. A server whose control face does not answer is not asked again until it is chosen anew.
 */
final class RemoteTruths implements AutoCloseable {

  private final ExecutorService work =
      Executors.newSingleThreadExecutor(Thread.ofVirtual().name("dashboard-truth").factory());
  private final Consumer<Signal> out;
  // Touched by the working thread only.
  private final Map<URI, ServerChoice.Remote> servers = new HashMap<>();
  private final Map<URI, ControlPlace.At> told = new HashMap<>();
  private final Map<ControlPlace.At, ControlClient> clients = new HashMap<>();
  private final Set<URI> silent = new HashSet<>();
  private Optional<ServerChoice.Remote> current = Optional.empty();

  /**
   * Has asked nobody yet.
   *
   * @param out takes the true ends, on the working thread
   */
  RemoteTruths(Consumer<Signal> out) {
    this.out = out;
  }

  private void later(Runnable step) {
    try {
      work.execute(step);
    } catch (RejectedExecutionException closing) {
      // The window is going away; nobody waits for this any more.
      return;
    }
  }

  /** Learns where the control face of the current server is. */
  void notice(ControlWish wish) {
    if (wish instanceof ControlWish.Watch(ControlPlace.At place)) {
      later(() -> current.ifPresent(server -> lookAt(server, place)));
    }
  }

  private void lookAt(ServerChoice.Remote server, ControlPlace.At place) {
    told.put(server.uri(), place);
    silent.remove(server.uri());
  }

  /** Learns of servers and jobs. */
  void notice(Signal news) {
    if (news instanceof Signal.ServerSought(ServerChoice server)) {
      later(() -> turnTo(server));
    } else if (news instanceof Signal.JobsAccepted(LaunchOrder order, List<JobKey> jobs)
        && order.server() instanceof ServerChoice.Remote server) {
      later(() -> {
        servers.put(server.uri(), server);
        jobs.forEach(this::ask);
      });
    } else if (news instanceof Signal.JobHeard(JobKey job, JobEvent.Ended ended)) {
      later(() -> ask(job));
    }
  }

  private void turnTo(ServerChoice server) {
    current =
        switch (server) {
          case ServerChoice.Embedded embedded -> Optional.empty();
          case ServerChoice.Remote remote -> Optional.of(remote);
        };
    current.ifPresent(remote -> {
      servers.put(remote.uri(), remote);
      silent.remove(remote.uri());
    });
  }

  private void ask(JobKey job) {
    ServerChoice.Remote server = servers.get(job.server());
    if (server != null && !silent.contains(server.uri())) {
      place(server).ifPresent(place -> ask(job, place));
    }
  }

  private Optional<ControlPlace.At> place(ServerChoice.Remote server) {
    return Optional.ofNullable(told.get(server.uri()))
        .or(() ->
            server.isPaid()
                ? Optional.empty()
                : Optional.of(
                    new ControlPlace.At(
                        ControlPlace.nextTo(server.uri()), new Secret(""), server.key())));
  }

  private void ask(JobKey job, ControlPlace.At place) {
    ControlClient client = clients.computeIfAbsent(place, ControlClient::new);
    try {
      var ends = client.get("/simulator/jobs/" + job.id().value()).getJsonObject("ends");
      if (ends != null) {
        out.accept(new Signal.TrueEndTold(job, Instant.parse(ends.getString("wall"))));
      }
    } catch (ControlClient.RefusedException unknownJob) {
      // The simulator was reset, or keeps jobs of others to itself: the end stays an interval.
      return;
    } catch (IOException | DateTimeException | NullPointerException | ClassCastException silence) {
      silent.add(job.server());
    } catch (InterruptedException closing) {
      Thread.currentThread().interrupt();
    }
  }

  /** Asks nobody any more; returns at once. */
  @Override
  public void close() {
    later(() -> clients.values().forEach(ControlClient::close));
    work.shutdown();
  }
}
