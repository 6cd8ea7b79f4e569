package dev.pollwise.dashboard.compare;

import dev.pollwise.dashboard.chart.Polyline;
import dev.pollwise.dashboard.form.DesktopCommands;
import dev.pollwise.dashboard.form.Problem;
import dev.pollwise.dashboard.form.Quantities;
import dev.pollwise.dashboard.form.Setting;
import dev.pollwise.dashboard.jobs.JobRow;
import dev.pollwise.dashboard.jobs.JobsModel;
import dev.pollwise.dashboard.policy.PolicyModel;
import dev.pollwise.dashboard.policy.ProfilesModel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javafx.beans.Observable;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyDoubleProperty;
import javafx.beans.property.ReadOnlyDoubleWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleObjectProperty;
import javafx.collections.ObservableList;

/** Several policies held side by side: which, for what jobs, at what price, and what came of it. */
public final class CompareModel {

  private static final int MOST_JOBS = 100_000;

  private final ForecastCommands estimates;
  private final DesktopCommands commands;
  private final LawModel law;
  private final Candidates candidates;
  private final Setting<Duration> callPrice;
  private final Setting<Integer> jobs =
      new Setting<>("jobs", "Jobs", 2_000, CompareModel::jobs, String::valueOf);
  private final Setting<Integer> seed =
      new Setting<>("seed", "Seed", 1, Quantities::count, String::valueOf);
  private final ReadOnlyBooleanWrapper running = new ReadOnlyBooleanWrapper();
  private final ReadOnlyDoubleWrapper progress = new ReadOnlyDoubleWrapper();
  private final ReadOnlyStringWrapper problem = new ReadOnlyStringWrapper("");
  private final ReadOnlyObjectWrapper<Optional<Comparison>> found =
      new ReadOnlyObjectWrapper<>(Optional.empty());
  private final ObjectProperty<Optional<Comparison.Result>> selected =
      new SimpleObjectProperty<>(Optional.empty());
  private final ReadOnlyStringWrapper outdated = new ReadOnlyStringWrapper("");
  private Optional<CompareRequest> wanted = Optional.empty();

  public CompareModel(
      ForecastCommands estimates,
      DesktopCommands commands,
      PolicyModel policy,
      ProfilesModel profiles,
      LawModel law) {
    this.estimates = estimates;
    this.commands = commands;
    this.law = law;
    this.candidates = new Candidates(policy, profiles);
    this.callPrice =
        new Setting<>(
            "price",
            "Price r",
            policy.policy().get().callPrice(),
            CompareModel::price,
            Quantities::write);
    Stream.of(
            policy.policy(),
            policy.expectation(),
            law.law(),
            callPrice.value(),
            jobs.value(),
            seed.value(),
            candidates.names(),
            candidates.chosen(),
            found)
        .forEach(one -> one.addListener((Observable o) -> outdated.set(changedSince())));
  }

  private static int jobs(String name, String text) {
    int number = Quantities.count(name, text);
    if (number < 1 || number > MOST_JOBS) {
      throw new IllegalArgumentException(name + " " + number + ": must be from 1 to 100,000");
    }
    return number;
  }

  private static Duration price(String name, String text) {
    Duration price = Quantities.duration(name, text);
    if (!price.isPositive()) {
      throw new IllegalArgumentException(name + " \"" + text.strip() + "\": must be more than 0");
    }
    return price;
  }

  /** Compares what is chosen; what is being compared already is broken off. */
  public void run() {
    List<Contender> contenders = candidates.contenders();
    String rule = rule(contenders);
    problem.set(rule);
    if (rule.isEmpty()) {
      CompareRequest request =
          new CompareRequest(
              contenders,
              law.law().get(),
              callPrice.value().get(),
              jobs.value().get(),
              seed.value().get());
      wanted = Optional.of(request);
      running.set(true);
      progress.set(0);
      estimates.compare(request);
    }
  }

  /** What is not any more as it was when the numbers that are shown were found. */
  private String changedSince() {
    Optional<CompareRequest> shown = found.get().map(Comparison::request);
    if (shown.isEmpty()) {
      return "";
    }
    CompareRequest then = shown.get();
    List<String> changed = new ArrayList<>();
    for (Contender contender : then.contenders()) {
      Optional<Contender> now = candidates.now(contender.name());
      if (now.filter(same -> same.waitsAs(contender, then.callPrice())).isEmpty()) {
        changed.add(contender.name());
      }
    }
    if (!LawModel.isSame(then.law(), law.law().get())) {
      changed.add("how long jobs take");
    }
    if (!then.callPrice().equals(callPrice.value().get())) {
      changed.add("the price");
    }
    if (then.jobs() != jobs.value().get() || then.seed() != seed.value().get()) {
      changed.add("what is drawn");
    }
    return changed.isEmpty()
        ? ""
        : "Out of date, since this was changed: " + String.join(", ", changed) + ". Press Compare.";
  }

