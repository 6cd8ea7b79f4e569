package dev.pollwise.simulator;

import dev.pollwise.simulator.transport.ConnectionLimits;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Collectors;

/** The program. */
public final class Main {

  private Main() {}

  /** Runs until a signal ends it; see {@code --help}. */
  public static void main(String[] args) {
    Optional<String> lack = ConnectionLimits.Descriptors.lack();
    if (lack.isPresent()) {
      System.err.println("pollwise-simulator: " + lack.get());
      System.exit(SimulatorCommand.CANNOT_RUN);
    }
    QuietLogging.install();
    Signals.endWithoutMemory();
    SimulatorCommand command =
        new SimulatorCommand(System.getenv(), properties(), System.out, System.err);
    System.exit(command.run(args, server -> Signals.awaitEnd(server, System.out)));
  }

  private static Map<String, String> properties() {
    try {
      Properties all = MoreProperties.with(System.getProperties());
      return all.stringPropertyNames().stream()
          .collect(Collectors.toMap(name -> name, name -> all.getProperty(name, "")));
    } catch (IllegalArgumentException e) {
      System.err.println("pollwise-simulator: " + e.getMessage());
      System.exit(SimulatorCommand.CANNOT_RUN);
      throw e;
    }
  }
}
