package dev.pollwise.simulator.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollwise.simulator.ManualWallClock;
import dev.pollwise.simulator.fault.RequestMatcher;
import dev.pollwise.simulator.heygen.FaceSettings;
import dev.pollwise.simulator.heygen.SimulatedFaces;
import dev.pollwise.simulator.scenario.Scenario;
import dev.pollwise.simulator.simulation.Journal;
import dev.pollwise.simulator.simulation.SimulatedClock;
import dev.pollwise.simulator.simulation.Simulation;
import io.helidon.webclient.http1.Http1ClientResponse;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.testing.junit5.DirectClient;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** That one pipeline catches what fails anywhere in it, and writes down what it answers. */
@Timeout(30)
class ExchangeTest {

  private static final Logger QUIET = Logger.getLogger(Exchange.class.getName());
  private static final Logger QUIET_TOO = Logger.getLogger(Recorder.class.getName());

  private final ManualWallClock wall = new ManualWallClock();
  private final Simulation simulation =
      new Simulation(
          Scenario.happyPath(),
          7,
          new SimulatedClock(wall, 1),
          new Simulation.Capacity(1_000, 1_000));
  private final List<Journal.JournalEntry> log = new ArrayList<>();

  @BeforeEach
  void silence() {
    QUIET.setLevel(Level.OFF);
    QUIET_TOO.setLevel(Level.OFF);
  }

  @AfterEach
  void unsilence() {
    QUIET.setLevel(null);
    QUIET_TOO.setLevel(null);
  }

  @Test
  void whatFailsBeforeTheWorkIsInTheBooks() {
    assertThat(
            statusOf(
                log::add,
                face(call -> {}),
                route(
                    call -> {
                      throw meant();
                    },
                    ExchangeTest::ok)))
        .isEqualTo(500);
    assertRecorded(500);
  }

  @Test
  void whatFailsWhileTheClientIsRecognisedIsInTheBooks() {
    assertThat(
            statusOf(
                log::add,
                face(call -> {
                  throw meant();
                }),
                route(ExchangeTest::about, ExchangeTest::ok)))
        .isEqualTo(500);
    assertRecorded(500);
  }

  @Test
  void whatFailsInTheWorkIsInTheBooks() {
    assertThat(
            statusOf(
                log::add,
                face(call -> {}),
                route(
                    ExchangeTest::about,
                    call -> {
                      throw meant();
                    })))
        .isEqualTo(500);
    assertRecorded(500);
  }

  @Test
  void anEndlessRecursionIsInTheBooks() {
    assertThat(
            statusOf(log::add, face(call -> {}), route(ExchangeTest::about, ExchangeTest::endless)))
        .isEqualTo(500);
    assertRecorded(500);
  }

  @Test
  void aLogThatFailsSpoilsNoAnswer() {
    ServerContext.RequestLog failing =
        entry -> {
          throw new IllegalStateException("meant");
        };

    assertThat(statusOf(failing, face(call -> {}), route(ExchangeTest::about, ExchangeTest::ok)))
        .isEqualTo(200);
    assertThat(simulation.journal().entries(entry -> true, 10)).hasSize(1);
  }

  private void assertRecorded(int status) {
    List<Journal.JournalEntry> journal = simulation.journal().entries(entry -> true, 10);
    assertThat(journal).singleElement().extracting(Journal.JournalEntry::status).isEqualTo(status);
    assertThat(log).singleElement().extracting(Journal.JournalEntry::status).isEqualTo(status);
  }

  private int statusOf(ServerContext.RequestLog requests, Face face, Route route) {
    ServerContext context =
        new SimulatedFaces(simulation, wall, FaceSettings.defaults(), requests).bench();
    HttpRouting.Builder routing =
        HttpRouting.builder()
            .register(rules -> new Routes(rules, new Exchange(context).of(face)).get("/x", route));
    try (Http1ClientResponse response = new DirectClient(routing).get("/x").request()) {
      assertThat(context.metrics().scrape())
          .contains(
              "pollwise_http_requests_total{route=\"status\",status=\"" + response.status().code());
      return response.status().code();
    }
  }

  private static Route route(
      Function<RequestContext, RequestMatcher.Subject> subject,
      Function<RequestContext, Response> work) {
    return new Route("status", subject, work);
  }

  private static RequestMatcher.Subject about(RequestContext call) {
    return RequestMatcher.Subject.ofRoute("status");
  }

  private static Response ok(RequestContext call) {
    return Response.empty(200);
  }

  private static IllegalStateException meant() {
    return new IllegalStateException("meant");
  }

  private static Response endless(RequestContext call) {
    return call.id().isEmpty() ? ok(call) : endless(call).with("X", "y");
  }

  /** Recognises its client so. */
  private interface Recognition {
    void of(RequestContext call);
  }

  private static Face face(Recognition recognition) {
    return new Face() {
      @Override
      public Response envelope(ApiError refusal) {
        return Response.empty(refusal.status());
      }

      @Override
      public void recognise(RequestContext call) {
        recognition.of(call);
      }

      @Override
      public void admit(RequestContext call) {
        // Everybody may come in.
      }
    };
  }
}
