package dev.pollwise.simulator.scenario;

import dev.pollwise.simulator.document.Durations;
import dev.pollwise.simulator.document.FieldReader;
import dev.pollwise.simulator.document.YamlValue;
import dev.pollwise.simulator.fault.Distortion;
import dev.pollwise.simulator.fault.Fault;
import dev.pollwise.simulator.fault.FaultRule;
import dev.pollwise.simulator.fault.Mangling;
import dev.pollwise.simulator.fault.Nonsense;
import dev.pollwise.simulator.fault.WebhookFault;
import java.time.Duration;
import java.util.function.Function;

/**
 * Reads what a fault is, and how much.
 *
 * <pre>
 * fault: latency, delay: {uniform: {min: 1s, max: 3s}}   # a law
 * fault: clock-skew, by: -90s                            # how much later than true
 * fault: status, status: 503                             # and more, see ResponseReader
 * fault: headers, headers: {X-Served-By: cache-1}, retry-after: 30s
 * fault: ignore-idempotency-key
 * fault: reset                                           # before any byte
 * fault: close
 * fault: no-answer, at-most: 5m
 * fault: outage
 * fault: garbage
 * fault: bad-status-line
 * fault: malformed-chunk
 * fault: reset-amid
 * fault: truncate, by: length | chunk
 * fault: stall, at-most: 5m
 * fault: dribble, pieces: 20, over: 10s
 * fault: wrong-length
 * fault: wrong-type, type: text/html
 * fault: bad-json
 * fault: gzip
 * fault: huge-body, bytes: 67108864
 * fault: not-found, for: 5s                              # since the job's creation
 * fault: unknown-status, word: postprocessing
 * fault: regress
 * fault: no-url, for: 30s                                # since its end; default for ever
 * fault: stuck-running, for: 10m                         # since its end; default for ever
 * fault: wrong-state, shown: failed, message: No audio   # pending, running, completed or failed
 * fault: patch, set: {error: {message: x}, title: null}  # a JSON merge patch
 * fault: stored, age: 30s                                # simulated time
 * fault: webhook-loss                                    # of route webhook
 * fault: webhook-duplicate
 * fault: webhook-delay, delay: 5s                        # a law
 * </pre>
 */
final class FaultKindReader {

  private static final String KNOWN =
      "latency, clock-skew, status, reset, close, no-answer, outage, garbage, bad-status-line,"
          + " malformed-chunk, reset-amid, truncate, stall, dribble, wrong-length, wrong-type,"
          + " bad-json, gzip, huge-body, not-found, unknown-status, regress, no-url, stuck-running,"
          + " wrong-state, patch, stored, headers, ignore-idempotency-key, webhook-loss,"
          + " webhook-duplicate, webhook-delay";
  private static final int PIECES = 20;
  private static final Duration DRIBBLING = Duration.ofSeconds(10);

  private FaultKindReader() {}

