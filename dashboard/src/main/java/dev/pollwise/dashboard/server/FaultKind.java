package dev.pollwise.dashboard.server;

import dev.pollwise.dashboard.form.Quantities;
import java.util.Locale;

/** The faults that a simulator can be asked for, each with the one number or word it takes. */
public enum FaultKind {
  /** Too many requests. */
  THROTTLED("status", "Answer 429", "retry-after", "5 s", Takes.DURATION),
  /** Any other refusal. */
  STATUS("status", "Answer with status", "status", "503", Takes.STATUS),
  /** Answers come late. */
  LATENCY("latency", "Answer late by", "delay", "2 s", Takes.DURATION),
  /** Answers do not come. */
  NO_ANSWER("no-answer", "No answer", "at-most", "30 s", Takes.DURATION),
  /** Connections are reset. */
  RESET("reset", "Reset connections"),
  /** Connections are closed. */
  CLOSE("close", "Close connections"),
  /** Nobody listens. */
  OUTAGE("outage", "Outage: nobody listens"),
  /** An answer stops in the middle. */
  STALL("stall", "Stall in the middle", "at-most", "30 s", Takes.DURATION),
  /** An answer comes in drops. */
  DRIBBLE("dribble", "Dribble the answer", "over", "10 s", Takes.DURATION),
  /** The end of an answer is missing. */
  TRUNCATE("truncate", "Cut the answer short"),
  /** The connection is reset in the middle of an answer. */
  RESET_AMID("reset-amid", "Reset in the middle"),
  /** The length told is wrong. */
  WRONG_LENGTH("wrong-length", "Wrong content length"),
  /** The type told is wrong. */
  WRONG_TYPE("wrong-type", "Wrong content type", "type", "text/html", Takes.WORD),
  /** The body is no JSON. */
  BAD_JSON("bad-json", "Broken JSON"),
  /** The body is compressed. */
  GZIP("gzip", "Compress the body"),
  /** The body is huge. */
  HUGE_BODY("huge-body", "A huge body"),
  /** Bytes that are no HTTP. */
  GARBAGE("garbage", "Garbage instead of HTTP"),
  /** A status line that is none. */
  BAD_STATUS_LINE("bad-status-line", "A bad status line"),
  /** Chunks that are none. */
  MALFORMED_CHUNK("malformed-chunk", "A malformed chunk"),
  /** A young job is not found. */
  NOT_FOUND("not-found", "New jobs not found", "for", "5 s", Takes.DURATION),
  /** A status nobody knows. */
  UNKNOWN_STATUS("unknown-status", "An unknown status", "word", "postprocessing", Takes.WORD),
  /** A status goes back. */
  REGRESS("regress", "Status goes backwards"),
  /** A completed job has no address of the video. */
  NO_URL("no-url", "No address of the video", "for", "30 s", Takes.DURATION),
  /** A job that is over still runs. */
  STUCK_RUNNING("stuck-running", "Stuck in running", "for", "1 min", Takes.DURATION),
  /** A job shows in another state. */
  WRONG_STATE("wrong-state", "Show another state", "shown", "failed", Takes.WORD),
  /** An old answer. */
  STORED("stored", "An answer from a store", "age", "30 s", Takes.DURATION),
  /** The date told is wrong. */
  CLOCK_SKEW("clock-skew", "Clock skew", "by", "90 s", Takes.DURATION),
  /** Answers ask for a pause. */
  HEADERS("headers", "Ask to come back later", "retry-after", "30 s", Takes.DURATION),
  /** Repeated submits are done again. */
  IGNORE_IDEMPOTENCY_KEY("ignore-idempotency-key", "Ignore idempotency keys"),
  /** Webhooks do not come. */
  WEBHOOK_LOSS("webhook-loss", "Lose webhooks"),
  /** Webhooks come twice. */
  WEBHOOK_DUPLICATE("webhook-duplicate", "Send webhooks twice"),
  /** Webhooks come late. */
  WEBHOOK_DELAY("webhook-delay", "Send webhooks late by", "delay", "30 s", Takes.DURATION);

  /** What a kind takes besides its name. */
  public enum Takes {
    /** Nothing. */
    NOTHING,
    /** A length of time. */
    DURATION,
    /** A status of HTTP. */
    STATUS,
    /** A word. */
    WORD
  }

  private final String word;
  private final String title;
  private final String parameter;
  private final String usual;
  private final Takes takes;

  FaultKind(String word, String title) {
    this(word, title, "", "", Takes.NOTHING);
  }

  FaultKind(String word, String title, String parameter, String usual, Takes takes) {
    this.word = word;
    this.title = title;
    this.parameter = parameter;
    this.usual = usual;
    this.takes = takes;
  }

  /** What the simulator calls it. */
  public String word() {
    return word;
  }

  /** What people call it. */
  public String title() {
    return title;
  }

  /** The name of what it takes; empty where it takes nothing. */
  public String parameter() {
    return parameter;
  }

  /** What it takes usually, as text. */
  public String usual() {
    return usual;
  }

  /** What it takes. */
  public Takes takes() {
    return takes;
  }

  /**
   * The amount as the simulator reads it.
   *
   * @throws IllegalArgumentException with name, value and rule if the text is no such amount
   */
  String amount(String text) {
    return switch (takes) {
      case NOTHING -> "";
      case DURATION -> Quantities.duration(parameter, text).toString();
      case STATUS -> status(text);
      case WORD -> word(text.strip());
    };
  }

  private String status(String text) {
    int status = Quantities.count(parameter, text);
    if (status < 400 || status > 599) {
      throw new IllegalArgumentException(parameter + " " + status + ": must be from 400 to 599");
    }
    return Integer.toString(status);
  }

  private String word(String text) {
    if (text.isEmpty()) {
      throw new IllegalArgumentException(parameter + " \"\": must be a word");
    }
    return text.toLowerCase(Locale.ROOT);
  }
}
