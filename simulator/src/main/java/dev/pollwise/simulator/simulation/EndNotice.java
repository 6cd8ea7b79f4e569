package dev.pollwise.simulator.simulation;

/**
 * Whether a client still has to learn by a poll that a job is over: not once a webhook was accepted
 * that tells it, nor if the client gave the job up before. Holds nothing that a client wrote. Safe
 * for use by many threads.
 */
public final class EndNotice {

  private volatile boolean owed = true;
  private volatile boolean seen;

  EndNotice() {}

  /** A webhook was accepted that tells of the end. */
  public void delivered() {
    owed = false;
  }

  /** The client wants to know no more. */
  void waived() {
    owed = false;
  }

  /** A poll told of the end, whose ever it was. */
  public void seen() {
    seen = true;
  }

  /** Whether no poll has told of the end. */
  public boolean isUnseen() {
    return !seen;
  }

  /** Whether nothing but a poll can tell. */
  public boolean isOwed() {
    return owed;
  }
}
