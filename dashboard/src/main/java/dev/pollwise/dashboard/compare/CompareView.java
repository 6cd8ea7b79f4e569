package dev.pollwise.dashboard.compare;

import atlantafx.base.theme.Styles;
import dev.pollwise.dashboard.chart.ScaledAxis;
import dev.pollwise.dashboard.form.Controls;
import dev.pollwise.dashboard.form.Hints;
import dev.pollwise.dashboard.form.MultiChooser;
import dev.pollwise.dashboard.form.SettingField;
import dev.pollwise.dashboard.recorded.RecordedLogModel;
import dev.pollwise.dashboard.recorded.RecordedLogView;
import java.util.List;
import java.util.Optional;
import javafx.beans.binding.Bindings;
import javafx.geometry.Orientation;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.SplitPane;
import javafx.scene.control.TableView;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.material2.Material2OutlinedAL;
import org.kordamp.ikonli.material2.Material2OutlinedMZ;

/** The area Compare: what is tried, the chart of calls against lateness, findings and table. */
public final class CompareView extends VBox {

  private static final double ROW_HEIGHT = 28;
  private static final double Y_AXIS_WIDTH = 64;

  private final CompareModel model;
  private final ScaledAxis calls = new ScaledAxis();
  private final ScaledAxis lateness = new ScaledAxis();
  private final ComparePlot plot;
  private final TableView<Comparison.Result> table = new TableView<>();
  private final SplitPane evidence = new SplitPane();
  private final VBox findings = new VBox();
  private final Label conditions = Controls.label("", "aside");

  /**
   * What is tried, and what came of it.
   *
   * @param log a log of somebody's own polling
   */
  public CompareView(CompareModel model, RecordedLogModel log) {
    this.model = model;
    getStyleClass().addAll("panel", "compare");
    lateness.setMinWidth(Y_AXIS_WIDTH);
    lateness.setPrefWidth(Y_AXIS_WIDTH);
    plot = new ComparePlot(calls, lateness, model.frontier(), this::choose);
    plot.setAccessibleText("Calls against lateness, with the best possible");
    plot.setMinHeight(0);
    evidence.getItems().addAll(chart(), told());
    evidence.setOrientation(Orientation.VERTICAL);
    StackPane body = new StackPane(evidence, emptyState());
    Controls.showWhile(evidence, model.found().map(Optional::isPresent));
    VBox.setVgrow(body, Priority.ALWAYS);
    getChildren()
        .addAll(
            header(),
            requests(log),
            RecordedLogView.verdict(log),
            Controls.message(model.law().brokenRules(), "rule", "inset"),
            Controls.message(model.callPrice().error(), "rule", "inset"),
            Controls.message(model.jobs().error(), "rule", "inset"),
            Controls.message(model.seed().error(), "rule", "inset"),
            Controls.message(model.problem(), "problem", "inset"),
            outdated(),
            body);
    model.found().addListener((o, before, now) -> now.ifPresent(this::show));
    model.selected().addListener((o, before, now) -> draw());
  }

  private Node outdated() {
    Node told = Controls.message(model.outdated(), "rule", "inset");
    told.setId("compare-outdated");
    return told;
  }

  private Node header() {
    Button csv =
        Controls.iconButton(Material2OutlinedAL.CONTENT_COPY, "Copy as CSV", model::copyCsv);
    csv.setId("copy-csv");
    Button markdown =
        Controls.iconButton(
            Material2OutlinedAL.ARTICLE, "Copy as Markdown, with findings", model::copyMarkdown);
    markdown.setId("copy-markdown");
    for (Button button : List.of(csv, markdown)) {
      button.disableProperty().bind(model.found().map(Optional::isEmpty));
      Hints.disabledUnless(button, "Compare first.");
    }
    conditions.setMinWidth(0);
    return Controls.header(
        Controls.title("Compare"), conditions, Controls.spacer(), action(), csv, markdown);
  }

  private Node action() {
    Button run = new Button("Compare", Controls.icon(Material2OutlinedMZ.PLAY_ARROW));
    run.setId("run-comparison");
    run.getStyleClass().addAll(Styles.ACCENT, Styles.SMALL);
    run.setOnAction(event -> model.run());
    run.setMinWidth(Region.USE_PREF_SIZE);
    Controls.showWhile(run, model.running().map(running -> !running));
    Button stop = new Button("Stop", Controls.icon(Material2OutlinedMZ.STOP));
    stop.setId("stop-comparison");
    stop.getStyleClass().add(Styles.SMALL);
    stop.setMinWidth(Region.USE_PREF_SIZE);
    stop.setOnAction(event -> model.stop());
    ProgressBar progress = new ProgressBar();
    progress.progressProperty().bind(model.progress());
    progress.setAccessibleText("How far the comparison is");
    HBox going = new HBox(progress, stop);
    going.getStyleClass().add("field-row");
    Controls.showWhile(going, model.running());
    Button reroll =
        Controls.iconButton(
            Material2OutlinedAL.CASINO, "Compare again with a new random sample", model::reroll);
    reroll.setId("compare-reroll");
    HBox action = new HBox(run, going, reroll);
    action.getStyleClass().add("field-row");
    return action;
  }

