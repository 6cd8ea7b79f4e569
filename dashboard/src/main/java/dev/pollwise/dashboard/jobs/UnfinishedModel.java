package dev.pollwise.dashboard.jobs;

import dev.pollwise.client.job.ResumeToken;
import dev.pollwise.dashboard.form.Confirmation;
import dev.pollwise.dashboard.form.Problem;
import dev.pollwise.dashboard.server.ServerChoice;
import dev.pollwise.dashboard.server.UnansweredSubmit;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;

/**
 * Paid jobs that might be lost sight of: those that nobody watches and whose end was not seen, and
 * those that a submit without an answer may have started. How they are taken up, or forgotten.
 */
public final class UnfinishedModel {

  private static final int MOST_NAMED = 12;

  private final JobCommands commands;
  private final LaunchModel launch;
  private final JobsModel jobs;
  private final Consumer<Confirmation> asker;
  private final ReadOnlyObjectWrapper<List<JobRow>> offered =
      new ReadOnlyObjectWrapper<>(List.of());
  private final ReadOnlyObjectWrapper<List<UnansweredSubmit>> unanswered =
      new ReadOnlyObjectWrapper<>(List.of());
  private final ReadOnlyStringWrapper problem = new ReadOnlyStringWrapper("");

  public UnfinishedModel(
      JobCommands commands, LaunchModel launch, JobsModel jobs, Consumer<Confirmation> asker) {
    this.commands = commands;
    this.launch = launch;
    this.jobs = jobs;
    this.asker = asker;
  }

  /** Looks what is on offer; after each batch of news. */
  public void count() {
    List<JobRow> now =
        jobs.rows().stream().filter(row -> row.state().get() == JobState.NOT_WATCHED).toList();
    if (!now.equals(offered.get())) {
      offered.set(now);
      problem.set("");
    }
  }

  /**
   * Watches the jobs of earlier sessions again, with the key from the launch form. Watching costs
   * nothing; the jobs were paid for when they were launched.
   */
  public void watchAgain() {
    watchAgain(offered.get());
  }

  /** Watches a job again; nothing happens where that makes no sense. */
  public void watchAgain(JobRow row) {
    watchAgain(List.of(row));
  }

  private void watchAgain(List<JobRow> chosen) {
    problem.set("");
    List<JobRow> left =
        chosen.stream()
            .filter(row -> row.token().get().isPresent() && !row.continuation().isAsked())
            .toList();
    for (URI server : left.stream().map(row -> row.key().server()).distinct().toList()) {
      List<JobRow> here = left.stream().filter(row -> row.key().server().equals(server)).toList();
      try {
        launch
            .server()
            .knownAt(server, launchedAt(here))
            .ifPresentOrElse(choice -> ask(choice, here), () -> problem.set(wantKey(server)));
      } catch (IllegalArgumentException refused) {
        problem.set(String.valueOf(refused.getMessage()));
      }
    }
  }

  private static Optional<ServerChoice> launchedAt(List<JobRow> here) {
    return here.stream()
        .flatMap(row -> row.again().get().stream())
        .map(LaunchOrder::server)
        .findFirst();
  }

  private void ask(ServerChoice choice, List<JobRow> rows) {
    rows.forEach(row -> row.continuation().ask());
    commands.resume(choice, rows.stream().flatMap(row -> row.token().get().stream()).toList());
  }

  private String wantKey(URI server) {
    launch.server().turnTo(server);
    return "Enter the API key of " + server + " in the launch form, then try again.";
  }

  /** Submits were found of which nobody knows whether they started jobs. */
  public void unanswered(List<UnansweredSubmit> found) {
    if (!found.equals(unanswered.get())) {
      unanswered.set(List.copyOf(found));
      problem.set("");
    }
  }

  /** Sends them again, each under its own key: what was paid is not paid again. */
  public void askAgain() {
    problem.set("");
    for (URI address :
        unanswered.get().stream().map(UnansweredSubmit::server).distinct().toList()) {
      List<UnansweredSubmit> here =
          unanswered.get().stream().filter(submit -> submit.server().equals(address)).toList();
      try {
        launch
            .server()
            .knownAt(address, Optional.empty())
            .ifPresentOrElse(
                server -> launch.repeat(server, here), () -> problem.set(wantKey(address)));
      } catch (IllegalArgumentException refused) {
        problem.set(String.valueOf(refused.getMessage()));
      }
    }
  }

