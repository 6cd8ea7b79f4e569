package dev.pollwise.dashboard.feed;

import dev.pollwise.client.SubmitEvent;
import dev.pollwise.client.TranslationRequest;
import dev.pollwise.client.duration.Outlook;
import dev.pollwise.client.job.Expectation;
import dev.pollwise.client.job.JobEvent;
import dev.pollwise.client.job.JobId;
import dev.pollwise.client.job.ResumeToken;
import dev.pollwise.client.policy.PollingPolicy;
import dev.pollwise.client.poll.JobHandle;
import dev.pollwise.dashboard.form.Secret;
import dev.pollwise.dashboard.jobs.Exchange;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** The jobs of one server. Safe for any thread; nothing here blocks. */
public interface JobService {

  /**
   * Starts one job for each language and watches them.
   *
   * @param expectation how long they are expected to take
   * @return the waits, in the order of the languages; fails with what kept the submit from being
   *     accepted
   */
  CompletableFuture<List<JobHandle>> launch(TranslationRequest request, Expectation expectation);

  /**
   * What is known of how long a job takes that is launched now; may take some milliseconds.
   *
   * @param expectation how long it is expected to take
   */
  Outlook outlook(Expectation expectation);

  /** What the server can translate to. */
  CompletableFuture<List<String>> languages();

  /**
   * Takes up a wait again.
   *
   * @throws IllegalArgumentException if the token is of another server
   * @throws IllegalStateException if the service is shut down
   */
  JobHandle resume(ResumeToken token);

  /**
   * Watches a job that somebody else has submitted just now.
   *
   * @param title what to call it
   * @throws IllegalStateException if the service is shut down
   */
  JobHandle watchSubmitted(JobId job, String title);

  /** Stops watching; nothing happens where the job is not watched. */
  void stopWatching(JobId job);

  /** Puts a policy in force for running and new jobs. */
  void changePolicy(PollingPolicy policy);

  /** Whether nothing is watched, and no answer is awaited. */
  boolean isIdle();

  /** Ends every wait and hands back what takes up those that were not over. */
  List<ResumeToken> shutdown();

  /** Hears what happens in waits. */
  interface Listener extends JobEvent.Listener {

    /** After the event of a call: what went over the wire. */
    default void onExchange(JobId job, int call, Exchange exchange) {}
  }

  /** Opens the jobs of servers, and remembers what they have taught. */
  @FunctionalInterface
  interface Factory {

    /**
     * Makes a service; contacts nobody yet.
     *
     * @param server its address
     * @param key what it wants to see
     * @param policy the policy in force
     * @param listener hears every event of every job, and what each call looked like after it, on
     *     threads of the service
     * @param submits hears what becomes of each submit, on threads of the service
     */
    JobService open(
        URI server,
        Secret key,
        PollingPolicy policy,
        Listener listener,
        SubmitEvent.Listener submits);

    /** Forgets how long the jobs of a server take. */
    default void forget(URI server) {}

    /** Keeps what is remembered, for the last time; blocks for the disk. */
    default void close() {}
  }
}
