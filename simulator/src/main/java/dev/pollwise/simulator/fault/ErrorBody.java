package dev.pollwise.simulator.fault;

import dev.pollwise.simulator.document.DocumentException;
import dev.pollwise.simulator.document.FieldReader;
import dev.pollwise.simulator.document.Form;
import dev.pollwise.simulator.document.Key;
import dev.pollwise.simulator.document.Mapping;
import dev.pollwise.simulator.document.Range;
import dev.pollwise.simulator.document.YamlValue;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** What an injected response carries. */
public sealed interface ErrorBody {

  /** How it stands in documents; code and message of an envelope stand beside it. */
  Form<ErrorBody> FORM =
      new Form<>(
          "body",
          "{anyOf: [{enum: [envelope, empty, html]}, " + Own.FORM.schema() + "]}",
          ErrorBody::read,
          ErrorBody::write);

  private static ErrorBody read(YamlValue value) {
    if (value instanceof YamlValue.Fields) {
      return Own.FORM.read(value);
    }
    return switch (FieldReader.text(value)) {
      case "envelope" -> usual();
      case "empty" -> new Empty();
      case "html" -> new Html();
      default ->
          throw value
              .spot()
              .wrong(
                  "body must be envelope, empty, html, {json: ...} or {text: ..., type: ...}, not "
                      + value.kind());
    };
  }

  private static YamlValue write(ErrorBody body) {
    return switch (body) {
      case Envelope envelope -> YamlValue.ofText("envelope");
      case Empty empty -> YamlValue.ofText("empty");
      case Html html -> YamlValue.ofText("html");
      case Own own -> Own.FORM.write(own);
    };
  }

  /**
   * The error envelope of the face that was called.
   *
   * @param code at most 100 characters; empty for the one that is usual for the status
   * @param message at most 1,000 characters; empty for the one that is usual for the status
   */
  record Envelope(String code, String message) implements ErrorBody {

    static final Range<Integer> CODE = Range.of(0, 100);
    static final Range<Integer> MESSAGE = Range.of(0, 1_000);

    /** Refuses endless texts. */
    public Envelope {
      CODE.require("characters of the code:", code.length());
      MESSAGE.require("characters of the message:", message.length());
    }
  }

  /** Nothing, as some gateways answer. */
  record Empty() implements ErrorBody {}

  /** A page for people, as a proxy in front of the server would send. */
  record Html() implements ErrorBody {}

  /**
   * A text of the user's own, in which <code>${id}</code> stands for the id of the first job that
   * the request is about, <code>${ids}</code> for all of them (in JSON, alone in a string: an
   * array) and <code>${message}</code> for the message of that job's failure.
   *
   * @param type the media type
   * @param text at most 100,000 bytes
   */
  record Own(MediaType type, String text) implements ErrorBody {

    private static final int LONGEST = 100_000;
    private static final Form<Own> FORM = form();

    private static Form<Own> form() {
      Key<Own, Optional<String>> json = Key.optional("json", Form.JSON, Own::json);
      Key<Own, Optional<String>> text =
          Key.optional(
              "text",
              Form.TEXT,
              own -> own.json().isPresent() ? Optional.empty() : Optional.of(own.text()));
      Key<Own, Optional<String>> type =
          Key.optional(
              "type",
              Form.TEXT,
              own -> own.json().isPresent() ? Optional.empty() : Optional.of(own.type().text()));
      return Mapping.of(
              List.of(json, text, type),
              fields ->
                  json.read(fields)
                      .map(given -> new Own(MediaType.JSON, given))
                      .orElseGet(() -> {
                        String given =
                            text.read(fields)
                                .orElseThrow(
                                    () -> fields.spot().wrong("key json or text is missing"));
                        return new Own(
                            new MediaType(type.read(fields).orElse("text/plain; charset=utf-8")),
                            given);
                      }))
          .form();
    }

    /** It, if it is JSON as it would be read. */
    private Optional<String> json() {
      try {
        return Optional.of(text)
            .filter(
                json -> type.equals(MediaType.JSON) && Form.JSON.write(json).json().equals(json));
      } catch (DocumentException e) {
        return Optional.empty();
      }
    }

    /** Refuses an endless text. */
    public Own {
      int length = text.getBytes(StandardCharsets.UTF_8).length;
      if (length > LONGEST) {
        throw new IllegalArgumentException(
            "body of " + length + " bytes: must have at most " + LONGEST);
      }
    }
  }

  /** What a response has unless told otherwise: nothing where its status has no body usually. */
  static ErrorBody usual(int status, String code, String message) {
    boolean bare =
        status < 200 || status == 204 || status == 205 || (status >= 300 && status < 400);
    return bare && code.isEmpty() && message.isEmpty() ? new Empty() : new Envelope(code, message);
  }

  /** The envelope that is usual for the status. */
  static ErrorBody usual() {
    return new Envelope("", "");
  }

  /**
   * The type of a body.
   *
   * @param text such as {@code text/plain} or {@code text/plain; charset=utf-8}
   */
  public record MediaType(String text) {

    private static final Pattern FORM =
        Pattern.compile(
            "[A-Za-z0-9!#$&^_.+-]{1,60}/[A-Za-z0-9!#$&^_.+-]{1,60}"
                + "( ?; ?[A-Za-z0-9-]{1,30}=[A-Za-z0-9_.+-]{1,60}){0,3}");

    /** JSON. */
    public static final MediaType JSON = new MediaType("application/json");

    /** Refuses what is no media type. */
    public MediaType {
      if (!FORM.matcher(text).matches()) {
        throw new IllegalArgumentException(
            "type \"" + text + "\": must be a media type such as text/html");
      }
    }
  }
}
