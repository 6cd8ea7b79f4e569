package dev.pollwise.dashboard.duel;

/** On which side of the line of a job a policy is drawn. */
public enum Side {
  ABOVE,
  BELOW
}
