package dev.pollwise.simulator.http;

import dev.pollwise.simulator.fault.Fault;
import dev.pollwise.simulator.report.Caller.Bound;
import java.io.Serial;
import java.time.Duration;
import java.util.Optional;

/**
 * That a request is refused. Carries what an error envelope of any face needs; the face decides how
 * it looks.
 */
public final class ApiError extends RuntimeException {

  @Serial private static final long serialVersionUID = 1L;

  private final int status;
  private final String code;
  private final String param;
  private final transient Fault.RetryHint retryAfter;
  private final String allow;
  private final Bound bound;
  private final transient Optional<Fault.StatusError> inPlace;

  private ApiError(
      int status,
      String code,
      String message,
      String param,
      Fault.RetryHint retryAfter,
      String allow,
      Bound bound,
      Optional<Fault.StatusError> inPlace) {
    super(message, null, false, false); // an expected answer: its stack tells nothing
    this.status = status;
    this.code = code;
    this.param = param;
    this.retryAfter = retryAfter;
    this.allow = allow;
    this.bound = bound;
    this.inPlace = inPlace;
  }

  /** An empty code stands for the one that is usual for the status. */
  public static ApiError of(int status, String code, String message) {
    return new ApiError(
        status, code, message, "", new Fault.RetryHint.None(), "", Bound.KEY, Optional.empty());
  }

  public static ApiError invalid(String param, String message) {
    return of(400, "invalid_parameter", message).about(param);
  }

  public static ApiError tooMany(String message, Duration retryAfter, Bound bound) {
    return new ApiError(
        429,
        "rate_limit_exceeded",
        message,
        "",
        new Fault.RetryHint.InSeconds(retryAfter),
        "",
        bound,
        Optional.empty());
  }

  static ApiError methodNotAllowed(String method, String allow) {
    return new ApiError(
        405,
        "",
        "Method " + method + " is not allowed here",
        "",
        new Fault.RetryHint.None(),
        allow,
        Bound.KEY,
        Optional.empty());
  }

  /** The same about a field of something that the request holds. */
  public ApiError within(String outer) {
    return about(param.isEmpty() ? outer : outer + "." + param);
  }

  private ApiError about(String field) {
    return new ApiError(status, code, message(), field, retryAfter, allow, bound, inPlace);
  }

  ApiError retryAfter(Fault.RetryHint hint) {
    return new ApiError(status, code, message(), param, hint, allow, bound, inPlace);
  }

  /** The same, told by another response than the envelope of the face. */
  public ApiError answeredBy(Fault.StatusError response) {
    return new ApiError(
        status, code, message(), param, retryAfter, allow, bound, Optional.of(response));
  }

  /** What is answered in place of an envelope. */
  Optional<Fault.StatusError> inPlace() {
    return inPlace;
  }

  public int status() {
    return status;
  }

  public String code() {
    return code;
  }

  public String message() {
    return String.valueOf(getMessage());
  }

  /** Name of the offending field; empty if there is none. */
  public String param() {
    return param;
  }

  Fault.RetryHint retryAfter() {
    return retryAfter;
  }

  /** Whom the hint binds. */
  Bound bound() {
    return bound;
  }

  /** The methods that would be allowed, comma-separated; empty unless that is the point. */
  String allow() {
    return allow;
  }
}
