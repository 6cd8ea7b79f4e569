package dev.pollwise.dashboard.answer;

import atlantafx.base.theme.Styles;
import dev.pollwise.dashboard.form.Controls;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.value.ObservableValue;
import javafx.geometry.HPos;
import javafx.scene.Node;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.control.Slider;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** The answer above everything else: in numbers, as a slider, and as two small charts. */
public final class AnswerView extends HBox {

  private static final double BELIEF_FROM = 820;
  private static final double FRONTIER_FROM = 640;
  private static final double ALL_WORDS_FROM = 560;
  private static final double STEP = 0.02;

  private final GridPane grid = new GridPane();
  private final List<Line> lines = new ArrayList<>();
  private final ObservableValue<Boolean> hasRoom;

  /**
   * The answer for the jobs of the window.
   *
   * @param forget forgets what was learned of the server at work
   */
  public AnswerView(AnswerModel model, BeliefModel belief, Runnable forget) {
    getStyleClass().addAll("panel", "answer");
    setId("answer");
    setMinWidth(0);
    grid.getStyleClass().add("answer-grid");
    grid.setMinWidth(USE_PREF_SIZE);
    Label asked = head("you ask");
    hasRoom = isWide(asked, ALL_WORDS_FROM);
    grid.add(asked, 3, 0);
    grid.add(head("you hear it"), 4, 0);
    grid.add(head("it costs"), 5, 0);
    for (AnswerRow.Kind kind : AnswerRow.Kind.values()) {
      lines.add(new Line(kind, lines.size() + 1));
    }
    VBox numbers = new VBox(grid, slider(model));
    numbers.getStyleClass().add("answer-numbers");
    numbers.setMinWidth(USE_PREF_SIZE);
    numbers.setAccessibleRoleDescription("What the policy costs");
    model.rows().subscribe(rows -> show(rows, numbers));
    getChildren().addAll(numbers, believed(belief, forget), frontier(model));
  }

  private static Label head(String text) {
    Label head = Controls.label(text, "answer-head");
    GridPane.setHalignment(head, HPos.RIGHT);
    return head;
  }

  private void show(List<AnswerRow> rows, Node numbers) {
    for (Line line : lines) {
      line.show(rows.stream().filter(row -> row.kind() == line.kind).findFirst());
    }
    numbers.setAccessibleText(
        rows.stream().map(AnswerRow::sentence).collect(Collectors.joining(". ")));
  }

  /** The nodes of one line of the answer. */
  private final class Line {
    private final AnswerRow.Kind kind;
    private final Region sample = new Region();
    private final Label who = Controls.label("", "answer-who");
    private final Label what = Controls.label("", Styles.TEXT_MUTED);
    private final Label asks = Controls.label("", "answer-value");
    private final Label late = Controls.label("", "answer-value");
    private final Label costs = Controls.label("", "answer-value");
    private final Tooltip about = new Tooltip();
    private final BooleanProperty isShown = new SimpleBooleanProperty();
    private List<String> names = List.of("");

    Line(AnswerRow.Kind kind, int row) {
      this.kind = kind;
      sample.getStyleClass().addAll("answer-sample", kind.style());
      about.setWrapText(true);
      about.setMaxWidth(360);
      Controls.showWhile(what, isShown.flatMap(shown -> hasRoom.map(room -> shown && room)));
      hasRoom.addListener((o, before, now) -> name());
      asks.setId("asks-" + kind.style());
      late.setId("late-" + kind.style());
      costs.setId("costs-" + kind.style());
      for (Label value : List.of(asks, late, costs)) {
        GridPane.setHalignment(value, HPos.RIGHT);
      }
      grid.addRow(row, sample, who, what, asks, late, costs);
      for (Label each : List.of(who, what, asks, late, costs)) {
        each.setMinWidth(USE_PREF_SIZE);
        each.setTooltip(about);
      }
    }

    /** Where there is little room, one name has to do. */
    private void name() {
      who.setText(
          names.getFirst().isEmpty() && !hasRoom.getValue() ? names.getLast() : names.getFirst());
      what.setText(names.getLast());
    }

    void show(java.util.Optional<AnswerRow> row) {
      isShown.set(row.isPresent());
      for (Node each : List.of(sample, who, asks, late, costs)) {
        each.setVisible(row.isPresent());
        each.setManaged(row.isPresent());
      }
      row.ifPresent(shown -> {
        names = List.of(shown.who(), shown.what());
        name();
        asks.setText(shown.asks());
        late.setText(shown.late());
        costs.setText(shown.costs());
        about.setText(shown.about());
      });
    }
  }

