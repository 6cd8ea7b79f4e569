package dev.pollwise.simulator.settings;

import dev.pollwise.simulator.http.HeyGenOptions;
import dev.pollwise.simulator.http.HeyGenOptions.ForeignJobs;
import dev.pollwise.simulator.job.DurationLaw;
import dev.pollwise.simulator.scenario.FieldReader;
import dev.pollwise.simulator.scenario.LawReader;
import dev.pollwise.simulator.scenario.RequestLimit;
import dev.pollwise.simulator.scenario.ScenarioReader;
import dev.pollwise.simulator.scenario.YamlValue;
import dev.pollwise.simulator.simulation.SimulatedClock;
import dev.pollwise.simulator.webhook.WebhookSettings.Allowed;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Everything that can be set, in the order in which it is shown. */
public final class Known {

  /** Name or address to listen on. */
  public static final Setting<String> HOST =
      Setting.of("host", "127.0.0.1", "name or address to listen on", FieldReader::text);

  /** Port of the faces. */
  public static final Setting<Integer> PORT =
      Setting.of("port", "8080", "port to listen on, 0 for any free one", Known::port);

  /** Connections served at once. */
  public static final Setting<Integer> MAX_CONNECTIONS =
      Setting.of("max-connections", "1000", "connections served at once", whole(1, 1_000_000));

  /** Where the control face listens; negative if it is off, empty if next to the faces. */
  public static final Setting<Optional<Integer>> CONTROL_PORT =
      Setting.of(
          "control-port",
          "next",
          "port of the control face: a number, next (one above port), or off",
          Known::controlPort);

  /** Address of the control face. */
  public static final Setting<String> CONTROL_HOST =
      Setting.of(
          "control-host", "127.0.0.1", "name or address of the control face", FieldReader::text);

  /** Token of the control face. */
  public static final Setting<String> CONTROL_TOKEN =
      Setting.secret(
          "control-token", "", "what callers of the control face must present", FieldReader::text);

  /** Name of a scenario, or a file that holds one. */
  public static final Setting<String> SCENARIO =
      Setting.of("scenario", "happy-path", "name of a scenario, or a file", FieldReader::text);

  /** How long jobs take, if not as in the scenario. */
  public static final Setting<Optional<DurationLaw>> DURATION =
      Setting.of(
          "duration",
          "scenario",
          "how long jobs take: a time or a law",
          unless("scenario", LawReader::read));

  /** How often jobs fail, if not as in the scenario. */
  public static final Setting<Optional<Double>> ERROR_PROBABILITY =
      Setting.of(
          "error-probability",
          "scenario",
          "how often jobs fail, 0 to 1",
          unless("scenario", Known::probability));

  /** Seed of all chance. */
  public static final Setting<Long> SEED =
      Setting.of("seed", "1", "equal seeds give equal jobs and faults", Known::seed);

  /** Simulated seconds per second. */
  public static final Setting<Double> TIME_SCALE =
      Setting.of("time-scale", "1", "simulated seconds per second", Known::timeScale);

  /** How requests are logged. */
  public static final Setting<LogForm> REQUEST_LOG =
      Setting.of("request-log", "text", "a line per request: text, json or off", Known::requestLog);

  /** Bytes of a request's body. */
  public static final Setting<Integer> BODY_LIMIT =
      Setting.of(
          "body-limit",
          "1048576",
          "bytes that a request's body may have",
          whole(1_024, 67_108_864));

  /** Jobs remembered. */
  public static final Setting<Integer> MAX_JOBS =
      Setting.of("max-jobs", "1000000", "jobs that are remembered", whole(1, 100_000_000));

  /** Requests remembered. */
  public static final Setting<Integer> MAX_JOURNAL =
      Setting.of("max-journal", "10000", "requests that are remembered", whole(1, 10_000_000));

  /** Delay of each answer of the plain face. */
  public static final Setting<Optional<DurationLaw>> PLAIN_DELAY =
      Setting.of(
          "plain.delay",
          "none",
          "delay of each answer of the plain face: a time or a law",
          unless("none", LawReader::read));

  /** Limit on the plain face. */
  public static final Setting<Optional<RequestLimit>> PLAIN_REQUEST_LIMIT =
      Setting.of(
          "plain.request-limit",
          "none",
          "limit per address, such as {requests: 100, per: 15m}",
          unless("none", ScenarioReader::requestLimit));

