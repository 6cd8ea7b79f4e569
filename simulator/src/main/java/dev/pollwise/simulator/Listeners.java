package dev.pollwise.simulator;

import dev.pollwise.simulator.transport.Listener;
import dev.pollwise.simulator.transport.OutageKeeper;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The listeners of a server that runs.
 *
 * @param outages has the faces listen or not
 */
record Listeners(Listener faces, Optional<Listener> control, OutageKeeper outages) {

  /** The ports on which they listen. */
  Set<Integer> ports() {
    return Stream.concat(Stream.of(faces), control.stream())
        .map(Listener::port)
        .collect(Collectors.toUnmodifiableSet());
  }

  void stop() {
    outages.close();
    faces.stop();
    control.ifPresent(Listener::stop);
  }
}
