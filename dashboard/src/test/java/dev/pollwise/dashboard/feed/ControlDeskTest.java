package dev.pollwise.dashboard.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.pollwise.dashboard.form.Secret;
import dev.pollwise.dashboard.server.ActiveFault;
import dev.pollwise.dashboard.server.ControlNews;
import dev.pollwise.dashboard.server.ControlPlace;
import dev.pollwise.dashboard.server.ControlSight;
import dev.pollwise.dashboard.server.ControlWish;
import dev.pollwise.dashboard.server.FaultKind;
import dev.pollwise.dashboard.server.FaultOrder;
import dev.pollwise.simulator.SimulatorServer;
import dev.pollwise.simulator.document.Key;
import dev.pollwise.simulator.fault.KeyFingerprint;
import dev.pollwise.simulator.scenario.ScenarioCatalogue;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The control face of a real simulator, over HTTP. */
class ControlDeskTest {

  private static final Duration LONGEST = Duration.ofSeconds(20);
  private static final Duration PRICE = Duration.ofSeconds(5);
  private static final Secret KEY = new Secret("some key");

  @TempDir private Path folder;

  private final List<ControlNews> news = new CopyOnWriteArrayList<>();
  private final List<Throwable> broken = new CopyOnWriteArrayList<>();
  private final EmbeddedSimulator simulator =
      EmbeddedSimulator.with(SimulatorServer.builder().frozen().timeScale(60).seed(3));
  private final ControlDesk desk =
      new ControlDesk(simulator::control, KEY, PRICE, news::add, broken::add);

  @BeforeEach
  void watch() {
    simulator.start();
    desk.accept(new ControlWish.Watch(new ControlPlace.OfEmbedded()));
  }

  @AfterEach
  void close() {
    desk.close();
    simulator.close();
  }

  private ControlSight awaitSight(Predicate<ControlSight> wanted) {
    return await()
        .atMost(LONGEST)
        .until(
            () ->
                news.stream()
                    .filter(ControlNews.Seen.class::isInstance)
                    .map(heard -> ((ControlNews.Seen) heard).sight())
                    .filter(wanted)
                    .findFirst()
                    .orElse(null),
            sight -> sight != null);
  }

  private String awaitRefusal() {
    return await()
        .atMost(LONGEST)
        .until(
            () ->
                news.stream()
                    .filter(ControlNews.Refused.class::isInstance)
                    .map(heard -> ((ControlNews.Refused) heard).reason())
                    .findFirst()
                    .orElse(""),
            reason -> !reason.isEmpty());
  }

  @Test
  void seesHowTheSimulatorIs() {
    ControlSight sight = awaitSight(any -> true);

    assertThat(sight.takesRequests()).isTrue();
    assertThat(sight.scenario()).isEqualTo("happy-path");
    assertThat(sight.scenarios()).contains("outage", "chaos");
    assertThat(sight.clock().scale()).isEqualTo(60);
    assertThat(sight.clock().frozen()).isTrue();
    assertThat(sight.faults()).isEmpty();
    assertThat(sight.verdict().hasAsked()).isFalse();
  }

  @Test
  void whatNoHeaderCanCarryIsToldAndEndsNothing() {
    awaitSight(any -> true);
    URI face = simulator.control().orElseThrow();
    desk.accept(
        new ControlWish.Watch(
            new ControlPlace.At(face, new Secret("\u0442\u043e\u043a\u0435\u043d"), KEY)));
    await()
        .atMost(LONGEST)
        .until(() -> news.stream().anyMatch(ControlNews.Absent.class::isInstance));

    news.clear();
    desk.accept(new ControlWish.Watch(new ControlPlace.At(face, new Secret(""), KEY)));
    awaitSight(any -> true);
    assertThat(broken).isEmpty();
  }

  @Test
  void addsAndLiftsAFault() {
    desk.accept(
        new ControlWish.AddFault(
            new FaultOrder(FaultKind.THROTTLED, "PT7S", "get", 0.25, Duration.ofMinutes(5))));

    ActiveFault fault = awaitSight(seen -> seen.faults().size() == 1).faults().getFirst();
    assertThat(fault.what()).isEqualTo("status 429, retry-after 7s");
    assertThat(fault.where()).isEqualTo("route get, 25 %");
    assertThat(fault.left()).isEqualTo(Duration.ofMinutes(5));
    assertThat(fault.ofScenario()).isFalse();

    news.clear();
    desk.accept(new ControlWish.LiftFault(fault.id()));
    awaitSight(seen -> seen.faults().isEmpty());
  }

