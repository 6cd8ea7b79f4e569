package dev.pollwise.simulator.job;

/** What a job looks like at an instant. */
public sealed interface JobState {

  /** Queued, not begun. */
  record Pending() implements JobState {}

  /** Being worked on. */
  record Running() implements JobState {}

  /** Over, with a result. */
  record Completed() implements JobState {}

  /** Over, without one; the message says why. */
  record Failed(String message) implements JobState {}

  /** Whether this state is final. */
  default boolean isOver() {
    return switch (this) {
      case Pending pending -> false;
      case Running running -> false;
      case Completed completed -> true;
      case Failed failed -> true;
    };
  }

  /**
   * The word for this state: {@code pending}, {@code running}, {@code completed}, {@code failed}.
   */
  default String word() {
    return switch (this) {
      case Pending pending -> "pending";
      case Running running -> "running";
      case Completed completed -> "completed";
      case Failed failed -> "failed";
    };
  }
}
