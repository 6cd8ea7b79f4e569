package dev.pollwise.dashboard.shell;

import dev.pollwise.client.job.Expectation;
import dev.pollwise.client.policy.PollingPolicy;
import dev.pollwise.dashboard.answer.AnswerModel;
import dev.pollwise.dashboard.answer.BeliefModel;
import dev.pollwise.dashboard.chart.BackoffModel;
import dev.pollwise.dashboard.chart.SessionMarks;
import dev.pollwise.dashboard.chart.TimelineModel;
import dev.pollwise.dashboard.compare.CompareModel;
import dev.pollwise.dashboard.compare.ForecastCommands;
import dev.pollwise.dashboard.compare.ForecastModel;
import dev.pollwise.dashboard.compare.LawModel;
import dev.pollwise.dashboard.compare.PolicyForecast;
import dev.pollwise.dashboard.duel.DuelModel;
import dev.pollwise.dashboard.form.Confirmation;
import dev.pollwise.dashboard.jobs.JobsModel;
import dev.pollwise.dashboard.jobs.LaunchModel;
import dev.pollwise.dashboard.jobs.LogLevel;
import dev.pollwise.dashboard.jobs.ServerModel;
import dev.pollwise.dashboard.jobs.UnfinishedModel;
import dev.pollwise.dashboard.log.LogLine;
import dev.pollwise.dashboard.log.LogModel;
import dev.pollwise.dashboard.log.LogSource;
import dev.pollwise.dashboard.policy.JavaCode;
import dev.pollwise.dashboard.policy.PolicyInForce;
import dev.pollwise.dashboard.policy.PolicyModel;
import dev.pollwise.dashboard.policy.ProfilesModel;
import dev.pollwise.dashboard.recorded.RecordedLogModel;
import dev.pollwise.dashboard.runs.JobPageModel;
import dev.pollwise.dashboard.runs.RunsModel;
import dev.pollwise.dashboard.runs.Yardstick;
import dev.pollwise.dashboard.server.SimulatorModel;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import javafx.beans.property.ReadOnlyObjectProperty;

/** The whole window as a model; the one door through which news enters. */
public final class DashboardModel {

