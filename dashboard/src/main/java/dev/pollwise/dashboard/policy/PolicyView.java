package dev.pollwise.dashboard.policy;

import dev.pollwise.dashboard.form.Controls;
import dev.pollwise.dashboard.form.Hints;
import dev.pollwise.dashboard.form.SettingField;
import java.util.stream.Stream;
import javafx.beans.value.ObservableValue;
import javafx.collections.ListChangeListener;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.TextField;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import javafx.util.StringConverter;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.material2.Material2OutlinedAL;
import org.kordamp.ikonli.material2.Material2OutlinedMZ;

/** The policy form: profile, kind of pacing, its parameters, the limits, and the plan in words. */
public final class PolicyView extends VBox {

  private static final int COLUMNS = 3;

  public PolicyView(
      PolicyModel model,
      ProfilesModel profiles,
      ObservableValue<PolicyPreview> preview,
      PolicyInForce inForce,
      Runnable copyAsJava) {
    getStyleClass().addAll("form", "policy");
    getChildren()
        .addAll(
            title(copyAsJava),
            Controls.labelled("Profile", profileRow(profiles)),
            Controls.message(profiles.problem(), "problem"),
            Controls.labelled("_Pacing", kindRow(model)),
            Controls.message(model.origin(), "plan"),
            pacingFields(model),
            limits(model),
            Controls.message(model.judgedBy(), "plan"),
            Controls.message(model.brokenRules(), "rule"),
            Controls.message(preview.map(PolicyPreview::sentence), "plan"),
            Controls.message(inForce.pending(), "pending"),
            Controls.message(inForce.news(), "news"));
  }

  private static Node profileRow(ProfilesModel profiles) {
    TextField name = new TextField();
    name.setId("profile-name");
    name.setPromptText("Name to save under");
    name.setAccessibleText("Name of the profile");
    name.textProperty().bindBidirectional(profiles.name());
    name.setOnAction(event -> profiles.save());
    HBox.setHgrow(name, Priority.ALWAYS);
    MenuButton load = new MenuButton("Load");
    load.setId("load-profile");
    load.setAccessibleText("Load a profile");
    Hints.disabledUnless(load, "No profile is saved yet.");
    profiles.profiles().addListener((ListChangeListener<Object>) change -> fill(load, profiles));
    fill(load, profiles);
    Button save = Controls.iconButton(Material2OutlinedMZ.SAVE, "Save profile", profiles::save);
    HBox row = new HBox(name, save, load);
    row.getStyleClass().add("field-row");
    return row;
  }

  private static void fill(MenuButton load, ProfilesModel profiles) {
    load.getItems()
        .setAll(
            profiles.profiles().stream()
                .map(profile -> {
                  MenuItem item = new MenuItem(profile.name());
                  item.setMnemonicParsing(false);
                  item.setOnAction(event -> profiles.use(profile));
                  return item;
                })
                .toList());
    load.setDisable(load.getItems().isEmpty());
  }

  private static Node title(Runnable copyAsJava) {
    Button java = Controls.iconButton(Material2OutlinedAL.CODE, "Copy as Java", copyAsJava);
    java.setId("copy-java");
    HBox title = new HBox(Controls.title("Policy"), Controls.spacer(), java);
    title.getStyleClass().addAll("field-row", "title-row");
    return title;
  }

  private static Node kindRow(PolicyModel model) {
    Node kind = kind(model);
    HBox.setHgrow(kind, Priority.ALWAYS);
    MenuButton presets = new MenuButton("Presets");
    presets.setId("presets");
    presets.setAccessibleText("Presets: schedules that are known by name");
    presets.setMinWidth(USE_PREF_SIZE);
    for (Preset preset : Preset.all()) {
      MenuItem item = new MenuItem(preset.name());
      item.setMnemonicParsing(false);
      item.setOnAction(event -> model.use(preset));
      presets.getItems().add(item);
    }
    HBox row = new HBox(kind, presets);
    row.getStyleClass().add("field-row");
    return row;
  }

  private static Node kind(PolicyModel model) {
    ComboBox<PacingKind> kinds = new ComboBox<>();
    kinds.setId("pacing");
    kinds.getItems().setAll(PacingKind.values());
    kinds.setConverter(
        new StringConverter<>() {
          @Override
          public String toString(@Nullable PacingKind kind) {
            return kind == null ? "" : kind.label();
          }

          @Override
          public @Nullable PacingKind fromString(String label) {
            return Stream.of(PacingKind.values())
                .filter(kind -> kind.label().equals(label))
                .findFirst()
                .orElse(null);
          }
        });
    kinds.valueProperty().bindBidirectional(model.kind());
    kinds.setMaxWidth(Double.MAX_VALUE);
    return kinds;
  }

  private static Node pacingFields(PolicyModel model) {
    Node adaptive =
        grid(
            new SettingField(
                "_Expected duration",
                "About how long jobs take, such as 5 min: paces the first ones, until the client"
                    + " has seen better. Empty if you do not know.",
                model.expected()));
    Node fixed =
        grid(new SettingField("I_nterval", "The pause before each call", model.interval()));
    Node exponential =
        grid(
            new SettingField("I_nitial", "The first pause", model.initial()),
            new SettingField("_Factor", "Each pause is this many times the last", model.factor()),
            new SettingField("_Cap", "The longest pause", model.cap()));
    Node linear =
        grid(
            new SettingField("I_nitial", "The first pause", model.initial()),
            new SettingField("S_tep", "Each pause is longer than the last by this", model.step()),
            new SettingField("_Cap", "The longest pause", model.cap()));
    showFor(adaptive, model, PacingKind.ADAPTIVE);
    showFor(fixed, model, PacingKind.FIXED);
    showFor(exponential, model, PacingKind.EXPONENTIAL);
    showFor(linear, model, PacingKind.LINEAR);
    VBox box = new VBox(fixed, exponential, linear);
    Controls.showWhile(box, model.kind().map(PacingKind::hasParameters));
    VBox fields = new VBox(box, adaptive);
    Controls.showWhile(fields, model.kind().isNotEqualTo(PacingKind.FOR_PRICE));
    return fields;
  }

  private static void showFor(Node node, PolicyModel model, PacingKind kind) {
    Controls.showWhile(node, model.kind().isEqualTo(kind).map(Boolean::booleanValue));
  }

  private static Node limits(PolicyModel model) {
    return grid(
        new SettingField(
            "Price _r",
            "r: how many seconds of delay one call is worth. Adaptive pacing needs nothing else; to"
                + " other pacing it is the measure of what it costs.",
            model.callPrice()),
        new SettingField(
            "_Jitter",
            "How far each pause is spread at random, up and down: 0 % to 50 %",
            model.jitter()),
        new SettingField("_Deadline", "The longest wait for a job", model.deadline()),
        new SettingField(
            "Failure _budget",
            "The longest time without any usable answer before contact counts as lost",
            model.failureBudget()),
        new SettingField(
            "Call ti_meout", "The longest single call, body included", model.attemptTimeout()),
        new SettingField(
            "C_all limit", "The most calls for one job, or: no limit", model.maxPolls()));
  }

  private static GridPane grid(Node... fields) {
    GridPane grid = new GridPane();
    grid.getStyleClass().add("setting-grid");
    for (int i = 0; i < COLUMNS; i++) {
      ColumnConstraints column = new ColumnConstraints();
      column.setPercentWidth(100.0 / COLUMNS);
      grid.getColumnConstraints().add(column);
    }
    for (int i = 0; i < fields.length; i++) {
      grid.add(fields[i], i % COLUMNS, i / COLUMNS);
    }
    return grid;
  }
}
