package dev.pollwise.dashboard.policy;

import dev.pollwise.client.policy.Pacing;
import dev.pollwise.client.policy.PollingPolicy;
import dev.pollwise.client.policy.PollingPolicy.Jitter;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * A schedule known by name: ours, what others ship, and what people write by hand. Sets pacing,
 * jitter, deadline and the greatest number of calls; the price of a call and the other limits stay
 * as they are.
 *
 * @param name what to call it
 * @param about where it comes from, and what differs there
 * @param change makes a policy such a one
 */
public record Preset(String name, String about, UnaryOperator<PollingPolicy> change) {

  private static final List<Preset> ALL =
      List.of(
          new Preset(
              "Pollwise adaptive",
              "The default of this client: what costs least by all that is known of such jobs.",
              policy -> policy.withPacing(Pacing.adaptive()).withJitter(Jitter.defaults())),
          new Preset(
              "Pollwise for price r",
              "Each interval is r longer than the last. It never learns, and costs at most a"
                  + " little more than twice the best possible.",
              policy ->
                  policy
                      .withPacing(Pacing.forPrice(policy.callPrice()))
                      .withJitter(Jitter.defaults())),
          plain(
              "Every second",
              "The loop that many write first; openai-python asks so, too, where the server says"
                  + " nothing else.",
              Pacing.fixed(seconds(1))),
          plain(
              "1 s doubling, five times",
              "Written by hand again and again, nobody's default: five calls, after 1, 3, 7, 15 and"
                  + " 31 s; then it gives up.",
              Pacing.exponential(seconds(1), 2, seconds(16)),
              5),
          plain(
              "2 s × 1.5",
              "Written by hand again and again, nobody's default: backs off for as long as it"
                  + " takes.",
              Pacing.exponential(seconds(2), 1.5, Duration.ofMinutes(60))),
          new Preset(
              "HeyGen CLI",
              "heygen-cli --wait: 2 s doubling up to 30 s, ± 25 %, gives up after 20 min. There the"
                  + " first call is made at once.",
              policy ->
                  policy
                      .withPacing(Pacing.exponential(seconds(2), 2, seconds(30)))
                      .withJitter(new Jitter(0.25))
                      .withDeadline(Duration.ofMinutes(20))),
          plain(
              "AWS waiter, core",
              "AWS SDK for Java 2, where a service says nothing else: 3 calls, 5 s apart. There the"
                  + " first is made at once.",
              Pacing.fixed(seconds(5)),
              3),
          plain(
              "AWS waiter, EC2",
              "AWS SDK waiters of EC2: 40 calls, 15 s apart. There the first is made at once.",
              Pacing.fixed(seconds(15)),
              40),
          plain(
              "AWS waiter, DynamoDB",
              "AWS SDK waiters of DynamoDB: 25 calls, 20 s apart. There the first is made at once.",
              Pacing.fixed(seconds(20)),
              25),
          plain(
              "Azure, resource manager",
              "azure-core with the generated clients of the resource manager: every 30 s.",
              Pacing.fixed(seconds(30))),
          new Preset(
              "Google gax",
              "gax long-running operations: 5 s × 1.5 up to 45 s for 5 min, under full jitter,"
                  + " which halves each pause on average; as near to that as ± 50 % comes.",
              policy ->
                  policy
                      .withPacing(Pacing.exponential(Duration.ofMillis(2500), 1.5, half(45)))
                      .withJitter(new Jitter(0.5))
                      .withDeadline(Duration.ofMinutes(5))),
          plain(
              "Failsafe withBackoff(1, 30)",
              "The backoff of Failsafe's documentation: 1 s doubling up to 30 s. Failsafe makes 3"
                  + " calls unless told otherwise (maxRetries is 2), however long the cap; there"
                  + " the first is made at once.",
              Pacing.exponential(seconds(1), 2, seconds(30)),
              3),
          new Preset(
              "Awaitility",
              "Awaitility's defaults: every 100 ms, gives up after 10 s.",
              policy ->
                  policy
                      .withPacing(Pacing.fixed(Duration.ofMillis(100)))
                      .withJitter(Jitter.none())
                      .withDeadline(seconds(10))),
          plain(
              "resilience4j Retry",
              "resilience4j's defaults: 3 calls, 500 ms apart.",
              Pacing.fixed(Duration.ofMillis(500)),
              3));

  private static Duration seconds(long seconds) {
    return Duration.ofSeconds(seconds);
  }

  private static Duration half(long seconds) {
    return Duration.ofSeconds(seconds).dividedBy(2);
  }

  private static Preset plain(String name, String about, Pacing pacing) {
    return plain(name, about, pacing, PollingPolicy.UNLIMITED);
  }

  private static Preset plain(String name, String about, Pacing pacing, int calls) {
    return new Preset(
        name,
        about,
        policy -> policy.withPacing(pacing).withJitter(Jitter.none()).withMaxPolls(calls));
  }

  /** Ours first, then those of others. */
  public static List<Preset> all() {
    return ALL;
  }

  /** The policy with this schedule. */
  public PollingPolicy of(PollingPolicy policy) {
    return change.apply(
        policy
            .withDeadline(PollingPolicy.defaults().deadline())
            .withMaxPolls(PollingPolicy.UNLIMITED));
  }

  /** The preset that a policy is an example of. */
  static Optional<Preset> behind(PollingPolicy policy) {
    return ALL.stream().filter(preset -> preset.of(policy).equals(policy)).findFirst();
  }
}
