package dev.pollwise.dashboard.recorded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RecordedLogTest {

  private static final Instant START = Instant.parse("2026-11-30T09:00:00Z");

  private static RecordedLog read(String text) throws IOException {
    return RecordedLog.read(
        "polls.log", () -> new BufferedReader(new StringReader(text)), ZoneOffset.UTC);
  }

  /** Polls jobs at a fixed interval, the first of them after one interval. */
  private static String csv(int jobs, Duration interval, Random random) {
    StringBuilder rows = new StringBuilder("time,job_id,status\n");
    for (int job = 0; job < jobs; job++) {
      Instant begun = START.plusSeconds(17L * job);
      double lasts = 60 * Math.exp(0.4 * random.nextGaussian());
      rows.append(begun).append(",v").append(job).append(",submitted\n");
      int poll = 1;
      while (interval.multipliedBy(poll).toMillis() < lasts * 1_000) {
        rows.append(begun.plus(interval.multipliedBy(poll++)))
            .append(",v")
            .append(job)
            .append(",processing\n");
      }
      rows.append(begun.plus(interval.multipliedBy(poll)))
          .append(",v")
          .append(job)
          .append(",completed\n");
    }
    return rows.toString();
  }

  @Test
  void aFixedIntervalIsHalfOfItselfLateAndHeldAgainstTheBest() throws IOException {
    RecordedLog log = read(csv(300, Duration.ofSeconds(4), new Random(7)));

    assertThat(log.ledger().jobs()).isEqualTo(300);
    assertThat(log.calls()).isCloseTo(60 * Math.exp(0.08) / 4 + 0.5, within(1.0));
    assertThat(log.mostLateness()).isEqualTo(Duration.ofSeconds(4));
    assertThat(log.lateness().toMillis() / 1e3).isCloseTo(2.0, within(0.15));
    assertThat(log.law().quantile(0.5).orElseThrow().toSeconds()).isBetween(55L, 66L);
    assertThat(log.remarks()).isEmpty();
    assertThat(log.verdict(Duration.ofSeconds(5)))
        .matches(
            "It asked 1\\d times a job and heard of the end about 2 s late, at most 4 s on"
                + " average\\. At 5 s a call the best possible is \\d\\.\\d calls and \\d+(\\.\\d)?"
                + " s; this costs [23]\\.\\d times as much\\.");
  }

  @Test
  void whatIsMoreThanCanBeJudgedIsToldAndNotCutInSilence() throws IOException {
    String rows = csv(30, Duration.ofSeconds(4), new Random(7));
    long lines = rows.lines().count() - 1;
    RecordedLog.Source source = () -> new BufferedReader(new StringReader(rows));

    RecordedLog few = RecordedLog.read("polls.log", source, ZoneOffset.UTC, 1_000_000, 20);
    RecordedLog some =
        RecordedLog.read("polls.log", source, ZoneOffset.UTC, (int) lines - 2, 1_000_000);

    assertThat(few.remarks()).containsExactly("10 jobs after the first 20 are left out.");
    assertThat(few.ledger().jobs()).isEqualTo(20);
    assertThat(some.remarks().getFirst())
        .isEqualTo("2 lines after the first %,d are left out.".formatted(lines - 2));
  }

  @Test
  void theDearerACallTheMoreTheSameCallsCostBesideTheBest() throws IOException {
    RecordedLog log = read(csv(100, Duration.ofSeconds(1), new Random(3)));

    assertThat(factor(log.verdict(Duration.ofSeconds(1))))
        .isLessThan(factor(log.verdict(Duration.ofSeconds(5))));
    assertThat(factor(log.verdict(Duration.ofSeconds(5))))
        .isLessThan(factor(log.verdict(Duration.ofSeconds(30))));
  }

  private static double factor(String verdict) {
    String number = verdict.replaceFirst(".*this costs ", "").replaceFirst(" times.*", "");
    return number.startsWith("hardly") ? 1 : Double.parseDouble(number);
  }

  /** The same two jobs, as programs write them. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        """
        2026-11-30T09:00:00.000Z INFO submitted job a1
        2026-11-30T09:00:05.000Z INFO job a1 is still pending
        2026-11-30T09:00:10.000Z INFO job a1 completed
        2026-11-30T09:01:00.000Z INFO submitted job b2
        2026-11-30T09:01:10.000Z INFO job b2 failed: no face found
        """,
        """
        2026-11-30 09:00:00,000 [main] created video_id=a1
        2026-11-30 09:00:05,000 [main] video_id=a1 status=processing
        2026-11-30 09:00:10,000 [main] video_id=a1 status=success
        2026-11-30 09:01:00,000 [main] created video_id=b2
        2026-11-30 09:01:10,000 [main] video_id=b2 status=error
        """,
        """
        {"ts":1796029200.000,"event":"submitted","id":"a1"}
        {"ts":1796029205.000,"id":"a1","status":"running"}
        {"ts":1796029210.000,"id":"a1","status":"completed"}
        {"ts":1796029260.000,"event":"submitted","id":"b2"}
        {"ts":1796029270.000,"id":"b2","status":"failed"}
        """,
        """
        [30/Nov/2026:09:00:00 +0000] accepted /video-translations/a1
        [30/Nov/2026:09:00:05 +0000] GET /video-translations/a1 running
        [30/Nov/2026:09:00:10 +0000] GET /video-translations/a1 completed
        [30/Nov/2026:09:01:00 +0000] accepted /video-translations/b2
        [30/Nov/2026:09:01:10 +0000] GET /video-translations/b2 completed
        """,
        """
        \uFEFFTimestamp;Video ID;Status;Note
        2026-11-30 09:00:00;a1;submitted;"a; b"
        2026-11-30 09:00:10;a1;completed;
        2026-11-30 09:00:05;a1;pending
        2026-11-30 09:01:00;b2;submitted
        2026-11-30 09:01:10;b2;completed
        """,
        """
        2026-11-30T09:00:00Z submitted
        2026-11-30T09:00:05Z pending
        2026-11-30T09:00:10Z done
        2026-11-30T09:01:00Z submitted
        2026-11-30T09:01:10Z done
        """
      })
  void isReadInTheWayItIsWritten(String text) throws IOException {
    RecordedLog log = read(text);

    assertThat(log.ledger().jobs()).isEqualTo(2);
    assertThat(log.ledger().calls()).isEqualTo(3);
    assertThat(log.ledger().mostLateness()).isEqualTo(Duration.ofSeconds(15));
  }

  @ParameterizedTest
  @CsvSource({
    "2026-11-30T10:00:00+01:00, 2026-11-30T09:00:00Z",
    "2026-11-30 04:00:00.250-0500, 2026-11-30T09:00:00.250Z",
    "2026-11-30 10:00:00, 2026-11-30T09:00:00Z",
    "2026-11-30T10:00, 2026-11-30T09:00:00Z",
    "1796029200, 2026-11-30T09:00:00Z",
    "1796029200123, 2026-11-30T09:00:00.123Z",
    "30/Nov/2026:10:00:00 +0100, 2026-11-30T09:00:00Z",
  })
  void aMomentWithoutAnOffsetIsOfTheZone(String written, Instant meant) {
    assertThat(Timestamp.in(written, ZoneId.of("Europe/Berlin"))).contains(meant);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"2026-13-45 99:99:99", "yesterday", "", "12", "2026-11-30T09:00:00+99:99"})
  void whatIsNoMomentIsNone(String written) {
    assertThat(Timestamp.in(written, ZoneOffset.UTC)).isEmpty();
  }

  @Test
  void whatIsLeftOutOrAssumedIsSaid() throws IOException {
    RecordedLog log =
        read(
            """
            time,job,status
            2026-11-30T09:00:00Z,a,queued
            2026-11-30T09:00:04Z,a,503
            2026-11-30T09:00:09Z,a,completed
            2026-11-30T09:00:00Z,b,submitted
            2026-11-30T09:00:09Z,b,frobbing
            2026-11-30T09:00:19Z,b,completed
            2026-11-30T09:00:00Z,c,submitted
            2026-11-30T09:05:00Z,c,processing
            2026-11-30T09:05:00Z,d,completed
            soon,e,completed
            2026-11-30T09:05:00Z,,completed
            """);

    assertThat(log.ledger().jobs()).isEqualTo(2);
    assertThat(log.remarks())
        .containsExactly(
            "Not known as a status, and taken for running: frobbing.",
            "1 row has no time that can be read.",
            "1 line names no job and is left out.",
            "1 job has no submit in the log and is taken to begin with its first line.",
            "1 job has no end in the log.",
            "1 job has a single line only and is left out.",
            "1 call brought nothing.");
  }

  @Test
  void aCallThatBroughtNothingSaysNothingOfTheJob() throws IOException {
    RecordedLog log =
        read(
            """
            time,job,status
            2026-11-30T09:00:00Z,a,submitted
            2026-11-30T09:00:08Z,a,503
            2026-11-30T09:00:10Z,a,completed
            2026-11-30T09:00:00Z,b,submitted
            2026-11-30T09:00:10Z,b,completed
            """);

    assertThat(log.mostLateness()).isEqualTo(Duration.ofSeconds(10));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "\n\n",
        "\u0000\u0001\u0002",
        "time,job,status\n",
        "{}",
        "2026-11-30T09:00:00Z submitted job a1",
        "time,job,status\n\"2026-11-30T09:00:00Z,a,submitted\n",
      })
  void whatTellsTooLittleIsRefusedInWords(String text) {
    assertThatThrownBy(() -> read(text))
        .isInstanceOf(IOException.class)
        .hasMessageMatching("(?s)[ -~\\n\\r]{10,300}");
  }
}
