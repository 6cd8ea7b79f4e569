package dev.pollwise.simulator;

import dev.pollwise.simulator.http.Extensions;
import dev.pollwise.simulator.http.FaceSettings;
import dev.pollwise.simulator.http.HeyGenOptions;
import dev.pollwise.simulator.http.RequestLog;
import dev.pollwise.simulator.http.Version;
import dev.pollwise.simulator.scenario.Scenario;
import dev.pollwise.simulator.scenario.ScenarioCatalogue;
import dev.pollwise.simulator.settings.Known;
import dev.pollwise.simulator.settings.LogForm;
import dev.pollwise.simulator.settings.Settings;
import dev.pollwise.simulator.simulation.Simulation;
import dev.pollwise.simulator.webhook.WebhookSettings;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** Makes a server of settings. */
final class Assembly {

  private Assembly() {}

  static SimulatorServer server(Settings settings, PrintStream out) {
    ScenarioCatalogue catalogue = ScenarioCatalogue.with(settings.scenarioFolder());
    SimulatorServer.Builder builder =
        SimulatorServer.builder()
            .host(settings.of(Known.HOST))
            .port(settings.of(Known.PORT))
            .maxConnections(settings.of(Known.MAX_CONNECTIONS))
            .controlHost(settings.of(Known.CONTROL_HOST))
            .controlPort(controlPort(settings.of(Known.CONTROL_PORT)))
            .controlToken(settings.of(Known.CONTROL_TOKEN))
            .catalogue(catalogue)
            .scenario(scenario(settings, catalogue))
            .seed(settings.of(Known.SEED))
            .timeScale(settings.of(Known.TIME_SCALE))
            .faces(faces(settings))
            .capacity(
                new Simulation.Capacity(
                    settings.of(Known.MAX_JOBS), settings.of(Known.MAX_JOURNAL)));
    return builder.requestLog(log(settings.of(Known.REQUEST_LOG), out)).build();
  }

  static void announce(SimulatorServer server, Settings settings, PrintStream out) {
    out.println(
        "pollwise-simulator "
            + Version.text()
            + ": scenario "
            + server.simulation().scenario().name()
            + ", seed "
            + settings.of(Known.SEED)
            + ", time-scale "
            + settings.of(Known.TIME_SCALE));
    out.println("listening on " + server.uri() + " (faces)");
    server.controlUri().ifPresent(uri -> out.println("listening on " + uri + " (control)"));
    out.flush();
  }

  private static RequestLog log(LogForm form, PrintStream out) {
    return switch (form) {
      case TEXT -> LineLog.start(RequestLine::of, out);
      case JSON -> {
        QuietLogging.write(new JsonLine());
        yield LineLog.start(JsonLine::of, out);
      }
      case OFF -> RequestLog.none();
    };
  }

  private static ControlPort controlPort(Optional<Integer> port) {
    return port.<ControlPort>map(
            number -> number < 0 ? new ControlPort.Off() : new ControlPort.At(number))
        .orElse(new ControlPort.NextToFaces());
  }

  /** By name first, then as a file; changed as other settings say. */
  private static Scenario scenario(Settings settings, ScenarioCatalogue catalogue) {
    String name = settings.of(Known.SCENARIO);
    Scenario chosen =
        catalogue.find(name).orElseGet(() -> scenarioInFile(settings, catalogue, name));
    Scenario lasting = settings.of(Known.DURATION).map(chosen::withDuration).orElse(chosen);
    return settings.of(Known.ERROR_PROBABILITY).map(lasting::withErrorProbability).orElse(lasting);
  }

  private static Scenario scenarioInFile(
      Settings settings, ScenarioCatalogue catalogue, String name) {
    Path file = Path.of(name);
    if (!Files.isRegularFile(file)) {
      throw settings.wrong(
          Known.SCENARIO, "must be a file, or one of " + String.join(", ", catalogue.names()));
    }
    return ScenarioCatalogue.file(file);
  }

  private static FaceSettings faces(Settings settings) {
    HeyGenOptions heyGen =
        new HeyGenOptions(
            settings.of(Known.API_KEYS),
            settings.of(Known.LANGUAGE_CODES),
            settings.of(Known.NOT_FOUND_CODE),
            settings.of(Known.FOREIGN_JOBS),
            settings.of(Known.DELETE_UNFINISHED),
            settings.of(Known.URL_LIFETIME),
            new Extensions(
                settings.of(Known.LONG_POLL),
                settings.of(Known.PENDING_RETRY_AFTER).orElse(Duration.ZERO),
                settings.of(Known.PROGRESS),
                settings.of(Known.RATE_LIMIT_HEADERS)));
    FaceSettings usual = FaceSettings.defaults();
    return new FaceSettings(
        heyGen,
        settings.of(Known.PLAIN_REQUEST_LIMIT).orElse(usual.plainLimit()),
        settings.of(Known.PLAIN_DELAY).orElse(usual.plainDelay()),
        new WebhookSettings(
            settings.of(Known.WEBHOOK_ALLOW),
            settings.of(Known.CALLBACK_SECRET),
            settings.of(Known.WEBHOOK_TIMEOUT)),
        settings.of(Known.BODY_LIMIT));
  }
}
