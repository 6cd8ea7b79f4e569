package dev.pollwise.dashboard.shell;

import dev.pollwise.dashboard.form.Confirmation;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/** What has to be confirmed, one question after the other: none takes the place of another. */
final class ConfirmationsModel {

  private final ReadOnlyObjectWrapper<Optional<Confirmation>> open =
      new ReadOnlyObjectWrapper<>(Optional.empty());
  private final Queue<Confirmation> later = new ArrayDeque<>();

  void ask(Confirmation asked) {
    if (open.get().isEmpty()) {
      open.set(Optional.of(asked));
    } else if (!isSame(asked, open.get().get())) {
      later.add(asked);
    }
  }

  /** Who presses the button that closes the window twice asks once. */
  private static boolean isSame(Confirmation one, Confirmation other) {
    return one.title().equals(other.title()) && one.text().equals(other.text());
  }

  /** Answers the open question; the next one follows. */
  void answer(boolean yes) {
    Optional<Confirmation> answered = open.get();
    open.set(Optional.empty());
    answered.ifPresent(question -> (yes ? question.onConfirm() : question.onCancel()).run());
    if (open.get().isEmpty()) {
      open.set(Optional.ofNullable(later.poll()));
    }
  }

  ReadOnlyObjectProperty<Optional<Confirmation>> open() {
    return open.getReadOnlyProperty();
  }
}
