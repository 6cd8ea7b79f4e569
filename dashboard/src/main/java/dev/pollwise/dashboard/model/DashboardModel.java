package dev.pollwise.dashboard.model;

import dev.pollwise.client.job.JobEvent;
import dev.pollwise.client.pacing.PollingPolicy;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;

/** The whole window as a model; the one door through which news enters. */
public final class DashboardModel {

  private final Commands commands;
  private final InstantSource clock;
  private final WindowModel window;
  private final ServerModel server = new ServerModel();
  private final PolicyModel policy;
  private final ProfilesModel profiles;
  private final LaunchModel launch;
  private final JobsModel jobs;
  private final SessionMarks session = new SessionMarks();
  private final BackoffModel backoff;
  private final LogModel log;
  private final TimelineModel timeline;
  private final UnfinishedModel unfinished;
  private final ForecastModel forecast;
  private final CompareModel compare;
  private final ControlModel control;
  private final ToastsModel toasts = new ToastsModel();
  private final ReadOnlyObjectWrapper<Optional<Question>> question =
      new ReadOnlyObjectWrapper<>(Optional.empty());
  private final ReadOnlyStringWrapper policyNews = new ReadOnlyStringWrapper("");
  private Duration now = Duration.ZERO;

  /**
   * Builds the model of a window in which nothing has happened yet.
   *
   * @param start the policy to begin with
   * @param commands where wishes go
   * @param estimates where wishes to know what a policy costs go
   * @param clock stamps lines of the log
   * @param zone the zone in which times are shown
   */
  public DashboardModel(
      PollingPolicy start,
      Commands commands,
      Estimates estimates,
      InstantSource clock,
      ZoneId zone) {
    this(start, commands, estimates, clock, zone, new WindowModel());
  }

  /**
   * Builds the model of a window in which nothing has happened yet.
   *
   * @param start the policy to begin with, unless a profile is remembered
   * @param commands where wishes go
   * @param estimates where forecasts are made
   * @param clock stamps lines of the log
   * @param zone the zone in which times are shown
   * @param window how the window was left
   */
  public DashboardModel(
      PollingPolicy start,
      Commands commands,
      Estimates estimates,
      InstantSource clock,
      ZoneId zone,
      WindowModel window) {
    this.window = window;
    this.commands = commands;
    this.clock = clock;
    this.policy = new PolicyModel(start);
    this.profiles = new ProfilesModel(policy, commands, window.profile());
    this.launch = new LaunchModel(commands, this::ask);
    this.jobs = new JobsModel(commands, launch::askOrLaunch);
    this.backoff = new BackoffModel(jobs, policy.policy(), commands, session);
    this.log = new LogModel(zone, commands, jobs.selected());
    this.timeline = new TimelineModel(jobs);
    this.unfinished = new UnfinishedModel(commands, launch);
    LawModel law = new LawModel();
    this.forecast = new ForecastModel(estimates, policy.policy(), law);
    this.compare = new CompareModel(estimates, commands, policy, profiles, law);
    this.control = new ControlModel(commands::control);
    policy.policy().addListener((o, before, now) -> applyPolicy(now));
  }

  private void applyPolicy(PollingPolicy changed) {
    commands.applyPolicy(changed);
    int running = jobs.watched().get();
    policyNews.set(
        switch (running) {
          case 0 -> "In force for the next launch.";
          case 1 -> "In force at once, for the running job too.";
          default -> "In force at once, for " + running + " running jobs too.";
        });
    session.policy(changed.pacing().describe(), now);
    note(LogLevel.INFO, "policy changed: " + changed.pacing().describe());
    log.flush();
  }

  private void note(LogLevel level, String message) {
    log.append(new LogLine(clock.instant(), level, new LogSource.Dashboard(), message));
  }

