package dev.pollwise.dashboard.chart;

import static dev.pollwise.dashboard.shell.Story.seconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pollwise.dashboard.jobs.JobsModel;
import dev.pollwise.dashboard.jobs.LaunchOrder;
import dev.pollwise.dashboard.jobs.Run;
import dev.pollwise.dashboard.jobs.ServerModel;
import dev.pollwise.dashboard.server.ActiveFault;
import dev.pollwise.dashboard.server.ServerChoice;
import dev.pollwise.dashboard.server.SimulatorClock;
import dev.pollwise.dashboard.server.SimulatorState;
import dev.pollwise.dashboard.server.Verdict;
import dev.pollwise.dashboard.shell.RecordingCommands;
import dev.pollwise.dashboard.shell.Story;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SessionMarksTest {

  private final SessionMarks marks = new SessionMarks();
  private final JobsModel jobs = new JobsModel(new RecordingCommands(), row -> {}, asked -> {});

  private static ActiveFault fault(String id, double left) {
    return new ActiveFault(id, "status 503", "every request", false, seconds(left));
  }

  private static SimulatorState state(double scale, boolean frozen, ActiveFault... faults) {
    return new SimulatorState(
        true,
        "happy-path",
        "",
        List.of("happy-path"),
        new SimulatorClock(scale, frozen, Duration.ZERO, Story.START),
        List.of(faults),
        0,
        Map.of(),
        Verdict.NONE);
  }

  /** The run of a launch; numbers are given in the order in which launches are heard of. */
  private Run run(int launch) {
    URI video = URI.create("https://example.com/a.mp4");
    List<String> languages = List.of("French");
    return jobs.accepted(
        new LaunchOrder(new ServerChoice.Embedded(), video, languages, 1, launch, ""),
        List.of(),
        seconds(0));
  }

  private List<String> told() {
    return marks.all().stream()
        .map(mark -> BackoffModel.seconds(mark.at()) + " " + mark.label())
        .toList();
  }

  @Test
  void aLaunchIsOneMarkHoweverManySubmitsItTakes() {
    marks.accepted(run(1), List.of(), seconds(3));
    marks.accepted(run(1), List.of(), seconds(4));
    marks.accepted(run(2), List.of(), seconds(9));
    marks.accepted(run(1), List.of(), seconds(10));

    assertThat(told()).containsExactly("3.0 run 1", "9.0 run 2");
  }

  @Test
  void aPolicyThatIsBeingTypedIsOneMarkWhereItComesToRest() {
    marks.policy("fixed 1 s", seconds(10));
    marks.policy("fixed 12 s", seconds(10.5));
    marks.policy("fixed 1 min", seconds(20));

    assertThat(marks.all())
        .extracting(SessionMark::words)
        .containsExactly("policy changed: fixed 12 s", "policy changed: fixed 1 min");
  }

  @Test
  void aFaultBeginsWhenItIsSeenFirstAndEndsWhenItIsGone() {
    marks.seen(state(1, false), seconds(1));
    marks.seen(state(1, false, fault("f-1", 300)), seconds(2));
    marks.seen(state(1, false, fault("f-1", 299)), seconds(3));
    marks.seen(state(1, false), seconds(4));

    assertThat(told()).containsExactly("2.0 status 503", "4.0 lifted");
  }

  @Test
  void aFaultThatLiftsItselfUnseenIsOverAfterItsLeaseInRealTime() {
    marks.seen(state(10, false), seconds(1));
    marks.seen(state(10, false, fault("f-1", 300)), seconds(2));

    marks.tick(seconds(31.9));
    assertThat(told()).containsExactly("2.0 status 503");
    marks.tick(seconds(40));
    assertThat(told()).containsExactly("2.0 status 503", "32.0 lifted");
  }

  @Test
  void whileTimeStandsStillNoFaultLiftsItself() {
    marks.seen(state(1, true), seconds(1));
    marks.seen(state(1, true, fault("f-1", 5)), seconds(2));

    marks.tick(seconds(60));

    assertThat(told()).containsExactly("2.0 status 503");
  }

  @Test
  void whatWasInForceBeforeAnybodyLookedHasNoMark() {
    marks.seen(state(1, false, fault("f-1", 300)), seconds(1));
    marks.seen(state(1, false), seconds(2));
    marks.turnAway();
    marks.seen(state(1, false, fault("f-2", 300)), seconds(3));

    assertThat(told()).isEmpty();
  }

  @Test
  void onlySilenceThatLastsIsAnOutage() {
    marks.contact(ServerModel.Contact.ANSWERING, seconds(1));
    marks.contact(ServerModel.Contact.SILENT, seconds(2));
    marks.contact(ServerModel.Contact.ANSWERING, seconds(3));
    marks.contact(ServerModel.Contact.SILENT, seconds(10));
    marks.tick(seconds(11));
    assertThat(told()).isEmpty();

    marks.tick(seconds(13));
    marks.contact(ServerModel.Contact.SILENT, seconds(14));
    marks.contact(ServerModel.Contact.ANSWERING, seconds(15));

    assertThat(told()).containsExactly("10.0 no answer", "15.0 answers");
  }

  @Test
  void theOldestMarksGoFirst() {
    for (int i = 0; i <= SessionMarks.MOST; i++) {
      marks.accepted(run(i + 1), List.of(), seconds(i));
    }

    assertThat(marks.all()).hasSize(SessionMarks.MOST);
    assertThat(marks.all().getFirst().label()).isEqualTo("run 2");
  }

  @Test
  void aRunBeginsWithItsFirstJob() {
    Story story = Story.of("job");
    marks.accepted(run(1), List.of(story.key), seconds(3));

    marks.begun(Story.of("an-older-one").key, seconds(1));
    marks.begun(story.key, seconds(2));
    marks.begun(story.key, seconds(2.5));

    assertThat(marks.all()).extracting(SessionMark::at).containsExactly(seconds(2));
  }
}
