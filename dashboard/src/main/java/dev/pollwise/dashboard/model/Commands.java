package dev.pollwise.dashboard.model;

import dev.pollwise.client.job.Expectation;
import dev.pollwise.client.job.ResumeToken;
import dev.pollwise.client.policy.PollingPolicy;
import java.util.List;

/**
 * What the model can ask of the world outside. Every method returns at once; what comes of it comes
 * back as {@link Signal}s.
 */
public interface Commands {

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

  /** Puts a policy in force for running and new jobs. */
  void applyPolicy(PollingPolicy policy);

  /** Expects jobs to take so long, those that are launched from now on. */
  void expect(Expectation expectation);

  /** Reads the profiles anew. */
  void readProfiles();

  /** Saves a profile under its name and reads the profiles anew. */
  void saveProfile(Profile profile);

  /** Watches jobs again, the limits counting anew where the deadline has passed. */
  void resume(ServerChoice server, List<ResumeToken> tokens);

  /** Forgets what takes up waits for paid jobs. */
  void forget(List<ResumeToken> tokens);

  /** Looks for waits that other windows left, and tries again to save what could not be saved. */
  void lookAfterKept();

  /** Writes a document to its file. */
  void save(Document document);

  /** Asks something of the control face of a simulator. */
  void control(ControlWish wish);

  /** Opens an address in the browser of the user. */
  void open(java.net.URI address);

  /** Puts a text on the clipboard. */
  void copy(String text);
}
