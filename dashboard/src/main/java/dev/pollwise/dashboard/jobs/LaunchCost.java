package dev.pollwise.dashboard.jobs;

import dev.pollwise.dashboard.form.Confirmation;
import dev.pollwise.dashboard.server.ServerChoice;
import dev.pollwise.dashboard.server.UnansweredSubmit;
import java.util.List;
import java.util.Locale;

/**
 * What jobs of a real server are expected to cost. Prices are those that HeyGen publishes for video
 * translation in speed mode; the length of a source video is not known here and therefore assumed.
 */
final class LaunchCost {

  /** US dollars for a second of translated video. */
  private static final double PER_SECOND = 0.0333;

  private static final int ASSUMED_MINUTES = 10;

  private LaunchCost() {}

  /** Asks whether jobs are to be launched that cost money. */
  static Confirmation question(LaunchOrder order, String remark, Runnable go) {
    String jobs = words(order.jobs());
    return new Confirmation(
        "Launch " + jobs + " that cost money?",
        order.server().label()
            + " is not a simulator on this machine. "
            + jobs
            + ": "
            + sentence(order.jobs())
            + "."
            + remark,
        "Launch " + jobs,
        go);
  }

  /** Asks whether a server is to be asked again for what it may have started already. */
  static Confirmation question(ServerChoice server, List<UnansweredSubmit> submits, Runnable go) {
    int jobs = submits.stream().mapToInt(UnansweredSubmit::jobs).sum();
    return new Confirmation(
        "Ask again for " + words(jobs) + "?",
        "What "
            + server.label()
            + " has accepted before is not paid again. What never reached it is accepted and paid"
            + " now: at most "
            + sentence(jobs)
            + ".",
        "Ask again",
        go);
  }

  static String words(int jobs) {
    return jobs == 1 ? "1 job" : jobs + " jobs";
  }

  private static String sentence(int jobs) {
    return String.format(
        Locale.ROOT,
        "about $%,.0f, assuming %d minutes of video for each job and speed mode ($%.4f a second)",
        jobs * ASSUMED_MINUTES * 60 * PER_SECOND,
        ASSUMED_MINUTES,
        PER_SECOND);
  }
}
