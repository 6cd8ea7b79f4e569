package dev.pollwise.simulator.http;

/** What one face of the server does its own way. */
interface Face {

  /** How it words a refusal; {@code Retry-After} and {@code Allow} are added by the caller. */
  Answer envelope(Refusal refusal);

  /** Notes who calls, as far as that shows; done before anything can go wrong with the request. */
  default void recognise(Call call) {}

  /**
   * Lets a request in.
   *
   * @throws Refusal if it has no key, or comes too often
   */
  void admit(Call call);

  /** The same, but without keys and limits: for addresses that are secrets themselves. */
  static Face withoutKey(Face face) {
    return new Face() {
      @Override
      public Answer envelope(Refusal refusal) {
        return face.envelope(refusal);
      }

      @Override
      public void admit(Call call) {
        // Who knows the address may come in.
      }
    };
  }
}
