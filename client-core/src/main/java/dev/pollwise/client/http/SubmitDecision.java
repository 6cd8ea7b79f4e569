package dev.pollwise.client.http;

import dev.pollwise.client.job.Hint;
import dev.pollwise.client.job.Miss;
import dev.pollwise.client.pacing.PollingPolicy;
import dev.pollwise.client.poll.FailureBackoff;
import java.time.Duration;

/**
 * Decides how a submit goes on after a call: whether its fate is known, and when to ask again.
 * Pure: time and chance come in as arguments.
 */
final class SubmitDecision {

  private SubmitDecision() {}

  /**
   * Decides.
   *
   * @param progress how far the submit had come before the call
   * @param submitted what the call brought
   * @param policy gives deadline and failure budget
   * @param now elapsed time of the submit
   * @param chance drawn evenly from [0, 1)
   */
  static <T> SubmitStep<T> decide(
      SubmitProgress progress,
      Submitted<T> submitted,
      PollingPolicy policy,
      Duration now,
      double chance) {
    return switch (submitted) {
      case Submitted.Accepted<T>(var receipt) -> new SubmitStep.Accepted<>(receipt);
      case Submitted.Missed<T> missed ->
          switch (meaning(missed)) {
            case REFUSED -> new SubmitStep.GivenUp<>(missed.miss());
            case BUSY -> {
              SubmitProgress next = progress.busy();
              Duration bound = FailureBackoff.bound(next.misses());
              // A pause that the server names is the measure; without one, the bound is.
              Duration floor =
                  missed.miss().hint() instanceof Hint.RetryAfter(Duration pause) ? pause : bound;
              Duration delay = max(FailureBackoff.draw(bound, chance), floor);
              yield again(next, missed.miss(), now, delay, policy.deadline());
            }
            case LOST -> {
              SubmitProgress next = progress.failed(now);
              Duration bound = FailureBackoff.bound(next.misses());
              Duration delay =
                  max(FailureBackoff.draw(bound, chance), missed.miss().hint().floor());
              yield again(
                  next,
                  missed.miss(),
                  now,
                  delay,
                  next.failingSince().plus(policy.failureBudget()));
            }
          };
    };
  }

  /** The last call is made exactly at the limit, unless the server asked for a longer pause. */
  private static <T> SubmitStep<T> again(
      SubmitProgress next, Miss miss, Duration now, Duration delay, Duration limit) {
    Duration left = limit.minus(now);
    boolean isOver = !left.isPositive() || miss.hint().floor().compareTo(left) > 0;
    return isOver
        ? new SubmitStep.GivenUp<>(miss)
        : new SubmitStep.Again<>(next, delay.compareTo(left) < 0 ? delay : left);
  }

  private static Meaning meaning(Submitted.Missed<?> missed) {
    return switch (missed.miss()) {
      case Miss.Throttled throttled -> Meaning.BUSY;
      case Miss.Unreachable unreachable -> Meaning.LOST;
      case Miss.TimedOut late -> Meaning.LOST;
      case Miss.Unreadable unreadable -> Meaning.LOST;
      case Miss.NotFound unknown -> Meaning.REFUSED;
      case Miss.Denied denied -> Meaning.REFUSED;
      case Miss.Redirected moved -> moved.isPermanent() ? Meaning.REFUSED : Meaning.LOST;
      case Miss.Rejected rejected when missed.isInProgress() -> Meaning.BUSY;
      case Miss.Rejected(int status, var detail, var hint) ->
          status >= 500 || status == 408 ? Meaning.LOST : Meaning.REFUSED;
    };
  }

  private static Duration max(Duration a, Duration b) {
    return a.compareTo(b) >= 0 ? a : b;
  }

  private enum Meaning {
    /** The server lives, and has no room yet or is still at work on this very submit. */
    BUSY,
    /** It is not known whether the server has accepted the submit. */
    LOST,
    /** It has not, and will not. */
    REFUSED
  }
}
