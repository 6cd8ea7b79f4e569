package dev.pollwise.dashboard.jobs;

import dev.pollwise.client.job.ResumeToken;
import dev.pollwise.dashboard.form.DesktopCommands;
import dev.pollwise.dashboard.server.ServerChoice;
import java.net.URI;
import java.util.List;

/** What can be asked of servers and of waits for their jobs. Every method returns at once. */
public interface JobCommands extends DesktopCommands {

  /** Starts or contacts a server and reads its languages. */
  void connect(ServerChoice server);

  /** Puts a scenario of the embedded simulator in force. */
  void useScenario(String name);

  /** Starts jobs and watches them. */
  void launch(LaunchOrder order);

  /** Sends nothing more of what was asked to be launched; jobs that were accepted stay. */
  void stopLaunching();

  /** Stops watching a job; the job itself goes on. */
  void stopWatching(JobKey job);

  /** Watches jobs again, the limits counting anew where the deadline has passed. */
  void resume(ServerChoice server, List<ResumeToken> tokens);

  /** Forgets what takes up waits for paid jobs. */
  void forget(List<ResumeToken> tokens);

  /** Forgets submits whose answer is not known, by their references. */
  void forgetSubmits(List<String> references);

  /** Forgets how long the jobs of a server take. */
  void forgetLearned(URI server);

  /** Looks for waits that other windows left, and tries again to save what could not be saved. */
  void lookAfterKept();
}
