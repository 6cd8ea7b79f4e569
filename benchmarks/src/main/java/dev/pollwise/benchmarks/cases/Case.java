package dev.pollwise.benchmarks.cases;

import dev.pollwise.simulator.scenario.Scenario;
import dev.pollwise.simulator.scenario.ScenarioCatalogue;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** What a server does, in a scenario of its name, and what is right then. */
enum Case {
  LOST_ANSWER(1, "one paid job, watched to its end"),
  NO_KEYS(2, "no second submit: the job is found in the list, and watched to its end"),
  NO_KEYS_NO_LIST(3, "no second submit: it is said that a job may have been paid for"),
  OUTCOME_UNKNOWN(4, "waits, then watches that job; never another key"),
  LONGER_THAN_PATIENCE(5, "says that the job goes on, and collects it later without a submit"),
  UNKNOWN_WORD(6, "goes on, and says in the end that the job is not over, with its id"),
  BROKEN_LOOKS(7, "goes on"),
  NOT_FOUND_AT_FIRST(8, "goes on"),
  ERROR_IN_A_SUCCESS(9, "says that the job failed, and why"),
  LATE_URL(10, "delivers the URL"),
  TOO_BUSY(11, "completes all, and asks never before it may"),
  KILLED(12, "one paid job, and its end is told");

  private final int number;
  private final String right;

  Case(int number, String right) {
    this.number = number;
    this.right = right;
  }

  /** What a program should make of it. */
  String right() {
    return right;
  }

  /** Number and name. */
  String title() {
    return number + ". " + file().replace('-', ' ');
  }

  /** The name of its scenario. */
  String file() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** What is wrong with what a program told, true as it may be; empty if nothing is. */
  String wrong(Told told) {
    boolean isRight =
        switch (this) {
          case NO_KEYS_NO_LIST -> told instanceof Told.Open;
          case UNKNOWN_WORD -> told instanceof Told.Open(String id, var _) && !id.isEmpty();
          case ERROR_IN_A_SUCCESS ->
              told instanceof Told.Failed(var _, String reason) && reason.contains("Lip sync");
          case LOST_ANSWER,
              NO_KEYS,
              OUTCOME_UNKNOWN,
              LONGER_THAN_PATIENCE,
              BROKEN_LOOKS,
              NOT_FOUND_AT_FIRST,
              LATE_URL,
              TOO_BUSY,
              KILLED ->
              told instanceof Told.Completed(var _, String url) && !url.isEmpty();
        };
    return isRight ? "" : told.text();
  }

  Scenario scenario() {
    @Nullable URL file = Case.class.getResource(file() + ".yaml");
    if (file == null) {
      throw new IllegalStateException("no scenario " + file());
    }
    try {
      return ScenarioCatalogue.file(Path.of(file.toURI()));
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /** What the program's user calls the videos. */
  List<String> orders() {
    return IntStream.rangeClosed(1, this == TOO_BUSY ? 40 : 1)
        .mapToObj(job -> "job-" + job)
        .toList();
  }

  /** Whether the server's documentation speaks of idempotency keys. */
  boolean knowsKeys() {
    return this != NO_KEYS && this != NO_KEYS_NO_LIST;
  }

  /** After which a program is to give up. */
  Duration deadline() {
    return switch (this) {
      case LONGER_THAN_PATIENCE -> Duration.ofSeconds(240);
      case UNKNOWN_WORD, ERROR_IN_A_SUCCESS, OUTCOME_UNKNOWN -> Duration.ofMinutes(5);
      case TOO_BUSY -> Duration.ofMinutes(30);
      case LOST_ANSWER,
          NO_KEYS,
          NO_KEYS_NO_LIST,
          BROKEN_LOOKS,
          NOT_FOUND_AT_FIRST,
          LATE_URL,
          KILLED ->
          Duration.ofMinutes(10);
    };
  }
}
