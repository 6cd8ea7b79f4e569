package dev.pollwise.simulator;

import dev.pollwise.simulator.heygen.FaceSettings;
import dev.pollwise.simulator.heygen.HeyGenOptions;
import dev.pollwise.simulator.http.ServerContext;
import dev.pollwise.simulator.http.Version;
import dev.pollwise.simulator.scenario.Scenario;
import dev.pollwise.simulator.scenario.ScenarioCatalogue;
import dev.pollwise.simulator.simulation.Simulation;
import dev.pollwise.simulator.transport.ConnectionLimits;
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
            .host(settings.of(SettingKeys.HOST))
            .port(settings.of(SettingKeys.PORT))
            .connections(
                new ConnectionLimits(
                    settings.of(SettingKeys.MAX_CONNECTIONS),
                    settings.of(SettingKeys.HEADER_TIMEOUT),
                    settings.of(SettingKeys.BODY_TIMEOUT),
                    settings.of(SettingKeys.IDLE_TIMEOUT)))
            .controlHost(settings.of(SettingKeys.CONTROL_HOST))
            .controlPort(controlPort(settings.of(SettingKeys.CONTROL_PORT)))
            .controlToken(settings.of(SettingKeys.CONTROL_TOKEN))
            .catalogue(catalogue)
            .scenario(scenario(settings, catalogue))
            .seed(settings.of(SettingKeys.SEED))
            .repeatableIds(settings.of(SettingKeys.REPEATABLE_IDS))
            .timeScale(settings.of(SettingKeys.TIME_SCALE))
            .faces(faces(settings))
            .capacity(
                new Simulation.Capacity(
                    settings.of(SettingKeys.MAX_JOBS), settings.of(SettingKeys.MAX_JOURNAL)));
    try {
      return builder.requestLog(log(settings.of(SettingKeys.REQUEST_LOG), out)).build();
    } catch (IllegalArgumentException e) {
      throw new SettingException(String.valueOf(e.getMessage())); // two settings that do not fit
    }
  }

  static void announce(SimulatorServer server, Settings settings, PrintStream out) {
    out.println(
        "pollwise-simulator "
            + Version.text()
            + ": scenario "
            + server.simulation().scenario().name()
            + ", seed "
            + settings.of(SettingKeys.SEED)
            + ", time-scale "
            + settings.of(SettingKeys.TIME_SCALE));
    server.uris().forEach(uri -> out.println("listening on " + uri + " (API)"));
    server.controlUris().forEach(uri -> out.println("listening on " + uri + " (control)"));
    out.flush();
  }

  private static ServerContext.RequestLog log(LogForm form, PrintStream out) {
    return switch (form) {
      case TEXT -> LineLog.start(RequestLine::of, out);
      case JSON -> {
        QuietLogging.write(new JsonLine());
        yield LineLog.start(JsonLine::of, out);
      }
      case OFF -> ServerContext.RequestLog.none();
    };
  }

  private static ControlPort controlPort(Optional<Integer> port) {
    return port.<ControlPort>map(
            number -> number < 0 ? new ControlPort.Off() : new ControlPort.At(number))
        .orElse(new ControlPort.NextToFaces());
  }

  /** By name first, then as a file; changed as other settings say. */
  private static Scenario scenario(Settings settings, ScenarioCatalogue catalogue) {
    String name = settings.of(SettingKeys.SCENARIO);
    Scenario chosen =
        catalogue.find(name).orElseGet(() -> scenarioInFile(settings, catalogue, name));
    Scenario lasting = settings.of(SettingKeys.DURATION).map(chosen::withDuration).orElse(chosen);
    return settings
        .of(SettingKeys.ERROR_PROBABILITY)
        .map(lasting::withErrorProbability)
        .orElse(lasting);
  }

  private static Scenario scenarioInFile(
      Settings settings, ScenarioCatalogue catalogue, String name) {
    Path file = Path.of(name);
    if (!Files.isRegularFile(file)) {
      throw settings.wrong(
          SettingKeys.SCENARIO,
          "must be a file, or one of " + String.join(", ", catalogue.names()));
    }
    return ScenarioCatalogue.file(file);
  }

  private static FaceSettings faces(Settings settings) {
    HeyGenOptions heyGen =
        new HeyGenOptions(
            settings.of(SettingKeys.API_KEYS),
            settings.of(SettingKeys.LANGUAGE_CODES),
            settings.of(SettingKeys.NOT_FOUND_CODE),
            settings.of(SettingKeys.FOREIGN_JOBS),
            settings.of(SettingKeys.DELETE_UNFINISHED),
            settings.of(SettingKeys.AUDIO_ONLY_VIDEO),
            settings.of(SettingKeys.URL_LIFETIME),
            new HeyGenOptions.Extensions(
                settings.of(SettingKeys.LONG_POLL),
                settings.of(SettingKeys.PENDING_RETRY_AFTER).orElse(Duration.ZERO),
                settings.of(SettingKeys.PROGRESS),
                settings.of(SettingKeys.RATE_LIMIT_HEADERS)));
    FaceSettings usual = FaceSettings.defaults();
    return new FaceSettings(
        heyGen,
        settings.of(SettingKeys.PLAIN_REQUEST_LIMIT).orElse(usual.plainLimit()),
        settings.of(SettingKeys.PLAIN_DELAY).orElse(usual.plainDelay()),
        new WebhookSettings(
            settings.of(SettingKeys.WEBHOOK_ALLOW),
            settings.of(SettingKeys.CALLBACK_SECRET),
            settings.of(SettingKeys.WEBHOOK_TIMEOUT),
            settings.of(SettingKeys.SIGNATURE_HEADER),
            settings.of(SettingKeys.WEBHOOK_ID_FIELD)),
        settings.of(SettingKeys.BODY_LIMIT));
  }
}
