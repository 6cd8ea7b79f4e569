package dev.pollwise.dashboard.shell;

import dev.pollwise.dashboard.duel.DuelCommands;
import dev.pollwise.dashboard.jobs.JobCommands;
import dev.pollwise.dashboard.policy.PolicyCommands;
import dev.pollwise.dashboard.server.SimulatorCommand;
import java.nio.file.Path;

/**
 * All that the model can ask of the world outside. Every method returns at once; what comes of it
 * comes back as {@link Event}s.
 */
public interface Commands extends JobCommands, PolicyCommands {

  /** Reads a log of somebody's own polling. */
  void readPollLog(Path file);

  /** Begins and stops duels. */
  DuelCommands duels();

  /** Reads a saved session. */
  void readSession(Path file);

  /** Asks something of the control API of a simulator. */
  void control(SimulatorCommand command);
}
