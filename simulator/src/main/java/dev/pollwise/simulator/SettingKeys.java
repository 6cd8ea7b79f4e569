package dev.pollwise.simulator;

import dev.pollwise.simulator.document.FieldReader;
import dev.pollwise.simulator.document.Form;
import dev.pollwise.simulator.document.Range;
import dev.pollwise.simulator.fault.Fault;
import dev.pollwise.simulator.heygen.FaceSettings;
import dev.pollwise.simulator.heygen.HeyGenOptions;
import dev.pollwise.simulator.heygen.HeyGenOptions.ForeignJobs;
import dev.pollwise.simulator.job.DurationLaw;
import dev.pollwise.simulator.scenario.RequestLimit;
import dev.pollwise.simulator.simulation.SimulatedClock;
import dev.pollwise.simulator.simulation.Simulation;
import dev.pollwise.simulator.transport.ConnectionLimits;
import dev.pollwise.simulator.transport.Listener;
import dev.pollwise.simulator.webhook.WebhookSettings;
import dev.pollwise.simulator.webhook.WebhookSettings.Allowed;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Everything that can be set, in the order in which it is shown. */
final class SettingKeys {

  /** Name or address to listen on. */
  public static final Setting<String> HOST =
      Setting.of(
          "host",
          "localhost",
          "name or address to listen on; localhost: 127.0.0.1 and ::1",
          SettingParsers::host);

  /** Port of the faces. */
  public static final Setting<Integer> PORT =
      Setting.of(
          "port",
          "8080",
          "port to listen on, 0 for any free one",
          SettingParsers.within(Form.WHOLE, Listener.Address.PORTS));

  /** Connections served at once. */
  public static final Setting<Integer> MAX_CONNECTIONS =
      Setting.of(
          "max-connections",
          "1000",
          "connections served at once, " + ConnectionLimits.CONNECTIONS,
          SettingParsers.within(Form.WHOLE, ConnectionLimits.CONNECTIONS));

  /** How long a client may take for a request's head. */
  public static final Setting<Duration> HEADER_TIMEOUT =
      Setting.of(
          "header-timeout",
          "30s",
          "within which a request's head must come, " + ConnectionLimits.TIMEOUTS,
          SettingParsers.within(Form.TIME, ConnectionLimits.TIMEOUTS));

  /** How long a client may take for a request's body, or to take an answer. */
  public static final Setting<Duration> BODY_TIMEOUT =
      Setting.of(
          "body-timeout",
          "1m",
          "within which a request's body must come, and an answer be taken, alike",
          SettingParsers.within(Form.TIME, ConnectionLimits.TIMEOUTS));

  /** How long a connection may rest between two requests. */
  public static final Setting<Duration> IDLE_TIMEOUT =
      Setting.of(
          "idle-timeout",
          "5m",
          "for which a connection may rest between requests, alike",
          SettingParsers.within(Form.TIME, ConnectionLimits.TIMEOUTS));

  /** Where the control API listens; negative if it is off, empty if next to the faces. */
  public static final Setting<Optional<Integer>> CONTROL_PORT =
      Setting.of(
          "control-port",
          "next",
          "port of the control API: a number, next (one above port), or off",
          SettingParsers::controlPort);

  /** Address of the control API. */
  public static final Setting<String> CONTROL_HOST =
      Setting.of(
          "control-host", "localhost", "name or address of the control API", SettingParsers::host);

  /** Token of the control API. */
  public static final Setting<String> CONTROL_TOKEN =
      Setting.secret(
          "control-token", "", "what callers of the control API must present", FieldReader::text);

  /** Name of a scenario, or a file that holds one. */
  public static final Setting<String> SCENARIO =
      Setting.of("scenario", "happy-path", "name of a scenario, or a file", FieldReader::text);

  /** How long jobs take, if not as in the scenario. */
  public static final Setting<Optional<DurationLaw>> DURATION =
      Setting.of(
          "duration",
          "scenario",
          "how long jobs take: a time or a law",
          SettingParsers.unless("scenario", DurationLaw.FORM.reader()));

  /** How often jobs fail, if not as in the scenario. */
  public static final Setting<Optional<Double>> ERROR_PROBABILITY =
      Setting.of(
          "error-probability",
          "scenario",
          "how often jobs fail, " + Range.share(),
          SettingParsers.unless("scenario", SettingParsers.within(Form.NUMBER, Range.share())));

  /** Seed of all chance. */
  public static final Setting<Long> SEED =
      Setting.of("seed", "1", "equal seeds give equal jobs and faults", FieldReader::longWhole);

  /** Whether ids are the same in each run. */
  public static final Setting<Boolean> REPEATABLE_IDS =
      Setting.of(
          "repeatable-ids",
          "false",
          "the same ids in each run, not ids that tell runs apart",
          FieldReader::flag);

  /** Simulated seconds per second. */
  public static final Setting<Double> TIME_SCALE =
      Setting.of(
          "time-scale",
          "1",
          "simulated seconds per second, " + SimulatedClock.SCALES,
          SettingParsers.within(Form.NUMBER, SimulatedClock.SCALES));

  /** How requests are logged. */
  public static final Setting<LogForm> REQUEST_LOG =
      Setting.of(
          "request-log",
          "text",
          "a line per request: text, json or off",
          SettingParsers.oneOf(LogForm.class));

  /** Bytes of a request's body. */
  public static final Setting<Integer> BODY_LIMIT =
      Setting.of(
          "body-limit",
          "1048576",
          "bytes that a request's body may have, " + FaceSettings.BODY_LIMITS,
          SettingParsers.within(Form.WHOLE, FaceSettings.BODY_LIMITS));

