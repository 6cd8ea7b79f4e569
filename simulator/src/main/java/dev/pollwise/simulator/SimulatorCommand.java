package dev.pollwise.simulator;

import dev.pollwise.simulator.document.DocumentException;
import dev.pollwise.simulator.http.Version;
import dev.pollwise.simulator.transport.Listener;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Option;

/**
 * The command line. Exit codes: 0 as asked, 1 cannot run (a port in use), 2 wrong arguments or
 * settings, 3 a thread died for want of memory; messages are one line on standard error.
 */
@Command(
    name = "pollwise-simulator",
    mixinStandardHelpOptions = true,
    versionProvider = SimulatorCommand.ProgramVersion.class,
    description = "A local server that behaves like a video-translation API, faults included.",
    footer = {
      "",
      "Settings come from arguments, then the environment (POLLWISE_TIME_SCALE), then system",
      "properties (pollwise.time-scale), then the file config/simulator.yaml or, where there is",
      "none, ~/.pollwise/simulator.yaml. --print-config shows them all."
    })
final class SimulatorCommand {

  static final int CANNOT_RUN = 1;
  static final int OUT_OF_MEMORY = 3;
  private static final int WRONG = 2;

  @Option(names = "--config", paramLabel = "FILE", description = "Settings in YAML.")
  private @Nullable String config;

  @Option(
      names = "--scenario",
      paramLabel = "NAME|FILE",
      description = "How the server behaves. Default: happy-path.")
  private @Nullable String scenario;

  @Option(names = "--host", paramLabel = "HOST", description = "Default: localhost.")
  private @Nullable String host;

  @Option(names = "--port", paramLabel = "N", description = "0 for any free one. Default: 8080.")
  private @Nullable String port;

  @Option(
      names = "--control-port",
      paramLabel = "N",
      description = "Or off. Default: one above the port.")
  private @Nullable String controlPort;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Equal seeds give equal jobs and faults. Default: 1.")
  private @Nullable String seed;

  @Option(
      names = "--time-scale",
      paramLabel = "X",
      description = "Simulated seconds per second. Default: 1.")
  private @Nullable String timeScale;

  @Option(names = "--print-config", description = "Show the settings in force, and end.")
  private boolean printConfig;

  private final Map<String, String> environment;
  private final Map<String, String> properties;
  private final PrintStream out;
  private final PrintStream err;

  SimulatorCommand(
      Map<String, String> environment,
      Map<String, String> properties,
      PrintStream out,
      PrintStream err) {
    this.environment = environment;
    this.properties = properties;
    this.out = out;
    this.err = err;
  }

  /**
   * Does what the arguments say.
   *
   * @param running is given the server once it runs, and returns when it is to end
   * @return the exit code
   */
  int run(String[] args, Consumer<SimulatorServer> running) {
    CommandLine line = new CommandLine(this);
    try {
      line.parseArgs(args);
      if (line.isUsageHelpRequested()) {
        line.usage(out);
        return 0;
      }
      if (line.isVersionHelpRequested()) {
        line.printVersionHelp(out);
        return 0;
      }
      Settings settings =
          new SettingsReader(arguments(), environment, properties, Path.of(""), home()).read();
      if (printConfig) {
        settings.lines().forEach(out::println);
        return 0;
      }
      try (SimulatorServer server = Assembly.server(settings, out).start()) {
        Assembly.announce(server, settings, out);
        running.accept(server);
      }
      return 0;
    } catch (CommandLine.ParameterException e) {
      return fail(WRONG, e.getMessage() + " (--help shows what there is)");
    } catch (SettingException | DocumentException e) {
      return fail(WRONG, e.getMessage());
    } catch (IllegalArgumentException e) {
      return fail(WRONG, e.getMessage());
    } catch (Listener.ListenException e) {
      return fail(CANNOT_RUN, e.getMessage());
    } catch (RuntimeException | LinkageError | VirtualMachineError e) {
      return fail(CANNOT_RUN, "cannot run: " + String.valueOf(e).lines().findFirst().orElse(""));
    }
  }

  private int fail(int code, @Nullable String message) {
    err.println("pollwise-simulator: " + Objects.requireNonNullElse(message, "failed"));
    return code;
  }

  /** Of what belongs to the user; an installed image has no project around it. */
  private Path home() {
    return Path.of(properties.getOrDefault("user.home", ""), ".pollwise");
  }

  private Map<String, String> arguments() {
    Map<String, String> given = new HashMap<>();
    put(given, "config", config);
    put(given, "scenario", scenario);
    put(given, "host", host);
    put(given, "port", port);
    put(given, "control-port", controlPort);
    put(given, "seed", seed);
    put(given, "time-scale", timeScale);
    return given;
  }

  private static void put(Map<String, String> given, String key, @Nullable String value) {
    if (value != null) {
      given.put(key, value);
    }
  }

  /** Tells the version to picocli. */
  static final class ProgramVersion implements IVersionProvider {

    @Override
    public String[] getVersion() {
      return new String[] {"pollwise-simulator " + Version.text()};
    }
  }
}
