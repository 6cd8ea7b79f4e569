package dev.pollwise.client.http;

import dev.pollwise.client.job.Answer.Hint;
import dev.pollwise.client.job.Answer.Miss;
import dev.pollwise.client.poll.DurableRequest.Reply;
import jakarta.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Tells what an answer means that is not a success: by status code, and by the code in HeyGen's or
 * a plain error envelope.
 */
final class Misses {

  /** What is said of a failure that the server does not explain. */
  static final String NO_REASON = "the server gave no reason";

  private static final int FORBIDDEN = 403;

  private static final int TOO_MANY_REQUESTS = 429;

  /** As {@code generation_failed} and {@code content_rejected} of other servers. */
  private static final Pattern A_FAILURE = Pattern.compile("(?i)fail|reject|moderat|cancel");

  private final Credentials credentials;

  Misses(Credentials credentials) {
    this.credentials = credentials;
  }

  Miss of(WireAnswer answer) {
    return of(answer, answer.status());
  }

  private Miss of(WireAnswer answer, int status) {
    Optional<JsonObject> body = JsonDocument.object(answer.body());
    String code = body.flatMap(Misses::code).orElse("");
    String detail = detail(answer, body);
    Hint hint = answer.hint();
    if (code.equals("quota_exceeded")) {
      return new Miss.Denied(status, detail);
    }
    if (status == FORBIDDEN && (hint instanceof Hint.RetryAfter || hint.floor().isPositive())) {
      return new Miss.Throttled("HTTP 403: " + detail, hint); // who is to come back is not denied
    }
    return switch (status) {
      case 401, 402, FORBIDDEN -> new Miss.Denied(status, detail);
      case 404 -> new Miss.NotFound(detail, hint);
      case TOO_MANY_REQUESTS -> new Miss.Throttled(detail, hint);
      case 300, 301, 302, 303, 307, 308 -> new Miss.Redirected(status, location(answer), hint);
      default -> new Miss.Rejected(status, detail, hint);
    };
  }

  /**
   * A success that is not what was asked for. It may hold an error whose code means a status that
   * it should have been sent with.
   *
   * @param what is missing, for one that does not
   */
  Miss instead(WireAnswer answer, String what) {
    return JsonDocument.object(answer.body())
        .flatMap(Misses::code)
        .flatMap(Misses::status)
        .map(status -> of(answer, status))
        .orElseGet(() -> unreadable(answer, what));
  }

  /**
   * Why a job failed, by a success that holds an error in place of its status. Only where that
   * speaks of a failure: an error that means something else, a server that is busy for instance,
   * says nothing of the job.
   */
  Optional<String> failureInstead(WireAnswer answer) {
    Optional<JsonObject> body = JsonDocument.object(answer.body());
    String code = body.flatMap(Misses::code).orElse("");
    return body.flatMap(whole -> JsonDocument.object(whole, "error"))
        .flatMap(error -> text(error, "message"))
        .filter(message ->
            status(code).isEmpty() && A_FAILURE.matcher(code.isEmpty() ? message : code).find())
        .map(this::shown);
  }

  private static Optional<Integer> status(String code) {
    return switch (code) {
      case "unauthorized", "authentication_failed" -> Optional.of(401);
      case "insufficient_credit",
          "trial_limit_exceeded",
          "plan_upgrade_required",
          "subscription_required" ->
          Optional.of(402);
      case "forbidden", "resource_access_denied" -> Optional.of(FORBIDDEN);
      case "rate_limit_exceeded", "quota_exceeded" -> Optional.of(TOO_MANY_REQUESTS);
      case "invalid_parameter" -> Optional.of(400);
      case "request_in_progress", "conflict", "resource_not_ready" -> Optional.of(409);
      case "internal_error" -> Optional.of(500);
      case "service_unavailable" -> Optional.of(503);
      case "gateway_timeout" -> Optional.of(504);
      default -> code.endsWith("_not_found") ? Optional.of(404) : Optional.empty();
    };
  }

  private String location(WireAnswer answer) {
    String location = answer.headers().firstValue("Location").orElse("");
    String absolute;
    try {
      absolute = location.isEmpty() ? "" : answer.asked().resolve(location).toString();
    } catch (IllegalArgumentException malformed) {
      absolute = location;
    }
    return credentials.shownAddress(absolute);
  }

  /** As {@link #of}, for a request that names no job. */
  Miss ofKnownPath(WireAnswer answer) {
    return ofKnownPath(of(answer));
  }

  private static Miss ofKnownPath(Miss miss) {
    return switch (miss) {
      case Miss.NotFound(String detail, Hint hint) -> new Miss.Rejected(404, detail, hint);
      case Miss other -> other;
    };
  }

