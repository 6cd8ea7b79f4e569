package dev.pollwise.dashboard.shell;

import dev.pollwise.dashboard.jobs.ServerModel;
import java.time.Duration;
import java.util.Optional;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/**
 * One line about what happened where nobody looks: a server lost or found again, jobs that ended
 * while another area shows. What goes wrong with something a person just did is told in place
 * instead.
 */
public final class ToastsModel {

  /** How long a toast stays. */
  static final Duration LIFE = Duration.ofSeconds(6);

  /** How long something can be undone. */
  static final Duration UNDO_LIFE = Duration.ofSeconds(15);

  /**
   * A toast.
   *
   * @param text one line
   * @param until when it goes, by the clock of the window
   * @param undo undoes what it tells of; empty where there is nothing to undo
   */
  public record Toast(String text, Duration until, Optional<Runnable> undo) {}

  private final ReadOnlyObjectWrapper<Optional<Toast>> toast =
      new ReadOnlyObjectWrapper<>(Optional.empty());
  private String endedOne = "";
  private int ended;
  private Duration now = Duration.ZERO;

  ToastsModel() {}

  void contact(ServerModel.Contact before, ServerModel.Contact now, String server, Duration at) {
    if (before == ServerModel.Contact.ANSWERING && now == ServerModel.Contact.SILENT) {
      show(server + " does not answer any more. Jobs are asked about again and again.", at);
    } else if (before == ServerModel.Contact.SILENT && now == ServerModel.Contact.ANSWERING) {
      show(server + " answers again.", at);
    }
  }

  /** Remembers that a job ended out of sight. */
  void ended(String job) {
    ended++;
    endedOne = job;
  }

  /** Tells of the jobs that ended, all in one, since many may end at once. */
  void tellEnded(Duration at) {
    if (ended > 0 && toast.get().flatMap(Toast::undo).isEmpty()) {
      show(ended == 1 ? endedOne : ended + " jobs ended, the last one: " + endedOne, at);
      ended = 0;
    }
  }

  private void show(String text, Duration at) {
    toast.set(Optional.of(new Toast(text, at.plus(LIFE), Optional.empty())));
  }

  /** Tells one line. */
  void tell(String text) {
    show(text, now);
  }

  /** Tells what was done, and that it can be undone. */
  void offer(String done, Runnable undo) {
    toast.set(Optional.of(new Toast(done, now.plus(UNDO_LIFE), Optional.of(undo))));
  }

  /** Undoes what the toast tells of. */
  public void undo() {
    Optional<Runnable> undo = toast.get().flatMap(Toast::undo);
    dismiss();
    undo.ifPresent(Runnable::run);
  }

  void tick(Duration time) {
    now = time;
    if (toast.get().filter(shown -> now.compareTo(shown.until()) >= 0).isPresent()) {
      dismiss();
    }
  }

  /** Takes the toast away. */
  public void dismiss() {
    toast.set(Optional.empty());
  }

  /** The newest toast; empty most of the time. */
  public ReadOnlyObjectProperty<Optional<Toast>> toast() {
    return toast.getReadOnlyProperty();
  }
}
