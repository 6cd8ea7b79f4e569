package dev.pollwise.dashboard.policy;

import dev.pollwise.client.job.Durations;
import dev.pollwise.client.job.Expectation;
import dev.pollwise.client.policy.Pacing;
import dev.pollwise.client.policy.PollingPolicy;
import dev.pollwise.client.policy.PollingPolicy.Jitter;
import dev.pollwise.dashboard.form.Quantities;
import dev.pollwise.dashboard.form.Setting;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.value.ObservableValue;

/**
 * The policy as a form: a kind of pacing, its parameters and the limits. What the form says is
 * planned and forecast with every key; what is in force changes only when somebody says so. A text
 * that does not make a legal whole is marked with the rule it breaks, and the form says what is in
 * force.
 */
public final class PolicyModel {

  private static final double MOST_JITTER = 0.5;

  private final ObjectProperty<PacingKind> kind = new SimpleObjectProperty<>(PacingKind.ADAPTIVE);
  private final Setting<Duration> interval =
      duration("interval", "Interval", Duration.ofSeconds(5));
  private final Setting<Duration> initial = duration("initial", "Initial", Duration.ofSeconds(1));
  private final Setting<Double> factor =
      new Setting<>("factor", "Factor", 2.0, Quantities::number, Quantities::writeNumber);
  private final Setting<Duration> step = duration("step", "Step", Duration.ofSeconds(2));
  private final Setting<Duration> cap = duration("cap", "Cap", Duration.ofMinutes(1));
  private final Setting<Expectation> expected =
      new Setting<>(
          "expected duration",
          "Expected duration",
          Expectation.none(),
          Quantities::expectation,
          Quantities::writeExpectation);
  private final Setting<Double> jitter;
  private final Setting<Duration> callPrice;
  private final Setting<Duration> deadline;
  private final Setting<Duration> failureBudget;
  private final Setting<Duration> attemptTimeout;
  private final Setting<Integer> maxPolls;
  private final ReadOnlyObjectWrapper<PollingPolicy> policy;
  private final ReadOnlyObjectWrapper<Expectation> expectation =
      new ReadOnlyObjectWrapper<>(Expectation.none());
  private final ReadOnlyBooleanWrapper valid = new ReadOnlyBooleanWrapper(true);
  private final ReadOnlyStringWrapper brokenRules = new ReadOnlyStringWrapper("");
  private PollingPolicy inForce;
  private Expectation expectationInForce = Expectation.none();
  private Runnable typed = () -> {};
  private Runnable chosen = () -> {};
  private boolean showing;

  /** Starts with a policy, to which each field resets. */
  public PolicyModel(PollingPolicy start) {
    jitter =
        new Setting<>(
            "jitter",
            "Jitter",
            start.jitter().fraction(),
            PolicyModel::jitter,
            Quantities::writeShare);
    callPrice = duration("callPrice", "Price r", start.callPrice());
    deadline = duration("deadline", "Deadline", start.deadline());
    failureBudget = duration("failureBudget", "Failure budget", start.failureBudget());
    attemptTimeout = duration("attemptTimeout", "Call timeout", start.attemptTimeout());
    maxPolls =
        new Setting<>(
            "maxPolls", "Call limit", start.maxPolls(), Quantities::limit, Quantities::writeLimit);
    policy = new ReadOnlyObjectWrapper<>(start);
    inForce = start;
    settings().forEach(setting -> setting.text().addListener((o, before, now) -> edited(typed)));
    kind.addListener((o, before, now) -> edited(chosen));
    show(start);
  }

  private static Setting<Duration> duration(String name, String label, Duration initial) {
    return new Setting<>(name, label, initial, Quantities::duration, Quantities::write);
  }

  private static double jitter(String name, String text) {
    double share = Quantities.share(name, text);
    if (!(share >= 0 && share <= MOST_JITTER)) {
      throw new IllegalArgumentException(name + " \"" + text + "\": must be from 0 % to 50 %");
    }
    return share;
  }

  private List<Setting<?>> settings() {
    return List.of(
        interval,
        initial,
        factor,
        step,
        cap,
        expected,
        jitter,
        callPrice,
        deadline,
        failureBudget,
        attemptTimeout,
        maxPolls);
  }