  /**
   * Takes in news.
   *
   * @param news in the order it happened
   * @param now the steady clock of the window
   */
  public void accept(List<Signal> news, Duration now) {
    ServerModel.Contact before = server.contact().get();
    String name = server.label();
    this.now = now;
    for (Signal signal : news) {
      accept(signal, now);
    }
    if (server.label().equals(name)) {
      toasts.contact(before, server.contact().get(), name, now);
    }
    session.contact(server.contact().get(), now);
    session.tick(now);
    toasts.tellEnded(now);
    jobs.count();
    log.flush();
    backoff.touch();
    timeline.touch();
  }

  private void accept(Signal signal, Duration now) {
    switch (signal) {
      case Signal.Noted noted ->
          log.append(
              new LogLine(noted.at(), noted.level(), new LogSource.Dashboard(), noted.message()));
      case Signal.ServerSought sought -> server.sought(sought.server());
      case Signal.ServerFound found -> {
        server.found(found.server(), found.address(), found.languages());
        launch.found(found.server(), found.languages());
        turnTo(found.server());
        note(LogLevel.INFO, "connected: " + server.name().get());
      }
      case Signal.ServerMissed missed -> {
        server.missed(missed.server(), missed.problem());
        launch.missed(missed.server(), missed.problem());
        turnTo(missed.server());
        note(LogLevel.ERROR, missed.problem().summary());
      }
      case Signal.ScenariosRead read -> {
        control.catalogueInForce();
        launch.scenarios(read.names(), read.current());
      }
      case Signal.JobsAccepted accepted -> {
        session.accepted(now);
        jobs.accepted(accepted.server(), accepted.video(), accepted.jobs(), now);
        launch.accepted(accepted.jobs().size());
      }
      case Signal.LaunchDone done -> launched(done);
      case Signal.JobHeard heard -> {
        JobRow row = jobs.accept(heard.job(), heard.event(), now);
        server.heard(row, heard.event());
        timeline.heard(heard.job(), heard.event());
        if (heard.event() instanceof JobEvent.Ended ended && window.showsElsewhere()) {
          toasts.ended(row.title().get() + ": " + Told.outcome(ended.outcome()));
        }
        log.append(
            new LogLine(
                heard.event().moment().at(),
                Told.level(heard.event()),
                new LogSource.Job(heard.job(), row.title().get()),
                Told.line(heard.event())));
      }
      case Signal.TrueEndTold told -> timeline.trueEnd(told.job(), told.at());
      case Signal.DocumentSaved saved -> saves(saved.kind()).done(saved.file(), Optional.empty());
      case Signal.DocumentNotSaved failed ->
          saves(failed.kind()).done(failed.file(), Optional.of(failed.problem()));
      case Signal.ProfilesRead read -> profiles.show(read.profiles(), read.problems());
      case Signal.ProfileNotSaved notSaved -> profiles.notSaved(notSaved.problem());
      case Signal.UnfinishedFound found -> unfinished.found(found.tokens());
      case Signal.ScenarioLawRead read -> forecast.law().scenario(read.law());
      case Signal.ForecastMade made -> forecast.done(made.forecast());
      case Signal.ForecastFailed failed -> forecast.failed(failed.wish(), failed.problem());
      case Signal.CompareWentOn goesOn -> compare.wentOn(goesOn.wish(), goesOn.done());
      case Signal.Compared compared -> compare.done(compared.comparison());
      case Signal.CompareFailed failed -> compare.failed(failed.wish(), failed.problem());
      case Signal.ControlHeard heard -> hear(heard.news());
    }
  }

  private void turnTo(ServerChoice server) {
    if (control.turnTo(server)) {
      session.turnAway();
    }
  }

  private void hear(ControlNews heard) {
    control.accept(heard);
    switch (heard) {
      case ControlNews.Seen(ControlSight seen) -> {
        session.seen(seen, now);
        String scenario = control.scenario().get();
        if (control.isEmbedded() && !scenario.equals(launch.scenario().get())) {
          launch.scenarios(seen.scenarios(), scenario);
        }
      }
      case ControlNews.Done(String told) -> note(LogLevel.INFO, "simulator: " + told);
      case ControlNews.Refused(String reason) -> note(LogLevel.ERROR, "simulator: " + reason);
      case ControlNews.ScenarioOpened opened -> {}
      case ControlNews.Absent absent -> {}
    }
  }

