package dev.pollwise.dashboard.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

import dev.pollwise.dashboard.form.Secret;
import dev.pollwise.dashboard.server.ActiveFault;
import dev.pollwise.dashboard.server.ControlAddress;
import dev.pollwise.dashboard.server.FaultKind;
import dev.pollwise.dashboard.server.FaultOrder;
import dev.pollwise.dashboard.server.SimulatorCommand;
import dev.pollwise.dashboard.server.SimulatorNews;
import dev.pollwise.dashboard.server.SimulatorState;
import dev.pollwise.simulator.SimulatorServer;
import dev.pollwise.simulator.document.Key;
import dev.pollwise.simulator.fault.RequestMatcher;
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

/** The control API of a real simulator, over HTTP. */
class SimulatorControlTest {

  private static final Duration LONGEST = Duration.ofSeconds(20);
  private static final Duration PRICE = Duration.ofSeconds(5);
  private static final Secret KEY = new Secret("some key");

  @TempDir private Path folder;

  private final List<SimulatorNews> news = new CopyOnWriteArrayList<>();
  private final List<Throwable> broken = new CopyOnWriteArrayList<>();
  private final EmbeddedSimulator simulator =
      EmbeddedSimulator.with(SimulatorServer.builder().frozen().timeScale(60).seed(3));
  private final SimulatorControl control =
      new SimulatorControl(simulator::control, KEY, PRICE, news::add, broken::add);

  @BeforeEach
  void watch() {
    simulator.start();
    control.accept(new SimulatorCommand.Watch(new ControlAddress.OfEmbedded()));
  }

  @AfterEach
  void close() {
    control.close();
    simulator.close();
  }

  private SimulatorState awaitState(Predicate<SimulatorState> wanted) {
    return await()
        .atMost(LONGEST)
        .until(
            () ->
                news.stream()
                    .filter(SimulatorNews.Seen.class::isInstance)
                    .map(heard -> ((SimulatorNews.Seen) heard).state())
                    .filter(wanted)
                    .findFirst()
                    .orElse(null),
            state -> state != null);
  }

  private String awaitRefusal() {
    return await()
        .atMost(LONGEST)
        .until(
            () ->
                news.stream()
                    .filter(SimulatorNews.Refused.class::isInstance)
                    .map(heard -> ((SimulatorNews.Refused) heard).reason())
                    .findFirst()
                    .orElse(""),
            reason -> !reason.isEmpty());
  }

  @Test
  void seesHowTheSimulatorIs() {
    SimulatorState state = awaitState(any -> true);

    assertThat(state.takesRequests()).isTrue();
    assertThat(state.scenario()).isEqualTo("happy-path");
    assertThat(state.scenarios()).contains("outage", "chaos");
    assertThat(state.clock().scale()).isEqualTo(60);
    assertThat(state.clock().frozen()).isTrue();
    assertThat(state.faults()).isEmpty();
    assertThat(state.verdict().hasAsked()).isFalse();
  }

  @Test
  void whatNoHeaderCanCarryIsToldAndEndsNothing() {
    awaitState(any -> true);
    URI face = simulator.control().orElseThrow();
    control.accept(
        new SimulatorCommand.Watch(
            new ControlAddress.At(face, new Secret("\u0442\u043e\u043a\u0435\u043d"), KEY)));
    await()
        .atMost(LONGEST)
        .until(() -> news.stream().anyMatch(SimulatorNews.Absent.class::isInstance));

    news.clear();
    control.accept(new SimulatorCommand.Watch(new ControlAddress.At(face, new Secret(""), KEY)));
    awaitState(any -> true);
    assertThat(broken).isEmpty();
  }

  @Test
  void addsAndLiftsAFault() {
    control.accept(
        new SimulatorCommand.AddFault(
            new FaultOrder(FaultKind.THROTTLED, "PT7S", "get", 0.25, Duration.ofMinutes(5))));

    ActiveFault fault = awaitState(seen -> seen.faults().size() == 1).faults().getFirst();
    assertThat(fault.what()).isEqualTo("status 429, retry-after 7s");
    assertThat(fault.where()).isEqualTo("route get, 25 %");
    assertThat(fault.left()).isEqualTo(Duration.ofMinutes(5));
    assertThat(fault.ofScenario()).isFalse();

    news.clear();
    control.accept(new SimulatorCommand.LiftFault(fault.id()));
    awaitState(seen -> seen.faults().isEmpty());
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
    control.accept(
        new SimulatorCommand.AddFault(
            new FaultOrder(kind, amount, "*", 1, Duration.ofSeconds(30))));

    assertThat(awaitState(seen -> !seen.faults().isEmpty()).faults().getFirst().what())
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
    Duration later = awaitState(any -> true).clock().simulated().plus(Duration.ofMinutes(9));
    control.accept(new SimulatorCommand.Advance(Duration.ofMinutes(9)));
    awaitState(seen -> seen.clock().simulated().equals(later));

    control.accept(new SimulatorCommand.SetClock(5, true));
    awaitState(seen -> seen.clock().scale() == 5 && seen.clock().frozen());
  }

