package dev.pollwise.simulator.heygen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.pollwise.simulator.RawConnection;
import dev.pollwise.simulator.RawConnection.Seen;
import dev.pollwise.simulator.SimulatorServer;
import dev.pollwise.simulator.fault.RequestMatcher;
import dev.pollwise.simulator.job.DurationLaw;
import dev.pollwise.simulator.job.JobPlan;
import dev.pollwise.simulator.scenario.Scenario;
import dev.pollwise.simulator.simulation.Job;
import dev.pollwise.simulator.simulation.Simulation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Polls that are held until there is news, in a world whose time stands still. */
@Timeout(60)
class LongPollTest {

  private static final int PATIENCE = 20_000;
  private static final int SILENCE = 150;

  private final SimulatorServer simulator =
      SimulatorServer.builder()
          .port(0)
          .scenario(Scenario.lasting(DurationLaw.fixed(Duration.ofMinutes(10))))
          .faces(
              FaceSettings.defaults()
                  .withHeyGen(
                      HeyGenOptions.defaults()
                          .withExtensions(HeyGenOptions.Extensions.none().withLongPoll(true))))
          .build()
          .start();
  private final List<RawConnection> opened = new ArrayList<>();
  private String path = "";

  @BeforeEach
  void create() {
    simulator.simulation().clock().freeze(true);
    Job.Spec wish =
        new Job.Spec(
            RequestMatcher.KeyFingerprint.of("demo"),
            "French",
            "fr",
            "",
            "",
            "",
            false,
            false,
            new JobPlan.SourceLength.Unknown(),
            true);
    if (simulator.simulation().create(List.of(wish))
        instanceof Simulation.Creation.Created(List<Job> jobs)) {
      path = "/v3/video-translations/" + jobs.getFirst().id();
    }
  }

  @AfterEach
  void close() throws Exception {
    for (RawConnection connection : opened) {
      connection.close();
    }
    simulator.close();
  }

  /** A poll that is sent and, so far, not answered. */
  private RawConnection held(String prefer) throws Exception {
    RawConnection connection = new RawConnection(simulator.uri());
    opened.add(connection);
    connection.write(
        "GET "
            + path
            + " HTTP/1.1\r\nHost: test\r\nX-Api-Key: demo\r\nPrefer: "
            + prefer
            + "\r\n\r\n");
    return connection;
  }

  private static String answer(RawConnection connection) throws Exception {
    Seen seen = connection.look(PATIENCE);
    assertThat(seen).isInstanceOf(Seen.Answer.class);
    return ((Seen.Answer) seen).text();
  }

  @Test
  void isHeldUntilTheClockIsAdvancedToTheEndOfTheJob() throws Exception {
    RawConnection poll = held("respond-async, wait=30");
    assertThat(poll.look(SILENCE)).isEqualTo(new Seen.Silence());
    simulator.simulation().clock().advance(Duration.ofMinutes(9));
    assertThat(poll.look(SILENCE)).as("nothing has changed").isEqualTo(new Seen.Silence());

    simulator.simulation().clock().advance(Duration.ofMinutes(1));

    assertThat(answer(poll))
        .startsWith("HTTP/1.1 200 ")
        .contains("Preference-Applied: wait=30\r\n", "\"status\":\"completed\"");
  }

  @Test
  void isAnsweredByThePassingOfScaledTime() throws Exception {
    RawConnection poll = held("wait=60");

    simulator.simulation().clock().scale(10_000);
    simulator.simulation().clock().freeze(false);

    assertThat(answer(poll)).contains("\"status\":\"completed\"");
  }

  @Test
  void isAnsweredWithTheSameStatusWhenTheTimeIsUp() throws Exception {
    assertThat(answer(held("wait=1")))
        .contains("Preference-Applied: wait=1\r\n", "\"status\":\"running\"");
  }

  @Test
  void isAnsweredAtOnceWhenTheJobIsOver() throws Exception {
    simulator.simulation().clock().advance(Duration.ofMinutes(10));

    assertThat(answer(held("wait=60"))).contains("\"status\":\"completed\"");
  }

  @Test
  void isNotHeldForWhatIsNoPreference() throws Exception {
    assertThat(answer(held("wait=soon"))).doesNotContain("Preference-Applied");
    assertThat(answer(held("wait=0"))).contains("Preference-Applied: wait=0");
    assertThat(answer(held("handling=lenient"))).doesNotContain("Preference-Applied");
  }

  @Test
  void isToldThatTheJobIsGoneAfterAReset() throws Exception {
    RawConnection poll = held("wait=60");
    assertThat(poll.look(SILENCE)).isEqualTo(new Seen.Silence());

    simulator.simulation().reset();

    assertThat(answer(poll)).startsWith("HTTP/1.1 404 ");
  }

  @Test
  void isToldAtOnceThatTheJobWasDeleted() throws Exception {
    RawConnection poll = held("wait=60");
    assertThat(poll.look(SILENCE)).isEqualTo(new Seen.Silence());

    try (RawConnection other = new RawConnection(simulator.uri())) {
      assertThat(
              other.send("DELETE " + path + " HTTP/1.1\r\nHost: test\r\nX-Api-Key: demo\r\n\r\n"))
          .isInstanceOf(Seen.Answer.class);
    }

    assertThat(answer(poll)).startsWith("HTTP/1.1 404 ");
  }

  @Test
  void allAreWokenAndAnsweredWhenTheServerStops() throws Exception {
    List<RawConnection> polls = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      polls.add(held("wait=60"));
    }
    await().until(() -> parked() == 200);

    CompletableFuture<Void> stopped = CompletableFuture.runAsync(simulator::close);

    for (RawConnection poll : polls) {
      assertThat(answer(poll)).contains("Connection: close", "\"status\":\"running\"");
    }
    stopped.join();
  }

  private long parked() throws Exception {
    try (RawConnection control = new RawConnection(simulator.controlUri().orElseThrow())) {
      String metrics = ((Seen.Answer) control.get("/observe/metrics")).text();
      return metrics
          .lines()
          .filter(line -> line.startsWith("pollwise_waiting_requests "))
          .map(line -> Math.round(Double.parseDouble(line.substring(line.indexOf(" ") + 1))))
          .findFirst()
          .orElse(-1L);
    }
  }

  @Test
  void isNotGradedInTheTimeAfterAReset() throws Exception {
    RawConnection poll = held("wait=60");
    assertThat(poll.look(SILENCE)).isEqualTo(new Seen.Silence());

    simulator.simulation().reset();

    assertThat(answer(poll)).startsWith("HTTP/1.1 404 ");
    assertThat(simulator.report(Duration.ofSeconds(5)).clients()).isEmpty();
  }
}
