package dev.pollwise.simulator.http;

import dev.pollwise.simulator.fault.RetryHint;
import java.io.Serial;
import java.time.Duration;

/**
 * That a request is refused. Carries what an error envelope of any face needs; the face decides how
 * it looks.
 */
final class Refusal extends RuntimeException {

  @Serial private static final long serialVersionUID = 1L;

  private final int status;
  private final String code;
  private final String param;
  private final transient RetryHint retryAfter;
  private final String allow;

  private Refusal(
      int status, String code, String message, String param, RetryHint retryAfter, String allow) {
    super(message, null, false, false); // an expected answer: its stack tells nothing
    this.status = status;
    this.code = code;
    this.param = param;
    this.retryAfter = retryAfter;
    this.allow = allow;
  }

  /** An empty code stands for the one that is usual for the status. */
  static Refusal of(int status, String code, String message) {
    return new Refusal(status, code, message, "", new RetryHint.None(), "");
  }

  static Refusal invalid(String param, String message) {
    return new Refusal(400, "invalid_parameter", message, param, new RetryHint.None(), "");
  }

  static Refusal tooMany(String message, Duration retryAfter) {
    return new Refusal(
        429, "rate_limit_exceeded", message, "", new RetryHint.InSeconds(retryAfter), "");
  }

  static Refusal methodNotAllowed(String method, String allow) {
    return new Refusal(
        405, "", "Method " + method + " is not allowed here", "", new RetryHint.None(), allow);
  }

  /** The same about a field of something that the request holds. */
  Refusal within(String outer) {
    String inner = param.isEmpty() ? outer : outer + "." + param;
    return new Refusal(status, code, message(), inner, retryAfter, allow);
  }

  Refusal retryAfter(RetryHint hint) {
    return new Refusal(status, code, message(), param, hint, allow);
  }

  int status() {
    return status;
  }

  String code() {
    return code;
  }

  String message() {
    return String.valueOf(getMessage());
  }

  /** Name of the offending field; empty if there is none. */
  String param() {
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
