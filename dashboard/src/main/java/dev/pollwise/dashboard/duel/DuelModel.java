package dev.pollwise.dashboard.duel;

import dev.pollwise.client.policy.PollingPolicy;
import dev.pollwise.dashboard.chart.Span;
import dev.pollwise.dashboard.form.Problem;
import dev.pollwise.dashboard.jobs.JobCommands;
import dev.pollwise.dashboard.jobs.JobKey;
import dev.pollwise.dashboard.jobs.JobRow;
import dev.pollwise.dashboard.jobs.JobsModel;
import dev.pollwise.dashboard.policy.PolicyModel;
import dev.pollwise.dashboard.policy.Preset;
import dev.pollwise.dashboard.server.ControlAddress;
import dev.pollwise.dashboard.server.ServerChoice;
import dev.pollwise.dashboard.server.SimulatorModel;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyLongProperty;
import javafx.beans.property.ReadOnlyLongWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/** Two policies on the very same jobs, each with its own calls: who they are, and the score. */
public final class DuelModel {

  /** From the first launch to the last: a duel on jobs of some seconds takes a minute. */
  static final Duration SPREAD = Duration.ofSeconds(45);

  /** How many jobs one can choose. */
  public static final List<Integer> JOBS = List.of(3, 6, 12, 20);

  private static final int USUAL_JOBS = 12;
  private static final String CURRENT = "Current policy";
  private static final String US = "Pollwise adaptive";
  private static final String THEM = "Every second";
  private static final double ROOM_AT_FIRST = 65;
  private static final double GROWTH = 1.25;
  private static final double ROOM_AT_THE_END = 1.02;

  private final DuelCommands commands;
  private final JobCommands jobCommands;
  private final PolicyModel policy;
  private final SimulatorModel simulator;
  private final BooleanProperty offered;
  private final ObjectProperty<String> above = new SimpleObjectProperty<>(US);
  private final ObjectProperty<String> below = new SimpleObjectProperty<>(THEM);
  private final ObjectProperty<Integer> jobs = new SimpleObjectProperty<>(USUAL_JOBS);
  private final Map<Side, JobsModel> waits = new EnumMap<>(Side.class);
  private final ObservableList<DuelLane> lanes = FXCollections.observableArrayList();
  private final ObservableList<DuelLane> readOnlyLanes =
      FXCollections.unmodifiableObservableList(lanes);
  private final ReadOnlyObjectWrapper<Optional<DuelScore>> score =
      new ReadOnlyObjectWrapper<>(Optional.empty());
  private final ReadOnlyBooleanWrapper running = new ReadOnlyBooleanWrapper();
  private final ReadOnlyStringWrapper problem = new ReadOnlyStringWrapper("");
  private final ReadOnlyLongWrapper revision = new ReadOnlyLongWrapper();
  private final BooleanProperty inSight = new SimpleBooleanProperty();
  private Optional<DuelOrder> order = Optional.empty();
  private int begun;
  private boolean stopped;
  private Duration now = Duration.ZERO;

  /**
   * Knows of no duel.
   *
   * @param jobCommands never used: nothing can be done with a single job of a duel
   * @param policy the price and the limits that both sides share
   * @param simulator where a duel can take place
   * @param offered whether one is offered to somebody who is here for the first time
   */
  public DuelModel(
      DuelCommands commands,
      JobCommands jobCommands,
      PolicyModel policy,
      SimulatorModel simulator,
      BooleanProperty offered) {
    this.commands = commands;
    this.jobCommands = jobCommands;
    this.policy = policy;
    this.simulator = simulator;
    this.offered = offered;
    inSight.addListener((o, before, now) -> touch());
  }

  /** Who can take part. */
  public static List<String> names() {
    return Stream.concat(Stream.of(CURRENT), Preset.all().stream().map(Preset::name)).toList();
  }

  /** Where a policy comes from, and what differs there. */
  public static String about(String name) {
    return preset(name).map(Preset::about).orElse("What the form on the left says.");
  }

  private static Optional<Preset> preset(String name) {
    return Preset.all().stream().filter(preset -> preset.name().equals(name)).findFirst();
  }

  /** Who is chosen for a side. */
  public ObjectProperty<String> chosen(Side side) {
    return switch (side) {
      case ABOVE -> above;
      case BELOW -> below;
    };
  }

  /** How many jobs the next duel has. */
  public ObjectProperty<Integer> jobs() {
    return jobs;
  }

  /** Begins a duel on what is chosen; nothing happens while one runs. */
  public void begin() {
    offered.set(false);
    if (running.get()) {
      return;
    }
    DuelOrder next = order(++begun);
    order = Optional.of(next);
    stopped = false;
    lanes.clear();
    for (Side side : Side.values()) {
      waits.put(side, new JobsModel(jobCommands, row -> {}, question -> {}));
    }
    problem.set("");
    running.set(true);
    judge();
    touch();
    commands.beginDuel(next);
  }

