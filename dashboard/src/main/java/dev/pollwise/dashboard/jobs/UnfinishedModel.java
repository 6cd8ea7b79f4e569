package dev.pollwise.dashboard.jobs;

import dev.pollwise.client.job.ResumeToken;
import dev.pollwise.dashboard.form.Confirmation;
import dev.pollwise.dashboard.form.Problem;
import dev.pollwise.dashboard.server.ServerChoice;
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
 * Jobs that nobody watches and whose end was not seen: how they are watched again, or forgotten.
 * Those of an earlier session are offered together.
 */
public final class UnfinishedModel {

  private static final int MOST_NAMED = 12;

  private final JobCommands commands;
  private final LaunchModel launch;
  private final JobsModel jobs;
  private final Consumer<Confirmation> asker;
  private final ReadOnlyObjectWrapper<List<JobRow>> offered =
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
        server(server, here).ifPresentOrElse(choice -> ask(choice, here), () -> wantKey(server));
      } catch (IllegalArgumentException refused) {
        problem.set(String.valueOf(refused.getMessage()));
      }
    }
  }

  /** The key of the form counts more than the one of the launch: that one may have been wrong. */
  private Optional<ServerChoice> server(URI address, List<JobRow> here) {
    Optional<ServerChoice> ofLaunch =
        here.stream()
            .flatMap(row -> row.again().get().stream())
            .map(LaunchOrder::server)
            .findFirst();
    return launch
        .namedAt(address)
        .<ServerChoice>map(named -> named)
        .filter(named -> !isKeyless(named))
        .or(() -> ofLaunch)
        .filter(choice -> !isKeyless(choice));
  }

  private static boolean isKeyless(ServerChoice choice) {
    return choice instanceof ServerChoice.Remote remote
        && remote.isPaid()
        && remote.key().value().isEmpty();
  }

  private void ask(ServerChoice choice, List<JobRow> rows) {
    rows.forEach(row -> row.continuation().ask());
    commands.resume(choice, rows.stream().flatMap(row -> row.token().get().stream()).toList());
  }

  private void wantKey(URI server) {
    launch.turnTo(server);
    problem.set("Enter the API key of " + server + " in the launch form, then try again.");
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
    String what = rows.size() == 1 ? "1 job" : rows.size() + " jobs";
    String names =
        rows.stream().limit(MOST_NAMED).map(UnfinishedModel::name).collect(Collectors.joining(", "))
            + (rows.size() > MOST_NAMED ? " and " + (rows.size() - MOST_NAMED) + " more" : "");
    asker.accept(
        new Confirmation(
            "Forget " + what + "?",
            names
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
    return (number == 1 ? "1 job of " : number + " jobs of ")
        + servers
        + (number == 1 ? " was" : " were")
        + " not over when the window was closed last.";
  }

  /** What keeps them from being watched again, in words; empty when all is well. */
  public ReadOnlyStringProperty problem() {
    return problem.getReadOnlyProperty();
  }
}
