package dev.pollwise.client.poll;

import static dev.pollwise.client.job.Durations.max;
import static dev.pollwise.client.job.Durations.min;

import dev.pollwise.client.job.Answer.Hint;
import dev.pollwise.client.job.Answer.Miss;
import dev.pollwise.client.job.Durations;
import dev.pollwise.client.policy.PollingPolicy;
import dev.pollwise.client.policy.PollingPolicy.Jitter;
import dev.pollwise.client.poll.DurableRequest.Reply;
import dev.pollwise.client.poll.OutageMonitor.FailureBackoff;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** What a repeated request does next. Pure: time and chance come in as arguments. */
sealed interface RequestStep<T> {

  /** Who is told to come again, but not when, is not to come with everybody else. */
  Jitter UNTOLD = new Jitter(0.5);

  /** How long a part of an answer is asked for anew before it has to do. */
  Duration PARTIAL_GRACE = Duration.ofSeconds(60);

  /**
   * Ask again.
   *
   * @param progress how far the request has come
   * @param miss what the last attempt brought instead
   * @param delay from now to the next attempt
   * @param wish when that would come without a limit, by elapsed time
   * @param floor no attempt before, by elapsed time
   */
  record Again<T>(Progress<T> progress, Miss miss, Duration delay, Duration wish, Duration floor)
      implements RequestStep<T> {

    /** The same, seen from now, under a policy. */
    RequestStep<T> under(PollingPolicy policy, Duration now) {
      return again(progress, miss, wish, floor, policy, now);
    }

    /** What it comes to if nobody asks again. */
    RequestStep<T> last() {
      return progress.endedBy(miss);
    }
  }

  /**
   * What was asked for is there.
   *
   * @param value all that could be had of it
   */
  record Done<T>(T value) implements RequestStep<T> {}

  /**
   * Asking again is pointless, or the time is up.
   *
   * @param miss the last one
   * @param doubt the first after which the server may have acted on the request all the same; empty
   *     if it certainly has not
   */
  record GivenUp<T>(Miss miss, Optional<Miss> doubt) implements RequestStep<T> {}

  /** How long to wait before the next attempt; empty if there is none. */
  default Optional<Duration> delayIfAgain() {
    return this instanceof Again<T> again ? Optional.of(again.delay()) : Optional.empty();
  }

  /** What was asked for; throws what is made of the last miss and of the doubt. */
  default T result(BiFunction<Miss, Optional<Miss>, ? extends RuntimeException> givenUp) {
    return switch (this) {
      case Done<T>(T value) -> value;
      case GivenUp<T>(Miss miss, var doubt) -> throw givenUp.apply(miss, doubt);
      case Again<T> again -> throw new IllegalStateException("a request ended with " + again);
    };
  }

  /**
   * What is remembered from attempt to attempt.
   *
   * @param misses attempts since the last progress; sizes the backoff
   * @param failures how many of them, in a row at the end, were failures and not a server that is
   *     busy
   * @param failingSince when the first of these failures was known, by elapsed time; zero without
   *     any
   * @param doubt as in {@link GivenUp}
   * @param part what has to do if no more comes
   */
  record Progress<T>(
      int misses,
      int failures,
      Duration failingSince,
      Optional<Miss> doubt,
      Optional<Part<T>> part) {

    static <T> Progress<T> of(@Nullable RequestStep<T> before) {
      return before instanceof Again<T> again ? again.progress() : begun();
    }

    static <T> Progress<T> begun() {
      return new Progress<>(0, 0, Duration.ZERO, Optional.empty(), Optional.empty());
    }

    /** The server lives: contact is not lost. */
    Progress<T> answered(boolean isNews) {
      return new Progress<>(isNews ? 1 : misses + 1, 0, Duration.ZERO, doubt, part);
    }

    Progress<T> failed(Duration now) {
      return new Progress<>(
          misses + 1, failures + 1, failures == 0 ? now : failingSince, doubt, part);
    }

    Progress<T> doubting(Miss miss) {
      Optional<Miss> first = doubt.or(() -> Optional.of(miss));
      return new Progress<>(misses, failures, failingSince, first, part);
    }

    Progress<T> with(T value, Duration now) {
      Duration since = part.map(Part::since).orElse(now);
      return new Progress<>(
          misses, failures, failingSince, doubt, Optional.of(new Part<>(value, since)));
    }

    /** The last attempt at the latest. */
    Duration limit(PollingPolicy policy) {
      Duration contact =
          failures == 0 ? policy.deadline() : failingSince.plus(policy.failureBudget());
      Duration grace = part.map(some -> some.since().plus(PARTIAL_GRACE)).orElse(policy.deadline());
      return min(policy.deadline(), min(contact, grace));
    }

    RequestStep<T> endedBy(Miss miss) {
      return part.flatMap(some -> Optional.ofNullable(some.value()))
          .<RequestStep<T>>map(Done::new)
          .orElseGet(() -> new GivenUp<>(miss, doubt));
    }
  }

