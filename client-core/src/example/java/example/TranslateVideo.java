package example;

import dev.pollwise.client.TranslationClient;
import dev.pollwise.client.TranslationJob;
import dev.pollwise.client.TranslationRequest;
import dev.pollwise.client.job.JobEvent;
import dev.pollwise.client.job.JobOutcome;
import dev.pollwise.client.job.JobOutcome.Cancelled;
import dev.pollwise.client.job.JobOutcome.Ended;
import dev.pollwise.client.job.JobOutcome.GaveUp;
import dev.pollwise.client.job.JobOutcome.TimedOut;
import dev.pollwise.client.job.JobStatus.Completed;
import dev.pollwise.client.job.JobStatus.Failed;
import dev.pollwise.client.job.PollwiseException;
import dev.pollwise.client.policy.PollingPolicy;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/**
 * Translates a video and tells what happens meanwhile: a whole program on the class path of the
 * client and its few dependencies.
 *
 * <pre>java -cp … example.TranslateVideo http://localhost:8080 https://example.com/a.mp4 French</pre>
 *
 * The key is read from the environment variable HEYGEN_API_KEY. The exit code is 0 if every
 * translation completed, 1 if one did not, 2 if the arguments are wrong.
 */
public final class TranslateVideo {

  private TranslateVideo() {}

  /** Server, video, and at least one language. */
  public static void main(String[] arguments) throws InterruptedException {
    if (arguments.length < 3) {
      System.err.println("usage: TranslateVideo SERVER VIDEO LANGUAGE...");
      System.exit(2);
    }
    URI server = URI.create(arguments[0]);
    URI video = URI.create(arguments[1]);
    List<String> languages = Arrays.asList(arguments).subList(2, arguments.length);
    System.exit(translate(server, video, languages) ? 0 : 1);
  }

  private static boolean translate(URI server, URI video, List<String> languages)
      throws InterruptedException {
    String key = System.getenv().getOrDefault("HEYGEN_API_KEY", "demo");
    // A second of waiting for a finished video is worth as much as one call.
    PollingPolicy policy = PollingPolicy.defaults().withCallPrice(Duration.ofSeconds(1));
    boolean allCompleted = true;
    try (var client =
        TranslationClient.builder(server)
            .apiKey(key)
            .policy(policy)
            .listener(TranslateVideo::tell)
            .build()) {
      for (TranslationJob job : client.translate(TranslationRequest.of(video, languages))) {
        JobOutcome outcome = job.await();
        System.out.println(job.title() + ": " + words(outcome));
        allCompleted &= outcome instanceof Ended(Completed done);
      }
    } catch (PollwiseException failed) {
      System.err.println(failed.getMessage());
      return false;
    }
    return allCompleted;
  }

  private static String words(JobOutcome outcome) {
    return switch (outcome) {
      case Ended(Completed done) -> "completed, " + done.videoUrl().map(URI::toString).orElse("");
      case Ended(Failed failed) -> "failed, " + failed.reason();
      case TimedOut late -> "still running, resume with " + late.resumeToken();
      case GaveUp lost -> "lost contact, " + lost.cause().describe();
      case Cancelled cancelled -> "no longer watched";
    };
  }

  private static void tell(JobEvent event) {
    if (event instanceof JobEvent.Waiting waiting) {
      System.out.printf(
          "%s: next call in %.1f s because %s%n",
          waiting.jobId(), waiting.delay().toMillis() / 1e3, waiting.reason().describe());
    } else if (event instanceof JobEvent.Missed missed) {
      System.out.println(missed.jobId() + ": " + missed.cause().describe());
    }
  }
}
