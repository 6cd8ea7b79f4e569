package dev.pollwise.simulator.heygen;

import dev.pollwise.simulator.job.JobPlan;
import dev.pollwise.simulator.simulation.Job;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Jobs that were created together; they stay its items also when they are deleted.
 *
 * @param title empty if it has none
 * @param createdAt wall-clock time
 */
record Batch(String id, String owner, String title, Instant createdAt, List<Job> jobs) {

  /** How many items a batch has at most. */
  static final int MOST_ITEMS = 100;

  Batch {
    jobs = List.copyOf(jobs);
  }

  /** The word for a job's state in batches and bulk answers, which differs from the job's own. */
  static String word(JobPlan.State state) {
    return switch (state) {
      case JobPlan.State.Pending pending -> "queued";
      case JobPlan.State.Running running -> "processing";
      case JobPlan.State.Completed completed -> "completed";
      case JobPlan.State.Failed failed -> "failed";
    };
  }

  /** The word for what is seen of a job; one that is not found yet was not begun either. */
  static String word(JobView sight) {
    return switch (sight) {
      case JobView.Hidden hidden -> word(new JobPlan.State.Pending());
      case JobView.Shown shown -> shown.word().isEmpty() ? word(shown.state()) : shown.word();
    };
  }

  /** How many items there are of each status. */
  static Map<String, Integer> counts(List<JobPlan.State> states) {
    return countsOf(states.stream().map(Batch::word).toList());
  }

  /** How many items there are of each word; those of the documentation come first. */
  static Map<String, Integer> countsOf(List<String> words) {
    Map<String, Integer> counts = new LinkedHashMap<>();
    for (String word : List.of("queued", "processing", "completed", "failed")) {
      counts.put(word, 0);
    }
    words.forEach(word -> counts.merge(word, 1, Integer::sum));
    return counts;
  }

  /** Processing until every item is over, then failed if all failed, else completed. */
  static String status(List<JobPlan.State> states) {
    if (!states.stream().allMatch(JobPlan.State::isOver)) {
      return "processing";
    }
    return states.stream().allMatch(JobPlan.State.Failed.class::isInstance)
        ? "failed"
        : "completed";
  }

  /** What its items look like in truth, without counting as a poll. */
  List<JobPlan.State> peek(Duration now) {
    return jobs.stream().map(job -> job.peek(now)).toList();
  }
}
