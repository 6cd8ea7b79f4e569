package dev.pollwise.dashboard.shell;

import dev.pollwise.dashboard.form.Confirmation;
import dev.pollwise.dashboard.jobs.JobsModel;
import dev.pollwise.dashboard.jobs.LaunchModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What is asked before the window closes on paid jobs. */
final class CloseConfirmation {

  private CloseConfirmation() {}

  /** Empty where closing loses nothing. */
  static Optional<Confirmation> of(
      JobsModel jobs, LaunchModel launch, RisksModel risks, Runnable close) {
    long paid = jobs.rows().stream().filter(row -> row.isWatched() && row.isPaid()).count();
    List<String> sentences = new ArrayList<>();
    if (launch.progress().isPaid()) {
      sentences.add(
          "A paid launch is under way. What the server accepts within 5 s of closing is kept; what"
              + " it accepts later is paid for, and nobody knows of it.");
    }
    if (risks.unsaved().isPresent()) {
      sentences.add(
          risks.unsaved().get().summary() + " Its details hold what takes the jobs up again.");
    } else if (paid > 0) {
      sentences.add(
          "Closing ends the watching only: the jobs go on at the server, and what takes the waits"
              + " up again is kept and offered at the next start.");
    }
    return sentences.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Confirmation(title(paid, launch), String.join(" ", sentences), "Close", close));
  }

  private static String title(long paid, LaunchModel launch) {
    if (paid == 0) {
      return launch.progress().isPaid() ? "A paid launch is under way" : "Paid jobs are not saved";
    }
    return paid == 1 ? "1 paid job is still running" : paid + " paid jobs are still running";
  }
}
