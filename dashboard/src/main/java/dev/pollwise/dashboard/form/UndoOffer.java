package dev.pollwise.dashboard.form;

/** Takes what was just done and can be undone for a while. */
@FunctionalInterface
public interface UndoOffer {

  /** Nobody could undo it. */
  UndoOffer NONE = (done, undo) -> {};

  /**
   * Offers to undo.
   *
   * @param done what was done, as a sentence
   * @param undo puts everything back
   */
  void offer(String done, Runnable undo);
}
