package dev.pollwise.spring;

import dev.pollwise.fleet.FleetBuilder;

/** A bean that says of a fleet what properties cannot. */
@FunctionalInterface
public interface FleetCustomizer {

  /** Called once, in the order of the beans, after the properties were taken. */
  void customize(FleetBuilder builder);
}