  /** The keys that are let in; empty for any. */
  public static final Setting<Set<String>> API_KEYS =
      Setting.secret(
          "heygen.api-keys", "any", "keys that are let in, comma-separated", Known::keys);

  /** Whether language codes are accepted. */
  public static final Setting<Boolean> LANGUAGE_CODES =
      Setting.of("heygen.language-codes", "false", "accept es-ES beside names", FieldReader::flag);

  /** Error code for an unknown translation. */
  public static final Setting<String> NOT_FOUND_CODE =
      Setting.of(
          "heygen.not-found-code",
          "resource_not_found",
          "error code for an unknown translation",
          Known::errorCode);

  /** What a key is told of another's job. */
  public static final Setting<ForeignJobs> FOREIGN_JOBS =
      Setting.of(
          "heygen.foreign-jobs",
          "not-found",
          "what a key is told of another's job: not-found, forbidden, visible",
          Known::foreignJobs);

  /** Whether a job may be deleted before it is over. */
  public static final Setting<Boolean> DELETE_UNFINISHED =
      Setting.of(
          "heygen.delete-unfinished",
          "true",
          "whether a job may be deleted before it is over",
          FieldReader::flag);

  /** How long the URL of a result answers. */
  public static final Setting<Duration> URL_LIFETIME =
      Setting.of("heygen.url-lifetime", "7d", "how long a result's URL answers", Known::lifetime);

  /** Whether questions about a job can be held. */
  public static final Setting<Boolean> LONG_POLL =
      Setting.of(
          "heygen.long-poll",
          "false",
          "extension: Prefer: wait=N holds a question about a job",
          FieldReader::flag);

  /** When to ask again about a job that is not over. */
  public static final Setting<Optional<Duration>> PENDING_RETRY_AFTER =
      Setting.of(
          "heygen.pending-retry-after",
          "none",
          "extension: Retry-After on answers about jobs that are not over",
          unless("none", Known::positive));

  /** Whether translations have a progress. */
  public static final Setting<Boolean> PROGRESS =
      Setting.of("heygen.progress", "false", "extension: progress in percent", FieldReader::flag);

  /** Whether answers tell of limits. */
  public static final Setting<Boolean> RATE_LIMIT_HEADERS =
      Setting.of(
          "heygen.rate-limit-headers",
          "false",
          "extension: RateLimit and RateLimit-Policy on answers",
          FieldReader::flag);

  /** Where webhooks may go beyond https to public addresses. */
  public static final Setting<Set<Allowed>> WEBHOOK_ALLOW =
      Setting.of(
          "webhooks.allow",
          "none",
          "where webhooks may go beyond public https: http, loopback, private, redirects",
          Known::allowed);

  /** With what callbacks are signed. */
  public static final Setting<String> CALLBACK_SECRET =
      Setting.secret(
          "webhooks.callback-secret",
          "",
          "signs deliveries to a job's callback_url; empty: not signed",
          FieldReader::text);

  /** How long a receiver may take. */
  public static final Setting<Duration> WEBHOOK_TIMEOUT =
      Setting.of(
          "webhooks.timeout",
          "10s",
          "within which a receiver must answer 2xx, at most 1h",
          Known::webhookTimeout);

  static final List<Setting<?>> ALL =
      List.of(
          HOST,
          PORT,
          MAX_CONNECTIONS,
          CONTROL_PORT,
          CONTROL_HOST,
          CONTROL_TOKEN,
          SCENARIO,
          DURATION,
          ERROR_PROBABILITY,
          SEED,
          TIME_SCALE,
          REQUEST_LOG,
          BODY_LIMIT,
          MAX_JOBS,
          MAX_JOURNAL,
          PLAIN_DELAY,
          PLAIN_REQUEST_LIMIT,
          API_KEYS,
          LANGUAGE_CODES,
          NOT_FOUND_CODE,
          FOREIGN_JOBS,
          DELETE_UNFINISHED,
          URL_LIFETIME,
          LONG_POLL,
          PENDING_RETRY_AFTER,
          PROGRESS,
          RATE_LIMIT_HEADERS,
          WEBHOOK_ALLOW,
          CALLBACK_SECRET,
          WEBHOOK_TIMEOUT);

  private Known() {}

  private static int port(YamlValue value) {
    return whole(0, 65_535).apply(value);
  }

  private static Optional<Integer> controlPort(YamlValue value) {
    return switch (FieldReader.text(value)) {
      case "next" -> Optional.empty();
      case "off" -> Optional.of(-1);
      default -> Optional.of(port(value));
    };
  }

