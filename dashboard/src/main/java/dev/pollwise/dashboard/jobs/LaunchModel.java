package dev.pollwise.dashboard.jobs;

import dev.pollwise.client.job.ResumeToken.ServerAddress;
import dev.pollwise.dashboard.form.Confirmation;
import dev.pollwise.dashboard.form.Problem;
import dev.pollwise.dashboard.form.Quantities;
import dev.pollwise.dashboard.form.Secret;
import dev.pollwise.dashboard.form.Setting;
import dev.pollwise.dashboard.server.ServerChoice;
import dev.pollwise.dashboard.server.UnansweredSubmit;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.IntegerBinding;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.beans.value.ObservableValue;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/** The launch form: where, what, into which languages and how often. */
public final class LaunchModel {

  /** The most jobs of one launch. */
  public static final int MOST_JOBS = 1000;

  private static final int PRESELECTED = 3;

  private final JobCommands commands;
  private final Consumer<Confirmation> asker;
  private final Supplier<String> ready;
  private final BooleanProperty embedded = new SimpleBooleanProperty(true);
  private final Setting<URI> server =
      new Setting<>(
          "server",
          "Address",
          URI.create("https://api.heygen.com"),
          ServerChoice::address,
          URI::toString);
  private final StringProperty key = new SimpleStringProperty("");
  private final ReadOnlyStringWrapper keyProblem = new ReadOnlyStringWrapper("");
  private final Setting<URI> video =
      new Setting<>(
          "source video",
          "Source video",
          URI.create("https://example.com/keynote.mp4"),
          ServerChoice::address,
          URI::toString);
  private final ObservableList<String> languages = FXCollections.observableArrayList();
  private final Setting<Integer> copies =
      new Setting<>(
          "jobs per language", "Jobs per language", 1, Quantities::count, String::valueOf);
  private final ObservableList<String> scenarios = FXCollections.observableArrayList();
  private final ObservableList<String> readOnlyScenarios =
      FXCollections.unmodifiableObservableList(scenarios);
  private final ReadOnlyStringWrapper scenario = new ReadOnlyStringWrapper("");
  private final ReadOnlyStringWrapper problem = new ReadOnlyStringWrapper("");
  private final LaunchProgress progress = new LaunchProgress();
  private final ReadOnlyObjectWrapper<Optional<ServerChoice>> connected =
      new ReadOnlyObjectWrapper<>(Optional.empty());
  private final ObservableValue<String> action;
  private final IntegerBinding jobs;
  private int sent;

  /**
   * A form that has launched nothing.
   *
   * @param asker asks a person first
   * @param ready gives what keeps jobs from following the policy of the form; empty if nothing
   */
  public LaunchModel(JobCommands commands, Consumer<Confirmation> asker, Supplier<String> ready) {
    this.commands = commands;
    this.asker = asker;
    this.ready = ready;
    this.jobs =
        Bindings.createIntegerBinding(
            () -> languages.size() * copies.value().get(), languages, copies.value());
    this.action =
        Bindings.createStringBinding(this::actionText, languages, copies.value(), copies.error());
    embedded.addListener((o, before, now) -> problem.set(""));
    key.addListener((o, before, now) -> checkKey());
    keyProblem.addListener((o, before, now) -> problem.set(now));
    copies.value().addListener((o, before, now) -> checkNumber());
    languages.addListener((javafx.beans.Observable o) -> checkNumber());
  }

  private void checkNumber() {
    copies.review();
    int each = copies.value().get();
    if (copies.isValid() && each < 1) {
      copies.refuse("jobs per language " + each + ": must be at least 1");
    } else if (copies.isValid() && (long) each * languages.size() > MOST_JOBS) {
      copies.refuse(
          String.format(
              Locale.ROOT,
              "jobs per language %d: one launch has at most %,d jobs, and this makes %,d",
              each,
              MOST_JOBS,
              (long) each * languages.size()));
    }
  }

  private String actionText() {
    int jobs = this.jobs.get();
    if (jobs <= 0 || !copies.isValid()) {
      return "Launch";
    }
    return jobs == 1 ? "Launch 1 job" : "Launch " + jobs + " jobs";
  }

