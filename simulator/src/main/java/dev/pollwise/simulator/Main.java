package dev.pollwise.simulator;

import dev.pollwise.simulator.transport.Descriptors;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Collectors;

/** The program. */
public final class Main {

  /** How Maven hands over what it was given: whatever the values hold, nothing is quoted. */
  private static final String MORE_PROPERTIES = "pollwise.properties";

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
    SimulatorCommand command =
        new SimulatorCommand(System.getenv(), properties(), System.out, System.err);
    System.exit(command.run(args, server -> Signals.awaitEnd(server, System.out)));
  }

  /** Those of the process, before those of the property file that one of them names. */
  private static Map<String, String> properties() {
    Properties all = new Properties();
    String file = System.getProperty(MORE_PROPERTIES);
    if (file != null) {
      try (InputStream in = Files.newInputStream(Path.of(file))) {
        all.load(in);
      } catch (IOException e) {
        System.err.println("pollwise-simulator: " + MORE_PROPERTIES + ": cannot read " + file);
        System.exit(SimulatorCommand.CANNOT_RUN);
      }
    }
    all.putAll(System.getProperties());
    all.remove(MORE_PROPERTIES);
    return all.stringPropertyNames().stream()
        .collect(Collectors.toMap(name -> name, name -> all.getProperty(name, "")));
  }
}
