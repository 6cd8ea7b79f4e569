package dev.pollwise.client.http;

import dev.pollwise.client.http.Credentials.UnavailableException;
import dev.pollwise.client.http.LimitedBody.BadBodyException;
import dev.pollwise.client.job.Answer.Miss;
import java.io.EOFException;
import java.net.ConnectException;
import java.net.ProtocolException;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpConnectTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.concurrent.CompletionException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.net.ssl.SSLHandshakeException;

/**
 * Why an exchange brought no answer, in words for people: the JDK's own speak of its parser.
 *
 * @param causes the failure and what led to it, without the wrapper that stages put around it
 * @param credentials what no text may hold
 */
record ExchangeFailure(List<Throwable> causes, Credentials credentials) {

  /** How the JDK (21 to 25) describes the state of its parser of answers at the failure. */
  private static final String NO_FIRST_BYTE = "received no bytes";

  private static final Pattern WITHOUT_A_SCHEME =
      Pattern.compile("Authenticate header missing for response code (401|407)");

  static ExchangeFailure of(Throwable error, Credentials credentials) {
    Throwable first =
        error instanceof CompletionException && error.getCause() != null ? error.getCause() : error;
    return new ExchangeFailure(
        Stream.iterate(first, Objects::nonNull, Throwable::getCause).limit(20).toList(),
        credentials);
  }

  /** Whether there was no connection to send anything on, TLS included, or no secret to send. */
  boolean isBeforeSending() {
    return causes.stream()
        .anyMatch(cause ->
            cause instanceof ConnectException
                || cause instanceof HttpConnectTimeoutException
                || cause instanceof SSLHandshakeException
                || cause instanceof UnavailableException);
  }

  /**
   * Whether a GET that failed is certain to have been sent twice.
   *
   * <p>Over HTTP/1.1 the JDK's client repeats a GET once, on another connection, when the
   * connection ends before the first byte of an answer; it never repeats a POST. It says nothing of
   * that, and offers no hook: filters and selectors run once per request, and a body publisher,
   * which would be asked per attempt, adds a {@code Content-Length} to the GET. So a call that
   * failed for want of a first byte is known to have been sent twice, and a call that brought an
   * answer has been sent once or twice. Over HTTP/2 it repeats only what the server says it has not
   * processed.
   */
  boolean isSentTwice() {
    return causes.stream()
        .map(Throwable::getMessage)
        .anyMatch(message -> message != null && message.contains(NO_FIRST_BYTE));
  }

  /**
   * The status of an answer that the JDK's client keeps to itself: one with an {@code
   * Authenticator}, for a proxy say, fails where a 401 or 407 does not name a scheme.
   */
  OptionalInt hiddenStatus() {
    return causes.stream()
        .map(Throwable::getMessage)
        .filter(Objects::nonNull)
        .map(WITHOUT_A_SCHEME::matcher)
        .filter(Matcher::find)
        .mapToInt(found -> Integer.parseInt(found.group(1)))
        .findFirst();
  }

  /**
   * What it means for the caller.
   *
   * @param headArrived whether the answer had begun
   * @param asked what was asked
   */
  Miss miss(boolean headArrived, URI asked) {
    String at = " (" + credentials.shownAddress(asked.toString()) + ")";
    return switch (miss(headArrived)) {
      case Miss.Unreachable(String detail) -> new Miss.Unreachable(detail + at);
      case Miss.Unreadable garbled -> new Miss.Unreadable(garbled.detail() + at);
      case Miss other -> other;
    };
  }

  private Miss miss(boolean headArrived) {
    // The blocking way wraps what the asynchronous one does not.
    for (Throwable cause : causes) {
      if (cause instanceof BadBodyException bad) {
        return new Miss.Unreadable(message(bad));
      }
    }
    for (Throwable cause : causes) {
      switch (cause) {
        case Throwable cut when headArrived -> {
          return new Miss.Unreadable("cut off before its end (" + message(cut) + ")");
        }
        case ProtocolException garbage -> {
          return new Miss.Unreadable("not valid HTTP: " + message(garbage));
        }
        case ConnectException failed -> {
          return new Miss.Unreachable(unconnected(failed));
        }
        case EOFException closed -> {
          return new Miss.Unreachable("the connection was closed before the answer was complete");
        }
        case SocketException broken -> {
          return new Miss.Unreachable(message(broken));
        }
        default -> {}
      }
    }
    return new Miss.Unreachable(message(causes.getFirst()));
  }

  /** The JDK gives no words to the two that are met most. */
  private String unconnected(ConnectException failed) {
    if (causes.stream().anyMatch(UnresolvedAddressException.class::isInstance)) {
      return "the host name is unknown";
    }
    String words = failed.getMessage();
    return words == null || words.equals("Connection refused")
        ? "connection refused"
        : message(failed);
  }

  String message(Throwable cause) {
    String message = cause.getMessage();
    return message == null ? cause.getClass().getSimpleName() : credentials.shown(message);
  }
}
