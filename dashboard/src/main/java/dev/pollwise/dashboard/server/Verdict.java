package dev.pollwise.dashboard.server;

import java.time.Duration;
import java.util.Locale;

/**
 * What the simulator says about this client. A request that asks about many jobs is one call. Times
 * are those of this window, however fast those of the simulator pass.
 *
 * @param complete whether the simulator knows all of it; otherwise the numbers are the least
 * @param price how long lateness is that counts as much as one call
 * @param calls polls, of one job or of many
 * @param faulted calls that met an injected fault
 * @param wasted calls that did not bring the end
 * @param early calls before a Retry-After was over
 * @param afterEnd calls about jobs known to be over
 * @param overlapping calls while the last one was under way
 * @param earlySubmits submits before a Retry-After was over
 * @param repeatedSubmits submits sent twice without an idempotency key
 * @param told jobs of which the client has learned the end
 * @param lateness between the ends and their being told, on average over those jobs
 * @param cost what the client paid: its lateness, and what its calls are worth in lateness
 * @param clairvoyant what one would have paid who knows every end
 * @param best what the best schedule pays on average that knows the law of the durations only
 */
public record Verdict(
    boolean complete,
    Duration price,
    long calls,
    long faulted,
    long wasted,
    long early,
    long afterEnd,
    long overlapping,
    long earlySubmits,
    long repeatedSubmits,
    int told,
    Duration lateness,
    Duration cost,
    Duration clairvoyant,
    Duration best) {

  /** Of a client that has not asked yet. */
  public static final Verdict NONE =
      new Verdict(
          true,
          Duration.ZERO,
          0,
          0,
          0,
          0,
          0,
          0,
          0,
          0,
          0,
          Duration.ZERO,
          Duration.ZERO,
          Duration.ZERO,
          Duration.ZERO);

  /** Whether there is something to judge. */
  public boolean hasAsked() {
    return calls + faulted > 0;
  }

  /** How polite it was, and what it cost beside the best, in words. */
  public String sentence() {
    String manners =
        !complete
            ? "The simulator has forgotten part of the history: at least "
                + rude()
                + " requests were too many."
            : rude() == 0
                ? "Polite: it never asked too early, too often or after the end."
                : rude() == 1 ? "1 request was one too many." : rude() + " requests were too many.";
    return told == 0 || best.isZero()
        ? manners
        : manners
            + String.format(
                Locale.ROOT,
                " It costs %.2f times what the best schedule would.",
                (double) cost.toMillis() / best.toMillis());
  }

  /** Calls and submits that a polite client does not send. */
  public long rude() {
    return early + afterEnd + overlapping + earlySubmits + repeatedSubmits;
  }
}
