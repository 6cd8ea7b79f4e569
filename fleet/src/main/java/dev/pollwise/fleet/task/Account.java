package dev.pollwise.fleet.task;

import static java.util.Objects.requireNonNull;

import dev.pollwise.client.http.Credentials;
import dev.pollwise.client.http.HeyGenApi;
import dev.pollwise.client.job.Expectation;
import dev.pollwise.client.job.JobId;
import dev.pollwise.client.job.ResumeToken.ServerAddress;
import dev.pollwise.client.policy.PollingPolicy;
import dev.pollwise.client.poll.StatusCalls;
import dev.pollwise.client.request.ServerContext;
import dev.pollwise.client.webhook.WebhookVerifier;
import dev.pollwise.fleet.sql.AccountTable;
import dev.pollwise.fleet.sql.AccountTable.Turn;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** A key at a server, as this copy uses it. Safe for any thread. */
public final class Account implements AutoCloseable {

  /**
   * What the user says of an account.
   *
   * @param http the user's; null for one that is closed with the fleet
   * @param budget null for any number of calls
   * @param window for how long the server knows an idempotency key; zero if it knows none
   * @param unknownAfter how long a lost job is looked for before somebody is told
   * @param webhooks null if none are taken
   */
  public record Settings(
      String name,
      URI server,
      Credentials credentials,
      @Nullable HttpClient http,
      PollingPolicy policy,
      @Nullable Budget budget,
      Duration window,
      Duration unknownAfter,
      Expectation expectation,
      WebhookVerifier.@Nullable Rules webhooks) {}

  /**
   * Never more than so many calls in any window of a length, of all copies together: a twentieth of
   * them may come at once, the rest evenly.
   *
   * @param calls 1 to 1,000,000
   * @param per more than 0 and at most 365 days
   */
  public record Budget(int calls, Duration per) {

    private static final Duration LEAST_MARGIN = Duration.ofMillis(500);

    /** Refuses what is out of range. */
    public Budget {
      if (calls < 1 || calls > 1_000_000) {
        throw new IllegalArgumentException("calls " + calls + ": must be 1 to 1,000,000");
      }
      if (!per.isPositive() || per.compareTo(Duration.ofDays(365)) > 0) {
        throw new IllegalArgumentException(
            "per " + per + ": must be more than 0, at most 365 days");
      }
    }

    private int atOnce() {
      return Math.max(1, calls / 20);
    }

    /**
     * Windows are kept as if they were longer by a fiftieth, or half a second if that is more, yet
     * at most a quarter, since a call may come late and be under way longer than the next.
     */
    private Duration margin() {
      Duration least = shorter(per.dividedBy(4), LEAST_MARGIN);
      Duration margin = per.dividedBy(50);
      return margin.compareTo(least) > 0 ? margin : least;
    }

    /** From call to call, in microseconds. */
    public long spacing() {
      return Math.ceilDiv(FleetClock.micros(per.plus(margin())), calls - atOnce() + 1L);
    }

    private static Duration shorter(Duration one, Duration other) {
      return one.compareTo(other) < 0 ? one : other;
    }

    /**
     * By how much a call may come before its time, in microseconds. Whoever is called comes a
     * little late, by half the margin at most as a rule: with so much in hand nothing is lost by
     * that.
     */
    public long burst() {
      return (atOnce() - 1) * spacing() + FleetClock.micros(margin()) / 2;
    }
  }

  private final Settings settings;
  private final String server;
  private final FleetClock clock;
  private final AccountTable table;
  private final ServerContext context;
  private final HeyGenApi api;
  private final StatusCalls calls;
  private final @Nullable WebhookVerifier verifier;

  /** Jobs whose place in the line has come. */
  private final Set<JobId> called = ConcurrentHashMap.newKeySet();

  private final Outage outage = new Outage();

  private volatile int jobs = 2;
  private volatile long toldPause;

  /** An account that nothing was heard of yet. */
  public Account(Settings settings, FleetClock clock, AccountTable table, RandomGenerator random) {
    this.settings = requireNonNull(settings, "settings");
    this.server = address(settings);
    this.clock = requireNonNull(clock, "clock");
    this.table = requireNonNull(table, "table");
    this.context =
        new ServerContext(settings.server(), clock, ServerContext.virtualThreads(), random);
    this.api = HeyGenApi.at(settings.server(), settings.credentials(), context, settings.http());
    this.calls = new StatusCalls(api, context, () -> jobs, this::overdraw, this::room);
    this.verifier =
        settings.webhooks() == null ? null : new WebhookVerifier(settings.webhooks(), clock);
  }

  /** The address of an account's server, in its one spelling. */
  public static String address(Settings settings) {
    return ServerAddress.normalised(settings.server()).toString();
  }

  String name() {
    return settings.name();
  }

  public Settings settings() {
    return settings;
  }

  /** The address of the server, in its one spelling. */
  public String server() {
    return server;
  }

  HeyGenApi api() {
    return api;
  }

  ServerContext context() {
    return context;
  }

  StatusCalls calls() {
    return calls;
  }

  @Nullable WebhookVerifier verifier() {
    return verifier;
  }

  Outage outage() {
    return outage;
  }

  PollingPolicy policy() {
    return settings.policy();
  }

  /** How many jobs of the account all copies watch. */
  public void watched(int jobs) {
    this.jobs = jobs;
  }

  /** The time of a place in the line has come for a job. */
  void called(JobId job) {
    called.add(job);
  }

  /** The job was asked about, or will not be. */
  void left(JobId job) {
    called.remove(job);
  }

  /** Whether the budget has room for a call now; else until when not, with a place in the line. */
  private Optional<Duration> room(List<JobId> about) {
    Budget budget = settings.budget();
    if (budget == null) {
      return Optional.empty();
    }
    boolean hasPlace = about.stream().anyMatch(called::contains);
    long now = clock.now();
    Turn turn = table.turn(name(), hasPlace, budget.spacing(), budget.burst(), now);
    return turn.isGranted()
        ? Optional.empty()
        : Optional.of(clock.steady().plus(FleetClock.duration(Math.max(0, turn.at() - now))));
  }

  private void overdraw() {
    Budget budget = settings.budget();
    if (budget != null) {
      table.overdraw(name(), budget.spacing(), clock.now());
    }
  }

  /** Tells the other copies of a pause that the server has asked this one for, once. */
  void tellPause() {
    Optional<ServerContext.Pause> pause = context.pause();
    if (pause.isPresent()) {
      Duration left = pause.get().until().minus(clock.steady());
      long until = clock.now() + FleetClock.micros(left);
      if (until > toldPause + 1_000) { // a moment is never computed twice alike
        toldPause = until;
        table.block(name(), until, FleetClock.micros(pause.get().length()));
      }
    }
  }

  @Override
  public void close() {
    api.close();
    context.close();
  }
}
