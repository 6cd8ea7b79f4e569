package dev.pollwise.client.poll;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.pollwise.client.job.JobId;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** How far announcements are trusted follows from what became of them. */
class WebhookReliabilityTest {

  private static final Duration NOW = ofSeconds(100);

  private final WebhookReliability record = new WebhookReliability();

  private static JobId job(int number) {
    return JobId.of("job-" + number);
  }

  private void ends(int from, int to, boolean announced) {
    for (int i = from; i < to; i++) {
      record.ended(job(i), announced, NOW);
    }
  }

  @Test
  void trustsNothingAtTheBeginning() {
    assertThat(record.share()).isZero();
  }

  @Test
  void aFewAnnouncementsAloneDoNotMakePollingRare() {
    ends(0, 2, true);

    assertThat(record.share()).isEqualTo(0.5, within(0.01));
  }

  @Test
  void staysBelowOneHoweverManyEndsAreAnnounced() {
    ends(0, 5_000, true);

    assertThat(record.share()).isBetween(0.96, 0.98);
  }

  @Test
  void measuresTheShareThatIsAnnounced() {
    for (int i = 0; i < 1_000; i++) {
      record.ended(job(i), i % 2 == 0, NOW);
    }

    assertThat(record.share()).isEqualTo(0.5, within(0.03));
  }

  @Test
  void oldExperienceFadesWithAHalfLifeOfFiftyEnds() {
    ends(0, 5_000, true);
    double before = record.share();

    ends(5_000, 5_050, false);

    assertThat(record.share()).isEqualTo(before / 2, within(0.001));
  }

  @Test
  void anAnnouncementSoonAfterPollingFoundTheEndCountsOnce() {
    record.ended(job(1), false, NOW);

    record.announcedToNobody(job(1), NOW.plusSeconds(10));
    record.announcedToNobody(job(1), NOW.plusSeconds(10));

    assertThat(record.share()).isEqualTo(1.0 / 3, within(1e-9));
  }

  @Test
  void anAnnouncementThatComesTooLateDoesNotCount() {
    record.ended(job(1), false, NOW);

    record.announcedToNobody(job(1), NOW.plusSeconds(10).plusNanos(1));
    record.announcedToNobody(job(1), NOW);

    assertThat(record.share()).isZero();
  }

  @Test
  void anAnnouncementOfAJobNobodyKnowsOrThatWasAnnouncedBeforeChangesNothing() {
    record.ended(job(1), true, NOW);
    double before = record.share();

    record.announcedToNobody(job(1), NOW);
    record.announcedToNobody(job(2), NOW);

    assertThat(record.share()).isEqualTo(before);
  }

  @Test
  void remembersOnlyTheLatestTenThousandJobs() {
    ends(0, 10_001, false);

    record.announcedToNobody(job(0), NOW);
    assertThat(record.share()).as("forgotten").isZero();
    record.announcedToNobody(job(1), NOW);
    assertThat(record.share()).as("remembered").isPositive();
  }
}
