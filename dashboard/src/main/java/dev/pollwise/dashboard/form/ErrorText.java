package dev.pollwise.dashboard.form;

import dev.pollwise.client.job.Answer.Miss;
import dev.pollwise.client.job.PollwiseException.RequestFailedException;
import dev.pollwise.client.job.PollwiseException.SubmitFailedException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;

/** Failures told in words; the technical side goes to the details, and never a stack trace. */
public final class ErrorText {

  private static final int DEEPEST = 6;

  private ErrorText() {}

  /** What went wrong when something was wanted from a server. */
  public static Problem failure(String server, Throwable thrown) {
    Throwable cause = unwrapped(thrown);
    String summary =
        switch (cause) {
          case RequestFailedException refused -> sentence(server, refused.miss());
          case SubmitFailedException.FateUnknown unknown -> server + ": " + words(unknown);
          case SubmitFailedException refused -> sentence(server, refused.miss());
          default -> server + ": " + words(cause);
        };
    return new Problem(PlainText.of(summary), summary + "\n" + chain(cause));
  }

  /** Whether the server answered, though not with what was wanted. */
  public static boolean isAnswer(Throwable thrown) {
    return unwrapped(thrown) instanceof RequestFailedException refused
        && !(refused.miss() instanceof Miss.Unreachable || refused.miss() instanceof Miss.TimedOut);
  }

  private static String sentence(String server, Miss miss) {
    return switch (miss) {
      case Miss.Unreachable unreachable ->
          server
              + " does not answer ("
              + unreachable.detail()
              + "). Is the address right, and is the server running?";
      case Miss.Denied denied ->
          server + " refuses (" + denied.describe() + "). Is the API key right?";
      case Miss.TimedOut timedOut -> server + ": " + timedOut.describe() + ".";
      case Miss.Unreadable unreadable ->
          server + ": " + unreadable.describe() + ". Is this a HeyGen-compatible server?";
      case Miss.NotFound notFound ->
          server + ": " + notFound.describe() + ". Is this a HeyGen-compatible server?";
      case Miss.Throttled throttled -> server + ": " + throttled.describe() + ".";
      case Miss.Redirected moved ->
          server + ": " + moved.describe() + ". Is the address right, down to http or https?";
      case Miss.Rejected rejected -> server + ": " + rejected.describe() + ".";
    };
  }

  public static Throwable unwrapped(Throwable thrown) {
    Throwable cause = thrown;
    while ((cause instanceof CompletionException || cause instanceof ExecutionException)
        && cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause;
  }

  private static String words(Throwable cause) {
    String message = cause.getMessage();
    return message == null || message.isBlank() ? cause.getClass().getSimpleName() : message;
  }

  private static String chain(Throwable thrown) {
    StringBuilder text = new StringBuilder();
    Throwable cause = thrown;
    for (int depth = 0; cause != null && depth < DEEPEST; depth++) {
      text.append(depth == 0 ? "" : "\ncaused by ").append(cause.getClass().getName());
      text.append(": ").append(words(cause));
      cause = cause.getCause();
    }
    return text.toString();
  }
}
