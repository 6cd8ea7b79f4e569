package dev.pollwise.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollwise.client.duration.LearnedDurations;
import dev.pollwise.client.duration.LearnedDurations.JobClass;
import dev.pollwise.client.job.JobOutcome;
import dev.pollwise.client.job.ResumeToken;
import dev.pollwise.client.policy.Pacing;
import dev.pollwise.client.store.LearnedStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a client learns of its translations, and where it keeps it. */
@Timeout(60)
class LearningClientTest {

  private static final TranslationRequest REQUEST =
      TranslationRequest.of(Clients.VIDEO, "Spanish (Spain)")
          .withMode(TranslationRequest.Mode.PRECISION)
          .withLabel("trailers")
          .withSourceLength(Duration.ofSeconds(95));

  @TempDir Path folder;

  private final FastClock clock = new FastClock();
  private final Clients.Heard heard = new Clients.Heard();

  /** Every job is over at the first look. */
  private static RawServer server() throws IOException {
    return new RawServer(exchange ->
        exchange.answer(
            200,
            exchange.request().line().startsWith("POST")
                ? Bodies.accepted("t-es")
                : Bodies.COMPLETED));
  }

  private TranslationClient.Builder builder(RawServer server) {
    return Clients.builder(server.uri(), clock, heard);
  }

  private static void translate(TranslationClient client, int times) throws InterruptedException {
    for (int i = 0; i < times; i++) {
      assertThat(client.translate(REQUEST).getFirst().await()).isInstanceOf(JobOutcome.Ended.class);
    }
  }

  private static List<LearnedDurations.Remembered> remembered(Path file) {
    try (LearnedStore store = LearnedStore.open(file)) {
      return store.learned().snapshot();
    }
  }

  @Test
  void modeLabelAndLengthOfARequestTellItsJobsApart() throws Exception {
    LearnedDurations learned = new LearnedDurations();
    try (RawServer server = server();
        TranslationClient client = builder(server).learned(learned).build()) {
      translate(client, 1);

      assertThat(learned.snapshot())
          .singleElement()
          .satisfies(one -> {
            assertThat(one.jobClass())
                .isEqualTo(new JobClass(server.uri().toString(), "precision", "trailers"));
            assertThat(one.source())
                .isEqualTo(LearnedDurations.SourceLength.of(Duration.ofSeconds(95)));
          });
      assertThat(client.reports())
          .singleElement()
          .satisfies(report -> assertThat(report.ledger().jobs()).isEqualTo(1));
    }
  }

  @Test
  void aTokenCarriesWhatTellsTheJobApart() throws Exception {
    try (RawServer server =
            new RawServer(exchange ->
                exchange.answer(
                    200,
                    exchange.request().line().startsWith("POST")
                        ? Bodies.accepted("t-es")
                        : Bodies.RUNNING));
        TranslationClient client =
            builder(server)
                .policy(Clients.POLICY.withPacing(Pacing.fixed(Duration.ofDays(300))))
                .build()) {
      ResumeToken token = client.translate(REQUEST).getFirst().resumeToken();

      assertThat(ResumeToken.parse(token.toString()).traits()).isEqualTo(REQUEST.traits());
    }
  }

  @Test
  void theNextProcessGoesOnFromTheFile() throws Exception {
    Path file = folder.resolve("learned.json");
    try (RawServer server = server()) {
      try (TranslationClient client = builder(server).learning(file).build()) {
        translate(client, 3);
      }
      assertThat(remembered(file)).hasSize(3);
      try (TranslationClient client = builder(server).learning(file).build()) {
        translate(client, 1);
      }
    }

    assertThat(remembered(file)).hasSize(4);
  }

  @Test
  void aDamagedFileIsSetAsideAndStopsNothing() throws Exception {
    Path file = Files.writeString(folder.resolve("learned.json"), "{\"half\":");
    try (RawServer server = server();
        TranslationClient client = builder(server).learning(file).build()) {
      translate(client, 1);
    }

    assertThat(remembered(file)).hasSize(1);
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files.map(one -> one.getFileName().toString()))
          .anyMatch(name -> name.contains("set-aside"));
    }
  }

  @Test
  void aBudgetHoldsForAllJobsOfTheClient() throws Exception {
    try (RawServer server = server();
        TranslationClient client = builder(server).callBudget(1, Duration.ofSeconds(20)).build()) {
      translate(client, 3);
    }

    assertThat(heard.events().toString()).contains("OverBudget");
  }
}
