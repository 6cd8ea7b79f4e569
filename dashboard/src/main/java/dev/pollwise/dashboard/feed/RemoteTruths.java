package dev.pollwise.dashboard.feed;

import dev.pollwise.client.job.JobEvent;
import dev.pollwise.dashboard.form.Secret;
import dev.pollwise.dashboard.jobs.JobKey;
import dev.pollwise.dashboard.jobs.LaunchOrder;
import dev.pollwise.dashboard.server.ControlPlace;
import dev.pollwise.dashboard.server.ControlWish;
import dev.pollwise.dashboard.server.ServerChoice;
import dev.pollwise.dashboard.shell.Signal;
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
import java.util.concurrent.ConcurrentHashMap;
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

  private final Worker work;
  private final Consumer<Signal> out;
  // Touched by the working thread only.
  private final Map<URI, ServerChoice.Remote> servers = new HashMap<>();
  private final Map<URI, ControlPlace.At> told = new HashMap<>();
  private final Map<URI, ControlClient> clients = new ConcurrentHashMap<>();
  private final Set<URI> silent = new HashSet<>();
  private Optional<ServerChoice.Remote> current = Optional.empty();

  /**
   * Has asked nobody yet.
   *
   * @param out takes the true ends, on the working thread
   * @param broken told of defects
   */
  RemoteTruths(Consumer<Signal> out, Consumer<Throwable> broken) {
    this.out = out;
    this.work = new Worker("truth", broken);
  }

  /** Learns where the control face of the current server is. */
  void notice(ControlWish wish) {
    if (wish instanceof ControlWish.Watch(ControlPlace.At place)) {
      work.execute(() -> current.ifPresent(server -> lookAt(server, place)));
    }
  }

  private void lookAt(ServerChoice.Remote server, ControlPlace.At place) {
    told.put(server.uri(), place);
    silent.remove(server.uri());
  }

  /** Learns of servers and jobs. */
  void notice(Signal news) {
    if (news instanceof Signal.ServerSought(ServerChoice server)) {
      work.execute(() -> turnTo(server));
    } else if (news instanceof Signal.JobsAccepted(LaunchOrder order, List<JobKey> jobs)
        && order.server() instanceof ServerChoice.Remote server) {
      work.execute(() -> {
        servers.put(server.uri(), server);
        jobs.forEach(this::ask);
      });
    } else if (news instanceof Signal.JobHeard(JobKey job, JobEvent.Ended ended)) {
      work.execute(() -> ask(job));
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
    ControlClient client = client(job.server(), place);
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

  /** One for each server; another key or place of it takes the place of the one before. */
  private ControlClient client(URI server, ControlPlace.At place) {
    ControlClient known = clients.get(server);
    if (known != null && known.place().equals(place)) {
      return known;
    }
    if (known != null) {
      known.close();
    }
    ControlClient opened = new ControlClient(place);
    clients.put(server, opened);
    return opened;
  }

  /** Asks nobody any more; returns at once. */
  @Override
  public void close() {
    work.close();
    clients.values().forEach(ControlClient::close);
  }
}
