package dev.pollwise.dashboard.duel;

import dev.pollwise.client.job.JobEvent;
import dev.pollwise.dashboard.jobs.JobKey;
import dev.pollwise.dashboard.jobs.JobRow;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** One job of a duel, and the waits of both sides for it. */
public final class DuelLane {

  private final JobKey job;
  private final String title;
  private final Map<Side, JobRow> waits = new EnumMap<>(Side.class);
  private Optional<Instant> trueEnd = Optional.empty();
  private long revision;

  DuelLane(JobKey job, String title) {
    this.job = job;
    this.title = title;
  }

  void hear(Side side, JobRow wait, JobEvent event) {
    revision++;
    waits.put(side, wait);
    wait.lane().hear(event);
    trueEnd.ifPresent(wait.lane()::trueEnd);
  }

  void trueEnd(Instant at) {
    revision++;
    trueEnd = Optional.of(at);
    waits.values().forEach(wait -> wait.lane().trueEnd(at));
  }

  JobKey job() {
    return job;
  }

  /** What to call the job. */
  public String title() {
    return title;
  }

  /** The wait of one side; empty before anything was heard of it. */
  public Optional<JobRow> wait(Side side) {
    return Optional.ofNullable(waits.get(side));
  }

  /** Whether nobody watches the job any more. */
  boolean isOver() {
    return waits.size() == Side.values().length
        && waits.values().stream().noneMatch(JobRow::isWatched);
  }

  /** Grows whenever something is heard of the job; between, it changes by passing time only. */
  long revision() {
    return revision;
  }
}
