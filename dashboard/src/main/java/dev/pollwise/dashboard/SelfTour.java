package dev.pollwise.dashboard;

import dev.pollwise.dashboard.jobs.JobState;
import dev.pollwise.dashboard.jobs.ServerModel;
import dev.pollwise.dashboard.policy.PacingKind;
import dev.pollwise.dashboard.shell.DashboardModel;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import javafx.animation.AnimationTimer;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.Tab;
import javafx.scene.control.TabPane;

/**
 * A window that shows itself and closes, without a person: trains the cache that application images
 * start from, tries them, and tells when the first frame was drawn. All of it happens on the thread
 * of the toolkit, a step at most in every few frames.
 */
final class SelfTour {

  /** How much is shown. */
  enum Extent {
    /** Nothing: the window belongs to a person. */
    NONE,
    /** The first frame. */
    START,
    /** A few jobs from launch to end, every area, every kind of pacing, both colour schemes. */
    TOUR
  }

  /** What is told when the first frame was drawn. */
  static final String FIRST_FRAME = "pollwise-dashboard: first frame";

  /** Frames between two steps: each is drawn, and its styles settle. */
  private static final int FRAMES = 3;

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String JOBS = "4";

  private final Scene scene;
  private final DashboardModel model;
  private final Consumer<String> tell;
  private final IntConsumer end;
  private final Deque<Step> steps = new ArrayDeque<>();

  /**
   * Prepares a tour of a window whose first frame is drawn.
   *
   * @param tell is given lines for a person or a program that measures
   * @param end is given the exit code: 0, or 1 where a step was not reached within a minute
   */
  SelfTour(Scene scene, DashboardModel model, Consumer<String> tell, IntConsumer end) {
    this.scene = scene;
    this.model = model;
    this.tell = tell;
    this.end = end;
  }

  private record Step(String awaited, BooleanSupplier reached, Runnable act) {}

  /** Begins; returns at once. */
  void play(Extent extent) {
    switch (extent) {
      case NONE -> {}
      case START -> {
        tell.accept(FIRST_FRAME);
        end.accept(0);
      }
      case TOUR -> {
        tell.accept(FIRST_FRAME);
        plan();
        new Frames().start();
      }
    }
  }

  private void plan() {
    then("connected", this::isConnected, this::launch);
    then("a job in the table", () -> !model.jobs().rows().isEmpty(), this::select);
    for (PacingKind kind : PacingKind.values()) {
      then(() -> model.policy().kind().set(kind));
    }
    TabPane areas = TabPane.class.cast(scene.lookup("#areas"));
    for (Tab area : areas.getTabs()) {
      then(() -> areas.getSelectionModel().select(area));
    }
    then(() -> areas.getSelectionModel().select(server(areas)));
    then("the server seen", () -> model.control().state().get().isPresent(), this::compare);
    then("policies compared", this::isCompared, this::toggleColours);
    then(this::toggleColours);
    then(() -> model.log().text().set("asked"));
    then(() -> model.log().text().set(""));
    then(() -> areas.getSelectionModel().selectFirst());
    then("the jobs completed", this::areCompleted, () -> tell.accept("pollwise-dashboard: toured"));
  }

  private void then(String awaited, BooleanSupplier reached, Runnable act) {
    steps.add(new Step(awaited, reached, act));
  }

  private void then(Runnable act) {
    then("at once", () -> true, act);
  }

  private static Tab server(TabPane areas) {
    return areas.getTabs().stream()
        .filter(area -> area.getId().equals("area-server"))
        .findFirst()
        .orElseThrow();
  }

  private boolean isConnected() {
    return model.server().contact().get() == ServerModel.Contact.ANSWERING
        && !model.launch().languages().isEmpty();
  }

  private void launch() {
    model.launch().copies().text().set(JOBS);
    model.launch().launch();
  }

  private void select() {
    model.jobs().select(model.jobs().rows().stream().findFirst());
  }

  private void compare() {
    model.compare().run();
  }

  private boolean isCompared() {
    return model.compare().found().get().isPresent();
  }

  private void toggleColours() {
    Button.class.cast(scene.lookup("#theme")).fire();
  }

  private boolean areCompleted() {
    int completed = model.jobs().tally().get().getOrDefault(JobState.COMPLETED, 0);
    return completed == model.jobs().rows().size();
  }

  private final class Frames extends AnimationTimer {

    private long drawn;
    private long lastStep;

    @Override
    public void handle(long now) {
      if (drawn == 0) {
        lastStep = now;
      }
      if (++drawn % FRAMES == 0) {
        step(now);
      }
    }

    private void step(long now) {
      if (steps.isEmpty()) {
        finish(0);
      } else if (steps.element().reached().getAsBoolean()) {
        steps.remove().act().run();
        lastStep = now;
      } else if (now - lastStep > PATIENCE.toNanos()) {
        tell.accept("pollwise-dashboard: not reached: " + steps.element().awaited());
        finish(1);
      }
    }

    private void finish(int code) {
      stop();
      end.accept(code);
    }
  }
}
