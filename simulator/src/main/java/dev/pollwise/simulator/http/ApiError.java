package dev.pollwise.simulator.http;

import dev.pollwise.simulator.fault.RetryHint;
import java.io.Serial;
import java.time.Duration;

/**
 * That a request is refused. Carries what an error envelope of any face needs; the face decides how
 * it looks.
 */
public final class ApiError extends RuntimeException {

  @Serial private static final long serialVersionUID = 1L;

  private final int status;
  private final String code;
  private final String param;
  private final transient RetryHint retryAfter;
  private final String allow;

  private ApiError(
      int status, String code, String message, String param, RetryHint retryAfter, String allow) {
    super(message, null, false, false); // an expected answer: its stack tells nothing
    this.status = status;
    this.code = code;
    this.param = param;
    this.retryAfter = retryAfter;
    this.allow = allow;
  }

  /** An empty code stands for the one that is usual for the status. */
  public static ApiError of(int status, String code, String message) {
    return new ApiError(status, code, message, "", new RetryHint.None(), "");
  }

  public static ApiError invalid(String param, String message) {
    return new ApiError(400, "invalid_parameter", message, param, new RetryHint.None(), "");
  }

  public static ApiError tooMany(String message, Duration retryAfter) {
    return new ApiError(
        429, "rate_limit_exceeded", message, "", new RetryHint.InSeconds(retryAfter), "");
  }

  static ApiError methodNotAllowed(String method, String allow) {
    return new ApiError(
        405, "", "Method " + method + " is not allowed here", "", new RetryHint.None(), allow);
  }

  /** The same about a field of something that the request holds. */
  public ApiError within(String outer) {
    String inner = param.isEmpty() ? outer : outer + "." + param;
    return new ApiError(status, code, message(), inner, retryAfter, allow);
  }

  ApiError retryAfter(RetryHint hint) {
    return new ApiError(status, code, message(), param, hint, allow);
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

  RetryHint retryAfter() {
    return retryAfter;
  }

  /** The methods that would be allowed, comma-separated; empty unless that is the point. */
  String allow() {
    return allow;
  }
}
