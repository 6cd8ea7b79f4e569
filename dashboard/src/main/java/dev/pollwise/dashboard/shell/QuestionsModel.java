package dev.pollwise.dashboard.shell;

import dev.pollwise.dashboard.form.Question;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/** What has to be confirmed, one question after the other: none takes the place of another. */
final class QuestionsModel {

  private final ReadOnlyObjectWrapper<Optional<Question>> open =
      new ReadOnlyObjectWrapper<>(Optional.empty());
  private final Queue<Question> later = new ArrayDeque<>();

  void ask(Question asked) {
    if (open.get().isEmpty()) {
      open.set(Optional.of(asked));
    } else if (!isSame(asked, open.get().get())) {
      later.add(asked);
    }
  }

  /** Who presses the button that closes the window twice asks once. */
  private static boolean isSame(Question one, Question other) {
    return one.title().equals(other.title()) && one.text().equals(other.text());
  }

  /** Answers the open question; the next one follows. */
  void answer(boolean yes) {
    Optional<Question> answered = open.get();
    open.set(Optional.empty());
    answered.ifPresent(question -> (yes ? question.onConfirm() : question.onCancel()).run());
    if (open.get().isEmpty()) {
      open.set(Optional.ofNullable(later.poll()));
    }
  }

  ReadOnlyObjectProperty<Optional<Question>> open() {
    return open.getReadOnlyProperty();
  }
}
