package dev.pollwise.simulator.job;

/** How a job is going to end. Fixed when it is planned. */
public sealed interface JobEnd {

  /** With a result. */
  record Completes() implements JobEnd {}

  /**
   * Without one.
   *
   * @param message what the owner is told, not empty
   */
  record Fails(String message) implements JobEnd {

    /** Refuses an empty message. */
    public Fails {
      if (message.isBlank()) {
        throw new IllegalArgumentException("failure message \"\": must not be empty");
      }
    }
  }
}