  static Fault read(FieldReader fields) {
    YamlValue word =
        fields.field("fault").orElseThrow(() -> fields.spot().wrong("key fault is missing"));
    return switch (FieldReader.text(word)) {
      case "latency" -> Fault.latency(fields.require("delay", LawReader::read));
      case "clock-skew" -> {
        Duration by = fields.require("by", FaultKindReader::signed);
        yield fields.spot().make(() -> Fault.clockSkew(by));
      }
      case "status" -> ResponseReader.read(fields, fields.require("status", FieldReader::whole));
      case "headers" ->
          new Fault.Headers(ResponseReader.headers(fields), ResponseReader.hint(fields));
      case "ignore-idempotency-key" -> new Fault.IgnoreIdempotencyKey();
      case "gzip" -> new Mangling.Gzip();
      case "wrong-state" -> {
        String shown = fields.require("shown", FieldReader::text);
        String message =
            fields.read("message", Distortion.WrongState.DEFAULT_MESSAGE, FieldReader::text);
        yield fields.spot().make(() -> new Distortion.WrongState(shown, message));
      }
      case "patch" -> patch(fields);
      case "stored" -> {
        Duration age = fields.require("age", FieldReader::duration);
        yield fields.spot().make(() -> new Distortion.Stored(age));
      }
      case "webhook-loss" -> new WebhookFault.Loss();
      case "webhook-duplicate" -> new WebhookFault.Duplicate();
      case "webhook-delay" -> new WebhookFault.Delay(fields.require("delay", LawReader::read));
      case "reset" -> Fault.reset();
      case "close" -> Fault.close();
      case "no-answer" -> timed(fields, "at-most", Fault.NoAnswer.DEFAULT, Fault.NoAnswer::new);
      case "outage" -> Fault.outage();
      case "garbage" -> new Nonsense.Garbage();
      case "bad-status-line" -> new Nonsense.BadStatusLine();
      case "malformed-chunk" -> new Nonsense.MalformedChunk();
      case "reset-amid" -> new Mangling.ResetAmid();
      case "truncate" ->
          new Mangling.Truncate(
              fields.read("by", Mangling.Framing.LENGTH, FaultKindReader::framing));
      case "stall" -> timed(fields, "at-most", Fault.NoAnswer.DEFAULT, Mangling.Stall::new);
      case "dribble" -> {
        int pieces = fields.read("pieces", PIECES, FieldReader::whole);
        yield timed(fields, "over", DRIBBLING, over -> new Mangling.Dribble(pieces, over));
      }
      case "wrong-length" -> new Mangling.WrongLength();
      case "wrong-type" -> {
        String type = fields.read("type", Mangling.WrongType.DEFAULT, FieldReader::text);
        yield fields.spot().make(() -> new Mangling.WrongType(type));
      }
      case "bad-json" -> new Mangling.BadJson();
      case "huge-body" -> {
        int bytes = fields.read("bytes", Mangling.HugeBody.DEFAULT, FieldReader::whole);
        yield fields.spot().make(() -> new Mangling.HugeBody(bytes));
      }
      case "not-found" ->
          timed(fields, "for", Distortion.NotFound.DEFAULT, Distortion.NotFound::new);
      case "unknown-status" -> {
        String status = fields.read("word", Distortion.UnknownStatus.DEFAULT, FieldReader::text);
        yield fields.spot().make(() -> new Distortion.UnknownStatus(status));
      }
      case "regress" -> new Distortion.Regress();
      case "no-url" -> timed(fields, "for", FaultRule.FOREVER, Distortion.NoUrl::new);
      case "stuck-running" -> timed(fields, "for", FaultRule.FOREVER, Distortion.StuckRunning::new);
      default -> throw word.spot().wrong("unknown fault " + word.kind() + "; known: " + KNOWN);
    };
  }

  private static Fault timed(
      FieldReader fields, String name, Duration usual, Function<Duration, Fault> maker) {
    Duration time = fields.read(name, usual, FieldReader::duration);
    return fields.spot().make(() -> maker.apply(time));
  }

  private static Duration signed(YamlValue value) {
    String text = FieldReader.text(value);
    return value
        .spot()
        .make(() ->
            text.startsWith("-")
                ? Durations.parse(text.substring(1)).negated()
                : Durations.parse(text));
  }

  private static Mangling.Framing framing(YamlValue value) {
    return switch (FieldReader.text(value)) {
      case "length" -> Mangling.Framing.LENGTH;
      case "chunk" -> Mangling.Framing.CHUNK;
      default -> throw value.spot().wrong("by must be length or chunk, not " + value.kind());
    };
  }

  private static Fault patch(FieldReader fields) {
    YamlValue set = fields.require("set", value -> value);
    if (!(set instanceof YamlValue.Fields)) {
      throw set.spot().wrong("set must be a mapping, not " + set.kind());
    }
    return set.spot().make(() -> new Distortion.Patch(set.json()));
  }
}
