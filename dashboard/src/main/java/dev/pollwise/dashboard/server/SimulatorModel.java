package dev.pollwise.dashboard.server;

import dev.pollwise.dashboard.form.Quantities;
import dev.pollwise.dashboard.form.Secret;
import dev.pollwise.dashboard.form.Setting;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/** The simulator behind the server, as its control API shows it, and what can be changed there. */
public final class SimulatorModel {

  /** The most rates remembered: two minutes at a look a second. */
  public static final int MOST_RATES = 120;

  private static final double MOST_SCALE = 10_000;
  private static final double LEAST_SCALE = 0.001;
  private static final String NOBODY = "Connect to a server first; launching does that as well.";

  private final Consumer<SimulatorCommand> commands;
  private final FaultModel fault;
  private final BooleanProperty shown = new SimpleBooleanProperty();
  private final ReadOnlyObjectWrapper<Optional<SimulatorState>> state =
      new ReadOnlyObjectWrapper<>(Optional.empty());
  private final ReadOnlyStringWrapper absence = new ReadOnlyStringWrapper(NOBODY);
  private final ReadOnlyStringWrapper problem = new ReadOnlyStringWrapper("");
  private final ReadOnlyStringWrapper news = new ReadOnlyStringWrapper("");
  private final ObservableList<Double> rates = FXCollections.observableArrayList();
  private final ObservableList<Double> readOnlyRates =
      FXCollections.unmodifiableObservableList(rates);
  private final Setting<Double> scale =
      new Setting<>(
          "time scale", "Time scale", 1.0, SimulatorModel::scale, Quantities::writeNumber);
  private final Setting<Duration> step =
      new Setting<>(
          "advance by",
          "Advance by",
          Duration.ofMinutes(1),
          Quantities::duration,
          Quantities::write);
  private final Setting<String> address =
      new Setting<>(
          "control address", "Control address", "", SimulatorModel::address, text -> text);
  private final ReadOnlyStringWrapper scenario = new ReadOnlyStringWrapper("");
  private Optional<SimulatorNews.ScenarioOpened> opened = Optional.empty();
  private Optional<SimulatorNews.Counted> counted = Optional.empty();
  private final StringProperty token = new SimpleStringProperty("");
  private Optional<ServerChoice> server = Optional.empty();
  private boolean watching;

  public SimulatorModel(Consumer<SimulatorCommand> commands) {
    this.commands = commands;
    this.fault = new FaultModel(commands);
    shown.addListener((o, before, now) -> look());
  }

  private static double scale(String name, String text) {
    double scale = Quantities.number(name, text);
    if (!(scale >= LEAST_SCALE && scale <= MOST_SCALE)) {
      throw new IllegalArgumentException(
          name + " \"" + text.strip() + "\": must be from 0.001 to 10000");
    }
    return scale;
  }

  /** Empty stands for the port next to that of the server. */
  private static String address(String name, String text) {
    return text.isBlank()
        ? ""
        : new ServerChoice.Remote(ServerChoice.address(name, text), new Secret("")).label();
  }

  /** Says whether it is another server than before. */
  public boolean turnTo(ServerChoice now) {
    if (server.filter(now::equals).isPresent()) {
      return false;
    }
    server = Optional.of(now);
    forget("");
    opened = Optional.empty();
    address.reset();
    look();
    return true;
  }

  private void forget(String why) {
    state.set(Optional.empty());
    rates.clear();
    counted = Optional.empty();
    absence.set(why);
    problem.set("");
    news.set("");
  }

  /** Looks at the address and with the token of the form; while nobody does, it only counts. */
  public void look() {
    Optional<ControlAddress> place = place();
    if (place.isPresent()) {
      commands.accept(
          shown.get()
              ? new SimulatorCommand.Watch(place.get())
              : new SimulatorCommand.Count(place.get()));
    } else if (watching) {
      commands.accept(new SimulatorCommand.Rest());
    }
    watching = place.isPresent();
  }

  private Optional<ControlAddress> place() {
    return server.flatMap(here ->
        switch (here) {
          case ServerChoice.Embedded embedded -> Optional.of(new ControlAddress.OfEmbedded());
          case ServerChoice.Remote remote -> place(remote);
        });
  }

  /** A server outside this machine is asked nothing that nobody wished for. */
  private Optional<ControlAddress> place(ServerChoice.Remote remote) {
    if (!address.isValid()) {
      absence.set(address.error().get());
      return Optional.empty();
    }
    String told = address.value().get();
    if (told.isEmpty() && remote.isPaid()) {
      absence.set(
          remote.label()
              + " is not on this machine, so it is taken for a real server, and a real server has"
              + " no control API. If it is a simulator, say where its control API listens.");
      return Optional.empty();
    }
    URI uri = told.isEmpty() ? ControlAddress.nextTo(remote.uri()) : URI.create(told);
    try {
      Secret shownToken = Secret.typed("control token", token.get());
      return Optional.of(new ControlAddress.At(uri, shownToken, remote.key()));
    } catch (IllegalArgumentException refused) {
      absence.set(String.valueOf(refused.getMessage()));
      return Optional.empty();
    }
  }