  private Node requests(RecordedLogModel log) {
    LawView law = new LawView(model.law(), "compare", true);
    FlowPane requests =
        new FlowPane(
            Controls.labelled("Policies", policies()),
            law,
            narrow(
                new SettingField(
                    "Price r",
                    "r: how many seconds of lateness one call is worth",
                    model.callPrice()),
                "compare-price"),
            narrow(
                new SettingField("Jobs", "How many jobs each policy waits for", model.jobs()),
                "compare-jobs"),
            narrow(
                new SettingField("Seed", "The seed of all that is drawn", model.seed()),
                "compare-seed"),
            Controls.labelled("Your own polling", RecordedLogView.opener(log)));
    requests.getStyleClass().addAll("form", "compare-wishes");
    return requests;
  }

  private Node policies() {
    MultiChooser chooser =
        new MultiChooser(
            "policies",
            model.candidates(),
            model.chosen(),
            Bindings.createStringBinding(
                () -> model.chosen().size() == 1 ? "1 policy" : model.chosen().size() + " policies",
                model.chosen()),
            model::about);
    chooser.setId("choose-policies");
    return chooser;
  }

  private static Node narrow(SettingField field, String id) {
    field.field().setId(id);
    field.setPrefWidth(76);
    return field;
  }

  private Node chart() {
    Label axis = Controls.label("Mean lateness against calls per job", "aside", "chart-title");
    VBox chart = new VBox(axis, plot);
    VBox.setVgrow(plot, Priority.ALWAYS);
    chart.getStyleClass().add("compare-chart");
    return chart;
  }

  private Node told() {
    table.setId("compare-table");
    table.setAccessibleText("Comparison");
    table.setFixedCellSize(ROW_HEIGHT);
    table.getStyleClass().addAll(Styles.DENSE, "flush-table");
    CompareColumns.addTo(table, model);
    table
        .getSelectionModel()
        .selectedItemProperty()
        .addListener((o, before, now) -> model.selected().set(Optional.ofNullable(now)));
    table.setMinHeight(2 * ROW_HEIGHT);
    table
        .prefHeightProperty()
        .bind(Bindings.size(table.getItems()).add(1).multiply(ROW_HEIGHT).add(4));
    table.setMaxHeight(Region.USE_PREF_SIZE);
    findings.getStyleClass().add("findings");
    ScrollPane scroll = new ScrollPane(findings);
    scroll.setId("findings");
    scroll.setFitToWidth(true);
    scroll.setMinHeight(72);
    VBox.setVgrow(scroll, Priority.ALWAYS);
    VBox told = new VBox(table, scroll);
    told.setMinHeight(2 * ROW_HEIGHT + 72);
    return told;
  }

  private Node emptyState() {
    Label title = Controls.label("Nothing compared yet", "empty-title");
    Label text =
        Controls.label(
            "Choose policies and say how long jobs take, then press Compare. Each policy waits for"
                + " the same jobs in virtual time; no server is asked.",
            Styles.TEXT_MUTED);
    text.setWrapText(true);
    text.setMaxWidth(420);
    text.setTextAlignment(javafx.scene.text.TextAlignment.CENTER);
    VBox box = new VBox(Controls.icon(Material2OutlinedAL.COMPARE_ARROWS), title, text);
    box.getStyleClass().add("empty-state");
    Controls.showWhile(box, model.found().map(Optional::isEmpty));
    return box;
  }

  private void choose(String name) {
    table.getItems().stream()
        .filter(result -> result.contender().name().equals(name))
        .findFirst()
        .ifPresent(table.getSelectionModel()::select);
  }

  private void show(Comparison comparison) {
    table.getItems().setAll(comparison.results());
    table.sort();
    conditions.setText(model.conditions());
    findings
        .getChildren()
        .setAll(
            CompareSummary.of(comparison).stream()
                .map(finding -> {
                  Label label = Controls.label(finding);
                  label.setWrapText(true);
                  label.setMinHeight(Region.USE_PREF_SIZE);
                  return label;
                })
                .toList());
    draw();
  }

  private void draw() {
    model
        .found()
        .get()
        .ifPresent(found -> plot.show(CompareFrame.of(found), model.points(), model.frontier()));
  }

  public SplitPane split() {
    return evidence;
  }

  public TableView<Comparison.Result> table() {
    return table;
  }
}
