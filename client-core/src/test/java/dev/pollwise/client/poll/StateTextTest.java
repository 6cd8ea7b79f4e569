package dev.pollwise.client.poll;

import static dev.pollwise.client.poll.StateExamples.COMPLETED;
import static dev.pollwise.client.poll.StateExamples.EVIDENCE;
import static dev.pollwise.client.poll.StateExamples.JOB;
import static dev.pollwise.client.poll.StateExamples.SECOND;
import static dev.pollwise.client.poll.StateExamples.TOKEN;
import static dev.pollwise.client.poll.StateExamples.full;
import static dev.pollwise.client.poll.StateExamples.pinned;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchRuntimeException;

import dev.pollwise.client.http.Mutation;
import dev.pollwise.client.job.JobId;
import dev.pollwise.client.job.JobOutcome;
import dev.pollwise.client.job.JobOutcome.LastLook;
import dev.pollwise.client.job.JobOutcome.Limit;
import dev.pollwise.client.job.JobOutcome.StoppedBy;
import dev.pollwise.client.job.JobStatus;
import dev.pollwise.client.job.ResumeToken;
import dev.pollwise.client.policy.Pacing;
import dev.pollwise.client.policy.PollingPolicy;
import dev.pollwise.client.poll.DurableWait.Surroundings;
import dev.pollwise.client.poll.StateExamples.Pinned;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What old rows say stays what they say: every name of the format is pinned by a golden text. */
class StateTextTest {

  private static List<String> golden() throws IOException {
    try (InputStream file = StateTextTest.class.getResourceAsStream("state-text.txt")) {
      return new String(file.readAllBytes(), UTF_8).lines().toList();
    }
  }

  @Test
  void saysOfEachValueWhatItHasAlwaysSaid() throws IOException {
    List<Pinned<?>> pinned = pinned();
    List<String> golden = golden();

    assertThat(golden).hasSameSizeAs(pinned);
    for (int i = 0; i < pinned.size(); i++) {
      pinned.get(i).isWhatItSays(golden.get(i));
    }
  }

  @Test
  void pinsEveryRecordThatCanBeInIt() throws IOException {
    Set<String> needed = new TreeSet<>();
    collect(KeptWait.class, needed);
    collect(JobOutcome.class, needed);
    collect(DurableRequest.Kept.class, needed);
    needed.remove("Custom"); // is code
    String texts = String.join("", golden());

    assertThat(needed)
        .isNotEmpty()
        .allSatisfy(word -> assertThat(texts).contains("\"" + word + "\""));
  }

  /** The names of alternatives, and of components. */
  private static void collect(Class<?> type, Set<String> names) {
    RecordShape.alternatives(type)
        .forEach((word, alternative) -> {
          if (names.add(word) && !word.equals("Custom")) {
            collect(alternative, names);
          }
        });
    if (type.isRecord() && type != JobId.class && type != ResumeToken.class) {
      for (RecordShape.Part part : RecordShape.of(type).parts()) {
        names.add(part.name());
        collect(part.type(), names);
      }
    }
  }

  @Test
  void pinsTheConstants() {
    assertThat(
            Stream.of(Limit.values(), LastLook.values(), StoppedBy.values(), Step.Then.values())
                .flatMap(Arrays::stream)
                .map(Enum::name))
        .containsExactly(
            "DEADLINE",
            "POLLS",
            "TAKEN",
            "MISSED",
            "DEFERRED_BY_HINT",
            "DEFERRED_BY_BUDGET",
            "NOT_ALLOWED",
            "USER",
            "CLOSE",
            "ASK",
            "CONCLUDE");
  }

  /** A record of everything that has to be exact. */
  record Exact(Duration duration, double number, String text, long whole, boolean truth) {}

  @Test
  void isExact() {
    Random random = new Random(1);
    for (int i = 0; i < 2_000; i++) {
      Exact exact =
          new Exact(
              Duration.ofSeconds(random.nextLong(), random.nextInt(1_000_000_000)),
              finite(random),
              random
                  .ints(random.nextInt(20), 0, 0x10000)
                  .collect(
                      StringBuilder::new, (to, c) -> to.append((char) c), StringBuilder::append)
                  .toString(),
              random.nextLong(),
              random.nextBoolean());
      String text = StateText.write("exact", Exact.class, exact);

      assertThat(StateText.read("exact", Exact.class, text)).isEqualTo(exact);
      assertThat(text).as("ASCII").matches("[ -~]*");
    }
  }

  private static double finite(Random random) {
    double drawn = Double.longBitsToDouble(random.nextLong());
    return Double.isFinite(drawn) ? drawn : 1 / 3.0;
  }

  private static DurableWait wait(KeptWait kept) {
    return new DurableWait(kept);
  }

  @Test
  void refusesEveryTextThatIsCutOff() {
    String text = wait(full()).text();

    for (int i = 0; i < text.length(); i++) {
      String cut = text.substring(0, i);
      assertThatIllegalArgumentException()
          .isThrownBy(() -> DurableWait.parse(cut))
          .withMessageContaining("this is no text of a wait");
    }
  }