  /** Starts or contacts the chosen server. */
  public void connect() {
    choice().ifPresent(commands::connect);
  }

  /** Launches what the form says, asking first where that costs money. */
  public void launch() {
    Optional<LaunchOrder> order = order();
    if (order.isPresent()) {
      problem.set("");
      askOrLaunch(order.get(), "", () -> connectTo(order.get().server()));
    }
  }

  /** Launches such a job again where it was launched; the connection of the form stays. */
  public void launchAgain(JobRow row) {
    String goesOn =
        row.isOpen()
            ? " The job in the row goes on: to watch it again costs nothing, this is another one."
            : "";
    row.again().get().ifPresent(order -> askOrLaunch(order, goesOn, () -> {}));
  }

  private void connectTo(ServerChoice server) {
    if (connected.get().filter(server::equals).isEmpty()) {
      commands.connect(server);
    }
  }

  private void askOrLaunch(LaunchOrder order, String remark, Runnable first) {
    String notReady = ready.get();
    if (!notReady.isEmpty()) {
      refuse(notReady);
      return;
    }
    Runnable go =
        () -> {
          first.run();
          send(order);
        };
    if (order.server().isPaid()) {
      String jobs = order.jobs() == 1 ? "1 job" : order.jobs() + " jobs";
      asker.accept(
          new Confirmation(
              "Launch " + jobs + " that cost money?",
              order.server().label()
                  + " is not a simulator on this machine. "
                  + jobs
                  + ": "
                  + LaunchCost.sentence(order.jobs())
                  + "."
                  + remark,
              "Launch " + jobs,
              go));
    } else {
      go.run();
    }
  }

  /** Asks a server again for what it may have started already; asks a person first. */
  void repeat(ServerChoice server, List<UnansweredSubmit> submits) {
    int jobs = submits.stream().mapToInt(UnansweredSubmit::jobs).sum();
    asker.accept(
        new Confirmation(
            "Ask again for " + (jobs == 1 ? "1 job?" : jobs + " jobs?"),
            "What "
                + server.label()
                + " has accepted before is not paid again. What never reached it is accepted and"
                + " paid now: at most "
                + LaunchCost.sentence(jobs)
                + ".",
            "Ask again",
            () -> submits.forEach(submit -> send(LaunchOrder.again(server, submit)))));
  }

  private void send(LaunchOrder order) {
    progress.sent(order);
    commands.launch(order.sentAs(++sent));
  }

  private Optional<LaunchOrder> order() {
    if (!video.isValid()) {
      return refuse(video.error().get());
    }
    if (!copies.isValid()) {
      return refuse(copies.error().get());
    }
    if (languages.isEmpty()) {
      return refuse("Languages: choose at least one.");
    }
    return choice()
        .map(where -> new LaunchOrder(where, video.value().get(), languages, copies.value().get()));
  }

  private Optional<ServerChoice> choice() {
    if (embedded.get()) {
      return Optional.of(new ServerChoice.Embedded());
    }
    if (!server.isValid()) {
      refuse(server.error().get());
      return Optional.empty();
    }
    if (!keyProblem.get().isEmpty()) {
      refuse(keyProblem.get());
      return Optional.empty();
    }
    try {
      return Optional.of(
          new ServerChoice.Remote(server.value().get(), Secret.typed("API key", key.get())));
    } catch (IllegalArgumentException refused) {
      server.refuse(String.valueOf(refused.getMessage()));
      refuse(String.valueOf(refused.getMessage()));
      return Optional.empty();
    }
  }

  /**
   * The server at an address as the form names it, with its key.
   *
   * @return empty if the form names another one
   * @throws IllegalArgumentException if the key could not be sent
   */
  private Optional<ServerChoice.Remote> namedAt(URI address) {
    return embedded.get() || !server.isValid()
        ? Optional.empty()
        : Optional.of(
                new ServerChoice.Remote(server.value().get(), Secret.typed("API key", key.get())))
            .filter(named -> named.uri().equals(address));
  }

