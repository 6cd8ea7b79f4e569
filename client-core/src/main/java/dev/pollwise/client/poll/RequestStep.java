package dev.pollwise.client.poll;

import dev.pollwise.client.job.Hint;
import dev.pollwise.client.job.Miss;
import dev.pollwise.client.pacing.PollingPolicy;
import java.time.Duration;

/**
 * What a repeated request does next. Pure: time and chance come in as arguments.
 *
 * @param <T> what the request is made for
 */
sealed interface RequestStep<T> {

  /**
   * Ask again.
   *
   * @param progress how far the request has come
   * @param miss what the last attempt brought instead
   * @param delay from now to the next attempt
   */
  record Again<T>(Progress progress, Miss miss, Duration delay) implements RequestStep<T> {}

  /**
   * What was asked for is there.
   *
   * @param value the whole of it
   */
  record Done<T>(T value) implements RequestStep<T> {}

  /**
   * Asking again is pointless, or the time is up.
   *
   * @param miss the last one
   */
  record GivenUp<T>(Miss miss) implements RequestStep<T> {}

  /**
   * What is remembered from attempt to attempt.
   *
   * @param misses attempts since the last progress; sizes the backoff
   * @param failures how many of them, in a row at the end, were failures and not a server that is
   *     busy
   * @param failingSince when the first of these failures was known, by elapsed time; zero without
   *     any
   */
  record Progress(int misses, int failures, Duration failingSince) {

    static Progress begun() {
      return new Progress(0, 0, Duration.ZERO);
    }

    /** The server lives: contact is not lost. */
    Progress busy(boolean isNews) {
      return new Progress(isNews ? 1 : misses + 1, 0, Duration.ZERO);
    }

    Progress failed(Duration now) {
      return new Progress(misses + 1, failures + 1, failures == 0 ? now : failingSince);
    }
  }

  /**
   * Decides.
   *
   * @param before how far the request had come before the attempt
   * @param reply what the attempt brought
   * @param policy gives deadline and failure budget
   * @param now elapsed time of the request
   * @param chance drawn evenly from [0, 1)
   */
  static <T> RequestStep<T> after(
      Progress before, Reply<T> reply, PollingPolicy policy, Duration now, double chance) {
    return switch (reply) {
      case Reply.Done<T>(var value) -> new Done<>(value);
      case Reply.Refused<T>(Miss miss) -> new GivenUp<>(miss);
      case Reply.Busy<T>(Miss miss, Hint hint, boolean isNews) -> {
        Progress next = before.busy(isNews);
        Duration bound = FailureBackoff.bound(next.misses());
        // A pause that the server names is the measure; without one, the bound is.
        Duration least = hint instanceof Hint.RetryAfter(Duration pause) ? pause : bound;
        Duration delay = max(max(FailureBackoff.draw(bound, chance), least), hint.floor());
        yield again(new Again<>(next, miss, delay), hint, policy.deadline().minus(now));
      }
      case Reply.Lost<T>(Miss miss) -> {
        Progress next = before.failed(now);
        Duration bound = FailureBackoff.bound(next.misses());
        Duration delay = max(FailureBackoff.draw(bound, chance), miss.hint().floor());
        Duration limit = min(policy.deadline(), next.failingSince().plus(policy.failureBudget()));
        yield again(new Again<>(next, miss, delay), miss.hint(), limit.minus(now));
      }
    };
  }

  /** The last attempt is made exactly at the limit; none where a hint reaches past it. */
  private static <T> RequestStep<T> again(Again<T> step, Hint hint, Duration left) {
    return !left.isPositive() || hint.floor().compareTo(left) > 0
        ? new GivenUp<>(step.miss())
        : new Again<>(step.progress(), step.miss(), min(step.delay(), left));
  }

  private static Duration max(Duration a, Duration b) {
    return a.compareTo(b) >= 0 ? a : b;
  }

  private static Duration min(Duration a, Duration b) {
    return a.compareTo(b) <= 0 ? a : b;
  }
}
