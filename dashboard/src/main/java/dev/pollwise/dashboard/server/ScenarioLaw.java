package dev.pollwise.dashboard.server;

import dev.pollwise.client.duration.DurationLaw;

/** How long jobs take in the scenario that the embedded simulator has in force. */
public sealed interface ScenarioLaw {

  /** The name of the scenario. */
  String scenario();

  /**
   * As a law, in seconds of the window's own clock.
   *
   * @param scenario the name of the scenario
   * @param law how long its jobs take
   */
  record Known(String scenario, DurationLaw law) implements ScenarioLaw {}

  /**
   * Not as a law of time: there is no scenario, or its jobs go on by being asked about.
   *
   * @param scenario the name of the scenario; empty where there is none
   */
  record Unknown(String scenario) implements ScenarioLaw {}
}
