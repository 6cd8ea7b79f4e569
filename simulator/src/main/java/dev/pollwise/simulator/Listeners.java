package dev.pollwise.simulator;

import dev.pollwise.simulator.transport.Listener;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The listeners of a server that runs. */
record Listeners(Listener faces, Optional<Listener> control) {

  /** The ports on which they listen. */
  Set<Integer> ports() {
    return Stream.concat(Stream.of(faces), control.stream())
        .map(Listener::port)
        .collect(Collectors.toUnmodifiableSet());
  }

  void stop() {
    faces.stop();
    control.ifPresent(Listener::stop);
  }
}
