package dev.pollwise.dashboard.view;

import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.input.KeyCombination;

/** The keys that work anywhere in the window. */
final class Shortcuts {

  private final MainView view;

  Shortcuts(MainView view) {
    this.view = view;
  }

  void installIn(Scene scene) {
    on(scene, ctrl(KeyCode.ENTER), view.model().launch()::launch);
    on(scene, ctrl(KeyCode.PERIOD), this::stopSelected);
    on(scene, ctrlShift(KeyCode.PERIOD), view.model().jobs()::stopAll);
    on(
        scene,
        ctrl(KeyCode.F),
        () -> {
          view.focusLive(view.log());
          view.log().focusFilter();
        });
    on(scene, ctrl(KeyCode.L), view.model().log()::clear);
    on(scene, ctrlShift(KeyCode.D), view.theme()::toggle);
    on(scene, ctrl(KeyCode.PLUS), view.model().window()::largerText);
    on(scene, ctrl(KeyCode.EQUALS), view.model().window()::largerText);
    on(scene, ctrl(KeyCode.ADD), view.model().window()::largerText);
    on(scene, ctrl(KeyCode.MINUS), view.model().window()::smallerText);
    on(scene, ctrl(KeyCode.SUBTRACT), view.model().window()::smallerText);
    on(scene, ctrl(KeyCode.DIGIT0), view.model().window()::usualText);
    on(scene, ctrl(KeyCode.PAGE_DOWN), () -> view.showArea(1));
    on(scene, ctrl(KeyCode.PAGE_UP), () -> view.showArea(-1));
    on(scene, new KeyCodeCombination(KeyCode.F1), view.dialogs()::cheatSheet);
    on(scene, ctrl(KeyCode.DIGIT1), () -> focusIn(view.launch()));
    on(scene, ctrl(KeyCode.DIGIT2), () -> focusIn(view.policy()));
    on(scene, ctrl(KeyCode.DIGIT3), () -> view.focusLive(view.jobs().table()));
    on(scene, ctrl(KeyCode.DIGIT4), () -> view.focusLive(view.log().table()));
  }

  private void stopSelected() {
    view.model().jobs().selected().get().ifPresent(view.model().jobs()::stopWatching);
  }

  private void on(Scene scene, KeyCombination keys, Runnable action) {
    // A question has to be answered before anything else can be done.
    scene
        .getAccelerators()
        .put(
            keys,
            () -> {
              if (!view.dialogs().isDisplay()) {
                action.run();
              }
            });
  }

  private static KeyCombination ctrl(KeyCode code) {
    return new KeyCodeCombination(code, KeyCombination.SHORTCUT_DOWN);
  }

  private static KeyCombination ctrlShift(KeyCode code) {
    return new KeyCodeCombination(code, KeyCombination.SHORTCUT_DOWN, KeyCombination.SHIFT_DOWN);
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
