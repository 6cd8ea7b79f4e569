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

/** The simulator behind the server, as its control face shows it, and what can be changed there. */
public final class ControlModel {

  /** The most rates remembered: two minutes at a look a second. */
  public static final int MOST_RATES = 120;

  private static final double MOST_SCALE = 10_000;
  private static final double LEAST_SCALE = 0.001;
  private static final String NOBODY = "Connect to a server first; launching does that as well.";

  private final Consumer<ControlWish> wishes;
  private final FaultModel fault;
  private final BooleanProperty shown = new SimpleBooleanProperty();
  private final ReadOnlyObjectWrapper<Optional<ControlSight>> sight =
      new ReadOnlyObjectWrapper<>(Optional.empty());
  private final ReadOnlyStringWrapper absence = new ReadOnlyStringWrapper(NOBODY);
  private final ReadOnlyStringWrapper problem = new ReadOnlyStringWrapper("");
  private final ReadOnlyStringWrapper news = new ReadOnlyStringWrapper("");
  private final ObservableList<Double> rates = FXCollections.observableArrayList();
  private final ObservableList<Double> readOnlyRates =
      FXCollections.unmodifiableObservableList(rates);
  private final Setting<Double> scale =
      new Setting<>("time scale", "Time scale", 1.0, ControlModel::scale, Quantities::writeNumber);
  private final Setting<Duration> step =
      new Setting<>(
          "advance by",
          "Advance by",
          Duration.ofMinutes(1),
          Quantities::duration,
          Quantities::write);
  private final Setting<String> address =
      new Setting<>("control address", "Control address", "", ControlModel::address, text -> text);
  private final ReadOnlyStringWrapper scenario = new ReadOnlyStringWrapper("");
  private Optional<ControlNews.ScenarioOpened> opened = Optional.empty();
  private Optional<ControlNews.Counted> counted = Optional.empty();
  private final StringProperty token = new SimpleStringProperty("");
  private Optional<ServerChoice> server = Optional.empty();
  private boolean watching;

  public ControlModel(Consumer<ControlWish> wishes) {
    this.wishes = wishes;
    this.fault = new FaultModel(wishes);
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
    sight.set(Optional.empty());
    rates.clear();
    counted = Optional.empty();
    absence.set(why);
    problem.set("");
    news.set("");
  }

  /** Looks at the address and with the token of the form; while nobody does, it only counts. */
  public void look() {
    Optional<ControlPlace> place = place();
    if (place.isPresent()) {
      wishes.accept(
          shown.get() ? new ControlWish.Watch(place.get()) : new ControlWish.Count(place.get()));
    } else if (watching) {
      wishes.accept(new ControlWish.Rest());
    }
    watching = place.isPresent();
  }

  private Optional<ControlPlace> place() {
    return server.flatMap(here ->
        switch (here) {
          case ServerChoice.Embedded embedded -> Optional.of(new ControlPlace.OfEmbedded());
          case ServerChoice.Remote remote -> place(remote);
        });
  }

  /** A server outside this machine is asked nothing that nobody wished for. */
  private Optional<ControlPlace> place(ServerChoice.Remote remote) {
    if (!address.isValid()) {
      absence.set(address.error().get());
      return Optional.empty();
    }
    String told = address.value().get();
    if (told.isEmpty() && remote.isPaid()) {
      absence.set(
          remote.label()
              + " is not on this machine, so it is taken for a real server, and a real server has"
              + " no control face. If it is a simulator, say where its control face listens.");
      return Optional.empty();
    }
    URI uri = told.isEmpty() ? ControlPlace.nextTo(remote.uri()) : URI.create(told);
    try {
      Secret shownToken = Secret.typed("control token", token.get());
      return Optional.of(new ControlPlace.At(uri, shownToken, remote.key()));
    } catch (IllegalArgumentException refused) {
      absence.set(String.valueOf(refused.getMessage()));
      return Optional.empty();
    }
  }