  /** Forgets them, asking first with their names. */
  public void forgetUnanswered() {
    List<UnansweredSubmit> all = unanswered.get();
    asker.accept(
        new Confirmation(
            "Forget " + LaunchCost.words(unansweredJobs()) + "?",
            names(all.stream().flatMap(submit -> submit.languages().stream()).toList())
                + ". If the server has them, they are paid, and nothing here will know of them.",
            "Forget " + LaunchCost.words(unansweredJobs()),
            () -> commands.forgetSubmits(all.stream().map(UnansweredSubmit::reference).toList())));
  }

  private int unansweredJobs() {
    return unanswered.get().stream().mapToInt(UnansweredSubmit::jobs).sum();
  }

  private static String names(List<String> all) {
    return String.join(", ", all.subList(0, Math.min(MOST_NAMED, all.size())))
        + (all.size() > MOST_NAMED ? " and " + (all.size() - MOST_NAMED) + " more" : "");
  }

  /** Submits of which nobody knows whether they started jobs; empty where there are none. */
  public ReadOnlyObjectProperty<List<UnansweredSubmit>> unanswered() {
    return unanswered.getReadOnlyProperty();
  }

  /** They in a sentence. */
  public String unansweredSentence() {
    int number = unansweredJobs();
    String servers =
        unanswered.get().stream()
            .map(submit -> submit.server().toString())
            .distinct()
            .collect(Collectors.joining(", "));
    return (number == 1 ? "1 job was" : number + " jobs were")
        + " asked for at "
        + servers
        + ", and the answer is not known. Asking again under the same key pays for none twice.";
  }

  /** Nothing came of it: they are on offer as before. */
  public void notWatched(List<ResumeToken> tokens, Problem why) {
    jobs.rows().stream()
        .filter(row -> row.token().get().filter(tokens::contains).isPresent())
        .forEach(row -> row.refuse(why.summary()));
    problem.set(why.summary());
  }

  /** Forgets the jobs of earlier sessions, asking first with their names. */
  public void forget() {
    forget(offered.get());
  }

  /** Forgets what takes up the wait for a job, asking first. */
  public void forget(JobRow row) {
    forget(List.of(row));
  }

  private void forget(List<JobRow> chosen) {
    List<JobRow> rows = chosen.stream().filter(row -> row.token().get().isPresent()).toList();
    if (rows.isEmpty()) {
      return;
    }
    String what = LaunchCost.words(rows.size());
    asker.accept(
        new Confirmation(
            "Forget " + what + "?",
            names(rows.stream().map(UnfinishedModel::name).toList())
                + ". Nothing here will know of "
                + (rows.size() == 1 ? "it" : "them")
                + " any more; what was paid for goes on at the server.",
            "Forget " + what,
            () -> drop(rows)));
  }

  private static String name(JobRow row) {
    return row.title().get().equals(row.id())
        ? row.id()
        : row.title().get() + " (" + row.id() + ")";
  }

  private void drop(List<JobRow> rows) {
    List<ResumeToken> tokens = new ArrayList<>();
    rows.forEach(row -> row.token().get().ifPresent(tokens::add));
    commands.forget(tokens);
    jobs.take(Set.copyOf(rows));
    count();
  }

  /** The jobs of earlier sessions that nobody watches; empty where there is nothing to offer. */
  public ReadOnlyObjectProperty<List<JobRow>> offered() {
    return offered.getReadOnlyProperty();
  }

  /** The offer in a sentence. */
  public String sentence() {
    int number = offered.get().size();
    String servers =
        offered.get().stream()
            .map(row -> row.key().server().toString())
            .distinct()
            .collect(Collectors.joining(", "));
    return LaunchCost.words(number)
        + " of "
        + servers
        + (number == 1 ? " was" : " were")
        + " not over when the window was closed last.";
  }

  /** What keeps them from being watched again, in words; empty when all is well. */
  public ReadOnlyStringProperty problem() {
    return problem.getReadOnlyProperty();
  }
}
