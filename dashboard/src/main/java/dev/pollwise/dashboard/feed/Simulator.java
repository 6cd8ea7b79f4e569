package dev.pollwise.dashboard.feed;

import dev.pollwise.dashboard.server.ScenarioLaw;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** A simulator that lives and dies with the window. */
public interface Simulator extends AutoCloseable {

  /**
   * Starts it on a free port; once started, gives the address again. Blocks until it listens.
   *
   * @throws IllegalStateException if it cannot be started, with the reason in words
   */
  URI start();

  /** Where its control API listens; empty while it does not run or has none. */
  Optional<URI> control();

  /** The scenarios it knows; empty where it offers no choice. */
  List<String> scenarios();

  /** The scenario in force. */
  String scenario();

  /** What all its chance is drawn from; empty where that is not known. */
  OptionalLong seed();

  /** How long the jobs of the scenario in force take. */
  ScenarioLaw law();

  /**
   * Puts a scenario in force for jobs created from now on.
   *
   * @throws IllegalArgumentException if the scenario is bad, with the reason; the old one stays
   */
  void useScenario(String name);

  @Override
  void close();
}
