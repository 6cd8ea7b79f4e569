package dev.pollwise.simulator.fault;

import dev.pollwise.simulator.document.Range;
import java.time.Duration;

/**
 * The true answer is begun, and arrives spoilt. Strikes after the work, as there is nothing to
 * spoil before. Times are wall-clock times.
 */
public sealed interface Mangling extends Fault.Outcome {

  /** How long any of this can take. */
  Range<Duration> SPAN = Range.positive(Duration.ofDays(1));

  /** The head and half of the body arrive, then the connection is reset (RST). */
  record ResetAmid() implements Mangling {}

  /** Half of the body arrives, then the connection is closed (FIN). */
  record Truncate(Framing framing) implements Mangling {}

  /** How the client could notice that a body was cut. */
  enum Framing {
    /** {@code Content-Length} promised more. */
    LENGTH,
    /** The last chunk, of length zero, is missing. */
    CHUNK;

    /** Its name in scenario files. */
    public String word() {
      return this == LENGTH ? "length" : "chunk";
    }
  }

  /**
   * Half of the body arrives, then nothing; the connection stays open, and is closed when {@code
   * atMost} has passed or the server stops.
   *
   * @param atMost more than 0, at most a day
   */
  record Stall(Duration atMost) implements Mangling {

    /** Refuses a time out of range. */
    public Stall {
      SPAN.require("at-most", atMost);
    }
  }

  /**
   * The body arrives whole, but in pieces.
   *
   * @param pieces 2 to 10,000; a shorter body has one piece per byte
   * @param over how long it takes from the first piece to the last; more than 0, at most a day
   */
  record Dribble(int pieces, Duration over) implements Mangling {

    static final Range<Integer> PIECES = Range.of(2, 10_000);

    /** Refuses numbers out of range. */
    public Dribble {
      PIECES.require("pieces", pieces);
      SPAN.require("over", over);
    }
  }

  /**
   * The body is longer than its {@code Content-Length} tells; the connection is kept, so the rest
   * of the body is what the client finds in place of its next answer.
   */
  record WrongLength() implements Mangling {}

  /** The body is right and its {@code Content-Type} is not. */
  record WrongType(String type) implements Mangling {

    /** As a proxy's error page would have it. */
    public static final String DEFAULT = "text/html";

    /** Refuses what is no media type. */
    public WrongType {
      ErrorBody.MediaType unused = new ErrorBody.MediaType(type);
    }
  }

  /** A complete answer whose body stops in the middle of its JSON. */
  record BadJson() implements Mangling {}

  /**
   * The body is right and compressed, with {@code Content-Encoding: gzip}, whether or not the
   * client accepts that.
   */
  record Gzip() implements Mangling {}

  /**
   * The body is right, and is followed by spaces up to a size that no client should read whole.
   *
   * @param bytes 1 kB to 1 GB
   */
  record HugeBody(int bytes) implements Mangling {

    /** 64 MB. */
    public static final int DEFAULT = 64 * 1_024 * 1_024;

    static final Range<Integer> SIZE = Range.of(1_024, Range.LARGEST);

    /** Refuses a size out of range. */
    public HugeBody {
      SIZE.require("bytes", bytes);
    }
  }
}
