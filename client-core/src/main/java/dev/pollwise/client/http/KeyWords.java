package dev.pollwise.client.http;

import jakarta.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What an error says of the idempotency key of a submit, wherever servers say it: in a code, as
 * {@code idempotency_key_reuse}, in the type or title of a problem (RFC 9457, as the draft about
 * the header wants it), or in a message.
 */
final class KeyWords {

  private static final String FAULTY =
      "(?is)^(?!.*(invalid|missing|malformed|required|too long)).*";

  private static final Pattern KEY_WAS_MET =
      Pattern.compile(FAULTY + "(idempoten|duplicate.(request|submi|key))");

  /** A code says nothing but what is the matter: no other thing can be the duplicate. */
  private static final Pattern CODE_OF_A_DUPLICATE =
      Pattern.compile("(?i)^(?!\\S*(invalid|missing|malformed))\\S*duplicate\\S*$");

  private static final Pattern AT_WORK =
      Pattern.compile(
          "(?i)in.?progress|outstanding|concurrent|being processed|still (run|process)");

  private static final List<String> MEMBERS =
      List.of("code", "type", "title", "message", "detail", "error");

  /** Who speaks of the key does so soon; a text as long as a body may be would cost much. */
  private static final int LOOKED_AT = 1_000;

  private final List<String> texts;

  private KeyWords(List<String> texts) {
    this.texts =
        texts.stream().map(text -> text.substring(0, Math.min(text.length(), LOOKED_AT))).toList();
  }

  static KeyWords of(WireAnswer answer) {
    Optional<JsonObject> body = JsonDocument.object(answer.body());
    return new KeyWords(
        body.map(top ->
                Stream.concat(
                        texts(top),
                        JsonDocument.object(top, "error").stream().flatMap(KeyWords::texts))
                    .toList())
            .orElseGet(() -> List.of(new String(answer.body(), StandardCharsets.UTF_8))));
  }

  private static Stream<String> texts(JsonObject object) {
    return MEMBERS.stream().flatMap(name -> JsonDocument.text(object, name).stream());
  }

  /** Whether the server has met the key before, so that it may have acted on it then. */
  boolean isMet() {
    return texts.stream()
        .anyMatch(
            text -> KEY_WAS_MET.matcher(text).find() || CODE_OF_A_DUPLICATE.matcher(text).find());
  }

  /** Whether the server is still at work on the submit of this key. */
  boolean isInProgress() {
    return texts.contains("request_in_progress")
        || (isMet() && texts.stream().anyMatch(text -> AT_WORK.matcher(text).find()));
  }
}
