package dev.pollwise.client.testing;

import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pollwise.client.BatchRequest;
import dev.pollwise.client.TranslationBatch;
import dev.pollwise.client.TranslationClient;
import dev.pollwise.client.TranslationJob;
import dev.pollwise.client.TranslationRequest;
import dev.pollwise.client.job.Answer.Hint;
import dev.pollwise.client.job.Answer.Miss;
import dev.pollwise.client.job.PollwiseException.RequestFailedException;
import dev.pollwise.client.policy.Pacing;
import dev.pollwise.client.policy.PollingPolicy;
import dev.pollwise.client.policy.PollingPolicy.Jitter;
import dev.pollwise.client.testing.ScriptedTranslations.Submit;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A pause that the server asks a whole client for, in virtual time. */
@Timeout(60)
class ScriptedPausesTest {

  private static final TranslationRequest REQUEST =
      TranslationRequest.of(URI.create("https://videos.test/film.mp4"), "Spanish (Spain)");
  private static final Duration PAUSE = ofSeconds(60);
  private static final Miss THROTTLED =
      new Miss.Throttled("too many calls", new Hint.RetryAfter(PAUSE));

  private final VirtualClock clock = new VirtualClock();
  private final ScriptedTranslations server = new ScriptedTranslations(clock);
  private final TranslationClient client =
      server
          .client()
          .policy(
              PollingPolicy.defaults()
                  .withPacing(Pacing.fixed(ofSeconds(10)))
                  .withJitter(Jitter.none()))
          .build();

  private List<TranslationJob> submitted(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> clock.await(client.translateAsync(REQUEST)).getFirst())
        .toList();
  }

  private List<Duration> requests() {
    return Stream.concat(
            server.submits().stream().map(Submit::at),
            server.looks().calls().stream().map(ScriptedSource.Call::at))
        .sorted()
        .toList();
  }

  @Test
  void aPauseThatALookHearsOfHoldsEveryRequestUnderTheKeyBack() {
    server.jobs(() -> JobScript.begin().running(ofMinutes(300)));
    List<TranslationJob> jobs = submitted(3);
    server.looks().answerNext(THROTTLED);
    clock.advance(ofSeconds(11));
    Duration heardAt = server.looks().calls().getLast().at();
    CompletableFuture<List<TranslationJob>> submit = client.translateAsync(REQUEST);
    CompletableFuture<TranslationBatch> batch =
        client.translateBatchAsync(BatchRequest.of(List.of(REQUEST)));
    jobs.getFirst().pollNow();
    clock.advance(ofSeconds(1));

    assertThatThrownBy(() -> clock.await(client.statusAsync(jobs.getFirst().id())))
        .hasCauseInstanceOf(RequestFailedException.class)
        .hasMessageContaining("the server asked another call for 1 min");
    assertThatThrownBy(() -> clock.await(client.languagesAsync()))
        .hasCauseInstanceOf(RequestFailedException.class);

    clock.advance(ofSeconds(30));
    assertThat(requests()).allMatch(at -> at.compareTo(heardAt) <= 0);

    clock.advance(ofSeconds(60));
    assertThat(submit).isCompleted();
    assertThat(batch).isCompleted();
    assertThat(requests())
        .noneMatch(at -> at.compareTo(heardAt) > 0 && at.compareTo(heardAt.plus(PAUSE)) < 0);
  }

  @Test
  void aPauseThatASubmitHearsOfHoldsLooksBack() {
    server.jobs(() -> JobScript.begin().running(ofMinutes(300)));
    submitted(2);
    server.refuseNextSubmit(new Miss.Rejected(503, "maintenance", new Hint.RetryAfter(PAUSE)));
    clock.advance(ofSeconds(5));
    CompletableFuture<List<TranslationJob>> submit = client.translateAsync(REQUEST);
    clock.advance(ofSeconds(59));

    assertThat(requests()).hasSize(3);

    clock.advance(ofSeconds(20));
    assertThat(submit).isCompleted();
    assertThat(server.looks().calls()).isNotEmpty();
  }

  static Stream<Miss> missesThatAskForAPause() {
    return Stream.of(
        new Miss.Unreadable("{}", new Hint.RetryAfter(PAUSE)),
        new Miss.Redirected(302, "https://portal.test/", new Hint.RetryAfter(PAUSE)),
        new Miss.Rejected(500, "broken", new Hint.RetryAfter(PAUSE)));
  }

  /** A submit would be refused by it. */
  static Stream<Miss> missesOfLooks() {
    Miss unknown = new Miss.NotFound("not yet", new Hint.RetryAfter(PAUSE));
    return Stream.concat(missesThatAskForAPause(), Stream.of(unknown));
  }

  @ParameterizedTest
  @MethodSource("missesOfLooks")
  void aPauseIsKeptWhateverTheAnswerIsThatAsksForIt(Miss miss) {
    server.jobs(() -> JobScript.begin().running(ofMinutes(300)));
    submitted(1);
    server.looks().answerNext(miss);
    clock.advance(ofSeconds(11));
    Duration heardAt = server.looks().calls().getLast().at();
    clock.advance(ofSeconds(90));

    assertThat(server.looks().calls().get(1).at()).isGreaterThanOrEqualTo(heardAt.plus(PAUSE));
  }

  @ParameterizedTest
  @MethodSource("missesThatAskForAPause")
  void aSubmitKeepsItToo(Miss miss) {
    server.refuseNextSubmit(miss);
    submitted(1);

    assertThat(server.submits()).hasSize(2);
    assertThat(server.submits().getLast().at()).isGreaterThanOrEqualTo(PAUSE);
  }
}
