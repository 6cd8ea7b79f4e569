package dev.pollwise.dashboard.server;

import atlantafx.base.theme.Styles;
import dev.pollwise.dashboard.form.Controls;
import dev.pollwise.dashboard.form.FilePrompt;
import dev.pollwise.dashboard.form.Quantities;
import dev.pollwise.dashboard.form.SettingField;
import java.io.File;
import java.util.List;
import java.util.Optional;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.ToggleButton;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import javafx.stage.FileChooser;
import org.kordamp.ikonli.material2.Material2OutlinedAL;
import org.kordamp.ikonli.material2.Material2OutlinedMZ;

/** Which scenario is in force, and how time passes. */
final class ScenarioView extends VBox {

  private static final FileChooser.ExtensionFilter FORMAT =
      new FileChooser.ExtensionFilter("Scenarios (YAML)", "*.yaml", "*.yml");

  private final SimulatorModel model;
  private final ComboBox<String> scenarios = new ComboBox<>();
  private final ToggleButton frozen = new ToggleButton("Freeze");

  ScenarioView(SimulatorModel model) {
    this.model = model;
    getStyleClass().add("server-column");
    getChildren().addAll(scenario(), clock());
    model.state().addListener((o, before, now) -> now.ifPresent(this::show));
  }

  private void show(SimulatorState seen) {
    if (!scenarios.isShowing()) {
      if (!scenarios.getItems().equals(seen.scenarios())) {
        scenarios.getItems().setAll(seen.scenarios());
      }
      scenarios.setValue(model.scenario().get());
    }
    frozen.setSelected(seen.clock().frozen());
    frozen.setText(seen.clock().frozen() ? "Frozen" : "Freeze");
  }

  private Node scenario() {
    scenarios.setId("server-scenario");
    scenarios.setMaxWidth(Double.MAX_VALUE);
    scenarios.setAccessibleText("Scenario in force");
    HBox.setHgrow(scenarios, Priority.ALWAYS);
    scenarios.setOnAction(event -> {
      if (scenarios.getValue() != null) {
        model.useScenario(scenarios.getValue());
      }
    });
    Button open =
        Controls.iconButton(
            Material2OutlinedAL.FOLDER_OPEN, "Open a scenario file (YAML)", this::open);
    Button save =
        Controls.iconButton(
            Material2OutlinedMZ.SAVE, "Save the scenario in force as a file (YAML)", this::save);
    HBox row = new HBox(scenarios, open, save);
    row.getStyleClass().add("field-row");
    Label about = ServerView.told(model.state(), SimulatorState::description);
    about.getStyleClass().add(Styles.TEXT_MUTED);
    Controls.showWhile(about, about.textProperty().map(text -> !text.isEmpty()));
    return ServerView.part("Scenario", row, about);
  }

  private void open() {
    ask("Open a scenario")
        .map(chooser -> chooser.showOpenDialog(getScene().getWindow()))
        .map(File::toPath)
        .ifPresent(model::openScenario);
  }

  private void save() {
    String name = model.state().get().map(SimulatorState::scenario).orElse("scenario") + ".yaml";
    FilePrompt.ask(this, "Save the scenario in force", name, List.of(FORMAT))
        .ifPresent(model::saveScenario);
  }

  private static Optional<FileChooser> ask(String title) {
    FileChooser chooser = new FileChooser();
    chooser.setTitle(title);
    chooser.getExtensionFilters().add(FORMAT);
    return Optional.of(chooser);
  }

  private static String pace(double scale) {
    return scale == 1
        ? "passing as usual"
        : "passing " + Quantities.writeNumber(scale) + " times as fast";
  }

  private Node clock() {
    Label time =
        ServerView.told(
            model.state(),
            seen ->
                Quantities.about(seen.clock().simulated())
                    + " of simulated time, "
                    + (seen.clock().frozen() ? "standing still" : pace(seen.clock().scale())));
    time.setId("simulated-time");
    time.getStyleClass().add(Styles.TEXT_MUTED);
    SettingField scale =
        new SettingField("Time _scale", "Simulated seconds per real second", model.scale());
    scale.field().setOnAction(event -> model.applyScale());
    Button set = new Button("Set");
    set.setId("set-scale");
    set.setAccessibleText("Set the time scale");
    set.setOnAction(event -> model.applyScale());
    frozen.setId("freeze");
    frozen.setOnAction(event -> model.freeze(frozen.isSelected()));
    SettingField step =
        new SettingField("Advance _by", "How much time is to pass at once", model.step());
    step.field().setOnAction(event -> model.advance());
    Button advance = new Button("Advance");
    advance.setId("advance");
    advance.setOnAction(event -> model.advance());
    HBox pace = new HBox(scale, set, frozen);
    HBox jump = new HBox(step, advance);
    for (HBox row : new HBox[] {pace, jump}) {
      row.getStyleClass().addAll("field-row", "bottom-row");
    }
    return ServerView.part(
        "Clock",
        time,
        pace,
        Controls.message(model.scale().error(), "rule"),
        jump,
        Controls.message(model.step().error(), "rule"));
  }
}
