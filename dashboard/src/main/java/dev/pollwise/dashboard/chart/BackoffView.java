package dev.pollwise.dashboard.chart;

import atlantafx.base.theme.Styles;
import atlantafx.base.theme.Tweaks;
import dev.pollwise.dashboard.chart.BackoffModel.Across;
import dev.pollwise.dashboard.chart.BackoffModel.Scale;
import dev.pollwise.dashboard.form.Controls;
import dev.pollwise.dashboard.form.FilePrompt;
import dev.pollwise.dashboard.form.Hints;
import dev.pollwise.dashboard.form.KeyAction;
import dev.pollwise.dashboard.form.OncePerPulse;
import dev.pollwise.dashboard.form.Png;
import dev.pollwise.dashboard.jobs.JobsModel;
import dev.pollwise.dashboard.policy.PolicyPreview;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleFunction;
import javafx.beans.binding.Bindings;
import javafx.beans.property.ObjectProperty;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.control.Tooltip;
import javafx.scene.image.WritableImage;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.stage.FileChooser;
import org.kordamp.ikonli.material2.Material2OutlinedMZ;

/** The chart of intervals with its switches, and what lies under the pointer told in words. */
public final class BackoffView extends VBox {

  private static final double WIDE = 940;
  private static final double NARROW = 700;
  private static final double SMALL = 540;
  private static final double Y_AXIS_WIDTH = 64;

  private final BackoffModel model;
  private final JobsModel jobs;
  private final ScaledAxis across = new ScaledAxis();
  private final ScaledAxis up = new ScaledAxis();
  private final BackoffPlot plot = new BackoffPlot(across, up);
  private final Label crowd = Controls.label("", Styles.TEXT_MUTED);
  private final BackoffPointer stack;
  private final OncePerPulse drawing = new OncePerPulse(this::draw);

  public BackoffView(BackoffModel model, JobsModel jobs) {
    this.model = model;
    this.jobs = jobs;
    getStyleClass().addAll("panel", "backoff");
    up.setMinWidth(Y_AXIS_WIDTH);
    up.setPrefWidth(Y_AXIS_WIDTH);
    plot.setAccessibleText("Backoff: pause before the next call");
    stack = new BackoffPointer(model, jobs, plot, across, up);
    VBox.setVgrow(stack, Priority.ALWAYS);
    plot.setMinHeight(0);
    getChildren()
        .addAll(header(), Controls.message(model.saves().problem(), "problem", "saved"), stack);
    model.revision().addListener((o, before, now) -> drawing.soon());
    draw();
  }

  private Node header() {
    Region sample = new Region();
    sample.getStyleClass().add("plan-sample");
    Label plan = Controls.label("planned by the policy", "legend");
    Tooltip basis = new Tooltip();
    basis.textProperty().bind(model.plan().preview().map(PolicyPreview::sentence));
    plan.setTooltip(basis);
    plan.setGraphic(sample);
    Label saved = Controls.label("", Styles.TEXT_MUTED);
    saved.textProperty().bind(model.saves().news());
    Button whole =
        Controls.iconButton(
            Material2OutlinedMZ.ZOOM_OUT_MAP, "Show the whole of both axes (0)", model::showWhole);
    whole.setId("chart-whole");
    Hints.disabledUnless(whole, "The whole is shown already.");
    whole
        .disableProperty()
        .bind(
            Bindings.createBooleanBinding(
                () ->
                    model.zoom().chosen().get().isEmpty()
                        && model.heights().chosen().get().isEmpty(),
                model.zoom().chosen(),
                model.heights().chosen()));
    return Controls.header(
        Controls.aside(Controls.title("Backoff"), SMALL),
        Controls.aside(Controls.label("pause before the next call", Styles.TEXT_MUTED), WIDE),
        Controls.aside(plan, NARROW),
        Controls.aside(crowd, WIDE),
        Controls.spacer(),
        Controls.aside(saved, WIDE),
        alone(),
        pause(),
        choice(
            model.across(),
            List.of(Across.ELAPSED, Across.ATTEMPT, Across.SESSION),
            List.of("Elapsed", "Attempt", "Session")),
        choice(model.scale(), List.of(Scale.LINEAR, Scale.LOGARITHMIC), List.of("Linear", "Log")),
        whole,
        exports());
  }

  private Node alone() {
    Button all = new Button();
    all.setId("chart-all");
    all.setMinWidth(USE_PREF_SIZE);
    all.getStyleClass().addAll(Styles.SMALL, Styles.ACCENT);
    all.textProperty()
        .bind(
            model
                .isolated()
                .map(job ->
                    job.map(row -> row.title().get() + " alone: show all").orElse("Show all")));
    all.setOnAction(event -> model.showAll());
    Controls.showWhile(all, model.isolated().map(Optional::isPresent));
    return all;
  }

