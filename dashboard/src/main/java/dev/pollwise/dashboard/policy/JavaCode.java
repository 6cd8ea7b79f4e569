package dev.pollwise.dashboard.policy;

import dev.pollwise.client.job.Expectation;
import dev.pollwise.client.policy.Pacing;
import dev.pollwise.client.policy.PollingPolicy;
import java.net.URI;
import java.time.Duration;

/** A policy as a Java class to take along: it compiles, and holds no secret. */
public final class JavaCode {

  /** The name of the class. */
  public static final String CLASS_NAME = "TunedPolling";

  private JavaCode() {}

  /**
   * The whole class.
   *
   * @param policy what {@code policy()} of the class returns
   * @param expectation what the client of its {@code main} expects of jobs
   * @param server the server its {@code main} asks; user, query and fragment are left out
   * @throws IllegalArgumentException if the pacing is a function of one's own, or the expectation
   *     goes by the length of the source
   */
  public static String of(PollingPolicy policy, Expectation expectation, URI server) {
    return """
    import dev.pollwise.client.TranslationClient;
    import dev.pollwise.client.TranslationJob;
    import dev.pollwise.client.TranslationRequest;
    import dev.pollwise.client.policy.PollingPolicy.Jitter;
    import dev.pollwise.client.policy.Pacing;
    import dev.pollwise.client.policy.PollingPolicy;
    import java.net.URI;
    import java.time.Duration;

    /** Waits for translations by a policy that was tuned in the Pollwise dashboard. */
    public final class %1$s {

      private static final URI SERVER = URI.create("%2$s");

      private %1$s() {}

      /** When to ask, and when to give up. */
      public static PollingPolicy policy() {
        return PollingPolicy.defaults()
            .withPacing(%3$s)
            .withJitter(new Jitter(%4$s))
            .withCallPrice(%5$s)
            .withDeadline(%6$s)
            .withFailureBudget(%7$s)
            .withAttemptTimeout(%8$s)
            .withMaxPolls(%9$s);
      }

      /** Translates a video into a language: two arguments. A real server charges for it. */
      public static void main(String[] arguments) throws InterruptedException {
        String key = System.getenv().getOrDefault("HEYGEN_API_KEY", "demo");
        try (var client =
            TranslationClient.builder(SERVER).apiKey(key).policy(policy())%10$s.build()) {
          var request = TranslationRequest.of(URI.create(arguments[0]), arguments[1]);
          for (TranslationJob job : client.translate(request)) {
            System.out.println(job.title() + ": " + job.await());
          }
        }
      }
    }
    """
        .formatted(
            CLASS_NAME,
            bare(server),
            pacing(policy),
            policy.jitter().fraction(),
            duration(policy.callPrice()),
            duration(policy.deadline()),
            duration(policy.failureBudget()),
            duration(policy.attemptTimeout()),
            policy.maxPolls() == PollingPolicy.UNLIMITED
                ? "PollingPolicy.UNLIMITED"
                : Integer.toString(policy.maxPolls()),
            expecting(expectation));
  }

  private static String expecting(Expectation expectation) {
    return switch (expectation) {
      case Expectation.None none -> "";
      case Expectation.Lasting(Duration expected) -> ".expecting(" + duration(expected) + ")";
      case Expectation.PerSource perSource ->
          throw new IllegalArgumentException(
              "expected duration " + perSource.describe() + ": must be a time here");
    };
  }

  /** Where people put secrets into addresses, nothing is copied. */
  private static String bare(URI server) {
    String port = server.getPort() < 0 ? "" : ":" + server.getPort();
    String path = server.getRawPath() == null ? "" : server.getRawPath();
    return URI.create(server.getScheme() + "://" + server.getHost() + port + path).toASCIIString();
  }

  private static String pacing(PollingPolicy policy) {
    return switch (policy.pacing()) {
      case Pacing.Adaptive adaptive -> "Pacing.adaptive()";
      case Pacing.Fixed fixed -> "Pacing.fixed(" + duration(fixed.interval()) + ")";
      case Pacing.Exponential growing ->
          "Pacing.exponential("
              + duration(growing.initial())
              + ", "
              + growing.factor()
              + ", "
              + duration(growing.cap())
              + ")";
      case Pacing.Linear linear when linear.equals(Pacing.forPrice(policy.callPrice())) ->
          "Pacing.forPrice(" + duration(policy.callPrice()) + ")";
      case Pacing.Linear linear ->
          "Pacing.linear("
              + duration(linear.initial())
              + ", "
              + duration(linear.step())
              + ", "
              + duration(linear.cap())
              + ")";
      case Pacing.Custom custom ->
          throw new IllegalArgumentException(
              "pacing " + custom.name() + ": a function of one's own cannot be written as code");
    };
  }

  private static String duration(Duration duration) {
    if (duration.getNano() % 1_000_000 != 0) {
      return "Duration.ofSeconds("
          + literal(duration.getSeconds())
          + ", "
          + duration.getNano()
          + ")";
    }
    if (duration.getNano() != 0) {
      return "Duration.ofMillis(" + literal(duration.toMillis()) + ")";
    }
    long seconds = duration.getSeconds();
    if (seconds != 0 && seconds % 3600 == 0) {
      return "Duration.ofHours(" + literal(seconds / 3600) + ")";
    }
    return seconds != 0 && seconds % 60 == 0
        ? "Duration.ofMinutes(" + literal(seconds / 60) + ")"
        : "Duration.ofSeconds(" + literal(seconds) + ")";
  }

  private static String literal(long number) {
    return number > Integer.MAX_VALUE ? number + "L" : Long.toString(number);
  }
}
