package dev.pollwise.dashboard.model;

/**
 * All that the model can ask of the world outside. Every method returns at once; what comes of it
 * comes back as {@link Signal}s.
 */
public interface Commands extends JobCommands, PolicyCommands {

  /** Asks something of the control face of a simulator. */
  void control(ControlWish wish);
}
