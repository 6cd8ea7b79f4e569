package dev.pollwise.dashboard.jobs;

import dev.pollwise.client.job.Answer.Miss;
import dev.pollwise.client.job.JobEvent;
import dev.pollwise.dashboard.form.PlainText;
import dev.pollwise.dashboard.form.Problem;
import dev.pollwise.dashboard.server.ServerChoice;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/** The server that the window works with: its name, whether it answers, what went wrong last. */
public final class ServerModel {

  /** Whether a server answers. */
  public enum Contact {
    /** Being started or asked for the first time. */
    SOUGHT("connecting"),
    /** The last call got an answer. */
    ANSWERING("connected"),
    /** It answers, but refuses what it is asked for, or does not know it. */
    REFUSING("refusing"),
    /** The last call got none. */
    SILENT("not answering");

    private final String word;

    Contact(String word) {
      this.word = word;
    }

    /** The word to show. */
    public String word() {
      return word;
    }
  }

  private final ReadOnlyStringWrapper name = new ReadOnlyStringWrapper("no server");
  private final ReadOnlyObjectWrapper<Contact> contact =
      new ReadOnlyObjectWrapper<>(Contact.SOUGHT);
  private final ReadOnlyObjectWrapper<Optional<Problem>> lastProblem =
      new ReadOnlyObjectWrapper<>(Optional.empty());
  private final ObservableList<String> languages = FXCollections.observableArrayList();
  private final ObservableList<String> readOnlyLanguages =
      FXCollections.unmodifiableObservableList(languages);
  private Optional<ServerChoice> current = Optional.empty();
  private Optional<URI> address = Optional.empty();

  public void sought(ServerChoice server) {
    current = Optional.of(server);
    address = Optional.empty();
    name.set(server.label());
    contact.set(Contact.SOUGHT);
  }

  public void found(ServerChoice server, URI at, List<String> offered) {
    if (isCurrent(server)) {
      address = Optional.of(at);
      name.set(
          switch (server) {
            case ServerChoice.Embedded embedded -> embedded.label() + " at " + at;
            case ServerChoice.Remote remote -> remote.label();
          });
      contact.set(Contact.ANSWERING);
      lastProblem.set(Optional.empty());
      languages.setAll(offered);
    }
  }

  public void missed(ServerChoice server, Problem problem, boolean answered) {
    if (isCurrent(server)) {
      contact.set(answered ? Contact.REFUSING : Contact.SILENT);
    }
    lastProblem.set(Optional.of(problem));
  }

  public void problem(Problem problem) {
    lastProblem.set(Optional.of(problem));
  }

  /** Every call of every job tells something about its server. */
  public void heard(JobRow row, JobEvent event) {
    boolean here = address.filter(row.key().server()::equals).isPresent();
    switch (event) {
      case JobEvent.Polled polled when here -> contact.set(Contact.ANSWERING);
      case JobEvent.Missed missed -> {
        if (here) {
          contact.set(contact(missed.cause()));
        }
        String whole = row.title().get() + ": " + missed.cause().describe();
        lastProblem.set(
            Optional.of(
                new Problem(
                    PlainText.of(whole),
                    whole + "\njob " + row.key().id() + " at " + row.key().server())));
      }
      case JobEvent.Polled elsewhere -> {}
      case JobEvent.Submitted submitted -> {}
      case JobEvent.Waiting waiting -> {}
      case JobEvent.StatusChanged changed -> {}
      case JobEvent.Ended ended -> {}
      case JobEvent.Broken broken ->
          problem(Problem.of(row.title().get() + ": " + EventText.line(broken)));
    }
  }

  private static Contact contact(Miss cause) {
    return switch (cause) {
      case Miss.Unreachable silence -> Contact.SILENT;
      case Miss.TimedOut silence -> Contact.SILENT;
      case Miss.Denied refusal -> Contact.REFUSING;
      case Miss.Unreadable answer -> Contact.ANSWERING;
      case Miss.Throttled answer -> Contact.ANSWERING;
      case Miss.NotFound answer -> Contact.ANSWERING;
      case Miss.Rejected answer -> Contact.ANSWERING;
      case Miss.Redirected answer -> Contact.ANSWERING;
    };
  }

  private boolean isCurrent(ServerChoice server) {
    return current.filter(server::equals).isPresent();
  }

  /** What to call the server, without its address where it is the embedded one. */
  public String label() {
    return current.map(ServerChoice::label).orElse("");
  }

  /** What to call the server, with its address. */
  public ReadOnlyStringProperty name() {
    return name.getReadOnlyProperty();
  }

  /** Whether it answers. */
  public ReadOnlyObjectProperty<Contact> contact() {
    return contact.getReadOnlyProperty();
  }

  /** What went wrong last; empty as long as nothing has. */
  public ReadOnlyObjectProperty<Optional<Problem>> lastProblem() {
    return lastProblem.getReadOnlyProperty();
  }

  /** What the server can translate to; empty until it has answered. */
  public ObservableList<String> languages() {
    return readOnlyLanguages;
  }

  /** Where the server is, once it answered. */
  public Optional<URI> address() {
    return address;
  }
}