  /** The settings that the chosen kind uses; the others are neither shown nor judged. */
  private Stream<Setting<?>> used() {
    Stream<Setting<?>> ofPacing =
        switch (kind.get()) {
          case ADAPTIVE -> Stream.of(expected);
          case FOR_PRICE -> Stream.of();
          case FIXED -> Stream.of(interval);
          case EXPONENTIAL -> Stream.of(initial, factor, cap);
          case LINEAR -> Stream.of(initial, step, cap);
        };
    Stream<Setting<?>> ofPolicy =
        Stream.of(jitter, callPrice, deadline, failureBudget, attemptTimeout, maxPolls);
    return Stream.concat(ofPacing, ofPolicy);
  }

  /** Says who is told of what is typed, and of what is chosen or complete. */
  void edited(Runnable onTyped, Runnable onChosen) {
    typed = onTyped;
    chosen = onChosen;
    settings().forEach(setting -> setting.onEnter(onChosen));
  }

  private void edited(Runnable told) {
    if (!showing) {
      derive();
      told.run();
    }
  }

  private void derive() {
    settings().forEach(Setting::review);
    if (used().allMatch(Setting::isValid)) {
      build();
    }
    valid.set(used().allMatch(Setting::isValid));
    if (!valid.get()) {
      expectation.set(expectationInForce);
      policy.set(inForce);
    }
    brokenRules.set(
        used()
            .map(setting -> setting.error().get())
            .filter(rule -> !rule.isEmpty())
            .collect(Collectors.joining("\n")));
  }

  private void build() {
    try {
      boolean learns = kind.get() == PacingKind.ADAPTIVE;
      expectation.set(learns ? expected.value().get() : Expectation.none());
      policy.set(
          new PollingPolicy(
              pacing(),
              new Jitter(jitter.value().get()),
              callPrice.value().get(),
              deadline.value().get(),
              failureBudget.value().get(),
              attemptTimeout.value().get(),
              maxPolls.value().get()));
    } catch (IllegalArgumentException refused) {
      blame(refused);
    }
  }

  private Pacing pacing() {
    return switch (kind.get()) {
      case ADAPTIVE -> Pacing.adaptive();
      case FOR_PRICE -> Pacing.forPrice(callPrice.value().get());
      case FIXED -> Pacing.fixed(interval.value().get());
      case EXPONENTIAL ->
          Pacing.exponential(initial.value().get(), factor.value().get(), cap.value().get());
      case LINEAR -> Pacing.linear(initial.value().get(), step.value().get(), cap.value().get());
    };
  }

  /** The values of client-core begin each refusal with the name of the component. */
  private void blame(IllegalArgumentException refused) {
    String rule = String.valueOf(refused.getMessage());
    used()
        .filter(setting -> rule.startsWith(setting.name() + " "))
        .findFirst()
        .orElseThrow(() -> refused)
        .refuse(Setting.inLabels(rule, used().toList()));
  }

  /**
   * Shows a policy in the form, to be put in force. What is expected stays.
   *
   * @throws IllegalArgumentException if its pacing is of a kind that the form does not have
   */
  public void show(PollingPolicy shown) {
    show(shown, expected.value().get());
  }

  /** As {@link #show(PollingPolicy)}, with what is expected. */
  void show(PollingPolicy shown, Expectation shownExpectation) {
    showing = true;
    try {
      expected.set(shownExpectation);
      showPacing(shown.pacing(), shown.callPrice());
      jitter.set(shown.jitter().fraction());
      callPrice.set(shown.callPrice());
      deadline.set(shown.deadline());
      failureBudget.set(shown.failureBudget());
      attemptTimeout.set(shown.attemptTimeout());
      maxPolls.set(shown.maxPolls());
    } finally {
      showing = false;
    }
    edited(chosen);
  }

  /** Puts what the form says in force; it must be legal. */
  public void putInForce() {
    inForce = policy.get();
    expectationInForce = expectation.get();
  }

  /** Shows what is in force again. */
  void revert() {
    show(
        inForce,
        inForce.pacing() instanceof Pacing.Adaptive ? expectationInForce : expected.value().get());
  }

