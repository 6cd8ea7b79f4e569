package dev.pollwise.dashboard.compare;

import dev.pollwise.client.duration.DurationLaw;
import dev.pollwise.dashboard.form.Quantities;
import dev.pollwise.dashboard.form.Setting;
import dev.pollwise.dashboard.recorded.RecordedLog;
import dev.pollwise.dashboard.server.ScenarioLaw;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleObjectProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/**
 * How long jobs are taken to last, as a form: a kind of law and its parameters. Each text that
 * makes a legal law is the law at once; each that does not is marked, and the law stays.
 *
 * <p>Follows the scenario of the embedded simulator until somebody chooses otherwise.
 */
public final class LawModel {

  private static final Duration USUAL_MEDIAN = Duration.ofMinutes(5);

  private final ObjectProperty<LawKind> kind = new SimpleObjectProperty<>(LawKind.LOG_NORMAL);
  private final Setting<Duration> median = duration("median", "Median", USUAL_MEDIAN);
  private final Setting<Double> sigma = number("sigma", "Sigma", 0.5);
  private final Setting<Duration> value = duration("value", "Every job", USUAL_MEDIAN);
  private final Setting<Duration> min = duration("min", "Shortest", Duration.ofMinutes(3));
  private final Setting<Duration> max = duration("max", "Longest", Duration.ofMinutes(8));
  private final Setting<Duration> mean = duration("mean", "Mean", USUAL_MEDIAN);
  private final Setting<Duration> scale = duration("scale", "Scale", USUAL_MEDIAN);
  private final Setting<Double> shape = number("shape", "Shape", 2);
  private final Setting<Duration> quick = duration("quick median", "Quick", Duration.ofMinutes(1));
  private final Setting<Duration> slow = duration("slow median", "Slow", Duration.ofMinutes(10));
  private final Setting<Double> quickShare =
      new Setting<>("quick share", "Share", 0.7, Quantities::share, Quantities::writeShare);
  private final ReadOnlyObjectWrapper<DurationLaw> law;
  private final ObservableList<LawKind> kinds = FXCollections.observableArrayList();
  private final ObservableList<LawKind> offered = FXCollections.unmodifiableObservableList(kinds);
  private final ReadOnlyStringWrapper brokenRules = new ReadOnlyStringWrapper("");
  private Optional<ScenarioLaw.Known> scenario = Optional.empty();
  private Optional<RecordedLog> recorded = Optional.empty();
  private boolean chosen;
  private boolean following;

  public LawModel() {
    law = new ReadOnlyObjectWrapper<>(DurationLaw.logNormal(USUAL_MEDIAN, sigma.value().get()));
    all().forEach(setting -> setting.text().addListener((o, before, now) -> derive()));
    offer();
    kind.addListener((o, before, now) -> {
      chosen |= !following;
      derive();
    });
  }

  private static Setting<Duration> duration(String name, String label, Duration initial) {
    return new Setting<>(name, label, initial, Quantities::duration, Quantities::write);
  }

  private static Setting<Double> number(String name, String label, double initial) {
    return new Setting<>(name, label, initial, Quantities::number, Quantities::writeNumber);
  }

  private List<Setting<?>> all() {
    return List.of(median, sigma, value, min, max, mean, scale, shape, quick, slow, quickShare);
  }

  /** The settings that a kind uses, in the order to show them. */
  public List<Setting<?>> settings(LawKind of) {
    return switch (of) {
      case SCENARIO, RECORDED -> List.of();
      case LOG_NORMAL -> List.of(median, sigma);
      case FIXED -> List.of(value);
      case UNIFORM -> List.of(min, max);
      case EXPONENTIAL -> List.of(mean);
      case WEIBULL -> List.of(scale, shape);
      case MIXTURE -> List.of(quickShare, quick, slow);
    };
  }

  private void derive() {
    List<Setting<?>> used = settings(kind.get());
    all().forEach(Setting::review);
    if (used.stream().allMatch(Setting::isValid)) {
      try {
        law.set(build());
      } catch (IllegalArgumentException refused) {
        blame(used, refused);
      }
    }
    brokenRules.set(
        used.stream()
            .map(setting -> setting.error().get())
            .filter(rule -> !rule.isEmpty())
            .collect(Collectors.joining("\n")));
  }

