package dev.pollwise.simulator.http;

import dev.pollwise.simulator.job.JobState;
import dev.pollwise.simulator.simulation.Job;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Jobs that were created together; they stay its items also when they are deleted.
 *
 * @param title empty if it has none
 * @param createdAt wall-clock time
 */
record Batch(String id, String owner, String title, Instant createdAt, List<Job> jobs) {

  Batch {
    jobs = List.copyOf(jobs);
  }

  /** The word for a job's state in batches and bulk answers, which differs from the job's own. */
  static String word(JobState state) {
    return switch (state) {
      case JobState.Pending pending -> "queued";
      case JobState.Running running -> "processing";
      case JobState.Completed completed -> "completed";
      case JobState.Failed failed -> "failed";
    };
  }

  /** How many items there are of each status. */
  static Map<String, Integer> counts(List<JobState> states) {
    Map<String, Integer> counts = new LinkedHashMap<>();
    for (String word : List.of("queued", "processing", "completed", "failed")) {
      counts.put(word, 0);
    }
    states.forEach(state -> counts.merge(word(state), 1, Integer::sum));
    return counts;
  }

  /** Processing until every item is over, then failed if all failed, else completed. */
  static String status(List<JobState> states) {
    if (!states.stream().allMatch(JobState::isOver)) {
      return "processing";
    }
    return states.stream().allMatch(JobState.Failed.class::isInstance) ? "failed" : "completed";
  }

  /** What its items look like, without counting as a question. */
  List<JobState> peek(Duration now) {
    return states(job -> job.peek(now));
  }

  /** What its items look like, in order. */
  List<JobState> states(Function<Job, JobState> look) {
    return jobs.stream().map(look).toList();
  }
}