  public void accept(ControlNews heard) {
    switch (heard) {
      case ControlNews.Seen(ControlSight seen) -> see(seen);
      case ControlNews.Counted counted -> count(counted);
      case ControlNews.Absent(String reason) -> {
        if (watching) {
          forget(reason);
        }
      }
      case ControlNews.Done(String told) -> {
        problem.set("");
        news.set(told);
      }
      case ControlNews.ScenarioOpened file -> opened = Optional.of(file);
      case ControlNews.Refused(String reason) -> {
        problem.set(reason);
        news.set("");
      }
    }
  }

  private void see(ControlSight seen) {
    count(new ControlNews.Counted(seen.requests(), seen.clock().wall()));
    if (sight.get().isEmpty()) {
      scale.set(seen.clock().scale());
    }
    absence.set("");
    opened = opened.filter(file -> file.name().equals(seen.scenario()));
    scenario.set(
        opened
            .map(file -> file.name() + ", from " + file.file().getFileName())
            .orElse(seen.scenario()));
    sight.set(Optional.of(seen));
  }

  /** A scenario of the catalogue was put in force by another way than this. */
  public void catalogueInForce() {
    opened = Optional.empty();
  }

  private void count(ControlNews.Counted now) {
    counted.ifPresent(before -> rate(before, now));
    counted = Optional.of(now);
  }

  private void rate(ControlNews.Counted before, ControlNews.Counted now) {
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
    if (sight.get().isPresent() && !scenario.get().equals(name)) {
      opened = Optional.empty();
      wishes.accept(new ControlWish.UseScenario(name));
    }
  }

  /** Puts the scenario of a YAML file in force. */
  public void openScenario(Path file) {
    wishes.accept(new ControlWish.OpenScenario(file));
  }

  /** Writes the scenario in force to a YAML file. */
  public void saveScenario(Path file) {
    wishes.accept(new ControlWish.SaveScenario(file));
  }

  /** Puts the time scale of the form in force. */
  public void applyScale() {
    sight
        .get()
        .filter(seen -> scale.isValid())
        .ifPresent(seen ->
            wishes.accept(new ControlWish.SetClock(scale.value().get(), seen.clock().frozen())));
  }

  /** Has time stand still, or pass again. */
  public void freeze(boolean frozen) {
    sight
        .get()
        .filter(seen -> seen.clock().frozen() != frozen)
        .ifPresent(seen -> wishes.accept(new ControlWish.SetClock(seen.clock().scale(), frozen)));
  }

  /** Lets the time of the form pass at once. */
  public void advance() {
    if (step.isValid()) {
      wishes.accept(new ControlWish.Advance(step.value().get()));
    }
  }

  /** Lifts a fault rule. */
  public void lift(ActiveFault rule) {
    wishes.accept(new ControlWish.LiftFault(rule.id()));
  }

  /** Whether somebody looks; only then is the control face asked for more than its traffic. */
  public BooleanProperty shown() {
    return shown;
  }

  /** The simulator as seen last; empty where none is seen. */
  public ReadOnlyObjectProperty<Optional<ControlSight>> sight() {
    return sight.getReadOnlyProperty();
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

  /** Where the control face of a server outside is; empty for one port above the server's. */
  public Setting<String> address() {
    return address;
  }

  /** What the control face wants to see; never stored. */
  public StringProperty token() {
    return token;
  }

  /** The form that makes fault rules. */
  public FaultModel fault() {
    return fault;
  }

  /** Whether the server is the one inside this process, whose control face needs no address. */
  public boolean isEmbedded() {
    return server.filter(ServerChoice.Embedded.class::isInstance).isPresent();
  }

  /** What to call the scenario in force: its name, and the file it is from where there is one. */
  public ReadOnlyStringProperty scenario() {
    return scenario.getReadOnlyProperty();
  }

  /** The scenarios to choose from; empty where no simulator is seen. */
  public List<String> scenarios() {
    return sight.get().map(ControlSight::scenarios).orElse(List.of());
  }
}
