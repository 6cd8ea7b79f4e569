package dev.pollwise.simulator.http;

/** What one face of the server does its own way. */
interface Face {

  /** How it words a refusal; {@code Retry-After} and {@code Allow} are added by the caller. */
  Answer envelope(Refusal refusal);

  /**
   * Lets a request in.
   *
   * @throws Refusal if it has no key, or comes too often
   */
  void admit(Call call);
}
