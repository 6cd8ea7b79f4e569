package dev.pollwise.dashboard.policy;

/** The kinds of schedule a person can choose. */
public enum PacingKind {
  /** What costs least by all that is known of such jobs. */
  ADAPTIVE("adaptive", "Adaptive"),
  /** Intervals that follow from the price of a call alone. */
  FOR_PRICE("for-price", "For price r"),
  /** The same interval each time. */
  FIXED("fixed", "Fixed"),
  /** Intervals that grow by a factor. */
  EXPONENTIAL("exponential", "Exponential"),
  /** Intervals that grow by a step. */
  LINEAR("linear", "Linear");

  private final String word;
  private final String label;

  PacingKind(String word, String label) {
    this.word = word;
    this.label = label;
  }

  /** The word used in profiles. */
  public String word() {
    return word;
  }

  /** Whether there is more to say than the price of a call. */
  public boolean hasParameters() {
    return switch (this) {
      case ADAPTIVE, FOR_PRICE -> false;
      case FIXED, EXPONENTIAL, LINEAR -> true;
    };
  }

  /** What to show. */
  public String label() {
    return label;
  }
}