  /** How soon jobs show that a window which is gone has left. */
  static final Duration LOOK_PAUSE = Duration.ofSeconds(5);

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
  private final AnswerModel answer;
  private final BeliefModel belief;
  private final CompareModel compare;
  private final RecordedLogModel recorded;
  private final SimulatorModel control;
  private final RunsModel runs;
  private final JobPageModel page;
  private final DuelModel duel;
  private final SessionModel saved;
  private final RisksModel risks = new RisksModel();
  private final ToastsModel toasts = new ToastsModel();
  private final ConfirmationsModel questions = new ConfirmationsModel();
  private final PolicyInForce policyInForce;
  private final EventRouter intake;
  private Duration now = Duration.ZERO;
  private Duration lookedAt = Duration.ZERO;
  private PollingPolicy applied;
  private Expectation expectation = Expectation.none();

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
      ForecastCommands estimates,
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
      ForecastCommands estimates,
      InstantSource clock,
      ZoneId zone,
      WindowModel window) {
    this.window = window;
    this.commands = commands;
    this.clock = clock;
    this.policy = new PolicyModel(start);
    this.applied = start;
    this.profiles = new ProfilesModel(policy, commands, window.profile());
    this.launch = new LaunchModel(commands, questions::ask, this::readyToLaunch);
    this.jobs = new JobsModel(commands, launch::launchAgain, questions::ask);
    this.backoff = new BackoffModel(jobs, policy, commands, session);
    this.log = new LogModel(zone, commands, jobs.selected());
    this.timeline = new TimelineModel(jobs);
    this.unfinished = new UnfinishedModel(commands, launch, jobs, questions::ask);
    LawModel law = new LawModel();
    this.forecast = new ForecastModel(estimates, policy, backoff.plan().preview(), law);
    this.recorded = new RecordedLogModel(commands::readPollLog, policy.policy());
    recorded.log().subscribe(log -> log.ifPresent(law::recorded));
    this.answer = new AnswerModel(forecast, jobs, policy, backoff.plan());
    this.belief = new BeliefModel(backoff.plan(), law);
    this.compare = new CompareModel(estimates, commands, policy, profiles, law);
    this.control = new SimulatorModel(commands::control);
    this.runs = new RunsModel(jobs, () -> forecast.found().get().map(DashboardModel::yardstick));
    forecast.found().addListener((o, before, found) -> runs.measure());
    this.page = new JobPageModel(commands);
    this.duel = new DuelModel(commands.duels(), commands, policy, control, window.duelOffered());
    this.saved = new SessionModel(this, commands, clock, zone);
    backoff.captioned(saved::caption);
    this.intake = new EventRouter(this, session);
    jobs.offerUndoTo(toasts::offer);
    log.offerUndoTo(toasts::offer);
    profiles.offerUndoTo(toasts::offer);
    launch.jobs().subscribe(jobs -> backoff.plan().launching(jobs.intValue()));
    this.policyInForce = new PolicyInForce(policy, jobs, questions::ask, this::applyPolicy);
  }

  private static Yardstick yardstick(PolicyForecast of) {
    Duration price = of.request().policy().callPrice();
    return new Yardstick(of.request().law(), price, of.optimum().inCalls());
  }

  private String readyToLaunch() {
    return policyInForce.enterForLaunch();
  }

  private void applyPolicy() {
    Expectation expected = policy.expectation().get();
    if (!expected.equals(expectation)) {
      expectation = expected;
      commands.expect(expected);
      note(LogLevel.INFO, "jobs are expected to take: " + expected.describe());
    }
    PollingPolicy changed = policy.inForce();
    if (!changed.equals(applied)) {
      applied = changed;
      commands.applyPolicy(changed);
      answer.policyChanged(now);
      session.policy(changed.pacing().describe(), now);
      note(LogLevel.INFO, "policy changed: " + changed.pacing().describe());
    }
    log.flush();
  }

  /** A line of the log that is about no job. */
  void note(LogLevel level, String message) {
    log.append(new LogLine(clock.instant(), level, new LogSource.Dashboard(), message));
  }

  /**
   * Takes in news.
   *
   * @param news in the order it happened
   * @param now the steady clock of the window
   */
  public void accept(List<Event> news, Duration now) {
    this.now = now;
    intake.accept(news, now);
  }

  /** Moves every clock that the window shows. */
  public void tick(Duration now) {
    this.now = now;
    session.tick(now);
    backoff.plan().tick(now);
    toasts.tick(now);
    policyInForce.tick(now);
    jobs.tick(now);
    runs.tick();
    duel.tick(now);
    answer.tick(now);
    if (now.minus(lookedAt).compareTo(LOOK_PAUSE) >= 0) {
      lookedAt = now;
      commands.lookAfterKept();
    }
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

  /** Answers the open question. */
  public void answer(boolean yes) {
    questions.answer(yes);
  }

  /**
   * Whether the window may close at once. Where paid jobs are watched or being launched, or cannot
   * be saved, it may not: then the question is asked, and closing follows a yes.
   */
  public boolean mayClose(Runnable close) {
    Optional<Confirmation> asked = CloseConfirmation.of(jobs, launch, risks, close);
    asked.ifPresent(questions::ask);
    return asked.isEmpty();
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

  /** The jobs run by run. */
  public RunsModel runs() {
    return runs;
  }

  /** All calls of a job. */
  public JobPageModel page() {
    return page;
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

  /** What that is beside the best possible, and beside what the jobs cost. */
  public AnswerModel answer() {
    return answer;
  }

  /** How long the client believes that jobs take. */
  public BeliefModel belief() {
    return belief;
  }

  /** Several policies side by side. */
  public CompareModel compare() {
    return compare;
  }

  /** A log of somebody's own polling. */
  public RecordedLogModel recorded() {
    return recorded;
  }

  /** Keeps the session. */
  public SessionModel saved() {
    return saved;
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
  public SimulatorModel control() {
    return control;
  }

  /** Two policies on the very same jobs. */
  public DuelModel duel() {
    return duel;
  }

  /** What has to be answered before anything else. */
  public ReadOnlyObjectProperty<Optional<Confirmation>> question() {
    return questions.open();
  }

  /** What endangers paid jobs. */
  public RisksModel risks() {
    return risks;
  }

  /** When what the form says is what jobs follow. */
  public PolicyInForce policyInForce() {
    return policyInForce;
  }

  /** Forgets how long the jobs of the server at work take; those that run teach it anew. */
  public void forgetLearned() {
    server
        .address()
        .ifPresent(address -> {
          commands.forgetLearned(address);
          note(LogLevel.INFO, "forgot how long jobs take at " + address);
        });
  }

  /** Puts the policy on the clipboard as a Java class, without any secret. */
  public void copyAsJava() {
    URI address = server.address().orElseGet(() -> launch.server().address().value().get());
    commands.copy(JavaCode.of(policy.policy().get(), policy.expectation().get(), address));
    policyInForce.note(
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
