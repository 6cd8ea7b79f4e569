package dev.pollwise.dashboard.form;

import javafx.application.Platform;

/** Does something soon, once, however often it is asked for until then. For the JavaFX thread. */
public final class OncePerPulse {

  private final Runnable work;
  private boolean pending;

  /**
   * Nothing is pending yet.
   *
   * @param work done on the JavaFX thread, after what is under way there
   */
  public OncePerPulse(Runnable work) {
    this.work = work;
  }

  /** Asks for it. */
  public void soon() {
    if (!pending) {
      pending = true;
      Platform.runLater(() -> {
        pending = false;
        work.run();
      });
    }
  }
}
