package dev.pollwise.dashboard.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollwise.client.job.Answer.Miss;
import dev.pollwise.client.policy.PollingPolicy;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ToastsModelTest {

  private static final ServerChoice EMBEDDED = new ServerChoice.Embedded();

  private final DashboardModel model =
      new DashboardModel(
          PollingPolicy.defaults(),
          new RecordingCommands(),
          new RecordingEstimates(),
          InstantSource.fixed(Story.START),
          ZoneOffset.UTC);
  private final Story french = Story.of("french");
  private final Story german = Story.of("german");

  @BeforeEach
  void connect() {
    hear(
        0,
        new Signal.ServerSought(EMBEDDED),
        new Signal.ServerFound(EMBEDDED, Story.HERE, List.of("French", "German")),
        french.heard(french.submitted("French")),
        german.heard(german.submitted("German")));
  }

  private void hear(double at, Signal... news) {
    model.accept(List.of(news), Story.seconds(at));
  }

  private String toast() {
    return model.toasts().toast().get().map(ToastsModel.Toast::text).orElse("");
  }

  @Test
  void aJobThatEndsInSightIsNotTold() {
    hear(5, french.heard(french.ended(5, french.completed(3))));

    assertThat(toast()).isEmpty();
  }

  @Test
  void aJobThatEndsOutOfSightIsToldForAWhile() {
    model.window().area().set("area-server");
    hear(5, french.heard(french.ended(5, french.completed(3))));
    assertThat(toast()).isEqualTo("French: completed");

    model.tick(Story.seconds(10.9));
    assertThat(toast()).isNotEmpty();
    model.tick(Story.seconds(11));
    assertThat(toast()).isEmpty();
  }

  @Test
  void jobsThatEndTogetherAreToldTogether() {
    model.window().area().set("area-server");
    hear(
        5,
        french.heard(french.ended(5, french.completed(3))),
        german.heard(german.ended(5, german.completed(3))));

    assertThat(toast()).isEqualTo("2 jobs ended, the last one: German: completed");
  }

  @Test
  void aServerLostAndFoundAgainIsTold() {
    hear(3, french.heard(french.missed(3, 1, new Miss.Unreachable("connection refused"))));
    assertThat(toast()).startsWith("embedded simulator does not answer any more.");

    hear(9, french.heard(french.missed(9, 2, new Miss.Unreachable("connection refused"))));
    model.toasts().dismiss();
    hear(12, french.heard(french.missed(12, 3, new Miss.Unreachable("connection refused"))));
    assertThat(toast()).as("told once").isEmpty();

    hear(15, new Signal.ServerFound(EMBEDDED, Story.HERE, List.of("French")));
    assertThat(toast()).isEqualTo("embedded simulator answers again.");
  }

  @Test
  void anotherServerChosenByThePersonIsNoNews() {
    ServerChoice other =
        new ServerChoice.Remote(java.net.URI.create("http://127.0.0.1:1"), new Secret("k"));
    hear(3, new Signal.ServerSought(other));
    hear(4, new Signal.ServerMissed(other, Problem.of("no answer")));

    assertThat(toast()).isEmpty();
  }
}
