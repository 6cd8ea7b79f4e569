package dev.pollwise.simulator.fault;

import dev.pollwise.simulator.document.Numbers;

/** Which of the requests that a rule applies to are hit. */
public sealed interface Occurrence {

  /**
   * A share of them, by one roll per request: 0 never, 1 always. Shares of several rules that apply
   * to the same request are slices of the same roll, so none of them distorts another.
   */
  record Share(double probability) implements Occurrence {

    /** Refuses a probability out of range. */
    public Share {
      Numbers.requireRange("share", probability, 0, 1);
    }
  }

  /** The first {@code count}, per rule and job. */
  record First(int count) implements Occurrence {

    /** Refuses a number out of range. */
    public First {
      Numbers.requireRange("first", count, 1, Numbers.LARGEST);
    }
  }

  /** Only the {@code nth}, per rule and job. */
  record Nth(int nth) implements Occurrence {

    /** Refuses less than one. */
    public Nth {
      Numbers.requireRange("nth", nth, 1, Numbers.LARGEST);
    }
  }

  /** The {@code nth}, twice the nth and so on, per rule and job. */
  record Every(int nth) implements Occurrence {

    /** Refuses a number out of range. */
    public Every {
      Numbers.requireRange("every", nth, 1, Numbers.LARGEST);
    }
  }
}
