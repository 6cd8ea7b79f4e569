package dev.pollwise.simulator;

import java.util.HashMap;
import java.util.Map;

/** The program. */
public final class Main {

  private Main() {}

  /** Runs until a signal ends it; see {@code --help}. */
  public static void main(String[] args) {
    QuietLogging.install();
    Map<String, String> properties = new HashMap<>();
    System.getProperties()
        .stringPropertyNames()
        .forEach(name -> properties.put(name, System.getProperty(name, "")));
    SimulatorCommand command =
        new SimulatorCommand(System.getenv(), properties, System.out, System.err);
    System.exit(command.run(args, server -> Signals.awaitEnd(server, System.out)));
  }
}
