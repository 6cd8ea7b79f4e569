package dev.pollwise.dashboard.form;

/**
 * Something that went wrong outside, told to a person.
 *
 * @param summary one sentence in words
 * @param details what helps a specialist, for copying; may repeat the summary, never holds a secret
 */
public record Problem(String summary, String details) {

  /** A problem about which there is no more to say. */
  public static Problem of(String summary) {
    return new Problem(summary, summary);
  }
}
