package dev.pollwise.dashboard.shell;

import dev.pollwise.client.duration.Outlook;
import dev.pollwise.client.job.JobEvent;
import dev.pollwise.client.job.ResumeToken;
import dev.pollwise.dashboard.compare.CompareRequest;
import dev.pollwise.dashboard.compare.Comparison;
import dev.pollwise.dashboard.compare.ForecastRequest;
import dev.pollwise.dashboard.compare.PolicyForecast;
import dev.pollwise.dashboard.duel.DuelNews;
import dev.pollwise.dashboard.form.Document;
import dev.pollwise.dashboard.form.Problem;
import dev.pollwise.dashboard.jobs.Exchange;
import dev.pollwise.dashboard.jobs.JobKey;
import dev.pollwise.dashboard.jobs.KeptWait;
import dev.pollwise.dashboard.jobs.LaunchOrder;
import dev.pollwise.dashboard.jobs.LogLevel;
import dev.pollwise.dashboard.policy.Profile;
import dev.pollwise.dashboard.recorded.RecordedLog;
import dev.pollwise.dashboard.server.ScenarioLaw;
import dev.pollwise.dashboard.server.ServerChoice;
import dev.pollwise.dashboard.server.SimulatorNews;
import dev.pollwise.dashboard.server.UnansweredSubmit;
import dev.pollwise.dashboard.session.SavedSession;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** News from outside: the one kind of thing that crosses from other threads into the model. */
public sealed interface Event {

  /**
   * Something worth a line in the log that is not about one job.
   *
   * @param at when, by the wall clock
   * @param level how much it matters
   * @param message one line
   */
  record Noted(Instant at, LogLevel level, String message) implements Event {}

  /**
   * A server is being started or contacted.
   *
   * @param server which
   */
  record ServerSought(ServerChoice server) implements Event {}

  /**
   * A server answered.
   *
   * @param server which
   * @param address where it is
   * @param languages what it can translate to
   */
  record ServerFound(ServerChoice server, URI address, List<String> languages) implements Event {}

  /**
   * A server did not answer, or not usefully.
   *
   * @param server which
   * @param problem why
   * @param answered whether it answered, with something else than was asked for
   */
  record ServerMissed(ServerChoice server, Problem problem, boolean answered) implements Event {

    /** Without an answer. */
    public ServerMissed(ServerChoice server, Problem problem) {
      this(server, problem, false);
    }
  }

  /**
   * The scenarios the embedded simulator knows.
   *
   * @param names what can be chosen
   * @param current the one in force
   */
  record ScenariosRead(List<String> names, String current) implements Event {}

  /**
   * A submit was accepted.
   *
   * @param order of which it was one copy
   * @param jobs what it started, in the order of the languages
   */
  record JobsAccepted(LaunchOrder order, List<JobKey> jobs) implements Event {}

  /**
   * Every submit of an order has been answered.
   *
   * @param order the order
   * @param accepted how many jobs were started
   * @param problems why the others were not; empty when all were
   */
  record LaunchDone(LaunchOrder order, int accepted, List<Problem> problems) implements Event {}

  /**
   * Something happened in a wait.
   *
   * @param job which
   * @param event what
   */
  record JobHeard(JobKey job, JobEvent event) implements Event {}

  /**
   * What a call looked like on the wire; follows what is heard of it.
   *
   * @param job about which
   * @param call its number
   * @param exchange request and answer
   */
  record CallRecorded(JobKey job, int call, Exchange exchange) implements Event {}

  /**
   * What the client knows of how long the jobs of a server take.
   *
   * @param server its address
   * @param outlook of a job that is launched now
   */
  record Learned(URI server, Outlook outlook) implements Event {}

  /**
   * When a job is truly over, whether anybody has seen it or not.
   *
   * @param job which
   * @param at by the wall clock; may lie ahead
   */
  record TrueEndTold(JobKey job, Instant at) implements Event {}

  /**
   * A document was saved.
   *
   * @param kind what it is
   * @param file where it is
   */
  record DocumentSaved(Document.Kind kind, Path file) implements Event {}

  /**
   * A document could not be saved.
   *
   * @param kind what it is
   * @param file where it should have gone
   * @param problem why
   */
  record DocumentNotSaved(Document.Kind kind, Path file, Problem problem) implements Event {}

  /**
   * The profiles that can be chosen.
   *
   * @param profiles those that can be read
   * @param problems one for each that cannot
   */
  record ProfilesRead(List<Profile> profiles, List<Problem> problems) implements Event {}

  /**
   * A profile could not be saved.
   *
   * @param problem why
   */
  record ProfileNotSaved(Problem problem) implements Event {}

  /**
   * What is kept of paid jobs whose end was not seen.
   *
   * @param here by this window, those that it is watching included
   * @param elsewhere by other windows
   * @param unanswered submits of which nobody knows whether they started paid jobs
   */
  record WaitsKept(List<KeptWait> here, List<KeptWait> elsewhere, List<UnansweredSubmit> unanswered)
      implements Event {}

  /**
   * Something in the dashboard broke that nobody foresaw.
   *
   * @param problem what
   */
  record Defect(Problem problem) implements Event {}

  /**
   * Jobs could not be watched again.
   *
   * @param tokens which
   * @param problem why
   */
  record NotWatchedAgain(List<ResumeToken> tokens, Problem problem) implements Event {}

  /**
   * Whether something keeps paid jobs from being saved.
   *
   * @param problem what; empty when all is saved again
   */
  record PaidJobsAtRisk(Optional<Problem> problem) implements Event {}

  /**
   * Paid jobs may have been lost sight of; a person has to see to it.
   *
   * @param problem which, as far as known
   */
  record PaidJobsInDoubt(Problem problem) implements Event {}

  /**
   * How long the jobs of the scenario in force take.
   *
   * @param law what is known of it
   */
  record ScenarioLawRead(ScenarioLaw law) implements Event {}

  /**
   * A forecast is there.
   *
   * @param forecast what it found, and for what
   */
  record ForecastMade(PolicyForecast forecast) implements Event {}

  /**
   * A forecast could not be made.
   *
   * @param request what was asked
   * @param problem why
   */
  record ForecastFailed(ForecastRequest request, Problem problem) implements Event {}

  /**
   * A comparison goes on.
   *
   * @param request what was asked
   * @param done the share that is done, 0 to 1
   */
  record CompareWentOn(CompareRequest request, double done) implements Event {}

  /**
   * A comparison is there.
   *
   * @param comparison what it found, and for what
   */
  record Compared(Comparison comparison) implements Event {}

  /**
   * A comparison could not be made.
   *
   * @param request what was asked
   * @param problem why
   */
  record CompareFailed(CompareRequest request, Problem problem) implements Event {}

  /**
   * A saved session was read.
   *
   * @param name of its file
   * @param session what is in it
   */
  record SessionRead(String name, SavedSession session) implements Event {}

  /**
   * A saved session could not be read.
   *
   * @param problem why
   */
  record SessionNotRead(Problem problem) implements Event {}

  /**
   * A log of somebody's own polling was read.
   *
   * @param log what it comes to
   */
  record PollLogRead(RecordedLog log) implements Event {}

  /**
   * A log of somebody's own polling could not be read.
   *
   * @param problem why
   */
  record PollLogNotRead(Problem problem) implements Event {}

  /**
   * Something about the control API of a simulator.
   *
   * @param news what
   */
  record ControlHeard(SimulatorNews news) implements Event {}

  /**
   * Something about a duel.
   *
   * @param news what
   */
  record DuelHeard(DuelNews news) implements Event {}
}