  /**
   * A server that jobs were launched at, to ask it about them. The key of the form counts more than
   * the one of the launch: that one may have been wrong.
   *
   * @return empty if nobody knows its key
   * @throws IllegalArgumentException if the key could not be sent
   */
  Optional<ServerChoice> payingAt(URI address, Optional<ServerChoice> ofLaunch) {
    return namedAt(address)
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

  /** Turns the form to a server whose key is wanted; the key of another one is none of its. */
  void turnTo(URI address) {
    if (!ServerAddress.normalised(server.value().get()).equals(address)) {
      key.set("");
    }
    embedded.set(false);
    server.set(address);
  }

  private void checkKey() {
    try {
      Secret.typed("API key", key.get());
      keyProblem.set("");
    } catch (IllegalArgumentException refused) {
      keyProblem.set(String.valueOf(refused.getMessage()));
    }
  }

  private Optional<LaunchOrder> refuse(String rule) {
    problem.set(rule);
    return Optional.empty();
  }

  public void found(ServerChoice where, List<String> offered) {
    connected.set(Optional.of(where));
    problem.set("");
    if (languages.isEmpty()) {
      languages.setAll(offered.subList(0, Math.min(PRESELECTED, offered.size())));
    }
  }

  public void missed(ServerChoice where, Problem why) {
    if (connected.get().filter(where::equals).isPresent()) {
      connected.set(Optional.empty());
    }
    problem.set(why.summary());
  }

  /** What is in force can be seen even where it is not among what can be chosen. */
  public void scenarios(List<String> names, String current) {
    List<String> all = new ArrayList<>(names);
    if (!current.isEmpty() && !all.contains(current)) {
      all.addFirst(current);
    }
    scenarios.setAll(all);
    scenario.set(current);
  }

  /** Launches no more of what is not launched yet. */
  public void stopLaunching() {
    commands.stopLaunching();
  }

  public void done(LaunchOrder order, int accepted, List<Problem> problems) {
    progress.done(order);
    if (!problems.isEmpty()) {
      int refused = order.jobs() - accepted;
      problem.set(
          (refused == 1 ? "1 job was" : refused + " jobs were")
              + " not started. "
              + problems.getFirst().summary());
    }
  }

  /** Puts a scenario of the embedded simulator in force. */
  public void useScenario(String name) {
    if (!name.equals(scenario.get())) {
      commands.useScenario(name);
    }
  }

  /** Whether the embedded simulator is the server; otherwise {@link #server} is. */
  public BooleanProperty embedded() {
    return embedded;
  }

  /** The address of a server outside. */
  public Setting<URI> server() {
    return server;
  }

  /** The API key of a server outside; never stored. */
  public StringProperty key() {
    return key;
  }

  /** The rule that the API key breaks, in words; empty when all is well. */
  public ReadOnlyStringProperty keyProblem() {
    return keyProblem.getReadOnlyProperty();
  }

  /** The source video. */
  public Setting<URI> video() {
    return video;
  }

  /** The chosen languages, in the order of choosing. */
  public ObservableList<String> languages() {
    return languages;
  }

  /** How many jobs for each language. */
  public Setting<Integer> copies() {
    return copies;
  }

  /** The scenarios of the embedded simulator; empty where it offers none. */
  public ObservableList<String> scenarios() {
    return readOnlyScenarios;
  }

  /** The scenario in force. */
  public ReadOnlyStringProperty scenario() {
    return scenario.getReadOnlyProperty();
  }

  /** How many jobs that makes. */
  public IntegerBinding jobs() {
    return jobs;
  }

  /** What keeps the form from launching, or what went wrong, in words; empty when all is well. */
  public ReadOnlyStringProperty problem() {
    return problem.getReadOnlyProperty();
  }

  /** How far the launches under way are. */
  public LaunchProgress progress() {
    return progress;
  }

  /** The server that answered last. */
  public ReadOnlyObjectProperty<Optional<ServerChoice>> connected() {
    return connected.getReadOnlyProperty();
  }

  /** The label of the launch button, with the number of jobs. */
  public ObservableValue<String> action() {
    return action;
  }
}
