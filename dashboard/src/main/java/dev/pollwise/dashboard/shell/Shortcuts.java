package dev.pollwise.dashboard.shell;

import static dev.pollwise.dashboard.form.KeyAction.ctrl;
import static dev.pollwise.dashboard.form.KeyAction.ctrlShift;

import dev.pollwise.dashboard.form.KeyAction;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.input.KeyCode;

/** The keys that work anywhere in the window. */
final class Shortcuts {

  private final MainView view;
  private final List<KeyAction> actions;

  Shortcuts(MainView view) {
    this.view = view;
    DashboardModel model = view.model();
    this.actions =
        List.of(
            KeyAction.of("Launch", model.launch()::launch, ctrl(KeyCode.ENTER)),
            KeyAction.of(
                "Stop watching the selected job", this::stopSelected, ctrl(KeyCode.PERIOD)),
            KeyAction.of(
                "Stop watching all jobs", model.jobs()::stopAll, ctrlShift(KeyCode.PERIOD)),
            KeyAction.of(
                "Go to the launch form", () -> focusIn(view.launch()), ctrl(KeyCode.DIGIT1)),
            KeyAction.of(
                "Go to the policy form", () -> focusIn(view.policy()), ctrl(KeyCode.DIGIT2)),
            KeyAction.of(
                "Go to the jobs", () -> view.focusLive(view.jobs().table()), ctrl(KeyCode.DIGIT3)),
            KeyAction.of(
                "Go to the log", () -> view.focusLive(view.log().table()), ctrl(KeyCode.DIGIT4)),
            KeyAction.of(
                "Go to the chart", () -> view.focusLive(view.chart()), ctrl(KeyCode.DIGIT5)),
            KeyAction.of("Next area", () -> view.showArea(1), ctrl(KeyCode.PAGE_DOWN)),
            KeyAction.of("Previous area", () -> view.showArea(-1), ctrl(KeyCode.PAGE_UP)),
            KeyAction.of("Start a duel", view::duel, KeyAction.key(KeyCode.F2)),
            KeyAction.of("Filter the log", this::filterLog, ctrl(KeyCode.F)),
            KeyAction.of("Find jobs", this::findJobs, ctrlShift(KeyCode.F)),
            KeyAction.of("Clear the log", model.log()::clear, ctrl(KeyCode.L)),
            KeyAction.of("Save the session", view.session()::save, ctrlShift(KeyCode.S)),
            KeyAction.of("Open a session", view.session()::open, ctrl(KeyCode.O)),
            KeyAction.of("Save a report", view.session()::report, ctrlShift(KeyCode.R)),
            KeyAction.of("Light or dark", view.theme()::toggle, ctrlShift(KeyCode.D)),
            KeyAction.of(
                "Larger text",
                model.window()::largerText,
                ctrl(KeyCode.PLUS),
                ctrl(KeyCode.EQUALS),
                ctrl(KeyCode.ADD),
                ctrlShift(KeyCode.EQUALS)),
            KeyAction.of(
                "Smaller text",
                model.window()::smallerText,
                ctrl(KeyCode.MINUS),
                ctrl(KeyCode.SUBTRACT)),
            KeyAction.of("Usual text", model.window()::usualText, ctrl(KeyCode.DIGIT0)),
            KeyAction.of("How the window looks", view::openLooks, ctrl(KeyCode.COMMA)),
            KeyAction.of("This sheet", view::cheatSheet, KeyAction.key(KeyCode.F1)));
  }

  KeyAction.Group group() {
    return new KeyAction.Group("Anywhere", actions);
  }

  void installIn(Scene scene) {
    for (KeyAction each : actions) {
      each.keys().forEach(keys -> scene.getAccelerators().put(keys, () -> run(each)));
    }
  }

  /** A question has to be answered before anything else can be done. */
  private void run(KeyAction action) {
    if (!view.dialogs().isDisplay()) {
      action.action().run();
    }
  }

  private void filterLog() {
    view.focusLive(view.log());
    view.log().focusFilter();
  }

  private void findJobs() {
    view.focusLive(view.jobs());
    view.jobs().focusFind();
  }

  private void stopSelected() {
    view.model().jobs().selected().get().ifPresent(view.model().jobs()::stopWatching);
  }

  /** The first node below that takes the focus. */
  private static boolean focusIn(Parent parent) {
    for (Node child : parent.getChildrenUnmodifiable()) {
      if (child.isFocusTraversable() && child.isVisible() && !child.isDisabled()) {
        child.requestFocus();
        return true;
      }
      if (child.isVisible() && child instanceof Parent inner && focusIn(inner)) {
        return true;
      }
    }
    return false;
  }
}
