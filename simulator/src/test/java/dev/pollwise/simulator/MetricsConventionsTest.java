package dev.pollwise.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.pollwise.simulator.RawConnection.Seen;
import dev.pollwise.simulator.fault.Fault;
import dev.pollwise.simulator.fault.FaultRule;
import dev.pollwise.simulator.scenario.RequestLimit;
import dev.pollwise.simulator.scenario.Scenario;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The rules of Prometheus' own {@code promtool check metrics}, and its advice on names. */
@Timeout(60)
class MetricsConventionsTest {

  private static final Pattern SAMPLE =
      Pattern.compile("([A-Za-z0-9_:]+)(?:\\{(.*)})? (NaN|[+-]Inf|[-+0-9.eE]+)");
  private static final Pattern LABEL = Pattern.compile("([^=,]+)=\"((?:[^\"\\\\]|\\\\.)*)\"");
  private static final Set<String> TYPES = Set.of("counter", "gauge", "histogram", "summary");
  private static final Set<String> NOT_BASE_UNITS =
      Set.of(
          "ms",
          "millis",
          "milliseconds",
          "us",
          "ns",
          "nanoseconds",
          "minutes",
          "hours",
          "days",
          "kb",
          "mb",
          "kilobytes",
          "megabytes",
          "percent",
          "sec",
          "secs");

  private final Map<String, String> types = new TreeMap<>();
  private final Map<String, String> helps = new TreeMap<>();
  private final Set<String> samples = new TreeSet<>();
  private final Map<String, Set<String>> labels = new TreeMap<>();

  /** Lets happen whatever makes a metric. */
  @BeforeEach
  void scrape() throws Exception {
    Scenario.RequestLimits twoCalls =
        Scenario.RequestLimits.perKey(new RequestLimit(2, Duration.ofMinutes(1)));
    try (var simulator =
            SimulatorServer.builder()
                .port(0)
                .frozen()
                .scenario(Scenario.happyPath().withRequestLimits(twoCalls))
                .fault(FaultRule.of(Fault.status(503)).onRoute("list").first(1))
                .build()
                .start();
        RawConnection client = new RawConnection(simulator.uri());
        RawConnection control = new RawConnection(simulator.controlUri().orElseThrow())) {
      String create =
          "{\"video\":{\"type\":\"url\",\"url\":\"https://example.com/a.mp4\"},"
              + "\"output_languages\":[\"French\"]}";
      Seen unused = client.post("/v3/video-translations", create, "X-Api-Key: demo");
      for (int i = 0; i < 3; i++) {
        unused = client.get("/v3/video-translations", "X-Api-Key: demo");
      }
      read(((Seen.Answer) control.get("/observe/metrics")).text());
    }
  }

  @Test
  void coversWhatTheServerDoes() {
    assertThat(types.keySet())
        .containsExactlyInAnyOrder(
            "pollwise_event_readers",
            "pollwise_faults_injected_total",
            "pollwise_http_request_duration_seconds",
            "pollwise_http_request_duration_seconds_max",
            "pollwise_http_requests_total",
            "pollwise_jobs",
            "pollwise_jobs_submitted_total",
            "pollwise_rate_limited_total",
            "pollwise_version",
            "pollwise_waiting_requests",
            "pollwise_webhook_deliveries_total");
  }

  @Test
  void describesEveryMetricOnceAndHasASampleOfIt() {
    assertThat(helps.keySet()).isEqualTo(types.keySet());
    assertThat(helps.values()).noneMatch(String::isBlank);
    assertThat(samples).allMatch(sample -> types.containsKey(family(sample)));
    assertThat(types.keySet())
        .allMatch(name -> samples.stream().anyMatch(sample -> family(sample).equals(name)));
  }

  @Test
  void namesCountersAsTotalsAndNothingElse() {
    types.forEach((name, type) ->
        assertThat(name.endsWith("_total")).as(name).isEqualTo(type.equals("counter")));
  }

  @Test
  void usesSnakeCaseOnePrefixAndBaseUnits() {
    for (String name : types.keySet()) {
      List<String> words = Arrays.asList(name.split("_", -1));
      assertThat(name).matches("pollwise(_[a-z][a-z0-9]*)+");
      assertThat(words).as("units of " + name).doesNotContainAnyElementsOf(NOT_BASE_UNITS);
      assertThat(words).as("no type in the name").doesNotContainAnyElementsOf(TYPES);
    }
    assertThat(types).containsEntry("pollwise_http_request_duration_seconds", "histogram");
  }

  @Test
  void keepsSuffixesOfHistogramsForHistograms() {
    types.forEach((name, type) ->
        assertThat(name).doesNotEndWith("_count").doesNotEndWith("_sum").doesNotEndWith("_bucket"));
    types.forEach((name, type) -> {
      if (type.equals("histogram")) {
        assertThat(samples).contains(name + "_bucket", name + "_sum", name + "_count");
      }
    });
  }

  @Test
  void labelsFromClosedSetsInSnakeCaseThatDoNotRepeatTheName() {
    assertThat(labels.keySet())
        .containsExactlyInAnyOrder(
            "fault", "le", "limit", "outcome", "route", "state", "status", "version");
    assertThat(labels.get("route")).isSubsetOf("create", "list");
    assertThat(labels.values())
        .allSatisfy(values -> assertThat(values).hasSizeLessThan(20).noneMatch(String::isEmpty));
  }

  private void read(String answer) {
    String text = answer.substring(answer.indexOf("\r\n\r\n") + 4);
    assertThat(answer).containsIgnoringCase("content-type: text/plain; version=0.0.4");
    assertThat(text).endsWith("\n");
    for (String line : text.lines().toList()) {
      String[] words = line.split(" ", 4);
      if (line.startsWith("# TYPE ")) {
        assertThat(types.put(words[2], words[3])).as("declared twice: " + line).isNull();
        assertThat(TYPES).contains(words[3]);
      } else if (line.startsWith("# HELP ")) {
        assertThat(helps.put(words[2], words.length > 3 ? words[3] : "")).as(line).isNull();
      } else {
        sample(line);
      }
    }
  }

  private void sample(String line) {
    Matcher sample = SAMPLE.matcher(line);
    if (!sample.matches()) {
      fail("not a sample: " + line);
    }
    samples.add(sample.group(1));
    String inBraces = sample.group(2) == null ? "" : sample.group(2);
    for (Matcher label = LABEL.matcher(inBraces); label.find(); ) {
      assertThat(label.group(1)).matches("[a-z][a-z_]*");
      labels.computeIfAbsent(label.group(1), name -> new TreeSet<>()).add(label.group(2));
    }
  }

  /** The metric that a sample belongs to. */
  private String family(String sample) {
    String without = sample.replaceFirst("_(bucket|sum|count)$", "");
    return types.getOrDefault(without, "").equals("histogram") ? without : sample;
  }
}
