package dev.pollwise.dashboard.shell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollwise.client.job.Answer.Miss;
import dev.pollwise.client.policy.PollingPolicy;
import dev.pollwise.dashboard.form.Problem;
import dev.pollwise.dashboard.form.Secret;
import dev.pollwise.dashboard.jobs.Lane;
import dev.pollwise.dashboard.jobs.LaneEnd;
import dev.pollwise.dashboard.log.LogLine;
import dev.pollwise.dashboard.policy.Profile;
import dev.pollwise.dashboard.server.ServerChoice;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ToastsModelTest {

  private static final ServerChoice EMBEDDED = new ServerChoice.Embedded();

  private final RecordingCommands commands = new RecordingCommands();
  private final DashboardModel model =
      new DashboardModel(
          PollingPolicy.defaults(),
          commands,
          new RecordingForecasts(),
          InstantSource.fixed(Story.START),
          ZoneOffset.UTC);
  private final Story french = Story.of("french");
  private final Story german = Story.of("german");

  @BeforeEach
  void connect() {
    hear(
        0,
        new Event.ServerSought(EMBEDDED),
        new Event.ServerFound(EMBEDDED, Story.HERE, List.of("French", "German")),
        french.heard(french.submitted("French")),
        german.heard(german.submitted("German")));
  }

  private void hear(double at, Event... news) {
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

    hear(15, new Event.ServerFound(EMBEDDED, Story.HERE, List.of("French")));
    assertThat(toast()).isEqualTo("embedded simulator answers again.");
  }

  @Test
  void anotherServerChosenByThePersonIsNoNews() {
    ServerChoice other =
        new ServerChoice.Remote(java.net.URI.create("http://127.0.0.1:1"), new Secret("k"));
    hear(3, new Event.ServerSought(other));
    hear(4, new Event.ServerMissed(other, Problem.of("no answer")));

    assertThat(toast()).isEmpty();
  }

  @Test
  void theClearedLogCanBeBroughtBackForAWhile() {
    model.tick(Story.seconds(5));
    List<LogLine> before = List.copyOf(model.log().shown());

    model.log().clear();
    assertThat(toast()).isEqualTo("The log was cleared.");
    model.window().area().set("area-server");
    hear(6, french.heard(french.ended(6, french.completed(3))));
    assertThat(toast())
        .as("an end takes the way back from nobody")
        .isEqualTo("The log was cleared.");
    model.toasts().undo();

    assertThat(model.log().shown())
        .startsWith(before.toArray(LogLine[]::new))
        .hasSizeGreaterThan(before.size());
    assertThat(toast()).isEmpty();

    model.log().clear();
    model.tick(Story.seconds(21));
    assertThat(toast()).isEmpty();
  }

  @Test
  void jobsThatAreBroughtBackHaveTheirLanesAndWhatIsKnownOfThem() {
    hear(9, french.heard(french.ended(9, french.completed(3))));
    hear(9, new Event.TrueEndTold(french.key, Story.START.plusSeconds(7)));
    List<Lane> lanes = List.copyOf(model.timeline().lanes());

    model.jobs().clearFinished();
    assertThat(model.timeline().lanes()).containsExactly(lanes.getLast());
    model.toasts().undo();

    assertThat(model.timeline().lanes()).isEqualTo(lanes);
    assertThat(model.timeline().lanes().getFirst().end()).isInstanceOf(LaneEnd.Known.class);
    hear(10, german.heard(german.polled(10, 1, new dev.pollwise.client.job.JobStatus.Running())));
    assertThat(model.timeline().lanes().getLast().calls()).hasSize(1);
  }

  @Test
  void aProfileThatWasReplacedCanBeSavedAsItWas() {
    Profile shipped = new Profile("default", PollingPolicy.defaults());
    hear(1, new Event.ProfilesRead(List.of(shipped), List.of()));
    model.profiles().name().set("default");
    model.profiles().save();
    assertThat(toast()).as("nothing was lost").isEmpty();

    model.policy().deadline().text().set("7 min");
    model.profiles().save();

    assertThat(toast()).isEqualTo("The profile default was replaced.");
    model.toasts().undo();
    assertThat(commands.saved.getLast()).isEqualTo(shipped);
  }
}
