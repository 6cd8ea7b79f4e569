package dev.pollwise.dashboard.duel;

import dev.pollwise.dashboard.chart.Span;
import dev.pollwise.dashboard.form.Controls;
import dev.pollwise.dashboard.jobs.JobRow;
import dev.pollwise.dashboard.jobs.LaneEnd;
import java.util.Optional;
import java.util.function.DoubleSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import org.jspecify.annotations.Nullable;

/** A row of the duel: the name of the job and its mirrored lane. */
final class DuelLaneCell extends ListCell<DuelLane> {

  static final double NAME_WIDTH = 160;

  /** Left free at the right, for the words behind the last mark and the scroll bar. */
  static final double ROOM_AT_THE_RIGHT = 150;

  static final double HEIGHT = 32;

  private final DuelModel model;
  private final DoubleSupplier axisWidth;
  private final DoubleSupplier scale;
  private final Label name = Controls.label("", "lane-name");
  private final DuelDrawing drawing = new DuelDrawing();
  private final HBox content = new HBox(name, drawing);
  private final Tooltip told = new Tooltip();
  private Optional<Drawn> drawn = Optional.empty();

  /** What was drawn last, and is not drawn again; a lane that is not over changes by itself. */
  private record Drawn(
      DuelLane lane, long revision, boolean over, Span shown, double width, double height) {}

  /**
   * A cell without a lane.
   *
   * @param axisWidth in pixels
   * @param scale how much larger than usual text is
   */
  DuelLaneCell(DuelModel model, DoubleSupplier axisWidth, DoubleSupplier scale) {
    this.model = model;
    this.axisWidth = axisWidth;
    this.scale = scale;
    getStyleClass().add("lane");
    content.setMouseTransparent(true);
    setPrefWidth(0);
  }

  /** What one side has come to, beside its half of the lane. */
  static String words(JobRow wait) {
    int made = wait.calls().get();
    String calls = made == 1 ? "1 call" : made + " calls";
    return switch (wait.lane().end()) {
      case LaneEnd.Open open -> calls;
      case LaneEnd.Overdue overdue -> calls + ", not seen yet";
      case LaneEnd.Known known -> calls + ", " + known.label();
      case LaneEnd.Within range -> calls + ", " + range.label();
      case LaneEnd.Seen seen -> calls;
      case LaneEnd.Unseen unseen -> calls + ", " + wait.state().get().word();
    };
  }

  @Override
  protected void updateItem(@Nullable DuelLane lane, boolean empty) {
    super.updateItem(lane, empty);
    drawn = Optional.empty();
    if (empty || lane == null) {
      setGraphic(null);
      setAccessibleText("");
      setTooltip(null);
      drawing.clear();
    } else {
      name.setText(lane.title());
      setGraphic(content);
      setTooltip(told);
      draw();
    }
  }

  /** Draws anew; cells out of sight have no lane and cost nothing. */
  void draw() {
    DuelLane lane = getItem();
    if (lane == null || isEmpty() || !isVisible()) {
      return;
    }
    double height = HEIGHT * scale.getAsDouble();
    Optional<Drawn> wanted =
        Optional.of(
            new Drawn(
                lane,
                lane.revision(),
                lane.isOver(),
                model.whole(),
                axisWidth.getAsDouble(),
                height));
    if (lane.isOver() && drawn.equals(wanted)) {
      return;
    }
    drawn = wanted;
    name.setMinWidth(NAME_WIDTH * scale.getAsDouble());
    name.setMaxWidth(NAME_WIDTH * scale.getAsDouble());
    name.setMinHeight(height);
    drawing.setMinSize(0, height);
    drawing.setPrefSize(0, height);
    drawing.draw(model, lane, axisWidth.getAsDouble(), height);
    String summary = summary(lane);
    setAccessibleText(lane.title() + ": " + summary.replace("\n", "; "));
    told.setText(summary);
  }

  private String summary(DuelLane lane) {
    return Stream.of(Side.values())
        .flatMap(side -> lane.wait(side).map(wait -> model.name(side) + ": " + told(wait)).stream())
        .collect(Collectors.joining("\n"));
  }

  private static String told(JobRow wait) {
    String end = wait.lane().end().words();
    int made = wait.calls().get();
    return (made == 1 ? "1 call" : made + " calls") + (end.isEmpty() ? "" : "; " + end);
  }
}