  /**
   * What an answer to a submit, without anything of use in it, says of its fate:
   *
   * <ul>
   *   <li>429: the server has not begun; waited out.
   *   <li>An error that says so of the key, as {@code request_in_progress}: it is at work on this
   *       submit; waited out.
   *   <li>408, 425, 5xx, redirects other than 301 and 308, and what is no HTTP status: open. The
   *       server, or somebody between, a captive portal for instance, did not say what became of
   *       it.
   *   <li>All else, 301 and 308 too: refused. Words by which the server has met the key before
   *       leave open what became of it then.
   *   <li>A success: open, whatever error it may hold.
   * </ul>
   *
   * @param what is missing in a success
   */
  <T> Reply<T> submitted(WireAnswer answer, String what) {
    KeyWords words = KeyWords.of(answer);
    Miss miss = ofKnownPath(answer.isSuccess() ? unreadable(answer, what) : of(answer));
    return switch (miss) {
      case Miss.Throttled throttled -> new Reply.Busy<>(throttled);
      case Miss.Unreachable unreachable -> new Reply.Lost<>(unreachable);
      case Miss.TimedOut late -> new Reply.Lost<>(late);
      case Miss.Unreadable unreadable -> new Reply.Lost<>(unreadable);
      case Miss.NotFound unknown -> new Reply.Refused<>(unknown, words.isMet());
      case Miss.Denied denied -> new Reply.Refused<>(denied, words.isMet());
      case Miss.Redirected moved when !moved.isPermanent() -> new Reply.Lost<>(moved);
      case Miss.Redirected moved -> new Reply.Refused<>(moved);
      case Miss.Rejected rejected when words.isInProgress() ->
          new Reply.InProgress<>(rejected, rejected.hint(), false);
      case Miss.Rejected rejected when isOpen(rejected.status()) -> new Reply.Lost<>(rejected);
      case Miss.Rejected rejected -> new Reply.Refused<>(rejected, words.isMet());
    };
  }

  /** What was not sent: a pause that held it back at the last moment is waited out, as for room. */
  static <T> Reply<T> unsent(Miss miss) {
    return miss instanceof Miss.Throttled ? new Reply.Busy<>(miss) : new Reply.Unsent<>(miss);
  }

  /** A success that makes no sense; an error in it is told, but cannot be trusted to be one. */
  Miss unreadable(WireAnswer answer, String what) {
    String type = answer.headers().firstValue("Content-Type").orElse("no content type");
    Optional<JsonObject> body = JsonDocument.object(answer.body());
    String error = body.flatMap(Misses::message).isPresent() ? ": " + detail(answer, body) : "";
    return new Miss.Unreadable(
        shown(
            what
                + " (HTTP "
                + answer.status()
                + ", "
                + type
                + ", "
                + answer.body().length
                + " bytes from "
                + address(answer)
                + ")"
                + error),
        answer.hint());
  }

  /** The code of the error envelope. */
  static Optional<String> code(JsonObject body) {
    return JsonDocument.object(body, "error").flatMap(error -> JsonDocument.text(error, "code"));
  }

  /** Why a job failed, from wherever the answer tells it: of the job itself, or beside it. */
  String reason(JsonObject answer, JsonObject job) {
    return text(job, "failure_message")
        .map(this::shown)
        .or(() -> itemError(job))
        .or(() -> error(answer))
        .orElse(NO_REASON);
  }

  /** What is wrong with a job that did not fail for it; empty where nothing is. */
  Optional<String> trouble(JsonObject answer, JsonObject job) {
    return error(job).or(() -> error(answer));
  }

  /** Why an item of a list failed; empty where the server gives no reason. */
  Optional<String> itemError(JsonObject item) {
    return error(item).or(() -> text(item, "message").map(this::shown));
  }

  private Optional<String> error(JsonObject parent) {
    String code = code(parent).orElse("");
    return errorMessage(parent)
        .map(message -> code.isEmpty() ? message : code + ": " + message)
        .or(() -> Optional.of(code))
        .map(this::shown)
        .filter(text -> !text.isEmpty());
  }

  String shown(String text) {
    return credentials.shown(text);
  }

  private String detail(WireAnswer answer, Optional<JsonObject> body) {
    String code = body.flatMap(Misses::code).orElse("");
    Optional<String> message = body.flatMap(Misses::message);
    if (message.isEmpty() && code.isEmpty()) {
      String text = beginning(answer);
      return (text.isEmpty() ? "no message" : text) + " (from " + address(answer) + ")";
    }
    String text = message.orElseGet(() -> beginning(answer));
    return credentials.shown(code.isEmpty() ? text : code + ": " + text);
  }

  /** All of the body is cleaned: cut before that, a part of the secret could stay. */
  private String beginning(WireAnswer answer) {
    return shown(new String(answer.body(), StandardCharsets.UTF_8));
  }

  /** Who has answered: in the words of a proxy that is the question. */
  private String address(WireAnswer answer) {
    return credentials.shownAddress(answer.asked().toString());
  }

  private static Optional<String> message(JsonObject body) {
    return errorMessage(body).or(() -> text(body, "message"));
  }

  private static Optional<String> errorMessage(JsonObject parent) {
    return JsonDocument.object(parent, "error")
        .flatMap(error -> text(error, "message"))
        .or(() -> text(parent, "error"));
  }

  private static Optional<String> text(JsonObject parent, String name) {
    return JsonDocument.text(parent, name).filter(text -> !text.isBlank());
  }

  /** Whether nobody knows after it whether a request was acted on. */
  private static boolean isOpen(int status) {
    return status < 400 || status >= 500 || status == 408 || status == 425;
  }
}
