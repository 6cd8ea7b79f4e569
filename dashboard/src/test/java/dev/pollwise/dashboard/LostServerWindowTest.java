package dev.pollwise.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollwise.dashboard.feed.TestSimulators;
import dev.pollwise.dashboard.jobs.JobState;
import dev.pollwise.dashboard.jobs.ServerModel;
import dev.pollwise.simulator.SimulatorServer;
import dev.pollwise.simulator.fault.Fault;
import dev.pollwise.simulator.fault.FaultBoard;
import dev.pollwise.simulator.fault.FaultRule;
import dev.pollwise.simulator.job.DurationLaw;
import dev.pollwise.simulator.scenario.Scenario;
import java.nio.file.Path;
import java.time.Duration;
import javafx.scene.control.Label;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;

/** A server that goes away while jobs run, and comes back at the same port. */
@ExtendWith(ApplicationExtension.class)
class LostServerWindowTest {

  @TempDir private static Path folder;

  private final SimulatorServer server = server(Duration.ofMinutes(5)).start();

  @SuppressWarnings("NullAway.Init") // set by the start method of the test
  private Window window;

  private static SimulatorServer server(Duration jobs) {
    return SimulatorServer.builder()
        .port(0)
        .scenario(Scenario.lasting(DurationLaw.fixed(jobs)))
        .build();
  }

  @Start
  void open(Stage stage) {
    window = Window.open(stage, TestSimulators.lasting(Duration.ofSeconds(1)), folder);
  }

  @BeforeEach
  void connect() {
    window.awaitConnected();
    window.pollEvery("300 ms");
    window.change(() -> {
      window.model().launch().server().embedded().set(false);
      window.model().launch().server().key().set("any");
      window.model().launch().server().address().text().set(server.uri().toString());
      window.model().launch().connect();
    });
    awaitContact(ServerModel.Contact.ANSWERING, server.uri().toString());
  }

  @AfterEach
  void close() {
    window.close();
    server.close();
  }

  private void awaitContact(ServerModel.Contact contact, String name) {
    window.awaitThat(
        contact.word(),
        () ->
            window.model().server().contact().get() == contact
                && window.model().server().name().get().equals(name));
  }

  @Test
  void itsLossIsToldAndItsReturnNeedsNoRestart() {
    String address = server.uri().toString();
    window.change(() -> window.model().launch().launch());
    window.awaitThat(
        "running",
        () ->
            window.model().jobs().rows().size() == 3
                && window.model().jobs().rows().stream().allMatch(row -> row.calls().get() > 0));

    // Refused as by a server that is gone; a port that is given up anybody may take meanwhile.
    FaultBoard.ActiveRule outage = server.fault(FaultRule.of(Fault.outage()));
    awaitContact(ServerModel.Contact.SILENT, address);
    assertThat(window.node("#contact", Label.class).getText()).isEqualTo("not answering");
    window.awaitThat(
        "jobs try again",
        () ->
            window.model().jobs().rows().stream()
                .allMatch(row -> row.state().get() == JobState.RETRYING));

    server.simulation().use(Scenario.lasting(DurationLaw.fixed(Duration.ofMillis(500))));
    assertThat(server.simulation().faults().lift(outage.id())).isTrue();
    awaitContact(ServerModel.Contact.ANSWERING, address);
    window.change(() -> window.model().launch().launch());
    window.awaitThat(
        "new jobs complete",
        () ->
            window.model().jobs().rows().stream()
                    .filter(row -> row.state().get() == JobState.COMPLETED)
                    .count()
                == 3);
  }
}
