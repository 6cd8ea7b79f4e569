package dev.pollwise.benchmarks.cases;

import java.util.List;

/** What a program tells its user in the end. */
sealed interface Told {

  /** The video is there. */
  record Completed(String id, String url) implements Told {}

  /** There will be none. */
  record Failed(String id, String reason) implements Told {}

  /**
   * Nobody knows yet; the job may go on.
   *
   * @param id of the job; empty where nobody knows whether there is one
   */
  record Open(String id, String why) implements Told {}

  /** An error, which says nothing of a job. */
  record Broken(String error) implements Told {}

  /** Nothing, as long as anybody waited. */
  record Nothing() implements Told {}

  /** An error, as the program's user sees it. */
  static Told broken(Throwable error) {
    return new Broken(describe(error));
  }

  /** In few words. */
  static String describe(Throwable error) {
    Throwable cause = error;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    String message = String.valueOf(cause.getMessage());
    return cause.getClass().getSimpleName()
        + (message.equals("null") ? "" : ": " + message.lines().findFirst().orElse(""));
  }

  /** In one line that can be {@linkplain #parse read again}. */
  default String line() {
    List<String> words =
        switch (this) {
          case Completed(String id, String url) -> List.of("completed", id, url);
          case Failed(String id, String reason) -> List.of("failed", id, reason);
          case Open(String id, String why) -> List.of("open", id, why);
          case Broken(String error) -> List.of("broken", error);
          case Nothing nothing -> List.of("nothing");
        };
    return String.join("\t", words.stream().map(word -> word.replaceAll("\\s+", " ")).toList());
  }

  /** What {@link #line} wrote. */
  static Told parse(String line) {
    String[] words = line.split("\t", -1);
    return switch (words[0]) {
      case "completed" -> new Completed(words[1], words[2]);
      case "failed" -> new Failed(words[1], words[2]);
      case "open" -> new Open(words[1], words[2]);
      case "broken" -> new Broken(words[1]);
      default -> new Nothing();
    };
  }

  /** For people. */
  default String text() {
    return switch (this) {
      case Completed(String id, String url) -> url.isEmpty() ? "completed, no URL" : "completed";
      case Failed(String id, String reason) -> "failed: " + reason;
      case Open(String id, String why) ->
          (id.isEmpty() ? "may have been paid: " : "open, with the job's id: ") + why;
      case Broken(String error) -> "an error without the job's id: " + error;
      case Nothing nothing -> "nothing, it never ends";
    };
  }
}