  @ParameterizedTest
  @EnumSource(FaultKind.class)
  void theSimulatorTakesEveryKindThatIsOffered(FaultKind kind) {
    String amount =
        switch (kind.takes()) {
          case NOTHING -> "";
          case DURATION -> "PT5S";
          case STATUS, WORD -> kind.usual();
        };
    desk.accept(
        new ControlWish.AddFault(new FaultOrder(kind, amount, "*", 1, Duration.ofSeconds(30))));

    assertThat(awaitSight(seen -> !seen.faults().isEmpty()).faults().getFirst().what())
        .startsWith(kind.word());
  }

  @Test
  void offersEveryFaultThatTakesNothingOrAWordOrANumber() {
    Set<String> simple = Set.of("time", "law", "text", "whole number", "length or chunk");

    assertThat(Arrays.stream(FaultKind.values()).map(FaultKind::word).distinct())
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(dev.pollwise.simulator.fault.FaultKind.values())
                .filter(kind ->
                    kind.keys().stream()
                        .filter(Key::isRequired)
                        .map(key -> key.form().name())
                        .allMatch(takes -> simple.contains(takes) || takes.startsWith("one of ")))
                .map(dev.pollwise.simulator.fault.FaultKind::word)
                .toList());
  }

  @Test
  void movesTheClock() {
    Duration later = awaitSight(any -> true).clock().simulated().plus(Duration.ofMinutes(9));
    desk.accept(new ControlWish.Advance(Duration.ofMinutes(9)));
    awaitSight(seen -> seen.clock().simulated().equals(later));

    desk.accept(new ControlWish.SetClock(5, true));
    awaitSight(seen -> seen.clock().scale() == 5 && seen.clock().frozen());
  }

  @Test
  void putsAScenarioInForceByName() {
    desk.accept(new ControlWish.UseScenario("rate-limited"));

    awaitSight(seen -> seen.scenario().equals("rate-limited"));
  }

  @Test
  void refusesABadScenarioFileWithFileLineAndReason() throws IOException {
    Path file = folder.resolve("bad.yaml");
    Files.writeString(file, "name: mine\nduration: 8s\nconcurency: 3\n");
    desk.accept(new ControlWish.OpenScenario(file));

    assertThat(awaitRefusal()).startsWith(file + ":3: ").contains("concurency");
    assertThat(simulator.scenario()).isEqualTo("happy-path");
  }

  @Test
  void tellsWhichFileIsInForceAndWhatItIsCalledWhereItHasNoName() throws IOException {
    Path file = folder.resolve("nameless.yaml");
    Files.writeString(file, "duration: 8s\n");
    desk.accept(new ControlWish.OpenScenario(file));

    awaitSight(seen -> seen.scenario().equals("custom"));
    assertThat(news).contains(new ControlNews.ScenarioOpened(file, "custom"));
  }

  @Test
  void saysThatAFileCannotBeRead() {
    desk.accept(new ControlWish.OpenScenario(folder.resolve("missing.yaml")));

    assertThat(awaitRefusal()).contains("missing.yaml").contains("cannot be read");
  }

  @ParameterizedTest
  @org.junit.jupiter.params.provider.ValueSource(
      strings = {"chaos", "heygen-peak-hours", "rate-limited", "stuck-job"})
  void aSavedScenarioIsTheSameWhenOpenedAgain(String name) {
    Path file = folder.resolve("kept.yaml");
    desk.accept(new ControlWish.UseScenario(name));
    desk.accept(new ControlWish.SaveScenario(file));
    await().atMost(LONGEST).until(() -> Files.exists(file));

    assertThat(ScenarioCatalogue.file(file))
        .isEqualTo(ScenarioCatalogue.shipped().find(name).orElseThrow());
  }

  @Test
  void findsTheVerdictOnThisClientAmongOthers() throws IOException, InterruptedException {
    try (HttpClient http = HttpClient.newHttpClient()) {
      ask(http, KEY.value(), 2);
      ask(http, "somebody else's", 1);
    }

    // A request is counted when its answer is out, a moment after the verdict on it.
    ControlSight sight = awaitSight(seen -> seen.verdict().calls() == 2 && seen.requests() == 5);
    assertThat(sight.activeJobs()).isEqualTo(2);
    assertThat(sight.verdict().wasted()).isEqualTo(2);
    assertThat(sight.verdict().told()).isZero();
  }

  /** Submits a job and asks about it. */
  private void ask(HttpClient http, String key, int times)
      throws IOException, InterruptedException {
    String jobs = "/v3/video-translations";
    String job =
        """
        {"video": {"type": "url", "url": "https://example.com/a.mp4"}, "output_languages": ["French"]}
        """;
    HttpResponse<String> submitted =
        http.send(
            request(jobs, key).POST(BodyPublishers.ofString(job)).build(), BodyHandlers.ofString());
    assertThat(submitted.statusCode()).as(submitted.body()).isBetween(200, 299);
    String id =
        submitted.body().replaceFirst("(?s).*\"video_translation_ids\":\\[\"([^\"]+)\".*", "$1");
    for (int i = 0; i < times; i++) {
      HttpResponse<String> state =
          http.send(request(jobs + "/" + id, key).build(), BodyHandlers.ofString());
      assertThat(state.statusCode()).as(state.body()).isEqualTo(200);
    }
  }

  private HttpRequest.Builder request(String path, String key) {
    return HttpRequest.newBuilder(simulator.start().resolve(path))
        .header("X-Api-Key", key)
        .header("Content-Type", "application/json")
        .header("User-Agent", "pollwise-client");
  }

  @Test
  void gradesUnderTheNameThatTheSimulatorGives() {
    assertThat(Fingerprint.of(KEY)).isEqualTo(KeyFingerprint.of(KEY.value()));
  }

  @Test
  void saysThatNoControlFaceAnswers() {
    desk.accept(
        new ControlWish.Watch(
            new ControlPlace.At(URI.create("http://127.0.0.1:1"), new Secret(""), KEY)));

    awaitAbsence("No control face answers at http://127.0.0.1:1");
  }

  @Test
  void aServerThatIsNoControlFaceIsNotTakenForOne() {
    desk.accept(new ControlWish.Watch(new ControlPlace.At(simulator.start(), new Secret(""), KEY)));

    awaitAbsence("At " + simulator.start());
  }

  private void awaitAbsence(String words) {
    await()
        .atMost(LONGEST)
        .until(() ->
            news.stream()
                .anyMatch(heard ->
                    heard instanceof ControlNews.Absent(String reason)
                        && reason.startsWith(words)));
  }

  @Test
  void presentsATokenWhereOneIsWanted() {
    EmbeddedSimulator guarded =
        EmbeddedSimulator.with(SimulatorServer.builder().controlToken("sesame"));
    guarded.start();
    try {
      URI at = guarded.control().orElseThrow();
      desk.accept(new ControlWish.Watch(new ControlPlace.At(at, new Secret(""), KEY)));
      awaitAbsence("At " + at);
      news.clear();

      desk.accept(new ControlWish.Watch(new ControlPlace.At(at, new Secret("sesame"), KEY)));
      awaitSight(any -> true);
    } finally {
      guarded.close();
    }
  }

  @Test
  void carriesOutNothingAtRest() {
    awaitSight(any -> true);
    desk.accept(new ControlWish.Rest());
    desk.accept(new ControlWish.UseScenario("chaos"));

    assertThat(awaitRefusal()).isEqualTo("there is no control face to ask");
  }

  @Test
  void countsRequestsWhereNobodyLooksCloser() throws IOException, InterruptedException {
    desk.accept(new ControlWish.Count(new ControlPlace.OfEmbedded()));
    try (HttpClient http = HttpClient.newHttpClient()) {
      ask(http, KEY.value(), 1);
    }

    await()
        .atMost(LONGEST)
        .until(() ->
            news.stream()
                .anyMatch(one -> one instanceof ControlNews.Counted c && c.requests() == 2));
  }
}
