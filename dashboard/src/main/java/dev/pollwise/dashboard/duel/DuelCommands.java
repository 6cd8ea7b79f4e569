package dev.pollwise.dashboard.duel;

/** What can be asked of a duel. Every method returns at once. */
public interface DuelCommands {

  /** Begins a duel; ends the one before. */
  void beginDuel(DuelOrder order);

  /** Launches nothing more, and has both sides stop watching; nothing happens where none runs. */
  void stopDuel();
}
