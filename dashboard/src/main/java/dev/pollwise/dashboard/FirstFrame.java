package dev.pollwise.dashboard;

import javafx.animation.AnimationTimer;

/**
 * Waits until a window that was just shown is drawn. What is not needed for that comes after it,
 * and does not compete with it for the processor.
 */
final class FirstFrame extends AnimationTimer {

  private final Runnable then;
  private boolean begun;

  private FirstFrame(Runnable then) {
    this.then = then;
  }

  /** Runs something when the frame is drawn; returns at once. On the thread of the toolkit. */
  static void then(Runnable then) {
    new FirstFrame(then).start();
  }

  /**
   * Called when a frame begins. The second of these calls comes only after the first frame was
   * drawn: the toolkit begins none before the last one is.
   */
  @Override
  public void handle(long now) {
    if (begun) {
      stop();
      then.run();
    }
    begun = true;
  }
}
