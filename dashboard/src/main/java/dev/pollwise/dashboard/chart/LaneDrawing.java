package dev.pollwise.dashboard.chart;

import dev.pollwise.dashboard.form.Marks;
import dev.pollwise.dashboard.jobs.Interval;
import dev.pollwise.dashboard.jobs.Lane;
import dev.pollwise.dashboard.jobs.LaneCall;
import dev.pollwise.dashboard.jobs.LaneEnd;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javafx.scene.layout.Pane;
import javafx.scene.shape.Path;
import javafx.scene.shape.PathElement;
import javafx.scene.text.Text;

/**
 * One lane as a handful of paths, one for each kind of mark, so that style sheets and tests see
 * them. Marks that fall on the same pixel are drawn once.
 */
final class LaneDrawing extends Pane {

  private static final double TICK = 7;
  private static final double BAR = 5;
  private static final double CROSS = 4.5;
  private static final double DIAMOND = 6;
  private static final double LEAST_BAR = 3;
  private static final double LABEL_GAP = 10;
  private static final double TEXT_DROP = 4;

  private final Path breaks = Marks.path("lane-break");
  private final Path pauses = Marks.path("lane-pause");
  private final Path within = Marks.path("lane-within");
  private final Path late = Marks.path("lane-late");
  private final Path calls = Marks.path("lane-call");
  private final Path held = Marks.path("lane-held");
  private final Path failed = Marks.path("lane-failed");
  private final Path trueEnd = Marks.path("lane-true-end");
  private final Path seen = Marks.path("lane-seen");
  private final Path unseen = Marks.path("lane-unseen");
  private final Text words = Marks.words("lane-words", "");
  private double middle;
  private Span shown = new Span(0, 1);

  LaneDrawing() {
    getChildren()
        .addAll(breaks, pauses, within, late, calls, held, failed, trueEnd, seen, unseen, words);
  }

  /** Draws nothing. */
  void clear() {
    getChildren().forEach(child -> child.setVisible(false));
  }

  /** Draws a lane within the part of the axis that is shown; the width is in pixels. */
  void draw(TimelineModel model, Lane lane, double width, double height) {
    getChildren().forEach(child -> child.setVisible(true));
    shown = model.shown();
    middle = Math.rint(height / 2);
    breaks.getElements().setAll(breakMarks(model.breaks(), width, height));
    pauses.getElements().setAll(pauseMarks(model, lane, width));
    callMarks(model, lane, width);
    endMarks(model, lane, width);
  }

  private double pixel(double place, double width) {
    return shown.share(place) * width;
  }

  private List<PathElement> breakMarks(List<TimeWarp.Break> gaps, double width, double height) {
    List<PathElement> marks = new ArrayList<>();
    for (TimeWarp.Break gap : gaps) {
      for (double end : new double[] {gap.at().low(), gap.at().high()}) {
        double x = Math.rint(pixel(end, width)) + 0.5;
        if (x >= 0 && x <= width) {
          Marks.line(marks, x, 0, x, height);
        }
      }
    }
    return marks;
  }

  private List<PathElement> pauseMarks(TimelineModel model, Lane lane, double width) {
    List<PathElement> marks = new ArrayList<>();
    List<Interval> all = lane.row().intervals();
    for (int i = 0; i < all.size(); i++) {
      double from = pixel(model.place(lane, all.get(i).from()), width);
      double to = pixel(model.place(lane, lane.endOfPause(i)), width);
      if (to >= 0 && from <= width && to > from) {
        // A pixel apart, or all pauses would be one line where calls are too close to be seen.
        Marks.line(
            marks, Math.max(0, from + 1), middle, Math.min(width, Math.max(from + 1, to)), middle);
      }
    }
    return marks;
  }

  private void callMarks(TimelineModel model, Lane lane, double width) {
    List<PathElement> ticks = new ArrayList<>();
    List<PathElement> bars = new ArrayList<>();
    List<PathElement> crosses = new ArrayList<>();
    double lastTick = -1;
    double lastCross = -1;
    for (LaneCall call : lane.calls()) {
      double from = pixel(model.place(lane, call.sent()), width);
      double to = pixel(model.place(lane, call.answered()), width);
      double x = Math.rint(to) + 0.5;
      if (to < 0 || from > width) {
        continue;
      }
      if (to - from >= LEAST_BAR) {
        box(bars, Math.max(0, from), Math.min(width, to), BAR);
      }
      if (call.failed() && x != lastCross) {
        Marks.cross(crosses, x, middle, CROSS);
        lastCross = x;
      } else if (!call.failed() && x != lastTick) {
        Marks.line(ticks, x, middle - TICK, x, middle + TICK);
        lastTick = x;
      }
    }
    calls.getElements().setAll(ticks);
    held.getElements().setAll(bars);
    failed.getElements().setAll(crosses);
  }

  private void endMarks(TimelineModel model, Lane lane, double width) {
    for (Path path : List.of(late, within, trueEnd, seen, unseen)) {
      path.getElements().clear();
    }
    words.setText("");
    switch (lane.end()) {
      case LaneEnd.Open open -> {}
      case LaneEnd.Overdue overdue -> {
        Duration now = overdue.trueEnd().plus(overdue.late());
        double from = at(model, lane, overdue.trueEnd(), width);
        box(late.getElements(), from, at(model, lane, now, width), BAR);
        diamond(trueEnd, from, width);
        say("not seen yet", at(model, lane, now, width), width);
      }
      case LaneEnd.Known known -> {
        double from = at(model, lane, known.trueEnd(), width);
        double to = at(model, lane, known.seen(), width);
        box(late.getElements(), from, to, BAR);
        diamond(trueEnd, from, width);
        diamond(seen, to, width);
        say(known.label(), to, width);
      }
      case LaneEnd.Within range -> {
        double to = at(model, lane, range.seen(), width);
        box(within.getElements(), at(model, lane, range.earliest(), width), to, BAR);
        diamond(seen, to, width);
        say(range.label(), to, width);
      }
      case LaneEnd.Seen(Duration when) -> diamond(seen, at(model, lane, when, width), width);
      case LaneEnd.Unseen(Duration when) -> {
        double x = Math.rint(at(model, lane, when, width)) + 0.5;
        if (x >= 0 && x <= width) {
          Marks.line(unseen.getElements(), x, middle - TICK, x, middle + TICK);
        }
        say(lane.row().state().get().word(), x, width);
      }
    }
  }

  private double at(TimelineModel model, Lane lane, Duration time, double width) {
    // Cut before drawing: renderers are slow, or wrong, far outside.
    return Math.max(
        -2 * DIAMOND, Math.min(width + 2 * DIAMOND, pixel(model.place(lane, time), width)));
  }

  private void say(String text, double x, double width) {
    if (x < 0 || x > width) {
      return;
    }
    words.setText(text);
    words.setX(x + LABEL_GAP);
    words.setY(middle + TEXT_DROP);
  }

  private void box(List<PathElement> to, double from, double until, double half) {
    double low = Math.max(0, from);
    if (until <= low) {
      return;
    }
    Marks.box(to, low, middle - half, until, middle + half);
  }

  private void diamond(Path to, double x, double width) {
    if (x < 0 || x > width) {
      return;
    }
    to.getElements().clear();
    Marks.diamond(to.getElements(), x, middle, DIAMOND);
  }
}
