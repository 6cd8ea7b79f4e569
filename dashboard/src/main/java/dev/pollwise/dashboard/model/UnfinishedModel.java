package dev.pollwise.dashboard.model;

import dev.pollwise.client.job.ResumeToken;
import dev.pollwise.client.job.ServerAddress;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;

/** Jobs of real servers that an earlier session left unfinished, offered for watching again. */
public final class UnfinishedModel {

  private final Commands commands;
  private final LaunchModel launch;
  private final ReadOnlyObjectWrapper<List<ResumeToken>> tokens =
      new ReadOnlyObjectWrapper<>(List.of());
  private final ReadOnlyStringWrapper problem = new ReadOnlyStringWrapper("");

  UnfinishedModel(Commands commands, LaunchModel launch) {
    this.commands = commands;
    this.launch = launch;
  }

  void found(List<ResumeToken> unfinished) {
    tokens.set(List.copyOf(unfinished));
    problem.set("");
  }

  /**
   * Watches the jobs again, with the key from the launch form. Watching costs nothing; the jobs
   * were paid for when they were launched.
   */
  public void watchAgain() {
    List<URI> servers = tokens.get().stream().map(ResumeToken::server).distinct().toList();
    Optional<URI> formServer =
        launch.embedded().get() ? Optional.empty() : Optional.of(launch.server().value().get());
    if (formServer.filter(servers::contains).isEmpty()) {
      launch.embedded().set(false);
      launch.server().set(servers.getFirst());
    }
    URI server = launch.server().value().get();
    ServerChoice.Remote choice;
    try {
      choice = new ServerChoice.Remote(server, new Secret(launch.key().get().strip()));
    } catch (IllegalArgumentException refused) {
      problem.set(String.valueOf(refused.getMessage()));
      return;
    }
    if (choice.isPaid() && choice.key().value().isEmpty()) {
      problem.set("Enter the API key of " + server + " in the launch form, then try again.");
      return;
    }
    List<ResumeToken> here =
        tokens.get().stream()
            .filter(token -> token.server().equals(ServerAddress.normalised(server)))
            .toList();
    commands.connect(choice);
    commands.resume(choice, here);
    found(tokens.get().stream().filter(token -> !here.contains(token)).toList());
  }

  /** Forgets them. */
  public void forget() {
    commands.forgetUnfinished();
    found(List.of());
  }

  /** What takes the waits up again; empty where there is nothing to offer. */
  public ReadOnlyObjectProperty<List<ResumeToken>> tokens() {
    return tokens.getReadOnlyProperty();
  }

  /** The offer in a sentence. */
  public String sentence() {
    int jobs = tokens.get().size();
    String servers =
        tokens.get().stream()
            .map(token -> token.server().toString())
            .distinct()
            .collect(Collectors.joining(", "));
    return (jobs == 1 ? "1 job of " : jobs + " jobs of ")
        + servers
        + (jobs == 1 ? " was" : " were")
        + " not over when the window was closed last.";
  }

  /** What keeps them from being watched again, in words; empty when all is well. */
  public ReadOnlyStringProperty problem() {
    return problem.getReadOnlyProperty();
  }
}
