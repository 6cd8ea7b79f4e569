package dev.pollwise.client.http;

import dev.pollwise.client.job.Hint;
import dev.pollwise.client.job.Miss;
import dev.pollwise.client.pacing.PollingPolicy;
import dev.pollwise.client.poll.FailureBackoff;
import java.time.Duration;

/** What comes after a look at a batch whose items are not all known. Pure. */
sealed interface BatchStep {

  /**
   * What is remembered from look to look.
   *
   * @param idle looks in a row, at the end, that brought no item
   * @param failures looks in a row, at the end, that brought no answer
   * @param failingSince when the first of these failures was known, by elapsed time; zero without
   *     any
   */
  record Progress(int idle, int failures, Duration failingSince) {

    static Progress begun() {
      return new Progress(0, 0, Duration.ZERO);
    }
  }

  /**
   * Look again.
   *
   * @param progress how far it has come
   * @param delay from now to the next look
   */
  record Again(Progress progress, Duration delay) implements BatchStep {}

  /** Every item is known. */
  record Complete() implements BatchStep {}

  /**
   * Looking again is pointless, or the time is up.
   *
   * @param miss why
   */
  record GivenUp(Miss miss) implements BatchStep {}

  /**
   * After an answer that leaves items open: the gaps double from a second to a minute as long as
   * nothing comes, since the server may be waiting for room.
   */
  static BatchStep open(
      Progress before, boolean broughtItems, Hint hint, PollingPolicy policy, Duration now) {
    int idle = broughtItems ? 1 : before.idle() + 1;
    Duration delay = max(FailureBackoff.bound(idle), hint.floor());
    Miss late = new Miss.Unreadable("the server has not named all jobs of the batch");
    return until(
        policy.deadline(),
        now,
        new Again(new Progress(idle, 0, Duration.ZERO), delay),
        hint.floor(),
        late);
  }

  /** After a look that brought no answer. */
  static BatchStep missed(
      Progress before, Miss miss, PollingPolicy policy, Duration now, double chance) {
    return switch (miss) {
      case Miss.Denied denied -> new GivenUp(denied);
      case Miss.Throttled throttled -> {
        int idle = before.idle() + 1;
        Duration delay = max(FailureBackoff.bound(idle), throttled.hint().floor());
        yield until(
            policy.deadline(),
            now,
            new Again(new Progress(idle, 0, Duration.ZERO), delay),
            throttled.hint().floor(),
            throttled);
      }
      case Miss.Unreachable failed -> failed(before, failed, policy, now, chance);
      case Miss.TimedOut failed -> failed(before, failed, policy, now, chance);
      case Miss.Unreadable failed -> failed(before, failed, policy, now, chance);
      case Miss.NotFound failed -> failed(before, failed, policy, now, chance);
      case Miss.Redirected moved when moved.isPermanent() -> new GivenUp(moved);
      case Miss.Redirected failed -> failed(before, failed, policy, now, chance);
      case Miss.Rejected failed -> failed(before, failed, policy, now, chance);
    };
  }

  private static BatchStep failed(
      Progress before, Miss miss, PollingPolicy policy, Duration now, double chance) {
    int failures = before.failures() + 1;
    Duration since = failures == 1 ? now : before.failingSince();
    Duration backoff = FailureBackoff.draw(FailureBackoff.bound(failures), chance);
    Again again =
        new Again(new Progress(before.idle(), failures, since), max(backoff, miss.hint().floor()));
    Duration limit = min(policy.deadline(), since.plus(policy.failureBudget()));
    return until(limit, now, again, miss.hint().floor(), miss);
  }

  /** The last look is made exactly at the limit; none where the next may only come after it. */
  private static BatchStep until(
      Duration limit, Duration now, Again again, Duration floor, Miss miss) {
    Duration left = limit.minus(now);
    return !left.isPositive() || floor.compareTo(left) > 0
        ? new GivenUp(miss)
        : new Again(again.progress(), min(again.delay(), left));
  }

  private static Duration max(Duration a, Duration b) {
    return a.compareTo(b) >= 0 ? a : b;
  }

  private static Duration min(Duration a, Duration b) {
    return a.compareTo(b) <= 0 ? a : b;
  }
}