  /** Broken rules of fields are shown at the fields. */
  private String rule(List<Contender> contenders) {
    boolean isLegal =
        callPrice.isValid()
            && jobs.isValid()
            && seed.isValid()
            && law.brokenRules().get().isEmpty();
    return contenders.isEmpty()
        ? "Policies: choose at least one."
        : isLegal ? "" : "Correct the marked fields first.";
  }

  /** Other draws, at once. */
  public void reroll() {
    seed.set(seed.value().get() + 1);
    run();
  }

  /** Breaks off; what was found last stays. */
  public void stop() {
    wanted = Optional.empty();
    running.set(false);
    estimates.stopComparing();
  }

  public void wentOn(CompareRequest request, double done) {
    if (wanted.filter(request::equals).isPresent()) {
      progress.set(done);
    }
  }

  public void done(Comparison comparison) {
    if (wanted.filter(comparison.request()::equals).isPresent()) {
      wanted = Optional.empty();
      running.set(false);
      selected.set(Optional.empty());
      found.set(Optional.of(comparison));
    }
  }

  public void failed(CompareRequest request, Problem why) {
    if (wanted.filter(request::equals).isPresent()) {
      wanted = Optional.empty();
      running.set(false);
      problem.set(why.summary());
    }
  }

  /** Copies the table, as lines with commas. */
  public void copyCsv() {
    found.get().map(CompareExport::csv).ifPresent(commands::copy);
  }

  /** Copies the table and the findings, as Markdown. */
  public void copyMarkdown() {
    found.get().map(CompareExport::markdown).ifPresent(commands::copy);
  }

  /** The colour of a result: counted from 0 where there are enough, muted where there are not. */
  public int colour(Comparison.Result result) {
    List<Comparison.Result> all = found.get().map(Comparison::results).orElse(List.of());
    return all.size() > JobsModel.COLOURS ? JobRow.MUTED : all.indexOf(result);
  }

  /** The results as places in the chart; the selected one last, so that it lies on top. */
  public List<ComparePoint> points() {
    return found.get().map(Comparison::results).orElse(List.of()).stream()
        .map(this::point)
        .sorted(Comparator.comparingInt(point -> point.isSelected() ? 1 : 0))
        .toList();
  }

  private ComparePoint point(Comparison.Result result) {
    PolicyCost expense = result.expense();
    return new ComparePoint(
        result.contender().name(),
        colour(result),
        expense.calls(),
        CompareFrame.height(expense.lateness()),
        CompareFrame.height(expense.median()),
        CompareFrame.height(expense.most()),
        expense.isPartial(),
        selected.get().filter(result::equals).isPresent());
  }

  /** The best that is possible, as a line in the chart. */
  public Polyline frontier() {
    Polyline.Builder line = new Polyline.Builder();
    found
        .get()
        .map(Comparison::frontier)
        .orElse(List.of())
        .forEach(best -> line.add(best.calls(), CompareFrame.height(best.lateness())));
    return line.build();
  }

  /** What the last comparison holds for, in words; empty where there is none. */
  public String conditions() {
    return found.get().map(Comparison::request).map(CompareExport::conditions).orElse("");
  }

  /** All policies that can take part, by name. */
  public ObservableList<String> candidates() {
    return candidates.names();
  }

  /** Those that take part in the next comparison, by name. */
  public ObservableList<String> chosen() {
    return candidates.chosen();
  }

  /** Where a policy comes from. */
  public String about(String name) {
    return candidates.about(name);
  }

  /** How long jobs last. */
  public LawModel law() {
    return law;
  }

  /** r: how many seconds of lateness one call is worth. */
  public Setting<Duration> callPrice() {
    return callPrice;
  }

  /** How many jobs each policy waits for. */
  public Setting<Integer> jobs() {
    return jobs;
  }

  /** The seed of all that is drawn. */
  public Setting<Integer> seed() {
    return seed;
  }

  /** Whether a comparison is under way. */
  public ReadOnlyBooleanProperty running() {
    return running.getReadOnlyProperty();
  }

  /** The share of it that is done. */
  public ReadOnlyDoubleProperty progress() {
    return progress.getReadOnlyProperty();
  }

  /** Why there is no comparison, in words; empty when all is well. */
  public ReadOnlyStringProperty problem() {
    return problem.getReadOnlyProperty();
  }

  /** What has changed since the last comparison, in words; empty where it still holds. */
  public ReadOnlyStringProperty outdated() {
    return outdated.getReadOnlyProperty();
  }

  /** The last comparison. */
  public ReadOnlyObjectProperty<Optional<Comparison>> found() {
    return found.getReadOnlyProperty();
  }

  /** The result that is highlighted in table and chart. */
  public ObjectProperty<Optional<Comparison.Result>> selected() {
    return selected;
  }
}
