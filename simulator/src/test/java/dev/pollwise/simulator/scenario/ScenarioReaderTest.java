package dev.pollwise.simulator.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.pollwise.simulator.document.DocumentException;
import dev.pollwise.simulator.document.Durations;
import dev.pollwise.simulator.document.Yaml;
import dev.pollwise.simulator.fault.ErrorBody;
import dev.pollwise.simulator.fault.Fault;
import dev.pollwise.simulator.fault.FaultRule;
import dev.pollwise.simulator.fault.RequestMatcher;
import dev.pollwise.simulator.job.DurationLaw;
import dev.pollwise.simulator.job.JobPlan;
import dev.pollwise.simulator.job.PlanLaw;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScenarioReaderTest {

  @Test
  void readsEverythingThatAScenarioCanSay() {
    Scenario read =
        read(
            """
            name: all
            description: All of it.
            duration: {uniform: {min: 5s, max: 1m30s}}
            queue: 250ms
            errors:
              probability: 0.25
              reasons:
                - {message: no sound, weight: 2, after: 30s}
            concurrency: 10
            request-limit: {requests: 100, per: 15m}
            faults:
              - reset
              - fault: status
                status: 503
                code: overloaded
                retry-after: {date: 5s}
                route: get
                job: mine
                share: 0.1
                phase: after
                from: 10s
                until: 20s
                lease: 1h
            """);

    assertThat(read.name()).isEqualTo("all");
    assertThat(read.plans().pace())
        .isEqualTo(
            new PlanLaw.Pace.ByTime(
                DurationLaw.uniform(Duration.ofSeconds(5), Duration.ofSeconds(90)),
                DurationLaw.fixed(Duration.ofMillis(250))));
    assertThat(read.plans().failures().probability()).isEqualTo(0.25);
    assertThat(read.concurrency().jobs()).isEqualTo(10);
    assertThat(read.requestLimits().perKey())
        .isEqualTo(new RequestLimit(100, Duration.ofMinutes(15)));
    assertThat(read.faults())
        .containsExactly(
            FaultRule.of(Fault.reset()),
            FaultRule.of(
                    new Fault.StatusError(
                        503,
                        new ErrorBody.Envelope("overloaded", ""),
                        new Fault.RetryHint.AtDate(Duration.ofSeconds(5))))
                .onRoute("get")
                .onJob("mine")
                .share(0.1)
                .in(FaultRule.Phase.AFTER)
                .between(Duration.ofSeconds(10), Duration.ofSeconds(20))
                .lease(Duration.ofHours(1)));
  }

  @Test
  void proofreadsGoTheirOwnWayIfTold() {
    Scenario own =
        read(
            "duration: 8s~proofreads: {duration: 4m, errors: {probability: 0.5}}"
                .replace('~', '\n'));
    Scenario alike = read("duration: 8s");

    assertThat(own.proofreads().pace())
        .isEqualTo(PlanLaw.lasting(DurationLaw.fixed(Duration.ofMinutes(4))).pace());
    assertThat(own.proofreads().failures().probability()).isEqualTo(0.5);
    assertThat(own.plans().failures().probability()).isZero();
    assertThat(own.withDuration(DurationLaw.fixed(Duration.ofHours(1))).proofreads())
        .isEqualTo(own.proofreads());
    assertThat(alike.proofreads()).isEqualTo(alike.plans());
    assertThat(alike.withErrorProbability(1).proofreads().failures().probability()).isEqualTo(1);
    assertThat(Scenario.read(own.write(), "x")).isEqualTo(own);
    assertThat(alike.write().json()).doesNotContain("proofreads");
  }

  @Test
  void readsProgressByPolls() {
    assertThat(read("progress: {polls: {pending: 2, running: 3}}").plans().pace())
        .isEqualTo(new PlanLaw.Pace.ByPolls(new JobPlan.Progress.Polled(2, 3)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ''                                            | test.yaml:1: the document is empty
          [                                             | test.yaml:1: not valid YAML
          - a                                           | test.yaml:1: must be a mapping, not a list
          name: x                                       | test.yaml:1: key duration is missing
          duration: fast                                | test.yaml:1: time "fast"
          duration: 8                                   | test.yaml:1: time "8"
          duration: {weekly: 8s}                        | test.yaml:1: must be a time, or one of the laws
          duration: {uniform: {min: 2s, max: 1s}}       | test.yaml:1: min PT2S: must not be longer
          duration: {uniform: {min: 2s}}                | test.yaml:1: key max is missing
          duration: 8s~colour: red                      | test.yaml:2: unknown key colour
          duration: 8s~duration: 9s                     | test.yaml:2: key duration stands twice
          duration: 8s~concurrency: 0                   | test.yaml:2: concurrency 0: must be from 1
          duration: 8s~errors: {probability: 2}         | test.yaml:2: probability 2.0: must be from 0 to 1
          duration: 8s~faults: [{fault: gremlins}]      | test.yaml:2: unknown fault "gremlins"
          duration: 8s~faults:~  - {fault: status}      | test.yaml:3: key status is missing
          duration: 8s~faults:~  - {fault: status, status: 199} | test.yaml:3: status 199: must be from 200
          duration: 8s~faults:~  - {fault: reset, share: -1}    | test.yaml:3: share -1.0
          duration: 8s~faults:~  - {fault: reset, share: 1, every: 2} | test.yaml:3: only one of
          duration: 8s~faults:~  - {fault: reset, from: 9s, until: 3s} | test.yaml:3: window from PT9S
          duration: 8s~faults:~  - {fault: reset, phase: never} | test.yaml:3: phase must be
          duration: 8s~faults:~  - {fault: reset, route: gett}  | 'test.yaml:3: route "gett": must be * for any, or one of status, restart, create,'
          duration: 8s~faults:~  - {fault: regress, route: languages} | test.yaml:3: regress on route languages: strikes answers that show jobs only
          duration: 8s~faults:~  - {fault: reset, job: ""}      | test.yaml:3: job "", client: must not be empty
          duration: 8s~faults:~  - {fault: reset, lease: 1s, from: 2s} | test.yaml:3: window from PT2S: must begin before the lease ends
          duration: 200000d                             | test.yaml:1: time "200000d": must be at most 36500d
          duration: PT9223372036854775807S              | test.yaml:1: time "PT9223372036854775807S": must be at most
          duration: PT-9223372036854775808S             | test.yaml:1: time "PT-9223372036854775808S": must be at most
          duration: 366d                                | test.yaml:1: value 366d: must be from 0s to 365d
          duration: 8s~errors: {probability: 1e999}     | test.yaml:2: number Infinity: must be from -1000000000
          duration: 8s~concurrency: 99999999999999999999 | test.yaml:2: must be a whole number
          duration: 8s~concurrency: 999999999999999999  | test.yaml:2: number 999999999999999999: must be from
          duration: 8s~request-limit: {requests: 100000, per: PT0.000000001S} | test.yaml:2: per PT0.000000001S: must be from 1ms
          duration: 8s~webhooks: {loss: 1.5}            | test.yaml:2: loss 1.5: must be from 0 to 1
          duration: 8s~webhooks: {duplication: often}   | test.yaml:2: must be a number
          duration: 8s~webhooks:~  delay: soon          | test.yaml:3: time "soon"
          duration: 8s~webhooks:~  reorder: 1           | test.yaml:3: unknown key reorder
          duration: &a 8s~queue: *a                     | test.yaml:2: aliases are not supported
          """)
  void namesTheLineAndTheReason(String text, String message) {
    assertThatExceptionOfType(DocumentException.class)
        .isThrownBy(() -> read(text.replace('~', '\n')))
        .withMessageStartingWith(message);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "duration: @",
        "duration: {@: 1}",
        "@: 1",
        "errors: {probability: @}",
        "faults: [{fault: @}]",
        "faults: [{fault: status, status: 503, body: @}]",
        "faults: [{fault: status, status: 503, route: @}]",
        "faults: [{fault: status, status: 503, retry-after: @}]",
        "webhooks: {loss: @}",
        "duration: [@"
      })
  void refusesWhatIsWrongWithoutRepeatingAllOfIt(String text) {
    assertThatExceptionOfType(DocumentException.class)
        .isThrownBy(() -> read(text.replace("@", "x".repeat(60_000))))
        .satisfies(refusal -> assertThat(refusal.getMessage()).hasSizeLessThan(1_100));
  }

  @Test
  void refusesATimeOfThousandsOfPartsInOneLine() {
    assertThatExceptionOfType(DocumentException.class)
        .isThrownBy(() -> read("duration: " + "1s".repeat(100_000)))
        .withMessageMatching("test.yaml:1: time \"(1s){50}…\": must be a number with a unit.*");
  }

  @ParameterizedTest
  @ValueSource(ints = {1_023, 1_024, 1_025, 2_048, 4_096, 8_192})
  void aCharacterMayLieAcrossTheEdgeOfABuffer(int edge) {
    for (int before = edge - 30; before < edge + 5; before++) {
      String description = "x".repeat(before) + "😀";

      assertThat(read("duration: 8s\ndescription: " + description).description())
          .isEqualTo(description);
      assertThat(Yaml.read("json", "{\"a\": \"" + description + "\"}").kind())
          .isEqualTo("a mapping");
    }
  }

  @Test
  @Timeout(30)
  void readsTheLimitsOfTenThousandKeysAndNoMore() {
    String keys =
        IntStream.rangeClosed(1, 10_000)
            .mapToObj(key -> "  key" + key + ": {requests: 5, per: 1s}\n")
            .collect(Collectors.joining());
    String text = "duration: 8s\nkey-limits:\n" + keys;

    assertThat(
            read(text).requestLimits().of(RequestMatcher.KeyFingerprint.of("key9999")).requests())
        .isEqualTo(5);
    assertThatExceptionOfType(DocumentException.class)
        .isThrownBy(() -> read(text + "  one: {requests: 5, per: 1s}\n"))
        .withMessageContaining("key-limits 10001: must be from 0 to 10000");
  }

  @Test
  void refusesMoreThanAThousandRules() {
    assertThatExceptionOfType(DocumentException.class)
        .isThrownBy(() -> read("duration: 8s\nfaults: [" + "reset,".repeat(1_001) + "]"))
        .withMessageContaining("faults 1001: must be from 0 to 1000");
  }

  @Test
  void refusesEndlessNestingWithoutFallingOver() {
    assertThatExceptionOfType(DocumentException.class)
        .isThrownBy(() -> Yaml.read("deep", "[".repeat(100_000)))
        .withMessageContaining("nested too deep");
  }

  @Test
  void shipsWhatItSaysAndAllOfItCanBeRead() throws IOException {
    ScenarioCatalogue shipped = ScenarioCatalogue.shipped();

    assertThat(shipped.names()).containsExactlyInAnyOrderElementsOf(ScenarioCatalogue.SHIPPED);
    for (String name : ScenarioCatalogue.SHIPPED) {
      assertThat(shipped.find(name)).as(name).isPresent();
    }
    assertThat(shipped.find("happy-path")).contains(Scenario.happyPath());
    try (var files = Files.list(Path.of("..", "config", "scenarios"))) {
      assertThat(files.map(file -> file.getFileName().toString().replace(".yaml", "")))
          .containsExactlyInAnyOrderElementsOf(ScenarioCatalogue.SHIPPED);
    }
  }

  @Test
  void aScenarioInTheFolderComesBeforeTheShippedOne(@TempDir Path folder) throws IOException {
    Files.writeString(folder.resolve("outage.yaml"), "duration: 1s");
    Files.writeString(folder.resolve("mine.yaml"), "duration: 2s");
    ScenarioCatalogue catalogue = ScenarioCatalogue.with(folder);

    assertThat(catalogue.names()).contains("mine", "outage", "chaos");
    assertThat(catalogue.find("outage").orElseThrow().faults()).isEmpty();
    assertThat(catalogue.find("../mine")).isEmpty();
  }

  @Test
  void readsWhatGoesWrongWithWebhooks() {
    assertThat(read("duration: 8s").webhooks().isNone()).isTrue();
    assertThat(read("duration: 8s\nwebhooks: {delay: 2s, loss: 0.1, duplication: 1}").webhooks())
        .isEqualTo(new Scenario.WebhookLaw(DurationLaw.fixed(Duration.ofSeconds(2)), 0.1, 1));
  }

  @ParameterizedTest
  @CsvSource({
    "250ms,PT0.25S",
    "8s,PT8S",
    "1.5s,PT1.5S",
    "15m,PT15M",
    "1h30m,PT1H30M",
    "2d,PT48H",
    "PT8S,PT8S"
  })
  void readsTimes(String text, Duration time) {
    assertThat(Durations.parse(text)).isEqualTo(time);
    assertThat(Durations.parse(Durations.format(time))).isEqualTo(time);
  }

  private static Scenario read(String text) {
    return Scenario.read(Yaml.read("test.yaml", text), "test");
  }

  @Test
  void refusesAnEndlessName() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Scenario.happyPath().named("x".repeat(201)))
        .withMessageContaining("characters of the scenario's name: 201");
  }
}
