package dev.pollwise.client.poll;

import static dev.pollwise.client.poll.Story.EVERY_TEN;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pollwise.client.http.Logged;
import dev.pollwise.client.job.Answer;
import dev.pollwise.client.job.JobId;
import dev.pollwise.client.job.JobOutcome;
import dev.pollwise.client.job.JobOutcome.LastStatus;
import dev.pollwise.client.job.JobStatus;
import dev.pollwise.client.testing.VirtualClock;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Nobody who only reads the log is left without a word. */
class ServerLogTest {

  private static final URI SERVER = URI.create("http://silent.test:4711");

  private final VirtualClock time = new VirtualClock();

  private List<JobHandle> watch(int jobs, Function<Duration, Answer> server) {
    Poller poller =
        time.poller(
            Poller.builder(job -> CompletableFuture.completedFuture(server.apply(time.steady())))
                .server(SERVER)
                .policy(EVERY_TEN.withDeadline(ofMinutes(600)).withFailureBudget(ofMinutes(590))));
    return IntStream.range(0, jobs)
        .mapToObj(i -> poller.watchSubmitted(JobId.of("job-" + i), "title"))
        .toList();
  }

  private static List<String> warnings(Logged log) {
    return log.lines("WARNING", SERVER.toString());
  }

  private static List<String> news(Logged log) {
    return log.lines("INFO", SERVER.toString());
  }

  @Test
  void aServerThatIsNotThereIsToldAtOnceThenSeldomAndWhenItIsBack() {
    try (Logged log = new Logged()) {
      watch(50, now -> now.compareTo(ofMinutes(300)) < 0 ? Story.REFUSED : Story.RUNNING);
      time.advance(ofSeconds(10));

      assertThat(warnings(log))
          .as("one for all waits, with address and cause")
          .containsExactly(
              "no usable answer from http://silent.test:4711: no answer: connection refused;"
                  + " asking on");

      time.advance(ofMinutes(5));
      assertThat(warnings(log)).as("after 1 min and 2 min more").hasSize(3);
      assertThat(warnings(log).getLast()).contains(" for 3 min");

      time.advance(ofMinutes(290));
      assertThat(warnings(log)).as("after 4, 8, 16, 32, 60, … min more").hasSize(3 + 4 + 3);
      assertThat(news(log)).isEmpty();

      time.advance(ofMinutes(60));
      assertThat(news(log)).singleElement().asString().contains("answers again, after 4 h 59 min");
    }
  }

  @Test
  void aServerThatFailsNowAndThenIsNotToldOfAgainAndAgain() {
    try (Logged log = new Logged()) {
      watch(3, now -> now.toSeconds() % 40 < 10 ? Story.unavailable(0) : Story.RUNNING);
      time.advance(ofMinutes(500));

      assertThat(warnings(log)).hasSizeBetween(10, 16);
      assertThat(news(log)).hasSizeLessThanOrEqualTo(warnings(log).size());
    }
  }

  @Test
  void aServerThatWasWellForAnHourIsToldOfAtOnceAgain() {
    try (Logged log = new Logged()) {
      List<Integer> outages = List.of(1, 2, 3, 80);
      watch(1, now -> outages.contains((int) now.toMinutes()) ? Story.REFUSED : Story.RUNNING);
      time.advance(ofMinutes(80));
      int before = warnings(log).size();
      time.advance(ofMinutes(1));

      assertThat(warnings(log)).hasSize(before + 1);
      assertThat(warnings(log).getLast()).doesNotContain(" for ");
    }
  }

  @Test
  void anAnswerAboutTheCallerOrTheJobIsNoSilence() {
    for (Answer answer : List.of(Story.RUNNING, Story.MANY_CALLS, Story.UNKNOWN, Story.DENIED)) {
      try (Logged log = new Logged()) {
        watch(1, now -> answer);
        time.advance(ofMinutes(60));

        assertThat(warnings(log)).isEmpty();
      }
    }
  }

  @Test
  void anUnknownWordIsToldOnceAndStandsInTheOutcome() {
    List<String> words = new ArrayList<>(List.of("rendering", "queueing"));
    IntStream.range(0, 300).forEach(i -> words.add("word-" + i));
    try (Logged log = new Logged()) {
      List<JobHandle> jobs =
          watch(
              2,
              now ->
                  new Answer.Seen(
                      JobStatus.Running.unrecognised(
                          words.get((int) Math.min(301, now.toMinutes())))));
      time.advance(ofMinutes(2));

      assertThat(warnings(log)).hasSize(3);
      assertThat(warnings(log).getFirst()).contains("\"rendering\"");

      time.runUntilIdle();
      assertThat(warnings(log)).as("bounded").hasSize(100);
      assertThat(jobs.getFirst().outcome().join())
          .isInstanceOfSatisfying(
              JobOutcome.TimedOut.class,
              late ->
                  assertThat(late.lastStatus())
                      .isEqualTo(new LastStatus.Seen(JobStatus.Running.unrecognised("word-299"))));
    }
  }

  @Test
  void aWordOfTheUsersOwnSourceIsKnown() {
    try (Logged log = new Logged()) {
      List<JobHandle> jobs = watch(1, now -> new Answer.Seen(new JobStatus.Running("processing")));
      time.advance(ofMinutes(60));

      assertThat(warnings(log)).isEmpty();
      assertThat(jobs.getFirst().status()).contains(new JobStatus.Running("processing"));
    }
  }

  @Test
  void whoWasNeverAnsweredSaysSo() {
    JobHandle job = watch(1, now -> Story.REFUSED).getFirst();
    time.runUntilIdle();

    assertThat(job.outcome().join())
        .isInstanceOfSatisfying(
            JobOutcome.GaveUp.class,
            lost -> assertThat(lost.lastStatus()).isEqualTo(new LastStatus.Unseen()));
  }
}
