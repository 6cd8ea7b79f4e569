package dev.pollwise.dashboard.form;

import java.util.List;
import java.util.Optional;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.KeyEvent;

/**
 * What a key does. Accelerators, the keys of an area and the cheat sheet are made of the same ones,
 * so the sheet cannot tell what is not so.
 *
 * @param words what it does
 * @param keys the key to tell of, and behind it others that do the same
 * @param action does it
 */
public record KeyAction(String words, List<KeyCombination> keys, Runnable action) {

  /**
   * The keys of an area.
   *
   * @param title where they work
   * @param actions what they do
   */
  public record Group(String title, List<KeyAction> actions) {}

  public KeyAction {
    if (keys.isEmpty()) {
      throw new IllegalArgumentException("keys of \"" + words + "\": must be one at least");
    }
    keys = List.copyOf(keys);
  }

  public static KeyAction of(String words, Runnable action, KeyCombination... keys) {
    return new KeyAction(words, List.of(keys), action);
  }

  public static KeyCombination key(KeyCode code) {
    return new KeyCodeCombination(code);
  }

  public static KeyCombination shift(KeyCode code) {
    return new KeyCodeCombination(code, KeyCombination.SHIFT_DOWN);
  }

  public static KeyCombination ctrl(KeyCode code) {
    return new KeyCodeCombination(code, KeyCombination.SHORTCUT_DOWN);
  }

  public static KeyCombination ctrlShift(KeyCode code) {
    return new KeyCodeCombination(code, KeyCombination.SHORTCUT_DOWN, KeyCombination.SHIFT_DOWN);
  }

  /** Where a keyboard may have its plus, with no other key or with Shift. */
  public static KeyCombination[] plus() {
    return new KeyCombination[] {
      key(KeyCode.PLUS), key(KeyCode.EQUALS), key(KeyCode.ADD), shift(KeyCode.EQUALS)
    };
  }

  public static KeyCombination[] minus() {
    return new KeyCombination[] {key(KeyCode.MINUS), key(KeyCode.SUBTRACT)};
  }

  /** Does what a key stands for, and keeps the key from others. */
  public static void handle(KeyEvent event, List<KeyAction> actions) {
    if (notice(event, actions)) {
      event.consume();
    }
  }

  /** Does what a key stands for, and leaves the key to others. */
  public static boolean notice(KeyEvent event, List<KeyAction> actions) {
    Optional<KeyAction> found =
        actions.stream()
            .filter(each -> each.keys().stream().anyMatch(key -> key.match(event)))
            .findFirst();
    found.ifPresent(each -> each.action().run());
    return found.isPresent();
  }

  /** The key to tell of, such as {@code Ctrl+Enter}. */
  public String told() {
    return keys.getFirst().getDisplayText().replace("↵", "Enter").replace("Escape", "Esc");
  }
}