  private DurationLaw build() {
    return switch (kind.get()) {
      case SCENARIO -> scenario.map(ScenarioLaw.Known::law).orElseGet(law::get);
      case RECORDED -> recorded.map(RecordedLog::law).orElseGet(law::get);
      case LOG_NORMAL -> DurationLaw.logNormal(median.value().get(), sigma.value().get());
      case FIXED -> DurationLaw.fixed(value.value().get());
      case UNIFORM -> DurationLaw.uniform(min.value().get(), max.value().get());
      case EXPONENTIAL -> DurationLaw.exponential(mean.value().get());
      case WEIBULL -> DurationLaw.weibull(scale.value().get(), shape.value().get());
      case MIXTURE -> mixture();
    };
  }

  private DurationLaw mixture() {
    double share = quickShare.value().get();
    if (!(share > 0 && share < 1)) {
      throw new IllegalArgumentException(
          "quick share " + share + ": must be more than 0 % and less than 100 %");
    }
    return DurationLaw.mixture(
        part(share, quick.name(), quick.value().get()),
        part(1 - share, slow.name(), slow.value().get()));
  }

  private static DurationLaw.Part part(double share, String name, Duration middle) {
    if (!middle.isPositive()) {
      throw new IllegalArgumentException(name + " 0 ms: must be more than 0");
    }
    return new DurationLaw.Part(share, DurationLaw.logNormal(middle, 0.3));
  }

  /** The laws begin each refusal with the name of the parameter. */
  private static void blame(List<Setting<?>> used, IllegalArgumentException refused) {
    String rule = String.valueOf(refused.getMessage());
    used.stream()
        .filter(setting -> rule.startsWith(setting.name() + " "))
        .findFirst()
        .orElse(used.getFirst())
        .refuse(Setting.inLabels(rule, used));
  }

  /** Takes in what the embedded simulator has in force. */
  public void scenario(ScenarioLaw read) {
    scenario =
        Stream.of(read)
            .filter(ScenarioLaw.Known.class::isInstance)
            .map(ScenarioLaw.Known.class::cast)
            .findFirst();
    offer();
    if (!chosen || kind.get() == LawKind.SCENARIO) {
      following = true;
      kind.set(scenario.isPresent() ? LawKind.SCENARIO : LawKind.LOG_NORMAL);
      following = false;
    }
    kinds.removeIf(each -> !isKnown(each));
    derive();
  }

  /** Takes in a log that was opened, and goes by it. */
  public void recorded(RecordedLog log) {
    recorded = Optional.of(log);
    offer();
    kind.set(LawKind.RECORDED);
    derive();
  }

  private boolean isKnown(LawKind of) {
    return switch (of) {
      case SCENARIO -> scenario.isPresent();
      case RECORDED -> recorded.isPresent();
      case LOG_NORMAL, FIXED, UNIFORM, EXPONENTIAL, WEIBULL, MIXTURE -> true;
    };
  }

  /** One at a time, since a list that is replaced takes the choice along. */
  private void offer() {
    int place = 0;
    for (LawKind each : LawKind.values()) {
      if (isKnown(each)) {
        if (!kinds.contains(each)) {
          kinds.add(place, each);
        }
        place++;
      }
    }
  }

  /** Whether two laws say the same: that of a scenario is another object each time it is read. */
  public static boolean isSame(DurationLaw one, DurationLaw other) {
    return one.equals(other)
        || (one.describe().equals(other.describe())
            && DoubleStream.of(0.05, 0.25, 0.5, 0.75, 0.95)
                .allMatch(share -> one.quantile(share).equals(other.quantile(share))));
  }

  /** The law in words, with its numbers. */
  public String words() {
    return kind.get() == LawKind.SCENARIO && scenario.isPresent()
        ? "as the scenario " + scenario.get().scenario() + " draws them"
        : law.get().describe();
  }

  /** Which law is used. */
  public ObjectProperty<LawKind> kind() {
    return kind;
  }

  /** The last legal law. */
  public ReadOnlyObjectProperty<DurationLaw> law() {
    return law.getReadOnlyProperty();
  }

  /** The kinds that can be chosen now. */
  public ObservableList<LawKind> kinds() {
    return offered;
  }

  /** The rules that the form breaks, one on each line; empty when all is well. */
  public ReadOnlyStringProperty brokenRules() {
    return brokenRules.getReadOnlyProperty();
  }
}