  private static Node slider(AnswerModel model) {
    Slider slider = new Slider(0, 1, model.place().getValue());
    slider.setId("price-slider");
    slider.setBlockIncrement(STEP);
    slider.setAccessibleText("Price of a call: fewer calls at the left, earlier news at the right");
    slider.setTooltip(
        new Tooltip("How many seconds of delay a call is worth: r of the policy (arrow keys)"));
    HBox.setHgrow(slider, Priority.ALWAYS);
    boolean[] following = {false};
    model
        .place()
        .addListener((o, before, place) -> {
          following[0] = true;
          if (!slider.isValueChanging()) {
            slider.setValue(place);
          }
          following[0] = false;
        });
    slider
        .valueProperty()
        .addListener((o, before, place) -> {
          if (!following[0]) {
            model.movePrice(place.doubleValue());
          }
        });
    slider
        .valueChangingProperty()
        .addListener((o, before, dragged) -> {
          if (!dragged) {
            model.releasePrice();
          }
        });
    Label words = Controls.label("", "answer-price");
    words.setId("price-words");
    words.textProperty().bind(model.price());
    words.setMinWidth(USE_PREF_SIZE);
    HBox row =
        new HBox(
            Controls.label("fewer calls", "answer-head"),
            slider,
            Controls.label("earlier news", "answer-head"),
            words);
    row.getStyleClass().add("answer-slider");
    Controls.showWhile(row, model.paces());
    return row;
  }

  private Node believed(BeliefModel model, Runnable forget) {
    BeliefPlot plot = new BeliefPlot(model.picture().get());
    plot.setId("belief-plot");
    Label sentence = Controls.label("", "answer-caption");
    sentence.setId("belief");
    sentence.textProperty().bind(model.picture().map(BeliefModel.Picture::sentence));
    model.picture().addListener((o, before, now) -> plot.show(now));
    Hyperlink forgetting = new Hyperlink("Forget");
    forgetting.setId("forget-learned");
    forgetting.setMinWidth(USE_PREF_SIZE);
    forgetting.setTooltip(
        new Tooltip(
            "Forget how long jobs take at this server. What is learned is kept from session to"
                + " session, but for the embedded simulator."));
    forgetting.setOnAction(event -> {
      forgetting.setVisited(false);
      forget.run();
    });
    Controls.showWhile(forgetting, model.hasLearned());
    sentence.setGraphic(forgetting);
    sentence.setContentDisplay(ContentDisplay.RIGHT);
    return part(
        plot,
        sentence,
        "When jobs end, as far as the client believes; paler, what it believed before. Dashed: how"
            + " the simulator draws them. The marks below are its next looks at a new job.",
        BELIEF_FROM);
  }

  private Node frontier(AnswerModel model) {
    FrontierPlot plot = new FrontierPlot();
    plot.setId("frontier-plot");
    Label best = Controls.label("", "answer-caption");
    best.setId("best");
    best.textProperty()
        .bind(model.best().map(found -> found.map(at -> "best: " + at.words()).orElse("")));
    model.best().subscribe(found -> plot.show(found, model.rows().get()));
    model.rows().subscribe(rows -> plot.show(model.best().get(), rows));
    return part(
        plot,
        best,
        "Calls against lateness. The line is the best that any schedule can do that asks about each"
            + " job alone, the ring on it the best at this price.",
        FRONTIER_FROM);
  }

  /** A small chart with a line below it, which goes where there is too little room. */
  private Node part(Pane plot, Label caption, String help, double fromWidth) {
    Tooltip tooltip = new Tooltip(help);
    tooltip.setWrapText(true);
    tooltip.setMaxWidth(360);
    Tooltip.install(plot, tooltip);
    caption.setTooltip(tooltip);
    caption.setWrapText(true);
    caption.setMinHeight(USE_PREF_SIZE);
    plot.setAccessibleText(help);
    plot.accessibleHelpProperty().bind(caption.textProperty());
    VBox.setVgrow(plot, Priority.ALWAYS);
    VBox part = new VBox(plot, caption);
    part.getStyleClass().addAll("answer-part", plot.getId() + "-part");
    part.setMinWidth(0);
    HBox.setHgrow(part, Priority.ALWAYS);
    Controls.showWhile(part, isWide(caption, fromWidth));
    return part;
  }

  /** Whether there is so much room for text of its size. */
  private ObservableValue<Boolean> isWide(Label text, double fromWidth) {
    return widthProperty()
        .flatMap(width ->
            text.fontProperty()
                .map(font -> width.doubleValue() >= fromWidth * font.getSize() / 12));
  }
}
