package dev.pollwise.dashboard.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollwise.dashboard.form.Secret;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SimulatorModelTest {

  private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
  private static final ServerChoice EMBEDDED = new ServerChoice.Embedded();

  private final List<SimulatorCommand> commands = new ArrayList<>();
  private final SimulatorModel model = new SimulatorModel(commands::add);

  private static ServerChoice server(String address) {
    return new ServerChoice.Remote(URI.create(address), new Secret("k"));
  }

  private static ControlAddress at(String address) {
    return new ControlAddress.At(URI.create(address), new Secret(""), new Secret("k"));
  }

  private static SimulatorState seen(int second, long requests) {
    return new SimulatorState(
        true,
        "outage",
        "",
        List.of("happy-path", "outage"),
        new SimulatorClock(60, false, Duration.ofSeconds(second), NOON.plusSeconds(second)),
        List.of(),
        requests,
        Map.of("pending", 1, "running", 2, "completed", 4),
        Verdict.NONE);
  }

  private void watchEmbedded() {
    model.turnTo(EMBEDDED);
    model.shown().set(true);
    commands.clear();
  }

  @Test
  void whileNobodyLooksOnlyTheTrafficIsAskedFor() {
    model.turnTo(EMBEDDED);
    assertThat(commands)
        .containsExactly(new SimulatorCommand.Count(new ControlAddress.OfEmbedded()));
    commands.clear();

    model.shown().set(true);
    assertThat(commands)
        .containsExactly(new SimulatorCommand.Watch(new ControlAddress.OfEmbedded()));

    model.shown().set(false);
    assertThat(commands)
        .last()
        .isEqualTo(new SimulatorCommand.Count(new ControlAddress.OfEmbedded()));
  }

  @Test
  void looksOnePortAboveAServerOnThisMachine() {
    model.shown().set(true);
    model.turnTo(server("http://localhost:8080"));

    assertThat(commands).containsExactly(new SimulatorCommand.Watch(at("http://localhost:8081")));
  }

  @Test
  void asksARealServerNothingAndSaysWhy() {
    model.shown().set(true);
    model.turnTo(server("https://api.heygen.com"));

    assertThat(commands).isEmpty();
    assertThat(model.absence().get()).contains("a real server has no control API");
  }

  @Test
  void looksWhereItIsToldTo() {
    model.shown().set(true);
    model.turnTo(server("https://simulator.example"));
    model.address().text().set("https://simulator.example:9000");
    model.look();

    assertThat(commands)
        .containsExactly(new SimulatorCommand.Watch(at("https://simulator.example:9000")));
  }

  @Test
  void refusesAControlAddressThatIsNone() {
    model.address().text().set("port 9000");

    assertThat(model.address().error().get()).contains("must be an http or https address");
  }

  @Test
  void stopsLookingWhereAnotherServerHasNoControlFace() {
    watchEmbedded();
    model.accept(new SimulatorNews.Seen(seen(1, 10)));

    model.turnTo(server("https://api.heygen.com"));

    assertThat(commands).containsExactly(new SimulatorCommand.Rest());
    assertThat(model.state().get()).isEmpty();
  }

  @Test
  void ratesAreTakenFromTwoLooksByTheClockOfTheServer() {
    watchEmbedded();
    model.accept(new SimulatorNews.Seen(seen(1, 10)));
    assertThat(model.rates()).isEmpty();

    model.accept(new SimulatorNews.Seen(seen(3, 40)));
    assertThat(model.rates()).containsExactly(15.0);

    model.accept(new SimulatorNews.Seen(seen(4, 5)));
    assertThat(model.rates()).as("a server begun anew").containsExactly(15.0, 0.0);
  }

  @Test
  void trafficIsRecordedWhileNobodyLooksToo() {
    model.turnTo(EMBEDDED);
    model.accept(new SimulatorNews.Counted(10, NOON.plusSeconds(1)));
    model.accept(new SimulatorNews.Counted(30, NOON.plusSeconds(2)));
    model.shown().set(true);

    model.accept(new SimulatorNews.Seen(seen(3, 40)));

    assertThat(model.rates()).containsExactly(20.0, 10.0);
  }

  @Test
  void remembersTwoMinutesOfRates() {
    watchEmbedded();
    for (int second = 0; second < 200; second++) {
      model.accept(new SimulatorNews.Seen(seen(second, second)));
    }

    assertThat(model.rates()).hasSize(SimulatorModel.MOST_RATES);
  }

  @Test
  void countsJobsThatAreNotOver() {
    assertThat(seen(0, 0).activeJobs()).isEqualTo(3);
  }

  @Test
  void aFaultGoesOutAsTheSimulatorReadsIt() {
    model.fault().kind().set(FaultKind.LATENCY);
    model.fault().amount().text().set("1.5 s");
    model.fault().route().set("get");
    model.fault().share().text().set("10 %");
    model.fault().lease().text().set("2 min");
    model.fault().add();

    assertThat(commands)
        .containsExactly(
            new SimulatorCommand.AddFault(
                new FaultOrder(FaultKind.LATENCY, "PT1.5S", "get", 0.1, Duration.ofMinutes(2))));
  }

  @Test
  void aFaultThatBreaksARuleGoesNowhere() {
    model.fault().kind().set(FaultKind.STATUS);
    model.fault().amount().text().set("200");
    model.fault().add();
    assertThat(model.fault().amount().error().get()).contains("must be from 400 to 599");

    model.fault().amount().text().set("503");
    model.fault().share().text().set("0 %");
    model.fault().add();
    assertThat(model.fault().share().error().get()).contains("must be more than 0 %");

    assertThat(commands).isEmpty();
  }

  @Test
  void anotherKindBringsItsOwnAmount() {
    model.fault().amount().text().set("9 s");
    model.fault().kind().set(FaultKind.STATUS);

    assertThat(model.fault().amount().text().get()).isEqualTo("503");
    assertThat(model.fault().amount().isValid()).isTrue();
  }

  @Test
  void theClockKeepsWhatIsNotToBeDifferent() {
    watchEmbedded();
    model.accept(new SimulatorNews.Seen(seen(1, 0)));
    assertThat(model.scale().text().get()).isEqualTo("60");

    model.freeze(true);
    model.scale().text().set("5");
    model.applyScale();
    model.advance();

    assertThat(commands)
        .containsExactly(
            new SimulatorCommand.SetClock(60, true),
            new SimulatorCommand.SetClock(5, false),
            new SimulatorCommand.Advance(Duration.ofMinutes(1)));
  }

  @Test
  void theScenarioInForceIsNotAskedForAgain() {
    watchEmbedded();
    model.accept(new SimulatorNews.Seen(seen(1, 0)));
    model.useScenario("outage");
    assertThat(commands).isEmpty();

    model.useScenario("happy-path");
    assertThat(commands).containsExactly(new SimulatorCommand.UseScenario("happy-path"));
  }

  @Test
  void aRefusalIsToldUntilSomethingWorks() {
    watchEmbedded();
    model.accept(new SimulatorNews.Refused("a.yaml:3: duration is missing"));
    assertThat(model.problem().get()).isEqualTo("a.yaml:3: duration is missing");

    model.accept(new SimulatorNews.Done("fault-1 lifted"));
    assertThat(model.problem().get()).isEmpty();
    assertThat(model.news().get()).isEqualTo("fault-1 lifted");
  }

  @Test
  void aFaceThatFallsSilentIsSeenNoMore() {
    watchEmbedded();
    model.accept(new SimulatorNews.Seen(seen(1, 0)));
    model.accept(new SimulatorNews.Absent("No control API answers."));

    assertThat(model.state().get()).isEmpty();
    assertThat(model.absence().get()).isEqualTo("No control API answers.");
  }

  private void seeScenario(String name) {
    model.accept(
        new SimulatorNews.Seen(
            new SimulatorState(
                true,
                name,
                "",
                List.of("happy-path", "outage"),
                new SimulatorClock(1, false, Duration.ZERO, NOON),
                List.of(),
                0,
                Map.of(),
                Verdict.NONE)));
  }

  @Test
  void aScenarioWithoutANameIsCalledAfterItsFile() {
    watchEmbedded();
    seeScenario("outage");
    assertThat(model.scenario().get()).isEqualTo("outage");

    model.accept(new SimulatorNews.ScenarioOpened(Path.of("folder/mine.yaml"), "custom"));
    seeScenario("custom");
    assertThat(model.scenario().get()).isEqualTo("custom, from mine.yaml");

    commands.clear();
    model.useScenario("custom, from mine.yaml");
    assertThat(commands).isEmpty();
    model.useScenario("outage");
    seeScenario("outage");
    assertThat(model.scenario().get()).isEqualTo("outage");
  }

  @Test
  void aFileNamedAsOneOfTheCatalogueIsToldApartFromIt() {
    watchEmbedded();
    seeScenario("happy-path");
    model.accept(new SimulatorNews.ScenarioOpened(Path.of("outage.yaml"), "outage"));
    seeScenario("outage");
    assertThat(model.scenario().get()).isEqualTo("outage, from outage.yaml");

    commands.clear();
    model.useScenario("outage");

    assertThat(commands).containsExactly(new SimulatorCommand.UseScenario("outage"));
    seeScenario("outage");
    assertThat(model.scenario().get()).isEqualTo("outage");
  }
}
