package dev.pollwise.dashboard.server;

import dev.pollwise.dashboard.form.Quantities;
import dev.pollwise.dashboard.form.Setting;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;

/** The form that makes a fault rule: what, where, how often, for how long. */
public final class FaultModel {

  /** Everywhere. */
  public static final String EVERYWHERE = "every request";

  private static final List<String> ROUTES =
      List.of(EVERYWHERE, "get", "statuses", "list", "create", "languages", "status", "result");

  private final Consumer<SimulatorCommand> commands;
  private final ObjectProperty<FaultKind> kind = new SimpleObjectProperty<>(FaultKind.THROTTLED);
  private final Setting<String> amount =
      new Setting<>(
          "amount", "Amount", FaultKind.THROTTLED.usual(), this::checkAmount, text -> text);
  private final StringProperty route = new SimpleStringProperty(EVERYWHERE);
  private final Setting<Double> share =
      new Setting<>("share", "Share", 1.0, FaultModel::share, Quantities::writeShare);
  private final Setting<Duration> lease =
      new Setting<>("lease", "Lease", Duration.ofSeconds(30), FaultModel::lease, Quantities::write);

  FaultModel(Consumer<SimulatorCommand> commands) {
    this.commands = commands;
    kind.addListener((o, before, now) -> amount.set(now.usual()));
  }

  private String checkAmount(String name, String text) {
    kind.get().amount(text);
    return text;
  }

  private static double share(String name, String text) {
    double share = Quantities.share(name, text);
    if (!(share > 0 && share <= 1)) {
      throw new IllegalArgumentException(
          name + " \"" + text.strip() + "\": must be more than 0 %, at most 100 %");
    }
    return share;
  }

  private static Duration lease(String name, String text) {
    Duration lease = Quantities.duration(name, text);
    if (lease.isZero()) {
      throw new IllegalArgumentException(name + " \"" + text.strip() + "\": must be positive");
    }
    return lease;
  }

  /** Puts the rule in force; nothing happens while a field breaks its rule. */
  public void add() {
    if (amount.isValid() && share.isValid() && lease.isValid()) {
      commands.accept(
          new SimulatorCommand.AddFault(
              new FaultOrder(
                  kind.get(),
                  kind.get().amount(amount.text().get()),
                  route.get().equals(EVERYWHERE) ? "*" : route.get(),
                  share.value().get(),
                  lease.value().get())));
    }
  }

  /** What goes wrong. */
  public ObjectProperty<FaultKind> kind() {
    return kind;
  }

  /** How much of it, where the kind takes an amount. */
  public Setting<String> amount() {
    return amount;
  }

  /** Where it strikes; one of {@link #routes()}. */
  public StringProperty route() {
    return route;
  }

  /** The routes to choose from. */
  public List<String> routes() {
    return ROUTES;
  }

  /** How often it strikes. */
  public Setting<Double> share() {
    return share;
  }

  /** How long it stays in force, in simulated time. */
  public Setting<Duration> lease() {
    return lease;
  }
}
