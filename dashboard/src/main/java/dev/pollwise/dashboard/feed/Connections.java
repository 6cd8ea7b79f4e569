package dev.pollwise.dashboard.feed;

import dev.pollwise.client.SubmitEvent;
import dev.pollwise.client.job.Answer.Miss;
import dev.pollwise.client.job.Durations;
import dev.pollwise.client.job.JobEvent;
import dev.pollwise.client.job.JobId;
import dev.pollwise.client.job.ResumeToken;
import dev.pollwise.client.policy.PollingPolicy;
import dev.pollwise.dashboard.form.ErrorText;
import dev.pollwise.dashboard.form.PlainText;
import dev.pollwise.dashboard.form.Problem;
import dev.pollwise.dashboard.form.Secret;
import dev.pollwise.dashboard.jobs.Exchange;
import dev.pollwise.dashboard.jobs.JobKey;
import dev.pollwise.dashboard.jobs.LogLevel;
import dev.pollwise.dashboard.server.ServerChoice;
import dev.pollwise.dashboard.shell.Event;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The servers that were opened so far, each once. Servers are opened on the thread of the commands
 * only; what is open can be looked at from any thread.
 */
final class Connections {

  /**
   * A server that was opened.
   *
   * @param address where it is
   * @param jobs its jobs
   */
  record Connection(URI address, JobService jobs) {}

  /** Enough to turn back to the server before. */
  private static final int MOST_IDLE = 3;

  private final Simulator simulator;
  private final Secret simulatorKey;
  private final JobService.Factory services;
  private final InstantSource clock;
  private final Consumer<Event> out;
  private final Map<ServerChoice, Connection> open = new ConcurrentHashMap<>();

  /** The longest unused first; touched by the thread of the commands only. */
  private final Set<ServerChoice> used = new LinkedHashSet<>();

  private volatile PollingPolicy policy;

  /**
   * Has opened none yet.
   *
   * @param simulator started when first asked for
   * @param simulatorKey what the simulator is shown
   * @param services opens servers
   * @param clock stamps lines of the log
   * @param policy the policy in force at first
   * @param out takes news, from any thread
   */
  Connections(
      Simulator simulator,
      Secret simulatorKey,
      JobService.Factory services,
      InstantSource clock,
      PollingPolicy policy,
      Consumer<Event> out) {
    this.simulator = simulator;
    this.simulatorKey = simulatorKey;
    this.services = services;
    this.clock = clock;
    this.policy = policy;
    this.out = out;
  }

  /** Opens a server where it is not open yet, and asks for its languages. */
  void meet(ServerChoice server) {
    reach(server, problem -> out.accept(new Event.ServerMissed(server, problem)))
        .ifPresent(connection -> {
          var _ =
              connection
                  .jobs()
                  .languages()
                  .whenComplete((found, failed) -> met(server, connection, found, failed));
        });
  }

  private void met(
      ServerChoice server,
      Connection connection,
      List<String> languages,
      @Nullable Throwable failed) {
    if (!connection.equals(open.get(server))) {
      return; // was closed meanwhile: nobody waits for its answer
    }
    if (failed == null) {
      out.accept(new Event.ServerFound(server, connection.address(), languages));
    } else {
      out.accept(
          new Event.ServerMissed(
              server, ErrorText.failure(server.label(), failed), ErrorText.isAnswer(failed)));
    }
  }

  /**
   * Opens a server where it is not open yet, and closes those that nobody needs any more.
   *
   * @param missed told why that is not possible
   */
  Optional<Connection> reach(ServerChoice server, Consumer<Problem> missed) {
    used.remove(server);
    used.add(server);
    Connection known = open.get(server);
    if (known != null) {
      return Optional.of(known);
    }
    try {
      Connection opened = connect(server);
      open.put(server, opened);
      closeIdle();
      return Optional.of(opened);
    } catch (RuntimeException failed) {
      missed.accept(ErrorText.failure(server.label(), failed));
      return Optional.empty();
    }
  }

  /** Another key is another connection; those that have had nothing to do for longest end. */
  private void closeIdle() {
    List<ServerChoice> idle = used.stream().filter(this::isIdle).toList();
    for (ServerChoice each : idle.subList(0, Math.max(0, idle.size() - MOST_IDLE))) {
      used.remove(each);
      Connection unneeded = open.remove(each);
      if (unneeded != null) {
        unneeded.jobs().shutdown();
      }
    }
  }

  private boolean isIdle(ServerChoice server) {
    Connection connection = open.get(server);
    return connection != null && connection.jobs().isIdle();
  }

  private Connection connect(ServerChoice server) {
    return switch (server) {
      case ServerChoice.Embedded embedded -> {
        URI address = simulator.start();
        tellScenarios();
        yield connect(address, simulatorKey);
      }
      case ServerChoice.Remote remote -> connect(remote.uri(), remote.key());
    };
  }

  private Connection connect(URI address, Secret key) {
    return new Connection(
        address,
        services.open(
            address,
            key,
            policy,
            new JobService.Listener() {
              @Override
              public void onEvent(JobEvent event) {
                out.accept(new Event.JobHeard(new JobKey(address, event.jobId()), event));
              }

              @Override
              public void onExchange(JobId job, int call, Exchange exchange) {
                out.accept(new Event.CallRecorded(new JobKey(address, job), call, exchange));
              }
            },
            event -> {
              if (event instanceof SubmitEvent.Retrying retrying) {
                out.accept(notThroughYet(retrying.cause(), retrying.delay()));
              }
            }));
  }

  private Event notThroughYet(Miss cause, Duration delay) {
    return new Event.Noted(
        clock.instant(),
        LogLevel.WARNING,
        "submit: " + PlainText.of(cause.describe()) + "; trying again in " + Durations.text(delay));
  }

  /** Tells what the embedded simulator offers, and what is in force there. */
  void tellScenarios() {
    out.accept(new Event.ScenariosRead(simulator.scenarios(), simulator.scenario()));
    out.accept(new Event.ScenarioLawRead(simulator.law()));
  }

  /** Forgets how long the jobs of a server take. */
  void forgetLearned(URI server) {
    services.forget(server);
  }

  /** Ends every wait, and hands back what takes up those that were not over. */
  List<ResumeToken> shutdown() {
    List<ResumeToken> left =
        open.values().stream().flatMap(each -> each.jobs().shutdown().stream()).toList();
    services.close();
    return left;
  }

  /** For servers opened from now on. */
  void policy(PollingPolicy changed) {
    policy = changed;
  }

  /** The policy in force. */
  PollingPolicy policy() {
    return policy;
  }

  /** All that are open. */
  Collection<Connection> all() {
    return open.values();
  }
}
