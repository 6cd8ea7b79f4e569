package dev.pollwise.dashboard.shell;

import dev.pollwise.client.job.JobEvent;
import dev.pollwise.dashboard.chart.SessionMarks;
import dev.pollwise.dashboard.form.Document;
import dev.pollwise.dashboard.form.Problem;
import dev.pollwise.dashboard.form.SaveModel;
import dev.pollwise.dashboard.jobs.JobKey;
import dev.pollwise.dashboard.jobs.JobRow;
import dev.pollwise.dashboard.jobs.LogLevel;
import dev.pollwise.dashboard.jobs.ServerModel;
import dev.pollwise.dashboard.jobs.Told;
import dev.pollwise.dashboard.log.LogLine;
import dev.pollwise.dashboard.log.LogSource;
import dev.pollwise.dashboard.server.ControlNews;
import dev.pollwise.dashboard.server.ControlSight;
import dev.pollwise.dashboard.server.ServerChoice;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What news does to the parts of the window. */
final class Intake {

  private final DashboardModel model;
  private final SessionMarks session;

  Intake(DashboardModel model, SessionMarks session) {
    this.model = model;
    this.session = session;
  }

  /**
   * Takes in news. One piece that breaks something keeps back no other; it is thrown at the end.
   *
   * @param news in the order it happened
   * @param now the steady clock of the window
   */
  void accept(List<Signal> news, Duration now) {
    ServerModel.Contact before = model.server().contact().get();
    String name = model.server().label();
    Optional<RuntimeException> defect = Optional.empty();
    for (Signal signal : news) {
      try {
        accept(signal, now);
      } catch (RuntimeException broken) {
        defect = defect.or(() -> Optional.of(broken));
      }
    }
    if (model.server().label().equals(name)) {
      model.toasts().contact(before, model.server().contact().get(), name, now);
    }
    session.contact(model.server().contact().get(), now);
    session.tick(now);
    model.toasts().tellEnded(now);
    model.jobs().count();
    model.unfinished().count();
    model.log().flush();
    model.backoff().touch();
    model.timeline().touch();
    if (defect.isPresent()) {
      throw defect.get();
    }
  }

