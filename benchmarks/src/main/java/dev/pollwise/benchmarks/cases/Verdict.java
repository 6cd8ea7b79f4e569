package dev.pollwise.benchmarks.cases;

/**
 * What became of a match.
 *
 * @param reason why it is wrong; empty unless it is
 * @param told what the program's user was told
 * @param paid jobs that the server created
 * @param submits that were sent
 * @param calls polls
 * @param early calls and submits before they were allowed
 */
record Verdict(
    Kind kind, String reason, String told, int paid, double submits, double calls, double early) {

  /** The worst that is true. */
  enum Kind {
    RIGHT("right"),
    WRONG("wrong"),
    PAYS_TWICE("**pays twice**");

    private final String word;

    Kind(String word) {
      this.word = word;
    }

    String word() {
      return word;
    }
  }
}
