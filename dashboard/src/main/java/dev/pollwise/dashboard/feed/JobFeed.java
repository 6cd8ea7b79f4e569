package dev.pollwise.dashboard.feed;

import dev.pollwise.client.TranslationRequest;
import dev.pollwise.client.job.Expectation;
import dev.pollwise.client.job.ResumeToken;
import dev.pollwise.client.policy.PollingPolicy;
import dev.pollwise.client.poll.JobHandle;
import dev.pollwise.dashboard.duel.DuelCommands;
import dev.pollwise.dashboard.files.Documents;
import dev.pollwise.dashboard.files.PollLogs;
import dev.pollwise.dashboard.files.ProfileFolder;
import dev.pollwise.dashboard.files.Sessions;
import dev.pollwise.dashboard.form.Document;
import dev.pollwise.dashboard.form.ErrorText;
import dev.pollwise.dashboard.form.Problem;
import dev.pollwise.dashboard.form.Secret;
import dev.pollwise.dashboard.jobs.JobKey;
import dev.pollwise.dashboard.jobs.LaunchOrder;
import dev.pollwise.dashboard.jobs.LogLevel;
import dev.pollwise.dashboard.policy.Profile;
import dev.pollwise.dashboard.server.ServerChoice;
import dev.pollwise.dashboard.server.SimulatorCommand;
import dev.pollwise.dashboard.shell.Commands;
import dev.pollwise.dashboard.shell.Event;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * Carries out what the model asks for. Commands run one after the other on a virtual thread; a
 * server that is slow to answer holds up none, since answers are awaited as futures.
 */
public final class JobFeed implements Commands, AutoCloseable {

  /** The simulator takes any key, but wants one. */
  private static final Secret ANY_KEY = new Secret("pollwise-dashboard");

  private static final Duration LONGEST_CLOSE = Duration.ofSeconds(5);

  private final Simulator simulator;
  private final ProfileFolder profiles;
  private final PaidWaits waits;
  private final Desktop desktop;
  private final InstantSource clock;
  private final Consumer<Event> out;
  private final Worker commands = new Worker("feed", this::tellDefect);
  private final SimulatorControl control;
  private final RemoteTruths truths;
  private final DuelFeed duels;
  private final Learnings learnings = new Learnings(this::tellLearned, this::tellDefect);
  private final Connections connections;
  private final List<Launching> launches = new ArrayList<>();
  private volatile Expectation expectation = Expectation.none();
  private volatile boolean closed;

  /**
   * Prepares a feed that has contacted nobody yet.
   *
   * @param simulator started when first asked for, closed with the feed
   * @param services opens servers
   * @param profiles where profiles are kept
   * @param waits keeps what takes up the waits for paid jobs
   * @param desktop what the surroundings can do
   * @param clock stamps lines of the log
   * @param policy the policy in force at first
   * @param out takes news, from any thread
   */
  public JobFeed(
      Simulator simulator,
      JobService.Factory services,
      ProfileFolder profiles,
      PaidWaits waits,
      Desktop desktop,
      InstantSource clock,
      PollingPolicy policy,
      Consumer<Event> out) {
    this.simulator = simulator;
    this.profiles = profiles;
    this.desktop = desktop;
    this.clock = clock;
    this.out = out;
    this.waits = waits;
    waits.tellTo(this::tell);
    this.connections = new Connections(simulator, ANY_KEY, services, clock, policy, this::tell);
    this.truths = new RemoteTruths(this::tell, this::tellDefect);
    this.duels = new DuelFeed(simulator, ClientJobService::fresh, this::tell, this::tellDefect);
    this.control =
        new SimulatorControl(
            simulator::control,
            ANY_KEY,
            policy.callPrice(),
            news -> tell(new Event.ControlHeard(news)),
            this::tellDefect);
  }

  private void later(Runnable command) {
    commands.execute(command);
  }

  private void tellDefect(Throwable defect) {
    tell(Defects.told(defect));
  }

  private void tell(Event signal) {
    if (!closed) {
      out.accept(signal);
      truths.notice(signal);
      learnings.notice(signal);
    }
  }

  private void tellLearned(URI server) {
    connections.all().stream()
        .filter(connection -> connection.address().equals(server))
        .map(connection -> connection.jobs().outlook(expectation))
        .forEach(outlook -> tell(new Event.Learned(server, outlook)));
  }

  @Override
  public void connect(ServerChoice server) {
    tell(new Event.ServerSought(server));
    later(() -> connections.meet(server));
  }

  @Override
  public void useScenario(String name) {
    later(() -> {
      try {
        simulator.useScenario(name);
        tell(new Event.Noted(clock.instant(), LogLevel.INFO, "scenario " + name + " in force"));
      } catch (IllegalArgumentException | IllegalStateException refused) {
        tell(
            new Event.ServerMissed(
                new ServerChoice.Embedded(), ErrorText.failure("scenario " + name, refused)));
      }
      connections.tellScenarios();
    });
  }

  @Override
  public void launch(LaunchOrder order) {
    later(() ->
        connections
            .reach(
                order.server(),
                problem -> {
                  tell(new Event.ServerMissed(order.server(), problem));
                  tell(new Event.LaunchDone(order, 0, List.of(problem)));
                })
            .ifPresent(connection -> submit(order, connection)));
  }

