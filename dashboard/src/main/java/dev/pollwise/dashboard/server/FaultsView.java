package dev.pollwise.dashboard.server;

import atlantafx.base.theme.Styles;
import dev.pollwise.dashboard.form.Controls;
import dev.pollwise.dashboard.form.Quantities;
import dev.pollwise.dashboard.form.SettingField;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import javafx.util.StringConverter;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.material2.Material2OutlinedAL;

/** The fault rules in force, each with the time it has left, and the form that adds one. */
final class FaultsView extends VBox {

  private final SimulatorModel model;
  private final VBox rules = new VBox();
  private final Map<String, Rule> shown = new HashMap<>();

  FaultsView(SimulatorModel model) {
    this.model = model;
    rules.setId("fault-rules");
    rules.getStyleClass().add("fault-rules");
    getChildren().add(ServerView.part("Faults", form(model.fault()), rules));
    model.state().addListener((o, before, now) -> show(now));
  }

  private Node form(FaultModel form) {
    ComboBox<FaultKind> kinds = new ComboBox<>();
    kinds.setId("fault-kind");
    kinds.getItems().setAll(FaultKind.values());
    kinds.setConverter(new Titles());
    kinds.valueProperty().bindBidirectional(form.kind());
    kinds.setMaxWidth(Double.MAX_VALUE);
    kinds.setVisibleRowCount(FaultKind.values().length);
    VBox kind = Controls.labelled("_Fault", kinds);
    HBox.setHgrow(kind, Priority.ALWAYS);
    SettingField amount =
        new SettingField("A_mount", "The amount, such as a time or a status", form.amount());
    amount.getStyleClass().add("fault-number");
    Controls.showWhile(amount, form.kind().map(now -> now.takes() != FaultKind.Takes.NOTHING));
    ComboBox<String> routes = new ComboBox<>();
    routes.setId("fault-route");
    routes.getItems().setAll(form.routes());
    routes.valueProperty().bindBidirectional(form.route());
    routes.setMaxWidth(Double.MAX_VALUE);
    VBox route = Controls.labelled("R_oute", routes);
    HBox.setHgrow(route, Priority.ALWAYS);
    SettingField share =
        new SettingField("S_hare", "The share of requests that it affects", form.share());
    share.getStyleClass().add("fault-number");
    SettingField lease =
        new SettingField("L_ease", "How long it stays in force, in simulated time", form.lease());
    lease.getStyleClass().add("fault-number");
    Button add = new Button("Add fault");
    add.setId("add-fault");
    add.setOnAction(event -> form.add());
    HBox first = new HBox(kind, amount);
    HBox second = new HBox(route, share);
    HBox third = new HBox(lease, add);
    for (HBox row : new HBox[] {first, second, third}) {
      row.getStyleClass().addAll("field-row", "bottom-row");
    }
    VBox box =
        new VBox(
            first,
            second,
            third,
            Controls.message(form.amount().error(), "rule"),
            Controls.message(form.share().error(), "rule"),
            Controls.message(form.lease().error(), "rule"));
    box.getStyleClass().add("form-part");
    return box;
  }

  /** Rows are kept while their rule is: a button must not lose the focus every second. */
  private void show(Optional<SimulatorState> seen) {
    List<ActiveFault> faults = seen.map(SimulatorState::faults).orElse(List.of());
    List<Node> rows = new ArrayList<>();
    for (ActiveFault fault : faults) {
      Rule rule = shown.computeIfAbsent(fault.id(), id -> new Rule());
      rule.show(fault, seen.orElseThrow().clock());
      rows.add(rule);
    }
    shown.values().removeIf(rule -> !rows.contains(rule));
    if (rows.isEmpty()) {
      rows.add(Controls.label("No fault is in force.", Styles.TEXT_MUTED));
    }
    if (!rules.getChildren().equals(rows)) {
      rules.getChildren().setAll(rows);
    }
  }

  private final class Rule extends HBox {

    private final Label what = Controls.label("", "fault-what");
    private final Label where = Controls.label("", Styles.TEXT_MUTED);
    private final Label left = Controls.label("", "counter");
    private @Nullable ActiveFault rule;

    Rule() {
      getStyleClass().add("fault-rule");
      Button lift =
          Controls.iconButton(
              Material2OutlinedAL.CLOSE,
              "Lift this fault",
              () -> Optional.ofNullable(rule).ifPresent(model::lift));
      lift.getStyleClass().add("lift-fault");
      left.setMinWidth(USE_PREF_SIZE);
      getChildren().addAll(new VBox(what, where), Controls.spacer(), left, lift);
    }

    void show(ActiveFault fault, SimulatorClock clock) {
      rule = fault;
      what.setText(fault.what());
      where.setText(fault.where());
      left.setText(left(fault, clock));
    }

    private static String left(ActiveFault fault, SimulatorClock clock) {
      if (fault.left().equals(ActiveFault.FOREVER)) {
        return fault.ofScenario() ? "of the scenario" : "until lifted";
      }
      String time =
          Quantities.about(fault.left().isNegative() ? java.time.Duration.ZERO : fault.left());
      return clock.frozen() ? time + " left, frozen" : time + " left";
    }
  }

  private static final class Titles extends StringConverter<FaultKind> {
    @Override
    public String toString(@Nullable FaultKind kind) {
      return kind == null ? "" : kind.title();
    }

    @Override
    public @Nullable FaultKind fromString(String text) {
      return null;
    }
  }
}