  private Node pause() {
    ToggleButton pause = new ToggleButton();
    pause.setId("chart-pause");
    pause.setMinWidth(USE_PREF_SIZE);
    pause.getStyleClass().add(Styles.SMALL);
    pause.setTooltip(new Tooltip("Pause the chart (P)"));
    pause.setGraphic(Controls.icon(Material2OutlinedMZ.PAUSE));
    pause.selectedProperty().bindBidirectional(model.pause().paused());
    pause
        .textProperty()
        .bind(
            Bindings.createStringBinding(
                () ->
                    model.pause().paused().get()
                        ? "Paused, " + model.pause().unseen().get() + " new"
                        : "",
                model.pause().paused(),
                model.pause().unseen()));
    pause.setAccessibleText("Pause the chart");
    return pause;
  }

  private Node exports() {
    MenuItem image = new MenuItem("Image (PNG) …");
    image.setOnAction(event -> saveImage());
    MenuItem numbers = new MenuItem("Numbers (CSV) …");
    numbers.setOnAction(event -> saveNumbers());
    MenuButton menu =
        new MenuButton("", Controls.icon(Material2OutlinedMZ.SAVE_ALT), image, numbers);
    menu.setId("chart-export");
    menu.getStyleClass().addAll(Styles.BUTTON_ICON, Styles.FLAT, Styles.SMALL, Tweaks.NO_ARROW);
    menu.setAccessibleText("Save the chart");
    menu.setTooltip(new Tooltip("Save the chart"));
    menu.setMinWidth(USE_PREF_SIZE);
    return menu;
  }

  private static <T> Node choice(ObjectProperty<T> property, List<T> values, List<String> names) {
    ToggleGroup group = new ToggleGroup();
    HBox box = new HBox();
    box.getStyleClass().add("segments");
    for (int i = 0; i < values.size(); i++) {
      T value = values.get(i);
      ToggleButton button = new ToggleButton(names.get(i));
      button.setMinWidth(USE_PREF_SIZE);
      button.setId("chart-" + names.get(i).toLowerCase(java.util.Locale.ROOT));
      button.setToggleGroup(group);
      button
          .getStyleClass()
          .addAll(
              Styles.SMALL,
              i == 0
                  ? Styles.LEFT_PILL
                  : i == values.size() - 1 ? Styles.RIGHT_PILL : Styles.CENTER_PILL);
      button.setSelected(property.get().equals(value));
      button.setOnAction(event -> {
        button.setSelected(true);
        property.set(value);
      });
      property.addListener((o, before, now) -> button.setSelected(now.equals(value)));
      box.getChildren().add(button);
    }
    return box;
  }

  private void draw() {
    List<Trace> traces = model.traces();
    ChartFrame frame = model.frame(traces);
    plot.mark(model.marks());
    plot.show(
        frame,
        model.scale().get() == Scale.LOGARITHMIC,
        traces,
        jobs.selected().get(),
        model.planned(frame.xEnd()),
        model.plannedLeast(frame.xEnd()),
        model.plannedMost(frame.xEnd()),
        acrossWords(),
        BackoffModel::time);
    crowd.setText(model.left() == 0 ? "" : "newest " + traces.size() + " jobs shown");
  }

  private DoubleFunction<String> acrossWords() {
    return switch (model.across().get()) {
      case ELAPSED, SESSION -> BackoffModel::time;
      case ATTEMPT -> x -> Integer.toString((int) Math.round(x));
    };
  }

  public KeyAction.Group keys() {
    return new KeyAction.Group("In the chart", stack.actions());
  }

  public Node plot() {
    return plot;
  }

  private void saveNumbers() {
    FilePrompt.ask(
            this,
            "Save the intervals as numbers",
            "pollwise-intervals.csv",
            List.of(new FileChooser.ExtensionFilter("Comma-separated values", "*.csv")))
        .ifPresent(model::saveNumbers);
  }

  private void saveImage() {
    FilePrompt.ask(
            this,
            "Save the chart as an image",
            "pollwise-intervals.png",
            List.of(new FileChooser.ExtensionFilter("PNG image", "*.png")))
        .ifPresent(this::saveImage);
  }

  /**
   * Takes the picture here, at twice the size of the screen; encoding and writing is for others.
   */
  void saveImage(Path file) {
    WritableImage picture =
        Captioned.picture(
            plot,
            "Backoff: the pause before the next call",
            List.of(
                model.caption(),
                "A line is a job · dashed: planned by the policy · cross: a call that brought"
                    + " nothing"));
    model.save(file, out -> Png.write(picture, out));
  }
}
