package dev.pollwise.dashboard.feed;

import dev.pollwise.client.job.JobEvent;
import dev.pollwise.dashboard.form.Secret;
import dev.pollwise.dashboard.jobs.JobKey;
import dev.pollwise.dashboard.jobs.LaunchOrder;
import dev.pollwise.dashboard.server.ControlAddress;
import dev.pollwise.dashboard.server.ServerChoice;
import dev.pollwise.dashboard.server.SimulatorCommand;
import dev.pollwise.dashboard.shell.Event;
import java.io.IOException;
import java.net.URI;
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
 * <p>A server outside this machine is asked nothing until somebody has said where its control API
 * listens. A server whose control API does not answer is not asked again until it is chosen anew.
 */
final class RemoteTruths implements AutoCloseable {

  private final Worker work;
  private final Consumer<Event> out;
  // Touched by the working thread only.
  private final Map<URI, ServerChoice.Remote> servers = new HashMap<>();
  private final Map<URI, ControlAddress.At> told = new HashMap<>();
  private final Map<URI, ControlClient> clients = new ConcurrentHashMap<>();
  private final Set<URI> silent = new HashSet<>();
  private Optional<ServerChoice.Remote> current = Optional.empty();

  /**
   * Has asked nobody yet.
   *
   * @param out takes the true ends, on the working thread
   * @param broken told of defects
   */
  RemoteTruths(Consumer<Event> out, Consumer<Throwable> broken) {
    this.out = out;
    this.work = new Worker("truth", broken);
  }

  /** Learns where the control API of the current server is. */
  void notice(SimulatorCommand command) {
    if (command instanceof SimulatorCommand.Watch(ControlAddress.At place)) {
      work.execute(() -> current.ifPresent(server -> lookAt(server, place)));
    }
  }

  private void lookAt(ServerChoice.Remote server, ControlAddress.At place) {
    told.put(server.uri(), place);
    silent.remove(server.uri());
  }

  /** Learns of servers and jobs. */
  void notice(Event news) {
    if (news instanceof Event.ServerSought(ServerChoice server)) {
      work.execute(() -> turnTo(server));
    } else if (news instanceof Event.JobsAccepted(LaunchOrder order, List<JobKey> jobs)
        && order.server() instanceof ServerChoice.Remote server) {
      work.execute(() -> {
        servers.put(server.uri(), server);
        jobs.forEach(this::ask);
      });
    } else if (news instanceof Event.JobHeard(JobKey job, JobEvent.Ended ended)) {
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

  private Optional<ControlAddress.At> place(ServerChoice.Remote server) {
    return Optional.ofNullable(told.get(server.uri()))
        .or(() ->
            server.isPaid()
                ? Optional.empty()
                : Optional.of(
                    new ControlAddress.At(
                        ControlAddress.nextTo(server.uri()), new Secret(""), server.key())));
  }

  private void ask(JobKey job, ControlAddress.At place) {
    try {
      client(job.server(), place)
          .endOf(job.id())
          .ifPresent(at -> out.accept(new Event.TrueEndTold(job, at)));
    } catch (ControlClient.RefusedException unknownJob) {
      // The simulator was reset, or keeps jobs of others to itself: the end stays an interval.
      return;
    } catch (IOException silence) {
      silent.add(job.server());
    } catch (InterruptedException closing) {
      Thread.currentThread().interrupt();
    }
  }

  /** One for each server; another key or place of it takes the place of the one before. */
  private ControlClient client(URI server, ControlAddress.At place) {
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
