package dev.pollwise.client.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pollwise.client.duration.LearnedDurations;
import dev.pollwise.client.duration.LearnedDurations.JobClass;
import dev.pollwise.client.http.Mutation;
import dev.pollwise.client.store.LearnedFormat.Found;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class LearnedFormatTest {

  private static final JobClass SPEED = new JobClass("http://localhost:8080", "speed", "");
  private static final JobClass ODD = new JobClass("x:y", "\"\\\n\u0000é漢😀", "{}[]");

  private static final List<LearnedDurations.Remembered> SOME =
      List.of(
          new LearnedDurations.Remembered(
              SPEED,
              new LearnedDurations.Sighting.Ended(
                  Duration.ofSeconds(58), Duration.ofMillis(66_500)),
              LearnedDurations.SourceLength.of(Duration.ofMinutes(2))),
          new LearnedDurations.Remembered(
              SPEED,
              new LearnedDurations.Sighting.StillAlive(Duration.ofMinutes(30)),
              LearnedDurations.SourceLength.unknown()),
          new LearnedDurations.Remembered(
              ODD,
              new LearnedDurations.Sighting.Ended(Duration.ZERO, Duration.ofNanos(1)),
              LearnedDurations.SourceLength.unknown()));

  private static Found read(String text) {
    return LearnedFormat.read(text.getBytes(UTF_8));
  }

  @Test
  void readsWhatItHasWritten() {
    assertThat(LearnedFormat.read(LearnedFormat.write(SOME))).isEqualTo(new Found.Learned(SOME));
    assertThat(LearnedFormat.read(LearnedFormat.write(List.of())))
        .isEqualTo(new Found.Learned(List.of()));
  }

  @Test
  void readsTheFileThatTheFirstVersionWrote() {
    String file =
        """
        {"format":"pollwise-learned-durations","version":1,"classes":[
          {"server":"http://localhost:8080","mode":"speed","label":"","sightings":[
            {"after":"PT58S","by":"PT1M6.5S","source":"PT2M"},
            {"alive":"PT30M"}]}],
         "a member of later days":[1]}
        """;

    assertThat(read(file)).isEqualTo(new Found.Learned(SOME.subList(0, 2)));
  }

  @Test
  void readsAllThatCanHappen() {
    for (long seed = 1; seed <= 200; seed++) {
      Random random = new Random(seed);
      List<LearnedDurations.Remembered> all =
          Stream.generate(() -> remembered(random)).limit(random.nextInt(40)).toList();

      assertThat(LearnedFormat.read(LearnedFormat.write(all)))
          .as("seed %s", seed)
          .isInstanceOfSatisfying(
              Found.Learned.class,
              found -> assertThat(found.all()).containsExactlyInAnyOrderElementsOf(all));
    }
  }

  private static LearnedDurations.Remembered remembered(Random random) {
    Duration after = Duration.ofNanos(random.nextLong(Duration.ofDays(30).toNanos()));
    return new LearnedDurations.Remembered(
        random.nextBoolean() ? SPEED : ODD,
        random.nextInt(4) == 0
            ? new LearnedDurations.Sighting.StillAlive(after)
            : new LearnedDurations.Sighting.Ended(
                after, after.plusNanos(1 + random.nextLong(1L << 45))),
        random.nextBoolean()
            ? LearnedDurations.SourceLength.unknown()
            : LearnedDurations.SourceLength.of(
                Duration.ofNanos(1_000_000 + random.nextLong(1L << 48))));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "not json",
        "[]",
        "null",
        "{\"format\":\"pollwise-learned-durations\"}",
        "{\"format\":\"pollwise-learned-durations\",\"version\":\"1\",\"classes\":[]}",
        "{\"format\":\"pollwise-learned-durations\",\"version\":1e999999999,\"classes\":[]}",
        "{\"format\":\"pollwise-learned-durations\",\"version\":1,\"classes\":{}}",
        "{\"format\":\"pollwise-learned-durations\",\"version\":1,\"classes\":[1]}",
        "{\"format\":\"pollwise-learned-durations\",\"version\":1,\"classes\":[{\"server\":\"s\"}]}",
        "{\"format\":\"pollwise-learned-durations\",\"version\":1,\"classes\":[{\"server\":\"s\","
            + "\"mode\":\"\",\"label\":\"\",\"sightings\":[{\"after\":\"PT2S\",\"by\":\"PT1S\"}]}]}",
        "{\"format\":\"pollwise-learned-durations\",\"version\":1,\"classes\":[{\"server\":\"s\","
            + "\"mode\":\"\",\"label\":\"\",\"sightings\":[{\"alive\":\"tomorrow\"}]}]}",
      })
  void knowsDamageForWhatItIs(String text) {
    assertThat(read(text))
        .isInstanceOfSatisfying(
            Found.Unusable.class, unusable -> assertThat(unusable.why()).contains("damaged"));
  }

  @Test
  void knowsAForeignFileAndOneOfAnotherVersion() {
    assertThat(read("{\"name\":\"package\"}"))
        .isEqualTo(new Found.Unusable("is no file of learned durations"));
    assertThat(read("{\"format\":\"pollwise-learned-durations\",\"version\":2}"))
        .isEqualTo(new Found.Unusable("has version 2, which is not 1"));
  }

  @Test
  void nestingWithoutEndIsDamage() {
    assertThat(read("[".repeat(2_000_000))).isInstanceOf(Found.Unusable.class);
  }

  @Test
  void aDamagedFileIsReadOrRefusedAndNeverMore() {
    byte[] golden = LearnedFormat.write(SOME);
    int refused = 0;
    for (long seed = 1; seed <= 3_000; seed++) {
      if (LearnedFormat.read(Mutation.of(golden, new Random(seed))) instanceof Found.Unusable) {
        refused++;
      }
    }
    assertThat(refused).isGreaterThan(1_500);
  }
}
