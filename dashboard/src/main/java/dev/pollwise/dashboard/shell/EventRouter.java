package dev.pollwise.dashboard.shell;

import dev.pollwise.client.job.JobEvent;
import dev.pollwise.dashboard.chart.SessionMarks;
import dev.pollwise.dashboard.form.Document;
import dev.pollwise.dashboard.form.Problem;
import dev.pollwise.dashboard.jobs.EventText;
import dev.pollwise.dashboard.jobs.JobKey;
import dev.pollwise.dashboard.jobs.JobRow;
import dev.pollwise.dashboard.jobs.LogLevel;
import dev.pollwise.dashboard.jobs.Run;
import dev.pollwise.dashboard.jobs.ServerModel;
import dev.pollwise.dashboard.log.LogLine;
import dev.pollwise.dashboard.log.LogSource;
import dev.pollwise.dashboard.server.ServerChoice;
import dev.pollwise.dashboard.server.SimulatorNews;
import dev.pollwise.dashboard.server.SimulatorState;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What news does to the parts of the window. */
final class EventRouter {

  private final DashboardModel model;
  private final SessionMarks session;

  EventRouter(DashboardModel model, SessionMarks session) {
    this.model = model;
    this.session = session;
  }

  /**
   * Takes in news. One piece that breaks something keeps back no other; it is thrown at the end.
   *
   * @param news in the order it happened
   * @param now the steady clock of the window
   */
  void accept(List<Event> news, Duration now) {
    ServerModel.Contact before = model.server().contact().get();
    String name = model.server().label();
    Optional<RuntimeException> defect = Optional.empty();
    for (Event signal : news) {
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
    model.runs().follow();
    model.page().follow();
    model.unfinished().count();
    model.log().flush();
    model.answer().touch();
    model.backoff().touch();
    model.timeline().touch();
    if (defect.isPresent()) {
      throw defect.get();
    }
  }

  private void accept(Event signal, Duration now) {
    switch (signal) {
      case Event.Noted noted ->
          model
              .log()
              .append(
                  new LogLine(
                      noted.at(), noted.level(), new LogSource.Dashboard(), noted.message()));
      case Event.ServerSought sought -> model.server().sought(sought.server());
      case Event.ServerFound found -> {
        model.server().found(found.server(), found.address(), found.languages());
        model.launch().found(found.server(), found.languages());
        model.backoff().plan().turnTo(found.address());
        turnTo(found.server());
        model.note(LogLevel.INFO, "connected: " + model.server().name().get());
      }
      case Event.ServerMissed missed -> {
        model.server().missed(missed.server(), missed.problem(), missed.answered());
        model.launch().missed(missed.server(), missed.problem());
        turnTo(missed.server());
        model.note(LogLevel.ERROR, missed.problem().summary());
      }
      case Event.ScenariosRead read -> {
        model.control().catalogueInForce();
        model.launch().scenarios(read.names(), read.current());
      }
      case Event.JobsAccepted accepted -> {
        Run run = model.jobs().accepted(accepted.order(), accepted.jobs(), now);
        session.accepted(run, accepted.jobs(), now);
        for (JobKey job : accepted.jobs()) {
          model.jobs().newest(job).ifPresent(row -> session.begun(job, row.begunAt()));
        }
        model.launch().progress().accepted(accepted.jobs().size());
      }
      case Event.LaunchDone done -> launched(done);
      case Event.JobHeard heard -> {
        JobRow row = model.jobs().accept(heard.job(), heard.event(), now);
        session.begun(heard.job(), row.begunAt());
        model.server().heard(row, heard.event());
        model.timeline().heard(row, heard.event());
        if (heard.event() instanceof JobEvent.Ended ended && model.window().showsElsewhere()) {
          model.toasts().ended(row.title().get() + ": " + EventText.outcome(ended.outcome()));
        }
        model
            .log()
            .append(
                new LogLine(
                    heard.event().moment().at(),
                    EventText.level(heard.event()),
                    LogSource.Job.of(row),
                    EventText.line(heard.event(), row.late().get())));
      }
      case Event.CallRecorded recorded ->
          model
              .jobs()
              .newest(recorded.job())
              .ifPresent(row -> row.history().recorded(recorded.call(), recorded.exchange()));
      case Event.Learned learned ->
          model.backoff().plan().learned(learned.server(), learned.outlook());
      case Event.TrueEndTold told ->
          model
              .jobs()
              .newest(told.job())
              .ifPresent(row -> model.timeline().trueEnd(row, told.at()));
      case Event.DocumentSaved saved -> saved(saved.kind(), saved.file(), Optional.empty());
      case Event.DocumentNotSaved failed ->
          saved(failed.kind(), failed.file(), Optional.of(failed.problem()));
      case Event.ProfilesRead read -> model.profiles().show(read.profiles(), read.problems());
      case Event.ProfileNotSaved notSaved -> model.profiles().notSaved(notSaved.problem());
      case Event.Defect defect -> {
        model.server().problem(defect.problem());
        model.note(LogLevel.ERROR, defect.problem().summary());
      }
      case Event.WaitsKept kept -> {
        model.jobs().kept(kept.here(), kept.elsewhere(), now);
        model.unfinished().unanswered(kept.unanswered());
      }
      case Event.NotWatchedAgain not -> {
        model.unfinished().notWatched(not.tokens(), not.problem());
        model.note(LogLevel.ERROR, not.problem().summary());
      }
      case Event.PaidJobsAtRisk risk -> {
        model.risks().unsaved(risk.problem());
        risk.problem().ifPresent(why -> model.note(LogLevel.ERROR, why.summary()));
      }
      case Event.PaidJobsInDoubt doubt -> {
        model.risks().doubt(doubt.problem());
        model.note(LogLevel.ERROR, doubt.problem().summary());
      }
      case Event.ScenarioLawRead read -> model.forecast().law().scenario(read.law());
      case Event.ForecastMade made -> model.forecast().done(made.forecast());
      case Event.ForecastFailed failed ->
          model.forecast().failed(failed.request(), failed.problem());
      case Event.CompareWentOn goesOn -> model.compare().wentOn(goesOn.request(), goesOn.done());
      case Event.Compared compared -> model.compare().done(compared.comparison());
      case Event.CompareFailed failed -> model.compare().failed(failed.request(), failed.problem());
      case Event.SessionRead read -> model.saved().opened(read.name(), read.session(), now);
      case Event.SessionNotRead notRead -> model.saved().notOpened(notRead.problem());
      case Event.PollLogRead read -> model.recorded().read(read.log());
      case Event.PollLogNotRead notRead -> model.recorded().notRead(notRead.problem());
      case Event.ControlHeard heard -> hear(heard.news(), now);
      case Event.DuelHeard heard -> model.duel().accept(heard.news(), now);
    }
  }

  private void turnTo(ServerChoice server) {
    if (model.control().turnTo(server)) {
      session.turnAway();
    }
  }

  private void hear(SimulatorNews heard, Duration now) {
    model.control().accept(heard);
    switch (heard) {
      case SimulatorNews.Seen(SimulatorState seen) -> {
        session.seen(seen, now);
        model.jobs().calls().received(seen.verdict().calls());
        String scenario = model.control().scenario().get();
        if (model.control().isEmbedded() && !scenario.equals(model.launch().scenario().get())) {
          model.launch().scenarios(seen.scenarios(), scenario);
        }
      }
      case SimulatorNews.Done(String told) -> model.note(LogLevel.INFO, "simulator: " + told);
      case SimulatorNews.Refused(String reason) ->
          model.note(LogLevel.ERROR, "simulator: " + reason);
      case SimulatorNews.ScenarioOpened opened -> {}
      case SimulatorNews.Counted counted -> {}
      case SimulatorNews.Absent absent -> {}
    }
  }

  private void saved(Document.Kind kind, Path file, Optional<Problem> why) {
    switch (kind) {
      case LOG -> model.log().saves().done(file, why);
      case CHART -> model.backoff().saves().done(file, why);
      case SESSION -> model.saved().saved(file, why);
    }
  }

  private void launched(Event.LaunchDone done) {
    model.launch().done(done.order(), done.accepted(), done.problems());
    for (Problem problem : done.problems()) {
      model.server().problem(problem);
      if (!model.risks().problems().contains(problem)) { // which was told when it came up
        model.note(LogLevel.ERROR, problem.summary());
      }
    }
  }
}
