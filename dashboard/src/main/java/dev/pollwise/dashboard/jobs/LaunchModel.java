package dev.pollwise.dashboard.jobs;

import dev.pollwise.dashboard.form.Confirmation;
import dev.pollwise.dashboard.form.Problem;
import dev.pollwise.dashboard.form.Quantities;
import dev.pollwise.dashboard.form.Setting;
import dev.pollwise.dashboard.server.ServerChoice;
import dev.pollwise.dashboard.server.ServerForm;
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
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
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
  private final ServerForm server = new ServerForm();
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
    server.embedded().addListener((o, before, now) -> problem.set(""));
    server.keyProblem().addListener((o, before, now) -> problem.set(now));
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
      asker.accept(LaunchCost.question(order, remark, go));
    } else {
      go.run();
    }
  }

  /** Asks a server again for what it may have started already; asks a person first. */
  void repeat(ServerChoice server, List<UnansweredSubmit> submits) {
    asker.accept(
        LaunchCost.question(
            server,
            submits,
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
    return server.choice(problem::set);
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

  /** Where jobs are launched. */
  public ServerForm server() {
    return server;
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
