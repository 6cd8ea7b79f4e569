package dev.pollwise.simulator;

/** Where the control API listens. */
public sealed interface ControlPort {

  /** One above the port of the faces; any free one where theirs is any free one. */
  record NextToFaces() implements ControlPort {}

  /** There. 0 for any free one. */
  record At(int port) implements ControlPort {

    /** Refuses a port out of range. */
    public At {
      if (port < 0 || port > 65_535) {
        throw new IllegalArgumentException("control-port " + port + ": must be from 0 to 65535");
      }
    }
  }

  /** Nowhere. */
  record Off() implements ControlPort {}
}
