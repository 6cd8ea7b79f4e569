package dev.pollwise.dashboard.form;

/**
 * Something to be confirmed before it is done.
 *
 * @param title what it is about, in a few words
 * @param text what will happen, with the numbers that matter
 * @param confirm the label of the button that does it
 * @param onConfirm does it
 * @param onCancel what a no leads to
 */
public record Confirmation(
    String title, String text, String confirm, Runnable onConfirm, Runnable onCancel) {

  /** Where a no leads to nothing. */
  public Confirmation(String title, String text, String confirm, Runnable onConfirm) {
    this(title, text, confirm, onConfirm, () -> {});
  }
}
