package dev.pollwise.client.job;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.time.Instant;
import java.util.Optional;

/** Where a job stands, as far as an answer of the server tells. */
public sealed interface JobStatus {

  /**
   * The word to show to people: {@code pending}, {@code running}, {@code completed}, {@code
   * failed}.
   */
  String word();

  /** Accepted and queued; the work has not begun. */
  record Pending() implements JobStatus {
    @Override
    public String word() {
      return "pending";
    }
  }

  /**
   * Being worked on.
   *
   * @param word the server's own word
   * @param isRecognised false for a word that the format does not know: it counts as running, so
   *     that a new status of the server never ends a wait, and is told
   */
  record Running(String word, boolean isRecognised) implements JobStatus {

    /** Refuses null. */
    public Running {
      requireNonNull(word, "word");
    }

    /** Running under a word that whoever read the answer knows. */
    public Running(String word) {
      this(word, true);
    }

    /** Running under the usual word. */
    public Running() {
      this("running");
    }

    /** Taken for running, since nobody knows the word. */
    public static Running unrecognised(String word) {
      return new Running(word, false);
    }
  }

  /** Over, for good: no later answer changes it. */
  sealed interface Terminal extends JobStatus {

    /** The job that is over. */
    JobId jobId();

    /** What finding out has cost, and how late it can have been. */
    Evidence evidence();

    /** The same end, with the evidence of the whole wait. */
    Terminal withEvidence(Evidence evidence);
  }

  /**
   * Done.
   *
   * @param jobId the job
   * @param result what it produced
   * @param evidence what finding out has cost
   */
  record Completed(JobId jobId, JobResult result, Evidence evidence) implements Terminal {
    /** Refuses null. */
    public Completed {
      requireNonNull(jobId, "jobId");
      requireNonNull(result, "result");
      requireNonNull(evidence, "evidence");
    }

    /** Where the translated video is; absent where the server gave no address. */
    public Optional<URI> videoUrl() {
      return result.videoUrl();
    }

    /** Until when that address is good; absent where it does not tell. */
    public Optional<Instant> videoUrlExpiresAt() {
      return videoUrl().flatMap(UrlExpiry::of);
    }

    @Override
    public String word() {
      return "completed";
    }

    @Override
    public Completed withEvidence(Evidence evidence) {
      return new Completed(jobId, result, evidence);
    }
  }

  /**
   * The job itself failed; a value, not an exception.
   *
   * @param jobId the job
   * @param reason the server's words, or a plain statement that it gave none
   * @param evidence what finding out has cost
   */
  record Failed(JobId jobId, String reason, Evidence evidence) implements Terminal {
    /** Refuses null. */
    public Failed {
      requireNonNull(jobId, "jobId");
      requireNonNull(reason, "reason");
      requireNonNull(evidence, "evidence");
    }

    @Override
    public String word() {
      return "failed";
    }

    @Override
    public Failed withEvidence(Evidence evidence) {
      return new Failed(jobId, reason, evidence);
    }
  }
}
