package dev.pollwise.dashboard.duel;

import dev.pollwise.dashboard.chart.Span;
import dev.pollwise.dashboard.form.Marks;
import dev.pollwise.dashboard.jobs.JobRow;
import dev.pollwise.dashboard.jobs.LaneCall;
import dev.pollwise.dashboard.jobs.LaneEnd;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javafx.scene.layout.Pane;
import javafx.scene.shape.Path;
import javafx.scene.text.Text;

/**
 * One job as a line, with the calls and the lateness of one side above and those of the other
 * mirrored below. A path for each kind of mark, so that style sheets and tests see them.
 */
final class DuelDrawing extends Pane {

  private static final double GAP = 2;
  private static final double TICK = 0.32;
  private static final double BAR_FROM = 0.08;
  private static final double BAR_TO = 0.24;
  private static final double CROSS = 3;
  private static final double DIAMOND = 4;
  private static final double LABEL_GAP = 8;

  /** Where the words stand, as shares of the height. */
  private static final double ABOVE_TEXT = -0.09;

  private static final double BELOW_TEXT = 0.375;

  /** The marks of one side. */
  private static final class Half {
    final Path calls;
    final Path failed;
    final Path late;
    final Text words = Marks.words("lane-words", "");

    Half(String side) {
      calls = Marks.path("duel-call", "duel-" + side);
      failed = Marks.path("duel-failed");
      late = Marks.path("duel-late");
    }
  }

  private final Path life = Marks.path("duel-life");
  private final Path trueEnd = Marks.path("duel-true-end");
  private final Map<Side, Half> halves = new EnumMap<>(Side.class);
  private Span shown = new Span(0, 1);
  private double width;
  private double middle;
  private double height;

  DuelDrawing() {
    halves.put(Side.ABOVE, new Half("above"));
    halves.put(Side.BELOW, new Half("below"));
    getChildren().add(life);
    halves
        .values()
        .forEach(half -> getChildren().addAll(half.late, half.calls, half.failed, half.words));
    getChildren().add(trueEnd);
  }

  /** Draws nothing. */
  void clear() {
    getChildren().forEach(child -> child.setVisible(false));
  }

  /** Draws a lane; sizes are in pixels. */
  void draw(DuelModel model, DuelLane lane, double ofWidth, double ofHeight) {
    getChildren().forEach(child -> child.setVisible(true));
    shown = model.whole();
    width = ofWidth;
    height = ofHeight;
    middle = Math.rint(ofHeight / 2) + 0.5;
    life.getElements().clear();
    trueEnd.getElements().clear();
    for (Side side : Side.values()) {
      clear(side);
      lane.wait(side).ifPresent(wait -> half(model, wait, side));
    }
  }

  private void clear(Side side) {
    Half half = half(side);
    List.of(half.calls, half.failed, half.late).forEach(path -> path.getElements().clear());
    half.words.setText("");
  }

  private Half half(Side side) {
    return Objects.requireNonNull(halves.get(side));
  }

  private void half(DuelModel model, JobRow wait, Side side) {
    Half half = half(side);
    double lastTick = -1;
    for (LaneCall call : wait.history().calls()) {
      double x = Math.rint(at(model, wait, call.answered())) + 0.5;
      if (call.failed()) {
        Marks.cross(half.failed.getElements(), x, away(side, CROSS + GAP), CROSS);
      } else if (x != lastTick) {
        Marks.line(half.calls.getElements(), x, away(side, GAP), x, away(side, height * TICK));
        lastTick = x;
      }
    }
    end(model, wait, side);
  }

  private void end(DuelModel model, JobRow wait, Side side) {
    Duration now = wait.elapsed().get();
    switch (wait.lane().end()) {
      case LaneEnd.Open open -> live(model, wait, now);
      case LaneEnd.Overdue overdue -> over(model, wait, side, overdue.trueEnd(), now);
      case LaneEnd.Known known -> over(model, wait, side, known.trueEnd(), known.seen());
      case LaneEnd.Within range -> live(model, wait, range.seen());
      case LaneEnd.Seen(Duration when) -> live(model, wait, when);
      case LaneEnd.Unseen(Duration when) -> live(model, wait, when);
    }
    say(side, at(model, wait, now), DuelLaneCell.words(wait));
  }

  private void live(DuelModel model, JobRow wait, Duration until) {
    if (trueEnd.getElements().isEmpty()) {
      Marks.line(
          life.getElements(),
          at(model, wait, Duration.ZERO),
          middle,
          at(model, wait, until),
          middle);
    }
  }

  private void over(DuelModel model, JobRow wait, Side side, Duration end, Duration until) {
    double from = at(model, wait, end);
    double to = at(model, wait, until);
    Marks.box(
        half(side).late.getElements(),
        from,
        away(side, height * BAR_FROM),
        Math.max(to, from + 1),
        away(side, height * BAR_TO));
    life.getElements().clear();
    Marks.line(life.getElements(), at(model, wait, Duration.ZERO), middle, from, middle);
    trueEnd.getElements().clear();
    Marks.diamond(trueEnd.getElements(), from, middle, DIAMOND);
  }

  private double at(DuelModel model, JobRow wait, Duration time) {
    return shown.share(model.place(wait, time)) * width;
  }

  /** So far from the line of the job, on a side of it. */
  private double away(Side side, double distance) {
    return switch (side) {
      case ABOVE -> middle - distance;
      case BELOW -> middle + distance;
    };
  }

  private void say(Side side, double x, String text) {
    Text words = half(side).words;
    words.setText(text);
    words.setX(x + LABEL_GAP);
    words.setY(middle + height * (side == Side.ABOVE ? ABOVE_TEXT : BELOW_TEXT));
  }
}
