package dev.pollwise.dashboard.feed;

import dev.pollwise.client.job.JobEvent;
import dev.pollwise.dashboard.jobs.JobKey;
import dev.pollwise.dashboard.shell.Event;
import java.util.function.Consumer;

/**
 * Passes news on, and after it when the job that it is about is truly over: as soon as the job is
 * heard of, and once more at its end, since somebody may have moved the clock of the simulator.
 */
public final class TrueEnds implements Consumer<Event> {

  private final JobTruth truth;
  private final Consumer<Event> out;

  /**
   * Stands between two sides.
   *
   * @param truth asked on the thread that brings the news
   * @param out takes the news, from any thread
   */
  public TrueEnds(JobTruth truth, Consumer<Event> out) {
    this.truth = truth;
    this.out = out;
  }

  @Override
  public void accept(Event news) {
    out.accept(news);
    if (news instanceof Event.JobHeard(JobKey job, JobEvent event) && isWorthAsking(event)) {
      truth.endOf(job).ifPresent(at -> out.accept(new Event.TrueEndTold(job, at)));
    }
  }

  private static boolean isWorthAsking(JobEvent event) {
    return event instanceof JobEvent.Submitted || event instanceof JobEvent.Ended;
  }
}
