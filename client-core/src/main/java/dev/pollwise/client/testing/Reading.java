package dev.pollwise.client.testing;

import dev.pollwise.client.job.Answer;
import dev.pollwise.client.job.JobId;
import dev.pollwise.client.job.JobStatus;
import java.util.Optional;

/** What a script has a call bring. */
sealed interface Reading {

  /** An answer, about whichever job. */
  record Says(Answer answer) implements Reading {}

  /** The job is done. */
  record Completed(JobStatus.Result result) implements Reading {}

  /** The job has failed. */
  record Failed(String reason) implements Reading {}

  /** No answer at all. */
  record Silence() implements Reading {}

  /** What there is to say of a job; empty for silence. */
  default Optional<Answer> about(JobId job) {
    return switch (this) {
      case Says(Answer answer) -> Optional.of(answer);
      case Completed(JobStatus.Result result) ->
          Optional.of(new Answer.Seen(new JobStatus.Completed(job, result)));
      case Failed(String reason) -> Optional.of(new Answer.Seen(new JobStatus.Failed(job, reason)));
      case Silence() -> Optional.empty();
    };
  }

  /** Whether the server could wait for something else to say: the job is alive. */
  default boolean isAlive() {
    return this instanceof Says(Answer.Seen seen) && !(seen.status() instanceof JobStatus.Terminal);
  }
}