  private void submit(LaunchOrder order, Connections.Connection connection) {
    Expectation expected = expectation;
    if (order.server().isPaid()) {
      waits.open();
    }
    Launching launching =
        new Launching(
            order,
            () ->
                submit(order, connection.jobs(), expected)
                    .thenApply(jobs -> accepted(order, connection, jobs)),
            this::later,
            this::tell);
    launches.removeIf(Launching::isOver);
    launches.add(launching);
    launching.goOn();
  }

  @Override
  public void stopLaunching() {
    later(() -> launches.forEach(Launching::stop));
  }

  /** What is paid for is on the disk before anybody hears of it: a process can end at any time. */
  private CompletableFuture<List<JobHandle>> submit(
      LaunchOrder order, JobService jobs, Expectation expected) {
    TranslationRequest request = TranslationRequest.of(order.video(), order.languages());
    return order.server().isPaid()
        ? waits.submits().send(order, request, keyed -> jobs.launch(keyed, expected))
        : jobs.launch(request, expected);
  }

  private int accepted(LaunchOrder order, Connections.Connection connection, List<JobHandle> jobs) {
    tell(
        new Event.JobsAccepted(
            order, jobs.stream().map(job -> new JobKey(connection.address(), job.id())).toList()));
    return jobs.size();
  }

  @Override
  public void stopWatching(JobKey job) {
    later(() ->
        connections.all().stream()
            .filter(connection -> connection.address().equals(job.server()))
            .forEach(connection -> connection.jobs().stopWatching(job.id())));
  }

  @Override
  public void applyPolicy(PollingPolicy changed) {
    connections.policy(changed);
    control.price(changed.callPrice());
    later(() -> connections.all().forEach(connection -> connection.jobs().changePolicy(changed)));
  }

  @Override
  public void expect(Expectation expected) {
    expectation = expected;
    connections.all().forEach(connection -> learnings.tellSoon(connection.address()));
  }

  @Override
  public void forgetLearned(URI server) {
    later(() -> {
      connections.forgetLearned(server);
      learnings.tellSoon(server);
    });
  }

  @Override
  public void readProfiles() {
    later(() -> {
      tell(profiles.read());
      waits.look();
    });
  }

  @Override
  public void saveProfile(Profile profile) {
    later(() -> {
      try {
        profiles.write(profile);
        tell(profiles.read());
        tell(
            new Event.Noted(
                clock.instant(), LogLevel.INFO, "profile " + profile.name() + " saved"));
      } catch (IOException | IllegalArgumentException failed) {
        tell(
            new Event.ProfileNotSaved(
                ErrorText.failure("profile " + profile.name() + " is not saved", failed)));
      }
    });
  }

  @Override
  public void resume(ServerChoice server, List<ResumeToken> tokens) {
    later(() ->
        connections
            .reach(server, problem -> tell(new Event.NotWatchedAgain(tokens, problem)))
            .ifPresent(
                connection -> tokens.forEach(token -> resume(server, connection.jobs(), token))));
  }

  private void resume(ServerChoice server, JobService jobs, ResumeToken token) {
    try {
      JobHandle job = jobs.resume(withinTheDeadline(token));
      if (server.isPaid()) {
        waits.goOn(token, job);
      }
    } catch (IllegalArgumentException | IllegalStateException refused) {
      Problem why = ErrorText.failure(server.label(), refused);
      tell(new Event.NotWatchedAgain(List.of(token), why));
    }
  }

  /** Where the deadline has passed, the limits count anew: else one look would end the wait. */
  private ResumeToken withinTheDeadline(ResumeToken token) {
    Instant now = clock.instant();
    Duration age = Duration.between(token.startedAt(), now);
    return age.compareTo(connections.policy().deadline()) < 0
        ? token
        : new ResumeToken(token.server(), token.jobId(), now, token.traits().ofUnknownAge());
  }

  @Override
  public void forget(List<ResumeToken> tokens) {
    later(() -> {
      waits.forget(tokens);
      waits.look();
    });
  }

  @Override
  public void forgetSubmits(List<String> references) {
    later(() -> {
      waits.submits().forget(references);
      waits.look();
    });
  }

  @Override
  public void lookAfterKept() {
    later(waits::look);
  }

  @Override
  public void save(Document document) {
    Thread.ofVirtual().start(() -> tell(Documents.write(document)));
  }

  @Override
  public void readSession(Path file) {
    Thread.ofVirtual().start(() -> tell(Sessions.read(file)));
  }

  @Override
  public void readPollLog(Path file) {
    Thread.ofVirtual().start(() -> tell(PollLogs.read(file, ZoneId.systemDefault())));
  }

  @Override
  public void control(SimulatorCommand command) {
    truths.notice(command);
    control.accept(command);
  }

  @Override
  public DuelCommands duels() {
    return duels;
  }

  @Override
  public void open(URI address) {
    Thread.ofVirtual().start(() -> desktop.open(address));
  }

  @Override
  public void copy(String text) {
    desktop.copy(text);
  }

  /**
   * Ends every wait, keeps what takes up those for paid jobs, and stops the simulator. Blocks until
   * all of that is done, a few seconds at most; must not be called on the thread of the window
   * while it is shown.
   */
  @Override
  public void close() {
    closed = true;
    commands.close();
    control.close();
    truths.close();
    learnings.close();
    duels.close();
    try {
      if (!commands.hasEnded(LONGEST_CLOSE)) {
        System.getLogger(JobFeed.class.getName())
            .log(System.Logger.Level.WARNING, "a command was still running at the end");
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
    waits.close(
        connections.shutdown().stream()
            .filter(token -> ServerChoice.isOutside(token.server()))
            .toList());
    simulator.close();
  }
}
