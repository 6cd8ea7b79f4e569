package dev.pollwise.client.job;

import static java.util.Objects.requireNonNull;

/** A single request brought no usable answer: a one-shot status, the list of languages. */
public final class RequestFailedException extends PollwiseException {

  private static final long serialVersionUID = 1;
  private final transient Miss miss;

  /** Names what was asked for and what came instead. */
  public RequestFailedException(String request, Miss miss) {
    super(requireNonNull(request, "request") + ": " + miss.describe());
    this.miss = miss;
  }

  /** What happened. Not kept by serialization. */
  public Miss miss() {
    return miss;
  }
}
