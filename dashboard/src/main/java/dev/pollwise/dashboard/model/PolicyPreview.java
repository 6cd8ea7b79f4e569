package dev.pollwise.dashboard.model;

import dev.pollwise.client.duration.Outlook;
import dev.pollwise.client.job.DurationText;
import dev.pollwise.client.policy.PollingPolicy;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What a policy plans for a job that goes on, as points to draw and as a sentence.
 *
 * @param polls the first planned polls, at most {@link #LIMIT}
 * @param policy the policy
 */
public record PolicyPreview(PollingPolicy policy, List<PollingPolicy.PlannedPoll> polls) {

  /** More polls than anybody would look at one by one. */
  public static final int LIMIT = 2000;

  private static final int NAMED = 4;

  /** Plans what a form says. */
  static PolicyPreview of(PolicyModel form) {
    return new PolicyPreview(form.policy().get(), polls(form, LIMIT));
  }

  /** At most so many polls of a job of which nothing was seen yet. */
  static List<PollingPolicy.PlannedPoll> polls(PolicyModel form, int limit) {
    return PollingPolicy.PlannedPoll.of(
        form.policy().get(), Outlook.expecting(form.expectation().get()), limit);
  }

  /** The plan in words: when the first calls come, and how many there can be. */
  public String sentence() {
    String first =
        polls.stream()
            .limit(NAMED)
            .map(poll -> unbroken(poll.at()))
            .collect(Collectors.joining(", "));
    return "Asks after " + first + (polls.size() > NAMED ? " …" : "") + "; " + total();
  }

  private String total() {
    if (polls.size() == LIMIT) {
      return "more than " + LIMIT + " calls possible.";
    }
    String calls = polls.size() == 1 ? "1 call" : polls.size() + " calls";
    return "at most " + calls + " in " + unbroken(polls.getLast().at()) + ".";
  }

  /** Number and unit stay on one line. */
  private static String unbroken(Duration duration) {
    return DurationText.of(duration).replace(' ', '\u00a0');
  }
}