  private SaveModel saves(Document.Kind kind) {
    return switch (kind) {
      case LOG -> log.saves();
      case CHART -> backoff.saves();
    };
  }

  private void launched(Signal.LaunchDone done) {
    session.launched();
    launch.done(done.accepted(), done.order().jobs(), done.problems());
    for (Problem problem : done.problems()) {
      server.problem(problem);
      note(LogLevel.ERROR, problem.summary());
    }
  }

  /** Moves every clock that the window shows. */
  public void tick(Duration now) {
    this.now = now;
    session.tick(now);
    toasts.tick(now);
    jobs.tick(now);
    if (jobs.watched().get() > 0) {
      backoff.touch();
      timeline.touch();
    }
  }

  /**
   * Contacts the server of the launch form and reads the profiles; once, when the window is there.
   */
  public void begin() {
    commands.readProfiles();
    forecast.ask();
    launch.connect();
  }

  private void ask(Question asked) {
    question.set(Optional.of(asked));
  }

  /** Answers the open question. */
  public void answer(boolean yes) {
    Optional<Question> asked = question.get();
    question.set(Optional.empty());
    if (yes) {
      asked.ifPresent(open -> open.onConfirm().run());
    }
  }

  /**
   * Whether the window may close at once. Where jobs of a real server are still watched it may not:
   * then the question is asked, and closing follows a yes.
   */
  public boolean mayClose(Runnable close) {
    long paid =
        jobs.rows().stream()
            .filter(JobRow::isWatched)
            .filter(row -> ServerChoice.isOutside(row.key().server()))
            .count();
    if (paid > 0) {
      ask(
          new Question(
              paid == 1 ? "1 paid job is still running" : paid + " paid jobs are still running",
              "Closing ends the watching only: the jobs go on at the server, and what takes the"
                  + " waits up again is kept and offered at the next start.",
              "Close",
              close));
    }
    return paid == 0;
  }

  /** The server at work. */
  public ServerModel server() {
    return server;
  }

  /** The policy form. */
  public PolicyModel policy() {
    return policy;
  }

  /** Saved policies. */
  public ProfilesModel profiles() {
    return profiles;
  }

  /** The launch form. */
  public LaunchModel launch() {
    return launch;
  }

  /** The jobs and the selection. */
  public JobsModel jobs() {
    return jobs;
  }

  /** The chart of intervals. */
  public BackoffModel backoff() {
    return backoff;
  }

  /** The timeline. */
  public TimelineModel timeline() {
    return timeline;
  }

  /** The log. */
  public LogModel log() {
    return log;
  }

  /** What an earlier session left. */
  public UnfinishedModel unfinished() {
    return unfinished;
  }

  /** What the policy in the form would cost. */
  public ForecastModel forecast() {
    return forecast;
  }

  /** Several policies side by side. */
  public CompareModel compare() {
    return compare;
  }

  /** How a person likes the window. */
  public WindowModel window() {
    return window;
  }

  /** What happened where nobody looks. */
  public ToastsModel toasts() {
    return toasts;
  }

  /** The simulator behind the server. */
  public ControlModel control() {
    return control;
  }

  /** What has to be answered before anything else. */
  public ReadOnlyObjectProperty<Optional<Question>> question() {
    return question.getReadOnlyProperty();
  }

  /** What the last change of the policy meant; empty before the first. */
  public ReadOnlyStringProperty policyNews() {
    return policyNews.getReadOnlyProperty();
  }

  /** Puts the policy on the clipboard as a Java class, without any secret. */
  public void copyAsJava() {
    URI address = server.address().orElseGet(() -> launch.server().value().get());
    commands.copy(JavaCode.of(policy.policy().get(), address));
    policyNews.set(
        "Copied as the Java class "
            + JavaCode.CLASS_NAME
            + "."
            + (policy.valid().get() ? "" : " What is marked is not in it."));
  }

  /** Puts a text on the clipboard. */
  public void copy(String text) {
    commands.copy(text);
  }
}
