package dev.pollwise.dashboard.jobs;

import atlantafx.base.theme.Styles;
import dev.pollwise.dashboard.form.Controls;
import dev.pollwise.dashboard.form.KeyText;
import dev.pollwise.dashboard.form.MultiChooser;
import dev.pollwise.dashboard.form.SettingField;
import java.util.List;
import javafx.beans.binding.Bindings;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.PasswordField;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.material2.Material2OutlinedMZ;

/** The launch form. */
public final class LaunchView extends VBox {

  private static final int FEW = 20;

  private final Button launch = new Button();

  public LaunchView(LaunchModel model, ServerModel server) {
    getStyleClass().addAll("form", "launch");
    getChildren()
        .addAll(
            Controls.title("Launch"),
            Controls.labelled("Server", serverSwitch(model)),
            embeddedFields(model),
            remoteFields(model),
            new SettingField("Source _video", "Address of the video to translate", model.video()),
            Controls.labelled("_Languages", languages(server, model)),
            numberAndButton(model),
            progress(model),
            Controls.message(model.problem(), "problem"));
  }

  private static Node serverSwitch(LaunchModel model) {
    ToggleGroup group = new ToggleGroup();
    ToggleButton embedded = segment("Embedded simulator", group, Styles.LEFT_PILL);
    ToggleButton remote = segment("Other server", group, Styles.RIGHT_PILL);
    embedded.setId("embedded-server");
    remote.setId("other-server");
    group.selectToggle(model.server().embedded().get() ? embedded : remote);
    group
        .selectedToggleProperty()
        .addListener((o, before, now) -> {
          if (now == null) {
            group.selectToggle(before);
          } else {
            model.server().embedded().set(embedded.equals(now));
          }
        });
    embedded.setOnAction(event -> model.connect());
    model
        .server()
        .embedded()
        .addListener((o, before, now) -> group.selectToggle(now ? embedded : remote));
    HBox box = new HBox(embedded, remote);
    box.getStyleClass().add("segments");
    return box;
  }

  private static ToggleButton segment(String text, ToggleGroup group, String shape) {
    ToggleButton button = new ToggleButton(text);
    button.setToggleGroup(group);
    button.getStyleClass().add(shape);
    button.setMaxWidth(Double.MAX_VALUE);
    HBox.setHgrow(button, Priority.ALWAYS);
    return button;
  }

  private static Node embeddedFields(LaunchModel model) {
    ComboBox<String> scenarios = new ComboBox<>(model.scenarios());
    scenarios.setId("scenario");
    scenarios.setMaxWidth(Double.MAX_VALUE);
    model.scenario().addListener((o, before, now) -> scenarios.setValue(now));
    // Other items take the value away, even where it is among them.
    model
        .scenarios()
        .addListener((javafx.beans.Observable o) -> scenarios.setValue(model.scenario().get()));
    scenarios.setValue(model.scenario().get());
    scenarios.setOnAction(event -> {
      if (scenarios.getValue() != null) {
        model.useScenario(scenarios.getValue());
      }
    });
    VBox box = Controls.labelled("S_cenario", scenarios);
    Controls.showWhile(
        box,
        model
            .server()
            .embedded()
            .map(embedded -> embedded)
            .flatMap(embedded ->
                javafx.beans.binding.Bindings.isNotEmpty(model.scenarios())
                    .map(some -> some && embedded)));
    return box;
  }

  private static Node remoteFields(LaunchModel model) {
    SettingField address =
        new SettingField(
            "_Address",
            "Where the server is, such as https://api.heygen.com",
            model.server().address());
    HBox.setHgrow(address, Priority.ALWAYS);
    PasswordField key = new PasswordField();
    key.setId("api-key");
    key.textProperty().bindBidirectional(model.server().key());
    key.setPromptText("never stored");
    key.setTooltip(new Tooltip("Sent to this server only; never stored, never logged"));
    model
        .server()
        .keyProblem()
        .subscribe(rule -> key.pseudoClassStateChanged(Styles.STATE_DANGER, !rule.isEmpty()));
    VBox keyField = Controls.labelled("API _key", key);
    HBox.setHgrow(keyField, Priority.ALWAYS);
    Button connect = new Button("Connect");
    connect.setId("connect");
    connect.setOnAction(event -> model.connect());
    address.field().setOnAction(event -> model.connect());
    key.setOnAction(event -> model.connect());
    HBox second = new HBox(keyField, connect);
    second.getStyleClass().addAll("field-row", "bottom-row");
    VBox box = new VBox(address, second);
    box.getStyleClass().add("form-part");
    Controls.showWhile(box, model.server().embedded().not().map(Boolean::booleanValue));
    return box;
  }

  /** Only where there is something left to stop. */
  private static Node progress(LaunchModel model) {
    ProgressBar bar = new ProgressBar();
    bar.progressProperty()
        .bind(
            Bindings.createDoubleBinding(
                () ->
                    (double) model.progress().accepted().get()
                        / Math.max(1, model.progress().wanted().get()),
                model.progress().accepted(),
                model.progress().wanted()));
    bar.setMaxWidth(Double.MAX_VALUE);
    bar.setAccessibleText("Jobs launched so far");
    HBox.setHgrow(bar, Priority.ALWAYS);
    Label count = Controls.label("", "counter");
    count
        .textProperty()
        .bind(Bindings.concat(model.progress().accepted(), " of ", model.progress().wanted()));
    count.setMinWidth(USE_PREF_SIZE);
    Button stop = new Button("Stop");
    stop.setId("stop-launching");
    stop.setTooltip(new Tooltip("Launch no more; jobs that were accepted go on"));
    stop.setOnAction(event -> model.stopLaunching());
    HBox row = new HBox(bar, count, stop);
    row.getStyleClass().add("field-row");
    Controls.showWhile(
        row,
        model
            .progress()
            .busy()
            .and(model.progress().wanted().greaterThan(FEW))
            .map(Boolean::booleanValue));
    return row;
  }

  private Node numberAndButton(LaunchModel model) {
    SettingField copies =
        new SettingField(
            "_Jobs per language", "How many jobs to start for each language", model.copies());
    copies.getStyleClass().add("narrow");
    launch.setId("launch");
    launch.getStyleClass().add(Styles.ACCENT);
    launch.setGraphic(Controls.icon(Material2OutlinedMZ.SEND));
    launch.textProperty().bind(model.action());
    launch.setTooltip(new Tooltip(KeyText.of("Ctrl+Enter")));
    launch.setMaxWidth(Double.MAX_VALUE);
    launch.setOnAction(event -> model.launch());
    HBox.setHgrow(launch, Priority.ALWAYS);
    HBox row = new HBox(copies, launch);
    row.getStyleClass().addAll("field-row", "bottom-row");
    VBox box = new VBox(row, Controls.message(model.copies().error(), "rule"));
    box.getStyleClass().add("form-part");
    return box;
  }

  private static Node languages(ServerModel server, LaunchModel model) {
    MultiChooser chooser =
        new MultiChooser(
            "languages",
            server.languages(),
            model.languages(),
            Bindings.createStringBinding(() -> summary(model.languages()), model.languages()),
            name -> "");
    chooser.setId("languages");
    return chooser;
  }

  private static String summary(List<String> chosen) {
    return switch (chosen.size()) {
      case 0 -> "Choose languages";
      case 1 -> chosen.getFirst();
      default -> chosen.size() + " languages: " + String.join(", ", chosen);
    };
  }
}
