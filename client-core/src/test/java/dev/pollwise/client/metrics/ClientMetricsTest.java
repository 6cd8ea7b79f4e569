package dev.pollwise.client.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.pollwise.client.TranslationClient;
import dev.pollwise.client.TranslationJob;
import dev.pollwise.client.TranslationRequest;
import dev.pollwise.client.job.JobEvent.WaitReason;
import dev.pollwise.client.testing.JobScript;
import dev.pollwise.client.testing.ScriptedTranslations;
import dev.pollwise.client.testing.VirtualClock;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ClientMetricsTest {

  private static final URI VIDEO = URI.create("https://videos.example/launch.mp4");
  private static final JobScript MINUTE =
      JobScript.begin().running(Duration.ofMinutes(1)).completed(VIDEO);

  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final VirtualClock clock = new VirtualClock();
  private final ScriptedTranslations server = new ScriptedTranslations(clock);
  private final TranslationClient client =
      ClientMetrics.monitor(
          registry, server.client().callBudget(1_000, Duration.ofHours(1)), Tag.of("account", "a"));

  @AfterEach
  void close() {
    clock.close(client);
  }

  private TranslationJob submit(JobScript script, String label) {
    server.jobs(() -> script);
    var submit = client.translateAsync(TranslationRequest.of(VIDEO, "Spanish").withLabel(label));
    return clock.await(submit).getFirst();
  }

  private double value(String name, String... tags) {
    Meter meter = registry.get(name).tags(tags).meter();
    return meter.measure().iterator().next().getValue();
  }

  private double polls() {
    return registry.find("pollwise.polls").counters().stream()
        .mapToDouble(counter -> counter.count())
        .sum();
  }

  @Test
  void countsCallsByWhatTheyBrought() {
    clock.await(
        submit(
            JobScript.begin()
                .throttled(Duration.ofSeconds(20), Duration.ofSeconds(5))
                .running(Duration.ofMinutes(1))
                .completed(VIDEO),
            ""));

    assertThat(value("pollwise.polls", "result", "throttled")).isPositive();
    assertThat(polls()).isEqualTo(server.looks().calls().size());
    assertThat(value("pollwise.outcomes", "outcome", "completed")).isEqualTo(1);
    assertThat(value("pollwise.budget.left")).isEqualTo(1_000 - polls());
    assertThat(registry.get("pollwise.lateness.bound").timer().totalTime(TimeUnit.SECONDS))
        .isPositive();
  }

  @Test
  void aCallThatIsSharedIsOneCall() {
    List<TranslationJob> jobs =
        IntStream.range(0, 7).mapToObj(number -> submit(MINUTE, "")).toList();
    jobs.forEach(clock::await);

    assertThat(server.looks().calls()).anyMatch(call -> call.jobs().size() > 1);
    assertThat(polls()).isCloseTo(server.looks().calls().size(), within(1e-9));
  }

  @Test
  void tellsWhatWaitsAreDoing() {
    submit(JobScript.begin().throttled(Duration.ofHours(1), Duration.ofMinutes(5)), "");
    clock.settle();
    assertThat(value("pollwise.waits", "state", "paced")).isEqualTo(1);

    clock.advance(Duration.ofMinutes(3));
    assertThat(value("pollwise.waits", "state", "paused")).isEqualTo(1);
    assertThat(value("pollwise.waits", "state", "paced")).isZero();

    clock.close(client);
    for (WaitState state : WaitState.values()) {
      assertThat(value("pollwise.waits", "state", state.word())).isZero();
    }
    assertThat(value("pollwise.outcomes", "outcome", "cancelled")).isEqualTo(1);
  }

  @Test
  void tellsWhatWasLearnedOfEachClass() {
    for (int i = 0; i < 20; i++) {
      clock.await(submit(MINUTE, "trailers"));
      clock.await(submit(JobScript.begin().running(Duration.ofMinutes(4)).failed("no"), ""));
    }

    assertThat(value("pollwise.learned.median", "label", "trailers")).isBetween(50.0, 80.0);
    assertThat(value("pollwise.learned.median", "label", "none")).isBetween(200.0, 300.0);
  }

  @Test
  void classesOfJobsHaveABound() {
    for (int i = 0; i < ClientMetrics.MOST_CLASSES + 5; i++) {
      clock.await(submit(MINUTE, "label " + i));
      clock.await(submit(MINUTE, "label " + i));
      clock.await(submit(MINUTE, "label " + i));
    }

    assertThat(registry.find("pollwise.learned.median").gauges())
        .hasSize(ClientMetrics.MOST_CLASSES)
        .noneMatch(gauge -> "label 0".equals(gauge.getId().getTag("label")));
  }

  @Test
  void eachReasonHasAState() {
    assertThat(WaitReason.class.getPermittedSubclasses()).hasSize(13);
    assertThat(WaitState.of(new WaitReason.OutOfReach(new WaitReason.FirstLook(), "deadline")))
        .isEqualTo(WaitState.ASKING);
  }

  @Test
  void theGuideListsThemWithTagsAndUnits() throws Exception {
    for (int i = 0; i < 5; i++) {
      clock.await(submit(MINUTE, ""));
    }

    String guide = Files.readString(Path.of("../docs/client.md"));
    List<String> listed =
        Pattern.compile(
                "^\\| `(pollwise\\.[a-z.]+)` \\| ([^|]*) \\| ([^|]*) \\|", Pattern.MULTILINE)
            .matcher(guide)
            .results()
            .map(row ->
                "%s [%s] %s".formatted(row.group(1), row.group(3).strip(), tags(row.group(2))))
            .sorted()
            .toList();
    List<String> present =
        registry.getMeters().stream()
            .map(Meter::getId)
            .map(id ->
                "%s [%s] %s"
                    .formatted(
                        id.getName(),
                        id.getBaseUnit() == null ? "" : id.getBaseUnit(),
                        id.getTags().stream()
                            .map(Tag::getKey)
                            .filter(key -> !key.equals("account"))
                            .toList()))
            .distinct()
            .sorted()
            .toList();
    assertThat(present).isNotEmpty().isEqualTo(listed);
    assertThat(registry.getMeters()).allMatch(meter -> "a".equals(meter.getId().getTag("account")));
    assertThat(guide)
        .contains(
            Arrays.stream(WaitState.values())
                .map(state -> "`" + state.word() + "`")
                .collect(Collectors.joining(", ")));
  }

  private static List<String> tags(String cell) {
    return Pattern.compile("`([a-z]+)`")
        .matcher(cell)
        .results()
        .map(tag -> tag.group(1))
        .sorted()
        .toList();
  }
}
