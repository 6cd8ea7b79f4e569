package dev.pollwise.simulator.fault;

/** Which of the requests that a rule applies to are hit. */
public sealed interface Occurrence {

  /**
   * A share of them, by one roll per request: 0 never, 1 always. Shares of several rules that apply
   * to the same request are slices of the same roll, so none of them distorts another.
   */
  record Share(double probability) implements Occurrence {

    /** Refuses a probability out of range. */
    public Share {
      if (!(probability >= 0 && probability <= 1)) {
        throw new IllegalArgumentException("share " + probability + ": must be from 0 to 1");
      }
    }
  }

  /** The first {@code count}, per rule and job. */
  record First(int count) implements Occurrence {

    /** Refuses less than one. */
    public First {
      if (count < 1) {
        throw new IllegalArgumentException("first " + count + ": must be at least 1");
      }
    }
  }

  /** The {@code nth}, twice the nth and so on, per rule and job. */
  record Every(int nth) implements Occurrence {

    /** Refuses less than one. */
    public Every {
      if (nth < 1) {
        throw new IllegalArgumentException("every " + nth + ": must be at least 1");
      }
    }
  }
}
