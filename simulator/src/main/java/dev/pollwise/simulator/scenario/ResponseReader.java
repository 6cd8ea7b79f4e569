package dev.pollwise.simulator.scenario;

import dev.pollwise.simulator.document.FieldReader;
import dev.pollwise.simulator.document.YamlValue;
import dev.pollwise.simulator.fault.ErrorBody;
import dev.pollwise.simulator.fault.ExtraHeaders;
import dev.pollwise.simulator.fault.Fault;
import dev.pollwise.simulator.fault.MediaType;
import dev.pollwise.simulator.fault.RetryHint;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Reads a response that is given in place of the true one.
 *
 * <pre>
 * status: 503                       # 200 to 599
 * code: quota_exceeded              # of the error envelope; default that of the status
 * message: Try again later          # of the error envelope
 * body: envelope | empty | html     # or {json: …} or {text: …, type: text/plain}
 * retry-after: 5s | {date: 5s} | none
 * headers: {Location: /elsewhere}
 * </pre>
 */
final class ResponseReader {

  private ResponseReader() {}

  /** Reads it from the fields of something larger. */
  static Fault.StatusError read(FieldReader fields, int status) {
    RetryHint hint = hint(fields);
    String code = fields.read("code", "", FieldReader::text);
    String message = fields.read("message", "", FieldReader::text);
    ErrorBody usual = ErrorBody.usual(status, code, message);
    ErrorBody body = fields.read("body", usual, value -> body(value, code, message));
    ExtraHeaders headers = headers(fields);
    return fields.spot().make(() -> new Fault.StatusError(status, body, hint, headers));
  }

  static RetryHint hint(FieldReader fields) {
    return fields.read("retry-after", new RetryHint.None(), ResponseReader::hint);
  }

  static ExtraHeaders headers(FieldReader fields) {
    return fields.read("headers", ExtraHeaders.none(), ResponseReader::headers);
  }

  private static ErrorBody body(YamlValue value, String code, String message) {
    if (value instanceof YamlValue.Fields) {
      FieldReader own = new FieldReader(value);
      ErrorBody body =
          own.field("json")
              .map(json -> own(json, MediaType.JSON, json.json()))
              .orElseGet(() -> text(own));
      own.end();
      return body;
    }
    return switch (FieldReader.text(value)) {
      case "envelope" -> new ErrorBody.Envelope(code, message);
      case "empty" -> new ErrorBody.Empty();
      case "html" -> new ErrorBody.Html();
      default ->
          throw value
              .spot()
              .wrong(
                  "body must be envelope, empty, html, {json: ...} or {text: ..., type: ...}, not "
                      + value.kind());
    };
  }

  private static ErrorBody text(FieldReader own) {
    YamlValue text =
        own.field("text").orElseThrow(() -> own.spot().wrong("key json or text is missing"));
    String type = own.read("type", "text/plain; charset=utf-8", FieldReader::text);
    return own(text, own.spot().make(() -> new MediaType(type)), FieldReader.text(text));
  }

  private static ErrorBody own(YamlValue value, MediaType type, String text) {
    return value.spot().make(() -> new ErrorBody.Own(type, text));
  }

  private static ExtraHeaders headers(YamlValue value) {
    FieldReader fields = new FieldReader(value);
    Map<String, String> values = new LinkedHashMap<>();
    fields.names().forEach(name -> values.put(name, fields.require(name, FieldReader::text)));
    return value.spot().make(() -> new ExtraHeaders(values));
  }

  private static RetryHint hint(YamlValue value) {
    if (value instanceof YamlValue.Fields) {
      FieldReader fields = new FieldReader(value);
      Duration time = fields.require("date", FieldReader::duration);
      fields.end();
      return value.spot().make(() -> new RetryHint.AtDate(time));
    }
    if (FieldReader.text(value).equals("none")) {
      return new RetryHint.None();
    }
    Duration time = FieldReader.duration(value);
    return value.spot().make(() -> new RetryHint.InSeconds(time));
  }
}