  public void accept(SimulatorNews heard) {
    switch (heard) {
      case SimulatorNews.Seen(SimulatorState seen) -> see(seen);
      case SimulatorNews.Counted counted -> count(counted);
      case SimulatorNews.Absent(String reason) -> {
        if (watching) {
          forget(reason);
        }
      }
      case SimulatorNews.Done(String told) -> {
        problem.set("");
        news.set(told);
      }
      case SimulatorNews.ScenarioOpened file -> opened = Optional.of(file);
      case SimulatorNews.Refused(String reason) -> {
        problem.set(reason);
        news.set("");
      }
    }
  }

  private void see(SimulatorState seen) {
    count(new SimulatorNews.Counted(seen.requests(), seen.clock().wall()));
    if (state.get().isEmpty()) {
      scale.set(seen.clock().scale());
    }
    absence.set("");
    opened = opened.filter(file -> file.name().equals(seen.scenario()));
    scenario.set(
        opened
            .map(file -> file.name() + ", from " + file.file().getFileName())
            .orElse(seen.scenario()));
    state.set(Optional.of(seen));
  }

  /** A scenario of the catalogue was put in force by another way than this. */
  public void catalogueInForce() {
    opened = Optional.empty();
  }

  private void count(SimulatorNews.Counted now) {
    counted.ifPresent(before -> rate(before, now));
    counted = Optional.of(now);
  }

  private void rate(SimulatorNews.Counted before, SimulatorNews.Counted now) {
    double seconds = Duration.between(before.wall(), now.wall()).toNanos() / 1e9;
    if (seconds > 0) {
      if (rates.size() == MOST_RATES) {
        rates.removeFirst();
      }
      rates.add(Math.max(0, now.requests() - before.requests()) / seconds);
    }
  }

  /** Puts a scenario in force for jobs created from now on. */
  public void useScenario(String name) {
    if (state.get().isPresent() && !scenario.get().equals(name)) {
      opened = Optional.empty();
      commands.accept(new SimulatorCommand.UseScenario(name));
    }
  }

  /** Puts the scenario of a YAML file in force. */
  public void openScenario(Path file) {
    commands.accept(new SimulatorCommand.OpenScenario(file));
  }

  /** Writes the scenario in force to a YAML file. */
  public void saveScenario(Path file) {
    commands.accept(new SimulatorCommand.SaveScenario(file));
  }

  /** Puts the time scale of the form in force. */
  public void applyScale() {
    state
        .get()
        .filter(seen -> scale.isValid())
        .ifPresent(seen ->
            commands.accept(
                new SimulatorCommand.SetClock(scale.value().get(), seen.clock().frozen())));
  }

  /** Has time stand still, or pass again. */
  public void freeze(boolean frozen) {
    state
        .get()
        .filter(seen -> seen.clock().frozen() != frozen)
        .ifPresent(
            seen -> commands.accept(new SimulatorCommand.SetClock(seen.clock().scale(), frozen)));
  }

  /** Lets the time of the form pass at once. */
  public void advance() {
    if (step.isValid()) {
      commands.accept(new SimulatorCommand.Advance(step.value().get()));
    }
  }

  /** Lifts a fault rule. */
  public void lift(ActiveFault rule) {
    commands.accept(new SimulatorCommand.LiftFault(rule.id()));
  }

  /** Whether somebody looks; only then is the control API asked for more than its traffic. */
  public BooleanProperty shown() {
    return shown;
  }

  /** The simulator as seen last; empty where none is seen. */
  public ReadOnlyObjectProperty<Optional<SimulatorState>> state() {
    return state.getReadOnlyProperty();
  }

  /** Why none is seen, in words; empty while one is seen, and before the first look is over. */
  public ReadOnlyStringProperty absence() {
    return absence.getReadOnlyProperty();
  }

  /** Why the last wish was refused, in words; empty when all is well. */
  public ReadOnlyStringProperty problem() {
    return problem.getReadOnlyProperty();
  }

  /** What the last wish changed; empty before the first. */
  public ReadOnlyStringProperty news() {
    return news.getReadOnlyProperty();
  }

  /** Requests per second between looks, the newest last; at most {@link #MOST_RATES}. */
  public ObservableList<Double> rates() {
    return readOnlyRates;
  }

  /** Simulated seconds per second, to be applied. */
  public Setting<Double> scale() {
    return scale;
  }

  /** How much time is to pass at once. */
  public Setting<Duration> step() {
    return step;
  }

  /** Where the control API of a server outside is; empty for one port above the server's. */
  public Setting<String> address() {
    return address;
  }

  /** What the control API wants to see; never stored. */
  public StringProperty token() {
    return token;
  }

  /** The form that makes fault rules. */
  public FaultModel fault() {
    return fault;
  }

  /** Whether the server is the one inside this process, whose control API needs no address. */
  public boolean isEmbedded() {
    return server.filter(ServerChoice.Embedded.class::isInstance).isPresent();
  }

  /** The server that it is about. */
  public Optional<ServerChoice> server() {
    return server;
  }

  /** Where its control API is; empty while none answers. */
  public Optional<ControlAddress> face() {
    return counted.flatMap(answered -> place());
  }

  /** What to call the scenario in force: its name, and the file it is from where there is one. */
  public ReadOnlyStringProperty scenario() {
    return scenario.getReadOnlyProperty();
  }

  /** The scenarios to choose from; empty where no simulator is seen. */
  public List<String> scenarios() {
    return state.get().map(SimulatorState::scenarios).orElse(List.of());
  }
}
