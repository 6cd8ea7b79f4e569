package dev.pollwise.simulator.fault;

import dev.pollwise.simulator.document.Form;
import dev.pollwise.simulator.document.Key;
import dev.pollwise.simulator.document.Mapping;
import dev.pollwise.simulator.fault.Fault.StatusError;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The keys of a response that is given in place of the true one. */
public final class ResponseKeys {

  private static final Key<StatusError, Integer> STATUS =
      Key.of("status", Form.WHOLE.within(StatusError.STATUSES), StatusError::status);

  private static final Key<StatusError, Optional<ErrorBody>> BODY =
      Key.optional("body", ErrorBody.FORM, ResponseKeys::unusual)
          .saying("`envelope`, `empty`, `html`, `{json: …}` or `{text: …, type: text/plain}`");

  private static final Key<StatusError, String> CODE =
      Key.of(
              "code",
              Form.TEXT.sized(ErrorBody.Envelope.CODE),
              (StatusError error) -> envelope(error).code())
          .unless("")
          .saying("of the error envelope; default that of the status");

  private static final Key<StatusError, String> MESSAGE =
      Key.of(
              "message",
              Form.TEXT.sized(ErrorBody.Envelope.MESSAGE),
              (StatusError error) -> envelope(error).message())
          .unless("")
          .saying("of the error envelope");

  private ResponseKeys() {}

  /** A response whose status has to be given. */
  static Mapping<StatusError> response() {
    return response(STATUS);
  }

  /** A response that has that status where none is given. */
  public static Mapping<StatusError> response(int usual) {
    return response(STATUS.or(usual));
  }

  private static Mapping<StatusError> response(Key<StatusError, Integer> status) {
    Key<StatusError, Fault.RetryHint> hint = hint(StatusError::retryAfter);
    Key<StatusError, Fault.ExtraHeaders> headers = headers(StatusError::headers);
    return Mapping.of(
        List.of(status, BODY, CODE, MESSAGE, hint, headers),
        fields -> {
          int given = status.read(fields);
          String code = CODE.read(fields);
          String message = MESSAGE.read(fields);
          ErrorBody body =
              BODY.read(fields)
                  .map(own ->
                      own.equals(ErrorBody.usual()) ? new ErrorBody.Envelope(code, message) : own)
                  .orElse(ErrorBody.usual(given, code, message));
          boolean worded = !code.isEmpty() || !message.isEmpty();
          if (worded && !(body instanceof ErrorBody.Envelope)) {
            throw new IllegalArgumentException(
                "code and message: stand in the envelope, and the body is another");
          }
          return new StatusError(given, body, hint.read(fields), headers.read(fields));
        });
  }

  static <R> Key<R, Fault.RetryHint> hint(Function<R, Fault.RetryHint> of) {
    return Key.of("retry-after", Fault.RetryHint.FORM, of)
        .unless(new Fault.RetryHint.None())
        .saying("`5s` (simulated), `{date: 5s}` or `none`");
  }

  static <R> Key<R, Fault.ExtraHeaders> headers(Function<R, Fault.ExtraHeaders> of) {
    return Key.of("headers", Fault.ExtraHeaders.FORM, of)
        .unless(Fault.ExtraHeaders.none())
        .saying("`{Location: /elsewhere}`, beside or in place of its own");
  }

  private static Optional<ErrorBody> unusual(StatusError error) {
    ErrorBody usual =
        ErrorBody.usual(error.status(), envelope(error).code(), envelope(error).message());
    return Optional.of(error.body()).filter(body -> !body.equals(usual));
  }

  private static ErrorBody.Envelope envelope(StatusError error) {
    return error.body() instanceof ErrorBody.Envelope envelope
        ? envelope
        : new ErrorBody.Envelope("", "");
  }
}