  /** The server of the window where jobs cost nothing and their ends are told; else our own. */
  private DuelOrder order(int number) {
    Optional<ServerChoice> here = simulator.server().filter(server -> !server.isPaid());
    Optional<ControlAddress> face = simulator.face();
    boolean usable = here.isPresent() && face.isPresent();
    return new DuelOrder(
        number,
        usable ? here.get() : new ServerChoice.Embedded(),
        usable ? face.get() : new ControlAddress.OfEmbedded(),
        jobs.get(),
        SPREAD,
        contestant(Side.ABOVE),
        contestant(Side.BELOW));
  }

  private Contestant contestant(Side side) {
    String name = chosen(side).get();
    PollingPolicy inForce = policy.inForce();
    return new Contestant(name, preset(name).map(known -> known.of(inForce)).orElse(inForce));
  }

  /** Has both sides stop, and keeps the score as it is. */
  public void stop() {
    if (running.get()) {
      stopped = true;
      commands.stopDuel();
    }
  }

  /** Takes the offer back. */
  public void decline() {
    offered.set(false);
  }

  /** Takes in news; of an earlier duel they say nothing any more. */
  public void accept(DuelNews news, Duration now) {
    if (order.filter(current -> current.number() == news.duel()).isEmpty()) {
      return;
    }
    this.now = now;
    switch (news) {
      case DuelNews.Launched launched -> lanes.add(new DuelLane(launched.job(), launched.title()));
      case DuelNews.NotLaunched(int duel, Problem why) -> problem.set(why.summary());
      case DuelNews.Heard heard ->
          lane(heard.job())
              .ifPresent(lane -> {
                JobRow wait = jobs(heard.side()).accept(heard.job(), heard.event(), now);
                lane.hear(heard.side(), wait, heard.event());
              });
      case DuelNews.TrueEndTold told -> lane(told.job()).ifPresent(lane -> lane.trueEnd(told.at()));
      case DuelNews.Over over -> running.set(false);
    }
    judge();
    touch();
  }

  private Optional<DuelLane> lane(JobKey job) {
    return lanes.stream().filter(lane -> lane.job().equals(job)).findFirst();
  }

  private JobsModel jobs(Side side) {
    return Objects.requireNonNull(waits.get(side));
  }

  /** Moves the clocks of what is still watched. */
  public void tick(Duration now) {
    if (running.get()) {
      this.now = now;
      waits.values().forEach(side -> side.tick(now));
      judge();
      touch();
    }
  }

  private void judge() {
    score.set(
        order.map(current ->
            new DuelScore(
                standing(current, Side.ABOVE),
                standing(current, Side.BELOW),
                current.above().policy().callPrice(),
                lanes.size(),
                current.jobs(),
                phase())));
  }

  private Standing standing(DuelOrder current, Side side) {
    return Standing.of(current.on(side).name(), jobs(side).rows());
  }

  private DuelScore.Phase phase() {
    return running.get()
        ? DuelScore.Phase.RUNNING
        : stopped ? DuelScore.Phase.STOPPED : DuelScore.Phase.OVER;
  }

  private void touch() {
    if (inSight.get()) {
      revision.set(revision.get() + 1);
    }
  }

  /** When the first wait began, by the steady clock of the window. */
  private Duration zero() {
    return waits().map(JobRow::begunAt).min(Duration::compareTo).orElse(now);
  }

  private Stream<JobRow> waits() {
    return waits.values().stream().flatMap(side -> side.rows().stream());
  }

  /** What the axis spans, in seconds: the whole duel, with room to come while it runs. */
  public Span whole() {
    Duration zero = zero();
    double end =
        seconds(
            waits()
                .map(wait -> wait.begunAt().plus(wait.elapsed().get()).minus(zero))
                .max(Duration::compareTo)
                .orElse(Duration.ZERO));
    if (!running.get() && end > 0) {
      return new Span(0, end * ROOM_AT_THE_END);
    }
    double room = ROOM_AT_FIRST;
    while (room < end) {
      room *= GROWTH;
    }
    return new Span(0, room);
  }

  /** Where a time of a wait lies on the axis. */
  double place(JobRow wait, Duration sinceBegin) {
    return seconds(wait.begunAt().minus(zero()).plus(sinceBegin));
  }

  private static double seconds(Duration time) {
    return time.toNanos() / 1e9;
  }

  /** Who is on a side of the duel that runs, or ran last. */
  String name(Side side) {
    return order.map(current -> current.on(side).name()).orElse("");
  }

  /** The jobs, in the order of their launch. */
  public ObservableList<DuelLane> lanes() {
    return readOnlyLanes;
  }

  /** The score as it is now; empty before the first duel. */
  public ReadOnlyObjectProperty<Optional<DuelScore>> score() {
    return score.getReadOnlyProperty();
  }

  /** Whether a duel runs. */
  public ReadOnlyBooleanProperty running() {
    return running.getReadOnlyProperty();
  }

  /** Why a job was not launched, in words; empty when all were. */
  public ReadOnlyStringProperty problem() {
    return problem.getReadOnlyProperty();
  }

  /** Whether a duel is offered to somebody who is here for the first time. */
  public ReadOnlyBooleanProperty offered() {
    return offered;
  }

  /** Whether anybody sees it; nothing is drawn meanwhile where nobody does. */
  public BooleanProperty inSight() {
    return inSight;
  }

  /** Grows whenever there is something new to draw. */
  public ReadOnlyLongProperty revision() {
    return revision.getReadOnlyProperty();
  }
}