  private static double probability(YamlValue value) {
    double number = FieldReader.number(value);
    if (number < 0 || number > 1) {
      throw value.spot().wrong("must be from 0 to 1");
    }
    return number;
  }

  private static long seed(YamlValue value) {
    String text = FieldReader.text(value);
    if (!text.matches("-?\\d{1,18}")) {
      throw value.spot().wrong("must be a whole number of at most 18 digits");
    }
    return Long.parseLong(text);
  }

  private static double timeScale(YamlValue value) {
    double number = FieldReader.number(value);
    if (number <= 0 || number > SimulatedClock.FASTEST) {
      throw value.spot().wrong("must be more than 0 and at most 10000");
    }
    return number;
  }

  private static ForeignJobs foreignJobs(YamlValue value) {
    return switch (FieldReader.text(value)) {
      case "not-found" -> ForeignJobs.NOT_FOUND;
      case "forbidden" -> ForeignJobs.FORBIDDEN;
      case "visible" -> ForeignJobs.VISIBLE;
      default -> throw value.spot().wrong("must be one of not-found, forbidden, visible");
    };
  }

  private static String errorCode(YamlValue value) {
    String text = FieldReader.text(value);
    if (!text.matches(HeyGenOptions.CODE_FORM)) {
      throw value.spot().wrong("must be lower-case letters and underscores");
    }
    return text;
  }

  private static Duration positive(YamlValue value) {
    Duration time = FieldReader.duration(value);
    if (!time.isPositive()) {
      throw value.spot().wrong("must be more than 0");
    }
    return time;
  }

  private static Duration lifetime(YamlValue value) {
    Duration time = FieldReader.duration(value);
    if (!time.isPositive() || time.compareTo(DurationLaw.LONGEST) > 0) {
      throw value.spot().wrong("must be more than 0 and at most 365 days");
    }
    return time;
  }

  private static Duration webhookTimeout(YamlValue value) {
    Duration time = FieldReader.duration(value);
    if (!time.isPositive() || time.compareTo(Duration.ofHours(1)) > 0) {
      throw value.spot().wrong("must be more than 0 and at most 1h");
    }
    return time;
  }

  private static Set<Allowed> allowed(YamlValue value) {
    List<String> words =
        switch (value) {
          case YamlValue.Text(var spot, String text) ->
              text.equals("none") ? List.of() : Arrays.asList(text.split(",", -1));
          case YamlValue.Items(var spot, var items) ->
              items.stream().map(FieldReader::text).toList();
          case YamlValue.Fields fields -> throw value.spot().wrong("must be a list of words");
        };
    return words.stream().map(word -> allowed(value, word.strip())).collect(Collectors.toSet());
  }

  private static Allowed allowed(YamlValue value, String word) {
    for (Allowed each : Allowed.values()) {
      if (each.name().toLowerCase(Locale.ROOT).equals(word)) {
        return each;
      }
    }
    throw value.spot().wrong("must be none, or a list of http, loopback, private and redirects");
  }

  private static Set<String> keys(YamlValue value) {
    List<String> keys =
        switch (value) {
          case YamlValue.Text(var spot, String text) ->
              text.equals("any") ? List.of() : Arrays.asList(text.split(",", -1));
          case YamlValue.Items(var spot, var items) ->
              items.stream().map(FieldReader::text).toList();
          case YamlValue.Fields fields -> throw value.spot().wrong("must be a list of keys");
        };
    Set<String> stripped = keys.stream().map(String::strip).collect(Collectors.toSet());
    if (stripped.contains("")) {
      throw value.spot().wrong("must be any, or keys that are not empty");
    }
    return stripped;
  }

  private static Function<YamlValue, Integer> whole(int min, int max) {
    return value -> {
      int number = FieldReader.whole(value);
      if (number < min || number > max) {
        throw value.spot().wrong("must be from " + min + " to " + max);
      }
      return number;
    };
  }

  private static LogForm requestLog(YamlValue value) {
    return switch (FieldReader.text(value)) {
      case "text" -> LogForm.TEXT;
      case "json" -> LogForm.JSON;
      case "off" -> LogForm.OFF;
      default -> throw value.spot().wrong("must be text, json or off");
    };
  }

  private static <T> Function<YamlValue, Optional<T>> unless(
      String absent, Function<YamlValue, T> reader) {
    return value ->
        value instanceof YamlValue.Text(var spot, String text) && text.equals(absent)
            ? Optional.empty()
            : Optional.of(reader.apply(value));
  }
}
