package dev.pollwise.simulator.demo;

import static java.util.Objects.requireNonNull;

import dev.pollwise.client.job.JobEvent;
import dev.pollwise.client.job.JobId;
import dev.pollwise.client.job.JobOutcome;
import dev.pollwise.client.job.JobStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.DoubleAdder;

/** Counts what the demonstration promises to show. */
final class Tally implements JobEvent.Listener {

  private final DoubleAdder answered = new DoubleAdder();
  private final DoubleAdder missed = new DoubleAdder();
  private final Map<JobId, JobEvent.Ended> ends = new ConcurrentHashMap<>();

  @Override
  public void onEvent(JobEvent event) {
    switch (event) {
      case JobEvent.Polled polled -> answered.add(1.0 / polled.participants());
      case JobEvent.Missed miss -> missed.add(1.0 / miss.participants());
      case JobEvent.Ended ended -> ends.put(ended.jobId(), ended);
      case JobEvent.Submitted submitted -> {}
      case JobEvent.Waiting waiting -> {}
      case JobEvent.StatusChanged changed -> {}
      case JobEvent.Broken broken -> {}
    }
  }

  /** Of which one about several jobs is one. */
  long calls() {
    return Math.round(answered.sum() + missed.sum());
  }

  long missed() {
    return Math.round(missed.sum());
  }

  /** When the client learned that a job was over. */
  Instant endSeenAt(JobId job) {
    return requireNonNull(ends.get(job)).moment().at();
  }

  /** What was promised and did not happen. */
  List<String> complaints() {
    List<String> complaints = new ArrayList<>();
    demand(complaints, count(JobStatus.Completed.class) > 0, "no job completed");
    demand(complaints, count(JobStatus.Failed.class) > 0, "no job failed");
    demand(complaints, missed() > 0, "no call fell into the outage");
    long others = ends.size() - count(JobStatus.Terminal.class);
    demand(complaints, others == 0, others + " waits ended without the end of their job");
    return complaints;
  }

  private static void demand(List<String> complaints, boolean kept, String complaint) {
    if (!kept) {
      complaints.add("demo: " + complaint);
    }
  }

  private long count(Class<? extends JobStatus.Terminal> kind) {
    return ends.values().stream()
        .filter(ended ->
            ended.outcome() instanceof JobOutcome.Ended(var status) && kind.isInstance(status))
        .count();
  }
}
