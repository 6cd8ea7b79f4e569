package dev.pollwise.dashboard.policy;

import dev.pollwise.client.duration.Outlook;
import dev.pollwise.client.job.Durations;
import dev.pollwise.client.policy.Pacing;
import dev.pollwise.client.policy.PollingPolicy;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a policy plans for a job that goes on, as points to draw and as a sentence.
 *
 * @param policy the policy
 * @param polls the first planned polls, at most {@link #LIMIT}
 * @param knowledge what it goes by, in words; empty if nothing is known of the job
 * @param participants how many jobs share a call
 */
public record PolicyPreview(
    PollingPolicy policy,
    List<PollingPolicy.PlannedPoll> polls,
    String knowledge,
    int participants) {

  /** More polls than anybody would look at one by one. */
  public static final int LIMIT = 2000;

  private static final int NAMED = 4;

  /** Plans what a form says for a job alone, of which nothing was seen yet. */
  public static PolicyPreview of(PolicyModel form) {
    return of(form, Outlook.expecting(form.expectation().get()), 1);
  }

  /** Plans what a form says. */
  public static PolicyPreview of(PolicyModel form, Outlook outlook, int participants) {
    PollingPolicy policy = form.policy().get();
    boolean listens = policy.pacing() instanceof Pacing.Adaptive;
    return new PolicyPreview(
        policy,
        PollingPolicy.PlannedPoll.of(policy, outlook, participants, LIMIT),
        listens && outlook.law().isPresent() ? outlook.describe() : "",
        listens ? participants : 1);
  }

  /** Whether it is what a job does that is asked about alone, and of which nothing is known. */
  public boolean isPlain() {
    return knowledge.isEmpty() && participants == 1;
  }

  /** The plan in words: when the first calls come, and how many there can be. */
  public String sentence() {
    String first =
        polls.stream()
            .limit(NAMED)
            .map(poll -> unbroken(poll.at()))
            .collect(Collectors.joining(", "));
    return "Asks after " + first + (polls.size() > NAMED ? " …" : "") + "; " + total() + basis();
  }

  /** What makes the plan another than that for a job alone, of which nothing is known. */
  private String basis() {
    String words =
        Stream.of(knowledge, participants == 1 ? "" : participants + " jobs share each call")
            .filter(word -> !word.isEmpty())
            .collect(Collectors.joining("; "));
    return words.isEmpty()
        ? ""
        : " " + Character.toUpperCase(words.charAt(0)) + words.substring(1) + ".";
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
    return Durations.text(duration).replace(' ', '\u00a0');
  }
}
