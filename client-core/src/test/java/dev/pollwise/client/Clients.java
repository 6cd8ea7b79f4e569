package dev.pollwise.client;

import dev.pollwise.client.job.Answer.Miss;
import dev.pollwise.client.job.JobEvent;
import dev.pollwise.client.policy.Pacing;
import dev.pollwise.client.policy.PollingPolicy;
import dev.pollwise.client.policy.PollingPolicy.Jitter;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.random.RandomGenerator;

/** Clients that wait a hundredth of what they say, and what their listeners heard. */
final class Clients {

  static final String KEY = "sk_live_0123456789abcdef";
  static final URI VIDEO = URI.create("https://videos.test/launch.mp4?Signature=presigned");

  /** Polls every second, which takes 10 ms; generous with single calls. */
  static final PollingPolicy POLICY =
      PollingPolicy.defaults()
          .withPacing(Pacing.fixed(Duration.ofSeconds(1)))
          .withJitter(Jitter.none())
          .withAttemptTimeout(Duration.ofMinutes(30));

  /** For servers that do not answer in time. */
  static final PollingPolicy IMPATIENT = POLICY.withAttemptTimeout(Duration.ofSeconds(40));

  private Clients() {}

  static TranslationClient.Builder builder(URI server, FastClock clock, Heard heard) {
    return TranslationClient.builder(server)
        .apiKey(KEY)
        .policy(POLICY)
        .clock(clock)
        .random(eager())
        .listener(heard::add);
  }

  /** A generator by which backoffs are as short as they can be, but for busy servers. */
  static RandomGenerator eager() {
    return () -> 0L;
  }

  /** What a listener heard. */
  static final class Heard {

    private final List<JobEvent> events = new CopyOnWriteArrayList<>();

    void add(JobEvent event) {
      events.add(event);
    }

    List<JobEvent> events() {
      return List.copyOf(events);
    }

    List<Miss> misses() {
      return events.stream()
          .filter(JobEvent.Missed.class::isInstance)
          .map(event -> ((JobEvent.Missed) event).cause())
          .toList();
    }
  }
}
