package dev.pollwise.dashboard.model;

import dev.pollwise.client.job.JobEvent;
import dev.pollwise.client.job.ResumeToken;
import java.net.URI;
import java.time.Instant;
import java.util.List;

/** News from outside: the one kind of thing that crosses from other threads into the model. */
public sealed interface Signal {

  /**
   * Something worth a line in the log that is not about one job.
   *
   * @param at when, by the wall clock
   * @param level how much it matters
   * @param message one line
   */
  record Noted(Instant at, LogLevel level, String message) implements Signal {}

  /**
   * A server is being started or contacted.
   *
   * @param server which
   */
  record ServerSought(ServerChoice server) implements Signal {}

  /**
   * A server answered.
   *
   * @param server which
   * @param address where it is
   * @param languages what it can translate to
   */
  record ServerFound(ServerChoice server, URI address, List<String> languages) implements Signal {}

  /**
   * A server did not answer, or not usefully.
   *
   * @param server which
   * @param problem why
   */
  record ServerMissed(ServerChoice server, Problem problem) implements Signal {}

  /**
   * The scenarios the embedded simulator knows.
   *
   * @param names what can be chosen
   * @param current the one in force
   */
  record ScenariosRead(List<String> names, String current) implements Signal {}

  /**
   * A submit was accepted.
   *
   * @param server where
   * @param video the source video
   * @param jobs what it started
   */
  record JobsAccepted(ServerChoice server, URI video, List<JobKey> jobs) implements Signal {}

  /**
   * Every submit of an order has been answered.
   *
   * @param order the order
   * @param accepted how many jobs were started
   * @param problems why the others were not; empty when all were
   */
  record LaunchDone(LaunchOrder order, int accepted, List<Problem> problems) implements Signal {}

  /**
   * Something happened in a wait.
   *
   * @param job which
   * @param event what
   */
  record JobHeard(JobKey job, JobEvent event) implements Signal {}

  /**
   * The profiles that can be chosen.
   *
   * @param profiles those that can be read
   * @param problems one for each that cannot
   */
  record ProfilesRead(List<Profile> profiles, List<Problem> problems) implements Signal {}

  /**
   * A profile could not be saved.
   *
   * @param problem why
   */
  record ProfileNotSaved(Problem problem) implements Signal {}

  /**
   * Waits for jobs of a real server that were not over when the window was closed last.
   *
   * @param tokens what takes them up again
   */
  record UnfinishedFound(List<ResumeToken> tokens) implements Signal {}

  /**
   * Something about the control face of a simulator.
   *
   * @param news what
   */
  record ControlHeard(ControlNews news) implements Signal {}
}
