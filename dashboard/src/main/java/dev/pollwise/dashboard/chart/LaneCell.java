package dev.pollwise.dashboard.chart;

import dev.pollwise.dashboard.form.Controls;
import dev.pollwise.dashboard.jobs.Lane;
import dev.pollwise.dashboard.jobs.SeriesKey;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleSupplier;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.OverrunStyle;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import org.jspecify.annotations.Nullable;

/** A row of the timeline: the name of the job and its lane. Re-used for whatever is in sight. */
final class LaneCell extends ListCell<Lane> {

  /** How much of a row the name takes. */
  static final double NAME_WIDTH = 168;

  /** Left free at the right, for words beside the last mark and the scroll bar. */
  static final double ROOM_AT_THE_RIGHT = 108;

  static final double HEIGHT = 26;

  private final TimelineModel model;
  private final DoubleSupplier axisWidth;
  private final DoubleSupplier scale;
  private final Region sample = new Region();
  private final Label name = Controls.label("", "lane-name");
  private final LaneDrawing drawing = new LaneDrawing();
  private final HBox content;
  private Optional<Drawn> drawn = Optional.empty();

  /**
   * What was drawn last, and is not drawn again: nearly every moment moves the end of a lane by
   * less than a pixel, and most lanes by nothing else.
   *
   * @param lane which
   * @param revision what was known of it
   * @param shown the part of the axis
   * @param breaks the gaps
   * @param begin where the lane begins on the axis
   * @param end where it ends, in pixels
   * @param width of the axis, in pixels
   * @param height of the lane, in pixels
   * @param colour of the job
   * @param selected whether it is selected
   */
  private record Drawn(
      Lane lane,
      long revision,
      Span shown,
      List<TimeWarp.Break> breaks,
      double begin,
      long end,
      double width,
      double height,
      int colour,
      boolean selected) {}

  /**
   * A cell without a lane.
   *
   * @param axisWidth in pixels
   * @param scale how much larger than usual text is
   */
  LaneCell(TimelineModel model, DoubleSupplier axisWidth, DoubleSupplier scale) {
    this.model = model;
    this.scale = scale;
    this.axisWidth = axisWidth;
    getStyleClass().add("lane");
    sample.getStyleClass().add("series-sample");
    name.setGraphic(sample);
    name.setTextOverrun(OverrunStyle.CENTER_ELLIPSIS); // the number at its end tells it from others
    drawing.getStyleClass().add("lane-drawing");
    content = new HBox(name, drawing);
    content.setMouseTransparent(true);
    setPrefWidth(0);
    selectedProperty().addListener((o, before, now) -> draw());
  }

  @Override
  protected void updateItem(@Nullable Lane lane, boolean empty) {
    super.updateItem(lane, empty);
    name.textProperty().unbind();
    if (empty || lane == null) {
      setGraphic(null);
      setAccessibleText("");
      drawing.clear();
      drawn = Optional.empty();
    } else {
      name.textProperty().bind(lane.row().title());
      setGraphic(content);
      draw();
    }
  }

  /** Draws anew; cells out of sight have no lane and cost nothing. */
  void draw() {
    Lane lane = getItem();
    if (lane == null || isEmpty() || !isVisible()) {
      return;
    }
    Optional<Drawn> wanted = Optional.of(drawn(lane, axisWidth.getAsDouble()));
    if (drawn.equals(wanted)) {
      return;
    }
    drawn = wanted;
    SeriesKey.dress(this, lane.row().colour().get(), isSelected());
    SeriesKey.dress(sample, lane.row().colour().get(), isSelected());
    setAccessibleText(lane.summary());
    double height = HEIGHT * scale.getAsDouble();
    name.setMinWidth(NAME_WIDTH * scale.getAsDouble());
    name.setMaxWidth(NAME_WIDTH * scale.getAsDouble());
    drawing.setMinSize(0, height);
    drawing.setPrefSize(0, height);
    drawing.draw(model, lane, axisWidth.getAsDouble(), height);
  }

  private Drawn drawn(Lane lane, double width) {
    Span shown = model.shown();
    double end = model.place(lane, lane.row().elapsed().get());
    return new Drawn(
        lane,
        lane.revision(),
        shown,
        model.breaks(),
        model.place(lane, Duration.ZERO),
        Math.round(shown.share(end) * width),
        width,
        HEIGHT * scale.getAsDouble(),
        lane.row().colour().get(),
        isSelected());
  }
}
