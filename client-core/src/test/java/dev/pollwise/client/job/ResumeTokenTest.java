package dev.pollwise.client.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.pollwise.client.job.ResumeToken.JobTraits;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ResumeTokenTest {

  private static final URI SERVER = URI.create("https://api.example.com:8443/base?x=1.2");
  private static final JobId JOB = JobId.of("job.with-dots/and=signs~");
  private static final Instant START = Instant.parse("2026-11-21T08:00:00.987654321Z");

  private static ResumeToken token() {
    return new ResumeToken(SERVER, JOB, START);
  }

  @Test
  void survivesTheWayThroughText() {
    assertThat(ResumeToken.parse(token().toString())).isEqualTo(token());
  }

  @Test
  void namesServerJobAndTheSecondOfTheBeginning() {
    assertThat(token().server()).isEqualTo(SERVER);
    assertThat(token().jobId()).isEqualTo(JOB);
    assertThat(token().startedAt()).isEqualTo(Instant.parse("2026-11-21T08:00:00Z"));
  }

  @Test
  void isOneWordThatNeedsNoQuoting() {
    assertThat(token().toString()).matches("pw1\\.[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+\\.-?[0-9]+");
  }

  @Test
  void carriesWhatIsKnownOfTheJob() {
    JobTraits traits = new JobTraits(true, "precision", "trailers, ü.", Duration.ofMillis(90_500));
    ResumeToken token = new ResumeToken(SERVER, JOB, START, traits);

    assertThat(ResumeToken.parse(token.toString())).isEqualTo(token);
    assertThat(token.toString()).matches("pw2(\\.-?[A-Za-z0-9_-]*){7}");
  }

  static Stream<Expectation> expectations() {
    return Stream.of(
        Expectation.of(Duration.ofMillis(1)),
        Expectation.of(Duration.ofDays(100)),
        Expectation.of(Duration.ofNanos(2_999_999)),
        Expectation.ofSourceLength(0.001),
        Expectation.ofSourceLength(1 / 3.0),
        Expectation.ofSourceLength(2).or(Expectation.ofSourceLength(3)),
        Expectation.ofHeyGen());
  }

  @ParameterizedTest
  @MethodSource("expectations")
  void carriesWhatIsExpectedOfTheJob(Expectation expectation) {
    ResumeToken token =
        new ResumeToken(SERVER, JOB, START, JobTraits.fresh().expecting(expectation));

    assertThat(ResumeToken.parse(token.toString())).isEqualTo(token);
    assertThat(token.toString()).matches("pw3(\\.-?[A-Za-z0-9_-]*){8}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "!", "eA", "LTU", "MA", "OTk5OTk5OTk5OTk5OTk5", "MSA", "NaN"})
  void refusesADamagedExpectation(String expectation) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ResumeToken.parse("pw3.aHR0cDovL2E.am9i.1.f.YQ.YQ.1." + expectation))
        .withMessageStartingWith("resume token: ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "", "ff"})
  void refusesAnAgeThatIsNone(String age) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ResumeToken.parse("pw2.aHR0cDovL2E.am9i.1." + age + ".YQ.YQ.1"))
        .withMessageStartingWith("resume token: ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"f.!.YQ.1", "f.YQ.!.1", "f.YQ.YQ.x", "f.YQ.YQ.-1", "f.YQ.YQ"})
  void refusesDamagedTraits(String traits) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ResumeToken.parse("pw2.aHR0cDovL2E.am9i.1." + traits))
        .withMessageStartingWith("resume token: ");
  }

  @Test
  void toleratesBlanksAroundAPastedText() {
    assertThat(ResumeToken.parse("  " + token() + "\n")).isEqualTo(token());
  }

  @ParameterizedTest
  @ValueSource(longs = {Long.MIN_VALUE, -1, 0, 1, Long.MAX_VALUE})
  void readsAnyBeginningThatATimeCanHaveAndRefusesTheRest(long seconds) {
    String text = withSeconds(Long.toString(seconds));

    if (seconds == Long.MIN_VALUE || seconds == Long.MAX_VALUE) {
      assertThatIllegalArgumentException().isThrownBy(() -> ResumeToken.parse(text));
    } else {
      assertThat(ResumeToken.parse(text).startedAt()).isEqualTo(Instant.ofEpochSecond(seconds));
    }
  }

  @Test
  void carriesTheFirstAndTheLastInstantThereIs() {
    for (Instant extreme : new Instant[] {Instant.MIN, Instant.MAX}) {
      ResumeToken token = new ResumeToken(SERVER, JOB, extreme);
      assertThat(ResumeToken.parse(token.toString())).isEqualTo(token);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "pw1",
        "...",
        "pw1...",
        "pw2.aHR0cDovL2E.am9i.1",
        "pw1.aHR0cDovL2E.am9i",
        "pw1.aHR0cDovL2E.am9i.1.2",
        "pw1.aHR0cDovL2E.am9i.",
        "pw1.aHR0cDovL2E.am9i.1e3",
        "pw1.aHR0cDovL2E.am9i.99999999999999999999",
        "pw1.aHR0cDovL2E..1",
        "pw1.!!!.am9i.1",
        "pw1.YSBi.am9i.1",
        "pw1.cmVsYXRpdmU.am9i.1",
        "pw1.aHR0cDovL2H_.am9i.1",
        "pw1.aHR0cDovL2E.YSBi.1"
      })
  void refusesADamagedTextInWords(String damaged) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ResumeToken.parse(damaged))
        .withMessageStartingWith("resume token: ");
  }

  @Test
  void refusesEveryTokenThatLostItsTail() {
    String whole = token().toString();

    for (int length = 0; length < whole.lastIndexOf('.') + 1; length++) {
      String cut = whole.substring(0, length);
      assertThatIllegalArgumentException().as(cut).isThrownBy(() -> ResumeToken.parse(cut));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {".", "a", " ", "\u0000"})
  void refusesAHostileSizeWithoutEchoingIt(String filling) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ResumeToken.parse("pw1." + filling.repeat(5_000_000)))
        .satisfies(refusal -> assertThat(refusal.getMessage()).hasSizeLessThan(200));
  }

  @Test
  void refusesAServerThatIsRelativeOrTooLongToTravel() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ResumeToken(URI.create("/status"), JOB, START))
        .withMessageContaining("absolute");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ResumeToken(URI.create("http://h/" + "x".repeat(2_000)), JOB, START))
        .withMessageContaining("2000");
  }

  @Test
  void theLongestTokenThatCanBeMadeCanBeRead() {
    ResumeToken longest =
        new ResumeToken(
            URI.create("http://h/" + "\u4e2d".repeat(1_991)), JobId.of("x".repeat(256)), START);

    assertThat(ResumeToken.parse(longest.toString())).isEqualTo(longest);
  }

  private static String withSeconds(String seconds) {
    return "pw1." + encoded("http://h") + "." + encoded("job") + "." + seconds;
  }

  private static String encoded(String text) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