  private void accept(Signal signal, Duration now) {
    switch (signal) {
      case Signal.Noted noted ->
          model
              .log()
              .append(
                  new LogLine(
                      noted.at(), noted.level(), new LogSource.Dashboard(), noted.message()));
      case Signal.ServerSought sought -> model.server().sought(sought.server());
      case Signal.ServerFound found -> {
        model.server().found(found.server(), found.address(), found.languages());
        model.launch().found(found.server(), found.languages());
        model.backoff().plan().turnTo(found.address());
        turnTo(found.server());
        model.note(LogLevel.INFO, "connected: " + model.server().name().get());
      }
      case Signal.ServerMissed missed -> {
        model.server().missed(missed.server(), missed.problem(), missed.answered());
        model.launch().missed(missed.server(), missed.problem());
        turnTo(missed.server());
        model.note(LogLevel.ERROR, missed.problem().summary());
      }
      case Signal.ScenariosRead read -> {
        model.control().catalogueInForce();
        model.launch().scenarios(read.names(), read.current());
      }
      case Signal.JobsAccepted accepted -> {
        session.accepted(accepted.jobs(), now);
        model.jobs().accepted(accepted.order(), accepted.jobs(), now);
        for (JobKey job : accepted.jobs()) {
          model.jobs().newest(job).ifPresent(row -> session.begun(job, row.begunAt()));
        }
        model.launch().progress().accepted(accepted.jobs().size());
      }
      case Signal.LaunchDone done -> launched(done);
      case Signal.JobHeard heard -> {
        JobRow row = model.jobs().accept(heard.job(), heard.event(), now);
        session.begun(heard.job(), row.begunAt());
        model.server().heard(row, heard.event());
        model.timeline().heard(row, heard.event());
        if (heard.event() instanceof JobEvent.Ended ended && model.window().showsElsewhere()) {
          model.toasts().ended(row.title().get() + ": " + Told.outcome(ended.outcome()));
        }
        model
            .log()
            .append(
                new LogLine(
                    heard.event().moment().at(),
                    Told.level(heard.event()),
                    LogSource.Job.of(row),
                    Told.line(heard.event(), row.late().get())));
      }
      case Signal.Learned learned ->
          model.backoff().plan().learned(learned.server(), learned.outlook());
      case Signal.TrueEndTold told ->
          model
              .jobs()
              .newest(told.job())
              .ifPresent(row -> model.timeline().trueEnd(row, told.at()));
      case Signal.DocumentSaved saved -> saves(saved.kind()).done(saved.file(), Optional.empty());
      case Signal.DocumentNotSaved failed ->
          saves(failed.kind()).done(failed.file(), Optional.of(failed.problem()));
      case Signal.ProfilesRead read -> model.profiles().show(read.profiles(), read.problems());
      case Signal.ProfileNotSaved notSaved -> model.profiles().notSaved(notSaved.problem());
      case Signal.Defect defect -> {
        model.server().problem(defect.problem());
        model.note(LogLevel.ERROR, defect.problem().summary());
      }
      case Signal.WaitsKept kept -> model.jobs().kept(kept.here(), kept.elsewhere(), now);
      case Signal.NotWatchedAgain not -> {
        model.unfinished().notWatched(not.tokens(), not.problem());
        model.note(LogLevel.ERROR, not.problem().summary());
      }
      case Signal.PaidJobsAtRisk risk -> {
        model.risks().unsaved(risk.problem());
        risk.problem().ifPresent(why -> model.note(LogLevel.ERROR, why.summary()));
      }
      case Signal.PaidJobsInDoubt doubt -> {
        model.risks().doubt(doubt.problem());
        model.note(LogLevel.ERROR, doubt.problem().summary());
      }
      case Signal.ScenarioLawRead read -> model.forecast().law().scenario(read.law());
      case Signal.ForecastMade made -> model.forecast().done(made.forecast());
      case Signal.ForecastFailed failed -> model.forecast().failed(failed.wish(), failed.problem());
      case Signal.CompareWentOn goesOn -> model.compare().wentOn(goesOn.wish(), goesOn.done());
      case Signal.Compared compared -> model.compare().done(compared.comparison());
      case Signal.CompareFailed failed -> model.compare().failed(failed.wish(), failed.problem());
      case Signal.ControlHeard heard -> hear(heard.news(), now);
    }
  }

  private void turnTo(ServerChoice server) {
    if (model.control().turnTo(server)) {
      session.turnAway();
    }
  }

  private void hear(ControlNews heard, Duration now) {
    model.control().accept(heard);
    switch (heard) {
      case ControlNews.Seen(ControlSight seen) -> {
        session.seen(seen, now);
        String scenario = model.control().scenario().get();
        if (model.control().isEmbedded() && !scenario.equals(model.launch().scenario().get())) {
          model.launch().scenarios(seen.scenarios(), scenario);
        }
      }
      case ControlNews.Done(String told) -> model.note(LogLevel.INFO, "simulator: " + told);
      case ControlNews.Refused(String reason) -> model.note(LogLevel.ERROR, "simulator: " + reason);
      case ControlNews.ScenarioOpened opened -> {}
      case ControlNews.Counted counted -> {}
      case ControlNews.Absent absent -> {}
    }
  }

  private SaveModel saves(Document.Kind kind) {
    return switch (kind) {
      case LOG -> model.log().saves();
      case CHART -> model.backoff().saves();
    };
  }

  private void launched(Signal.LaunchDone done) {
    session.launched();
    model.launch().done(done.order(), done.accepted(), done.problems());
    for (Problem problem : done.problems()) {
      model.server().problem(problem);
      model.note(LogLevel.ERROR, problem.summary());
    }
  }
}
