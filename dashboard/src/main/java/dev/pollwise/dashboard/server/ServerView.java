package dev.pollwise.dashboard.server;

import atlantafx.base.theme.Styles;
import dev.pollwise.dashboard.form.Controls;
import dev.pollwise.dashboard.form.SettingField;
import java.util.Optional;
import java.util.function.Function;
import javafx.beans.value.ObservableValue;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.PasswordField;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.scene.text.TextAlignment;
import org.kordamp.ikonli.material2.Material2OutlinedAL;
import org.kordamp.ikonli.material2.Material2OutlinedMZ;

/** The simulator behind the server: what it does, what can be changed, what it thinks of us. */
public final class ServerView extends StackPane {

  private static final double TWO_COLUMNS_FROM = 620;

  private final SimulatorModel model;
  private final GridPane parts = new GridPane();
  private final Node[] left;
  private final Node[] right;

  public ServerView(SimulatorModel model) {
    this.model = model;
    getStyleClass().addAll("panel", "server");
    this.left = new Node[] {new ScenarioView(model), new FaultsView(model)};
    this.right = new Node[] {traffic(), new VerdictView(model.state())};
    parts.getStyleClass().add("server-parts");
    arrange(true);
    parts
        .widthProperty()
        .map(width -> width.doubleValue() >= TWO_COLUMNS_FROM)
        .addListener((o, before, now) -> arrange(now));
    VBox all = new VBox(header(), parts);
    ScrollPane scroll = new ScrollPane(all);
    scroll.setFitToWidth(true);
    scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
    Controls.showWhile(scroll, model.state().map(Optional::isPresent));
    getChildren().addAll(scroll, absent());
  }

  private void arrange(boolean twoColumns) {
    parts.getChildren().clear();
    parts.getColumnConstraints().clear();
    if (twoColumns) {
      parts.getColumnConstraints().addAll(share(50), share(50));
      VBox first = new VBox(left);
      VBox second = new VBox(right);
      first.getStyleClass().add("server-column");
      second.getStyleClass().add("server-column");
      parts.addRow(0, first, second);
    } else {
      parts.getColumnConstraints().add(share(100));
      VBox only = new VBox(left);
      only.getChildren().addAll(right);
      only.getStyleClass().add("server-column");
      parts.addRow(0, only);
    }
  }

  private static javafx.scene.layout.ColumnConstraints share(double percent) {
    var column = new javafx.scene.layout.ColumnConstraints();
    column.setPercentWidth(percent);
    return column;
  }

  private Node header() {
    Label health = told(seen -> seen.takesRequests() ? "up" : "stopping");
    health.setId("simulator-health");
    model
        .state()
        .addListener((o, before, now) -> {
          boolean up = now.filter(SimulatorState::takesRequests).isPresent();
          health.setGraphic(
              Controls.icon(
                  up ? Material2OutlinedAL.CHECK_CIRCLE : Material2OutlinedAL.ERROR_OUTLINE));
          health.getStyleClass().setAll("label", up ? "state-success" : "state-danger");
        });
    return Controls.header(
        Controls.title("Simulator"),
        health,
        Controls.spacer(),
        Controls.message(model.news(), "news"),
        Controls.message(model.problem(), "problem"));
  }

  private Node traffic() {
    Label rate = Controls.label("", "big-number");
    rate.setId("request-rate");
    model
        .rates()
        .addListener((javafx.beans.Observable o) ->
            rate.setText(
                model.rates().isEmpty()
                    ? ""
                    : String.format(java.util.Locale.ROOT, "%,.1f", model.rates().getLast())));
    HBox now = new HBox(rate, Controls.label("requests per second", Styles.TEXT_MUTED));
    now.getStyleClass().add("number-row");
    Label jobs =
        told(seen ->
            (seen.activeJobs() == 1 ? "1 active job" : seen.activeJobs() + " active jobs")
                + " of "
                + seen.jobs().values().stream().mapToInt(Integer::intValue).sum());
    jobs.setId("active-jobs");
    Label requests =
        told(seen -> String.format(java.util.Locale.ROOT, "%,d requests so far", seen.requests()));
    VBox box = part("Traffic", now, new RateChart(model.rates()), jobs, requests);
    box.setId("traffic");
    return box;
  }

  /** A part of the area under a title. */
  static VBox part(String title, Node... content) {
    VBox box = new VBox(Controls.title(title));
    box.getChildren().addAll(content);
    box.getStyleClass().addAll("server-part", "form");
    return box;
  }

  private Label told(Function<SimulatorState, String> words) {
    return told(model.state(), words);
  }

  /** A label that tells something of what is seen, and is empty while nothing is. */
  static Label told(
      ObservableValue<Optional<SimulatorState>> state, Function<SimulatorState, String> words) {
    Label label = new Label();
    label.setWrapText(true);
    label.setMinHeight(Region.USE_PREF_SIZE);
    label.textProperty().bind(state.map(seen -> seen.map(words).orElse("")));
    return label;
  }

  private Node absent() {
    Label title = Controls.label("No control API", "empty-title");
    Label why = Controls.message(model.absence(), "empty-text");
    why.setId("no-control-face");
    why.setTextAlignment(TextAlignment.CENTER);
    why.setMaxWidth(460);
    SettingField address =
        new SettingField(
            "Control _address",
            "Where the control API listens; empty: one port above the server's",
            model.address());
    address.field().setPromptText("one port above");
    address.field().setOnAction(event -> model.look());
    HBox.setHgrow(address, Priority.ALWAYS);
    PasswordField token = new PasswordField();
    token.setId("control-token");
    token.textProperty().bindBidirectional(model.token());
    token.setPromptText("if it wants one");
    token.setTooltip(new Tooltip("Sent to the control API only; never stored"));
    token.setOnAction(event -> model.look());
    Button look = new Button("Look there");
    look.setId("look-there");
    look.setOnAction(event -> model.look());
    HBox row = new HBox(address, Controls.labelled("_Token", token), look);
    row.getStyleClass().addAll("field-row", "bottom-row", "form");
    row.setMaxWidth(520);
    VBox box =
        new VBox(
            Controls.icon(Material2OutlinedMZ.VISIBILITY_OFF),
            title,
            why,
            row,
            Controls.message(model.address().error(), "rule"));
    box.getStyleClass().addAll("empty-state", "server-absent");
    Controls.showWhile(box, model.absence().map(text -> !text.isEmpty()));
    return box;
  }
}