  @Test
  void whateverATextSaysIsReadOrRefused() {
    List<Function<String, Object>> readers =
        List.of(
            DurableWait::parse, DurableWait::outcome, DurableWait::policy, DurableRequest::parse);
    List<String> texts =
        List.of(
            wait(full()).text(),
            DurableWait.text(new JobOutcome.Ended(COMPLETED)),
            DurableWait.text(PollingPolicy.defaults()),
            DurableRequest.begun().text());
    Random random = new Random(7);
    for (int i = 0; i < 6_000; i++) {
      int kind = random.nextInt(texts.size());
      byte[] golden = texts.get(kind).getBytes(UTF_8);
      String text = new String(Mutation.of(golden, random), UTF_8);

      RuntimeException refused = catchRuntimeException(() -> goOn(readers.get(kind).apply(text)));

      assertThat(refused == null || refused instanceof IllegalArgumentException)
          .as("%s of %s", refused, text)
          .isTrue();
    }
  }

  private static void goOn(@Nullable Object read) {
    if (read instanceof DurableWait wait) {
      Surroundings around = Surroundings.alone(Duration.ofMinutes(2), Instant.EPOCH, 0.5);
      wait.evidence();
      wait.shown();
      wait.changePolicy(PollingPolicy.defaults(), around);
      wait.pollNow(around);
      wait.limitReached(around);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "[]",
        "{}",
        "{\"wait\":1}",
        "{\"wait\":1,\"value\":null}",
        "{\"wait\":\"1\",\"value\":{}}",
        "{\"wait\":1e999999999,\"value\":{}}",
        "{\"wait\":1e-999999999,\"value\":{}}",
        "{\"policy\":1,\"value\":{}}",
      })
  void refusesWhatIsNoWait(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> DurableWait.parse(text));
  }

  @Test
  void leavesAloneWhatAnotherVersionMayKnow() {
    String text = DurableWait.text(PollingPolicy.defaults());

    refuses(text.replace("\"policy\":1", "\"policy\":2"), "version 2");
    refuses(text.replace("{\"fraction\"", "{\"shape\":1,\"fraction\""), "another version");
    refuses(text.replace("\"Adaptive\"", "\"Clever\""), "unknown Pacing");
    refuses(text.replace("\"maxPolls\"", "\"mostPolls\""), "another version");
    refuses(text.replace(",\"maxPolls\":2147483647", ""), "it lacks maxPolls");
    refuses(text.replace("2147483647", "2147483648"), "this is no text of a policy");
    refuses(text.replace("2147483647", "0"), "maxPolls 0: must be at least 1");
    refuses(text.replace("\"jitter\"", "\"jitter\":{},\"jitter\""), "damaged");
    refuses(text + text, "damaged");
    refuses(text + "," + text, "not one object");
  }

  private static void refuses(String text, String why) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> DurableWait.policy(text))
        .withMessageContaining(why);
  }

  @Test
  void refusesWhatIsHugeOrBottomless() {
    String huge = " ".repeat((8 << 20) + 1);
    String deep = "{\"outcome\":1,\"value\":".repeat(100_000);
    String reasons = "{\"OutOfReach\":{\"limit\":\"\",\"floor\":";
    String bottomless =
        wait(full())
            .text()
            .replace(
                "\"wanted\":\"AskedNow\"",
                "\"wanted\":" + reasons.repeat(60) + "\"AskedNow\"" + "}}".repeat(60));

    assertThatIllegalArgumentException()
        .isThrownBy(() -> DurableWait.parse(huge))
        .withMessageContaining("more than 8,388,608 characters");
    assertThatIllegalArgumentException().isThrownBy(() -> DurableWait.outcome(deep));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> DurableWait.parse(bottomless))
        .withMessageContaining("nested too deeply");
    JobStatus failed = new JobStatus.Failed(JOB, "x".repeat(8 << 20), EVIDENCE);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> DurableWait.text(new JobOutcome.Ended((JobStatus.Terminal) failed)))
        .withMessageContaining("the text of this outcome would have");
  }

  @Test
  void saysThatAPacingOfOnesOwnCannotBeKept() {
    PollingPolicy own =
        PollingPolicy.defaults().withPacing(Pacing.of("mine", (poll, elapsed) -> SECOND));
    Surroundings around = Surroundings.alone(Duration.ZERO, Instant.EPOCH, 0.5);
    DurableWait wait = DurableWait.running(TOKEN, own, around).durable();

    assertThatIllegalArgumentException()
        .isThrownBy(() -> DurableWait.text(own))
        .withMessage("pacing mine: must not be Pacing.of, whose function is code and no text");
    assertThatIllegalArgumentException()
        .isThrownBy(wait::text)
        .withMessageContaining("pacing mine");
  }
}
