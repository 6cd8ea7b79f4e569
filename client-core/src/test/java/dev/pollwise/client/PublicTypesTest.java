package dev.pollwise.client;

import static dev.pollwise.client.ArchitectureTest.BASE;
import static dev.pollwise.client.ArchitectureTest.MODULE;
import static java.util.stream.Collectors.collectingAndThen;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The types that users see, by package. */
class PublicTypesTest {

  @Test
  void showsItsUsersNoMoreThanTheyNeed() {
    Map<String, List<String>> shown =
        Map.ofEntries(
            Map.entry(
                "",
                List.of(
                    "BatchRequest",
                    "CompletionQueue",
                    "SubmitEvent",
                    "TranslationBatch",
                    "TranslationClient",
                    "TranslationJob",
                    "TranslationRequest")),
            Map.entry(
                ".duration",
                List.of(
                    "ClassReport", "DurationLaw", "ExpectedCost", "LearnedDurations", "Outlook")),
            Map.entry(".forecast", List.of("Forecast", "ForecastResult")),
            Map.entry(".http", List.of("Credentials", "HeyGenApi")),
            Map.entry(
                ".job",
                List.of(
                    "Answer",
                    "BatchId",
                    "Durations",
                    "Evidence",
                    "Expectation",
                    "JobEvent",
                    "JobId",
                    "JobOutcome",
                    "JobStatus",
                    "PollwiseException",
                    "ResumeToken")),
            Map.entry(".metrics", List.of("ClientMetrics")), // apart, for who has Micrometer
            Map.entry(".policy", List.of("Pacing", "PollingPolicy")),
            Map.entry(
                ".poll",
                List.of(
                    "DurableRequest",
                    "DurableWait",
                    "JobHandle",
                    "Poller",
                    "RepeatedRequest",
                    "SimulatedPoller",
                    "StatusCalls",
                    "StatusSource",
                    "WaitsBuilder",
                    "WebhookReliability")),
            Map.entry(".request", List.of("EventDispatcher", "PollClock", "ServerContext")),
            Map.entry(".store", List.of("LearnedStore", "TokenStore")),
            Map.entry(
                ".testing",
                List.of("JobScript", "ScriptedSource", "ScriptedTranslations", "VirtualClock")),
            Map.entry(".webhook", List.of("WebhookVerifier")));

    Map<String, List<String>> present =
        MODULE.stream()
            .filter(type -> type.getModifiers().contains(JavaModifier.PUBLIC))
            .filter(JavaClass::isTopLevelClass)
            .collect(
                groupingBy(
                    type -> type.getPackageName().substring(BASE.length()),
                    mapping(
                        JavaClass::getSimpleName,
                        collectingAndThen(toList(), names -> names.stream().sorted().toList()))));

    assertThat(present)
        .as("a public type more is one more for everybody to learn: nest it, or keep it in")
        .isEqualTo(shown);
  }
}