  /**
   * A part of what was asked for.
   *
   * @param value all that is known so far; null where only a process that is over has known it
   * @param since when the first of it was known, by elapsed time
   */
  record Part<T>(@Nullable T value, Duration since) {}

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
      Progress<T> before, Reply<T> reply, PollingPolicy policy, Duration now, double chance) {
    return switch (reply) {
      case Reply.Done<T>(var value) -> new Done<>(value);
      case Reply.Refused<T>(Miss miss, boolean knowsKey) ->
          (knowsKey ? before.doubting(miss) : before).endedBy(miss);
      case Reply.Busy<T>(Miss miss) ->
          waitedOut(before.answered(false), miss, miss.hint(), policy, now, chance);
      case Reply.InProgress<T>(Miss miss, Hint hint, boolean isNews) ->
          waitedOut(before.answered(isNews).doubting(miss), miss, hint, policy, now, chance);
      case Reply.Partial<T>(var value, Miss miss) ->
          retried(
              before.answered(false).doubting(miss).with(value, now), miss, policy, now, chance);
      case Reply.Lost<T>(Miss miss) ->
          retried(before.failed(now).doubting(miss), miss, policy, now, chance);
      case Reply.Unsent<T>(Miss miss) -> retried(before.failed(now), miss, policy, now, chance);
    };
  }

  /** A pause that the server names is the measure; without one, the bound of a backoff is. */
  private static <T> RequestStep<T> waitedOut(
      Progress<T> next, Miss miss, Hint hint, PollingPolicy policy, Duration now, double chance) {
    Duration bound = FailureBackoff.bound(next.misses());
    boolean isTold = hint instanceof Hint.RetryAfter || !hint.floor().isZero();
    Duration delay =
        isTold ? backoff(bound, hint, policy, chance) : UNTOLD.spreadUpward(bound, chance);
    return again(next, miss, now.plus(delay), now.plus(hint.floor()), policy, now);
  }

  private static <T> RequestStep<T> retried(
      Progress<T> next, Miss miss, PollingPolicy policy, Duration now, double chance) {
    Duration bound = FailureBackoff.bound(next.misses());
    Duration delay = backoff(bound, miss.hint(), policy, chance);
    return again(next, miss, now.plus(delay), now.plus(miss.hint().floor()), policy, now);
  }

  private static Duration backoff(Duration bound, Hint hint, PollingPolicy policy, double chance) {
    Duration pause = policy.jitter().spreadUpward(hint.floor(), chance);
    return max(FailureBackoff.draw(bound, chance), pause);
  }

  /**
   * It is not yet the turn of the request.
   *
   * @param miss what is told of it if it is given up
   * @param pause what is left of a pause; none where it is called when it may ask
   */
  static <T> RequestStep<T> deferred(
      Progress<T> before,
      Miss miss,
      Hint pause,
      PollingPolicy policy,
      Duration now,
      double chance) {
    Duration wish =
        pause.floor().isZero()
            ? Durations.LONGEST
            : now.plus(policy.jitter().spreadUpward(pause.floor(), chance));
    return again(before, miss, wish, now.plus(pause.floor()), policy, now);
  }

  /** The last attempt is made exactly at the limit; none where a pause reaches past it. */
  private static <T> RequestStep<T> again(
      Progress<T> progress,
      Miss miss,
      Duration wish,
      Duration floor,
      PollingPolicy policy,
      Duration now) {
    Duration limit = progress.limit(policy);
    return limit.compareTo(now) <= 0 || floor.compareTo(limit) > 0
        ? progress.endedBy(miss)
        : new Again<>(progress, miss, max(Duration.ZERO, min(wish, limit).minus(now)), wish, floor);
  }
}