  /** Whether the form says what is in force. */
  boolean isInForce() {
    return policy.get().equals(inForce) && expectation.get().equals(expectationInForce);
  }

  /** What jobs follow. */
  public PollingPolicy inForce() {
    return inForce;
  }

  private void showPacing(Pacing pacing, Duration price) {
    switch (pacing) {
      case Pacing.Adaptive adaptive -> kind.set(PacingKind.ADAPTIVE);
      case Pacing.Fixed fixed -> {
        kind.set(PacingKind.FIXED);
        interval.set(fixed.interval());
      }
      case Pacing.Exponential exponential -> {
        kind.set(PacingKind.EXPONENTIAL);
        initial.set(exponential.initial());
        factor.set(exponential.factor());
        cap.set(exponential.cap());
      }
      case Pacing.Linear linear when linear.equals(Pacing.forPrice(price)) ->
          kind.set(PacingKind.FOR_PRICE);
      case Pacing.Linear linear -> {
        kind.set(PacingKind.LINEAR);
        initial.set(linear.initial());
        step.set(linear.step());
        cap.set(linear.cap());
      }
      case Pacing.Custom custom ->
          throw new IllegalArgumentException(
              "pacing " + custom.name() + ": a function of one's own cannot be shown as a form");
    }
  }

  /** Puts a preset in force. */
  public void use(Preset preset) {
    show(preset.of(policy.get()));
  }

  /** Where the policy comes from, if it is one that is known by name; empty otherwise. */
  public ObservableValue<String> origin() {
    return policy.map(now -> Preset.behind(now).map(Preset::about).orElse(""));
  }

  /** What the price of a call means where it paces nothing; empty elsewhere. */
  public ObservableValue<String> judgedBy() {
    return kind.flatMap(chosen ->
        callPrice
            .value()
            .map(price ->
                chosen.hasParameters()
                    ? "r paces nothing here. It judges: a call costs as much as "
                        + Durations.text(price)
                        + " of delay."
                    : ""));
  }

  /** Which schedule is used. */
  public ObjectProperty<PacingKind> kind() {
    return kind;
  }

  /** The interval of a fixed schedule. */
  public Setting<Duration> interval() {
    return interval;
  }

  /** The first interval of a growing schedule. */
  public Setting<Duration> initial() {
    return initial;
  }

  /** By what an exponential schedule grows. */
  public Setting<Double> factor() {
    return factor;
  }

  /** By what a linear schedule grows. */
  public Setting<Duration> step() {
    return step;
  }

  /** The longest interval of a growing schedule. */
  public Setting<Duration> cap() {
    return cap;
  }

  /** How long jobs are expected to take; adaptive pacing alone heeds it. */
  public Setting<Expectation> expected() {
    return expected;
  }

  /** How far intervals are spread, as a fraction. */
  public Setting<Double> jitter() {
    return jitter;
  }

  /** r: how many seconds of lateness one call is worth. */
  public Setting<Duration> callPrice() {
    return callPrice;
  }

  /** The longest wait. */
  public Setting<Duration> deadline() {
    return deadline;
  }

  /** The longest time without any usable answer. */
  public Setting<Duration> failureBudget() {
    return failureBudget;
  }

  /** The longest single call. */
  public Setting<Duration> attemptTimeout() {
    return attemptTimeout;
  }

  /** The greatest number of calls. */
  public Setting<Integer> maxPolls() {
    return maxPolls;
  }

  /** What the form says where that is legal, and what is in force where it is not. */
  public ReadOnlyObjectProperty<PollingPolicy> policy() {
    return policy.getReadOnlyProperty();
  }

  /** What the form expects of jobs, likewise; nothing for pacing that does not listen. */
  public ReadOnlyObjectProperty<Expectation> expectation() {
    return expectation.getReadOnlyProperty();
  }

  /** The rules that the form breaks, one on each line; empty when all is well. */
  public ReadOnlyStringProperty brokenRules() {
    return brokenRules.getReadOnlyProperty();
  }

  /** Whether what the form shows is the policy. */
  public ReadOnlyBooleanProperty valid() {
    return valid.getReadOnlyProperty();
  }
}