  /** Jobs remembered. */
  public static final Setting<Integer> MAX_JOBS =
      Setting.of(
          "max-jobs",
          "1000000",
          "jobs that are remembered, " + Simulation.Capacity.JOBS,
          SettingParsers.within(Form.WHOLE, Simulation.Capacity.JOBS));

  /** Requests remembered. */
  public static final Setting<Integer> MAX_JOURNAL =
      Setting.of(
          "max-journal",
          "10000",
          "requests that are remembered, " + Simulation.Capacity.JOURNAL,
          SettingParsers.within(Form.WHOLE, Simulation.Capacity.JOURNAL));

  /** Delay of each answer of the plain API. */
  public static final Setting<Optional<DurationLaw>> PLAIN_DELAY =
      Setting.of(
          "plain.delay",
          "none",
          "delay of each answer of the plain API: a time or a law",
          SettingParsers.unless("none", DurationLaw.FORM.reader()));

  /** Limit on the plain API. */
  public static final Setting<Optional<RequestLimit>> PLAIN_REQUEST_LIMIT =
      Setting.of(
          "plain.request-limit",
          "none",
          "limit per address, such as {requests: 100, per: 15m}",
          SettingParsers.unless("none", RequestLimit.FORM.reader()));

  /** The keys that are let in; empty for any. */
  public static final Setting<Set<String>> API_KEYS =
      Setting.secret(
          "heygen.api-keys", "any", "keys that are let in, comma-separated", SettingParsers::keys);

  /** Whether language codes are accepted. */
  public static final Setting<Boolean> LANGUAGE_CODES =
      Setting.of(
          "heygen.language-codes", "true", "accept es or es-ES beside names", FieldReader::flag);

  /** Error code for an unknown translation. */
  public static final Setting<String> NOT_FOUND_CODE =
      Setting.of(
          "heygen.not-found-code",
          "resource_not_found",
          "error code for an unknown translation",
          SettingParsers.ownedBy(HeyGenOptions.defaults()::withNotFoundCode));

  /** What a key is told of another's job. */
  public static final Setting<ForeignJobs> FOREIGN_JOBS =
      Setting.of(
          "heygen.foreign-jobs",
          "not-found",
          "what a key is told of another's job: not-found, forbidden, visible",
          SettingParsers.oneOf(ForeignJobs.class));

  /** Whether a job may be deleted before it is over. */
  public static final Setting<Boolean> DELETE_UNFINISHED =
      Setting.of(
          "heygen.delete-unfinished",
          "true",
          "whether a job may be deleted before it is over",
          FieldReader::flag);

  /** Whether a job that translates audio only has a video as well. */
  public static final Setting<Boolean> AUDIO_ONLY_VIDEO =
      Setting.of(
          "heygen.audio-only-video",
          "true",
          "whether a job that translates audio only has a video_url as well",
          FieldReader::flag);

  /** How long the URL of a result answers. */
  public static final Setting<Duration> URL_LIFETIME =
      Setting.of(
          "heygen.url-lifetime",
          "7d",
          "how long a result's URL answers, " + DurationLaw.POSITIVE,
          SettingParsers.within(Form.TIME, DurationLaw.POSITIVE));

  /** Whether polls about a job can be held. */
  public static final Setting<Boolean> LONG_POLL =
      Setting.of(
          "heygen.long-poll",
          "false",
          "extension: Prefer: wait=N holds a poll about a job",
          FieldReader::flag);

  /** When to ask again about a job that is not over. */
  public static final Setting<Optional<Duration>> PENDING_RETRY_AFTER =
      Setting.of(
          "heygen.pending-retry-after",
          "none",
          "extension: Retry-After on answers about jobs that are not over",
          SettingParsers.unless("none", SettingParsers.within(Form.TIME, Fault.RetryHint.WAITS)));

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
          SettingParsers::allowed);

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
          "within which a receiver must answer 2xx, " + WebhookSettings.TIMEOUTS,
          SettingParsers.within(Form.TIME, WebhookSettings.TIMEOUTS));

  /** In which header a signature comes. */
  public static final Setting<String> SIGNATURE_HEADER =
      Setting.of(
          "webhooks.signature-header",
          "Heygen-Signature",
          "header that carries a webhook's signature",
          SettingParsers.ownedBy(WebhookSettings.safe()::withSignatureHeader));

  /** How an event names a translation. */
  public static final Setting<String> WEBHOOK_ID_FIELD =
      Setting.of(
          "webhooks.id-field",
          "video_translate_id",
          "field of an event that names a translation",
          SettingParsers.ownedBy(WebhookSettings.safe()::withIdField));

  static final List<Setting<?>> ALL =
      List.of(
          HOST,
          PORT,
          MAX_CONNECTIONS,
          HEADER_TIMEOUT,
          BODY_TIMEOUT,
          IDLE_TIMEOUT,
          CONTROL_PORT,
          CONTROL_HOST,
          CONTROL_TOKEN,
          SCENARIO,
          DURATION,
          ERROR_PROBABILITY,
          SEED,
          REPEATABLE_IDS,
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
          AUDIO_ONLY_VIDEO,
          URL_LIFETIME,
          LONG_POLL,
          PENDING_RETRY_AFTER,
          PROGRESS,
          RATE_LIMIT_HEADERS,
          WEBHOOK_ALLOW,
          CALLBACK_SECRET,
          WEBHOOK_TIMEOUT,
          SIGNATURE_HEADER,
          WEBHOOK_ID_FIELD);

  private SettingKeys() {}
}
