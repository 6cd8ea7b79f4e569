package dev.pollwise.simulator;

import dev.pollwise.simulator.transport.Descriptors;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The program. */
public final class Main {

  private Main() {}

  /** Runs until a signal ends it; see {@code --help}. */
  public static void main(String[] args) {
    Optional<String> lack = Descriptors.lack();
    if (lack.isPresent()) {
      System.err.println("pollwise-simulator: " + lack.get());
      System.exit(SimulatorCommand.CANNOT_RUN);
    }
    QuietLogging.install();
    Signals.endWithoutMemory();
    Map<String, String> properties = new HashMap<>();
    System.getProperties()
        .stringPropertyNames()
        .forEach(name -> properties.put(name, System.getProperty(name, "")));
    SimulatorCommand command =
        new SimulatorCommand(System.getenv(), properties, System.out, System.err);
    System.exit(command.run(args, server -> Signals.awaitEnd(server, System.out)));
  }
}