  @Test
  void putsAScenarioInForceByName() {
    control.accept(new SimulatorCommand.UseScenario("rate-limited"));

    awaitState(seen -> seen.scenario().equals("rate-limited"));
  }

  @Test
  void refusesABadScenarioFileWithFileLineAndReason() throws IOException {
    Path file = folder.resolve("bad.yaml");
    Files.writeString(file, "name: mine\nduration: 8s\nconcurency: 3\n");
    control.accept(new SimulatorCommand.OpenScenario(file));

    assertThat(awaitRefusal()).startsWith(file + ":3: ").contains("concurency");
    assertThat(simulator.scenario()).isEqualTo("happy-path");
  }

  @Test
  void tellsWhichFileIsInForceAndWhatItIsCalledWhereItHasNoName() throws IOException {
    Path file = folder.resolve("nameless.yaml");
    Files.writeString(file, "duration: 8s\n");
    control.accept(new SimulatorCommand.OpenScenario(file));

    awaitState(seen -> seen.scenario().equals("custom"));
    assertThat(news).contains(new SimulatorNews.ScenarioOpened(file, "custom"));
  }

  @Test
  void saysThatAFileCannotBeRead() {
    control.accept(new SimulatorCommand.OpenScenario(folder.resolve("missing.yaml")));

    assertThat(awaitRefusal()).contains("missing.yaml").contains("cannot be read");
  }

  @ParameterizedTest
  @org.junit.jupiter.params.provider.ValueSource(
      strings = {"chaos", "heygen-peak-hours", "rate-limited", "stuck-job"})
  void aSavedScenarioIsTheSameWhenOpenedAgain(String name) {
    Path file = folder.resolve("kept.yaml");
    control.accept(new SimulatorCommand.UseScenario(name));
    control.accept(new SimulatorCommand.SaveScenario(file));
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
    SimulatorState state = awaitState(seen -> seen.verdict().calls() == 2 && seen.requests() == 5);
    assertThat(state.activeJobs()).isEqualTo(2);
    assertThat(state.verdict().wasted()).isEqualTo(2);
    assertThat(state.verdict().told()).isZero();
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
    assertThat(Fingerprint.of(KEY)).isEqualTo(RequestMatcher.KeyFingerprint.of(KEY.value()));
  }

  @Test
  void saysThatNoControlFaceAnswers() {
    control.accept(
        new SimulatorCommand.Watch(
            new ControlAddress.At(URI.create("http://127.0.0.1:1"), new Secret(""), KEY)));

    awaitAbsence("No control API answers at http://127.0.0.1:1");
  }

  @Test
  void aServerThatIsNoControlFaceIsNotTakenForOne() {
    control.accept(
        new SimulatorCommand.Watch(new ControlAddress.At(simulator.start(), new Secret(""), KEY)));

    awaitAbsence("At " + simulator.start());
  }

  private void awaitAbsence(String words) {
    await()
        .atMost(LONGEST)
        .until(() ->
            news.stream()
                .anyMatch(heard ->
                    heard instanceof SimulatorNews.Absent(String reason)
                        && reason.startsWith(words)));
  }

  @Test
  void presentsATokenWhereOneIsWanted() {
    EmbeddedSimulator guarded =
        EmbeddedSimulator.with(SimulatorServer.builder().controlToken("sesame"));
    guarded.start();
    try {
      URI at = guarded.control().orElseThrow();
      control.accept(new SimulatorCommand.Watch(new ControlAddress.At(at, new Secret(""), KEY)));
      awaitAbsence("At " + at);
      news.clear();

      control.accept(
          new SimulatorCommand.Watch(new ControlAddress.At(at, new Secret("sesame"), KEY)));
      awaitState(any -> true);
    } finally {
      guarded.close();
    }
  }

  @Test
  void startsNoneForAWindowThatIsClosed() {
    EmbeddedSimulator late = EmbeddedSimulator.with(SimulatorServer.builder());
    late.close();

    assertThatIllegalStateException().isThrownBy(late::start).withMessageContaining("closed");
  }

  @Test
  void carriesOutNothingAtRest() {
    awaitState(any -> true);
    control.accept(new SimulatorCommand.Rest());
    control.accept(new SimulatorCommand.UseScenario("chaos"));

    assertThat(awaitRefusal()).isEqualTo("there is no control API to ask");
  }

  @Test
  void countsRequestsWhereNobodyLooksCloser() throws IOException, InterruptedException {
    control.accept(new SimulatorCommand.Count(new ControlAddress.OfEmbedded()));
    try (HttpClient http = HttpClient.newHttpClient()) {
      ask(http, KEY.value(), 1);
    }

    await()
        .atMost(LONGEST)
        .until(() ->
            news.stream()
                .anyMatch(one -> one instanceof SimulatorNews.Counted c && c.requests() == 2));
  }
}
