package dev.pollwise.simulator.http;

/** What one face of the server does its own way. */
public interface Face {

  /** How it words a refusal; {@code Retry-After} and {@code Allow} are added by the caller. */
  Response envelope(ApiError refusal);

  /**
   * Notes who calls, as far as that shows; done before anything can go wrong with the request.
   *
   * @throws ApiError if nobody may call like this, not even where {@link #admit} is not asked
   */
  default void recognise(RequestContext call) {}

  /**
   * Lets a request in.
   *
   * @throws ApiError if it has no key, or comes too often
   */
  void admit(RequestContext call);

  /** The same, but without keys and limits: for addresses that are secrets themselves. */
  static Face withoutKey(Face face) {
    return new Face() {
      @Override
      public Response envelope(ApiError refusal) {
        return face.envelope(refusal);
      }

      @Override
      public void admit(RequestContext call) {
        // Who knows the address may come in.
      }
    };
  }
}
