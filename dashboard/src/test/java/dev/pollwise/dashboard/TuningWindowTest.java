package dev.pollwise.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import atlantafx.base.theme.Styles;
import dev.pollwise.dashboard.feed.TestSimulators;
import dev.pollwise.dashboard.jobs.JobState;
import dev.pollwise.dashboard.jobs.ServerModel;
import dev.pollwise.dashboard.policy.PacingKind;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Collectors;
import javafx.scene.control.Button;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import javafx.stage.WindowEvent;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;

/** What a person does while jobs that take long are running. */
@ExtendWith(ApplicationExtension.class)
class TuningWindowTest {

  @TempDir private static Path folder;
  private Set<Thread> threadsBefore = Set.of();

  @SuppressWarnings("NullAway.Init") // set by the start method of the test
  private Window window;

  @Start
  void open(Stage stage) {
    threadsBefore = Thread.getAllStackTraces().keySet();
    window = Window.open(stage, TestSimulators.lasting(Duration.ofMinutes(5)), folder);
  }

  @AfterEach
  void close() {
    window.close();
  }

  private void launch(FxRobot robot) {
    robot.push(KeyCode.CONTROL, KeyCode.ENTER);
    window.awaitThat(
        "jobs wait for their next call",
        () ->
            window.model().jobs().rows().size() == 3
                && window.model().jobs().rows().stream()
                    .allMatch(row -> row.nextCallIn().get().isPresent()));
  }

  @Test
  void aPolicyTypedWhileJobsWaitIsInForceAtOnceAndSaysSo(FxRobot robot) {
    window.awaitConnected();
    window.pollEvery("2 min");
    launch(robot);

    TextField interval = window.node("#interval", TextField.class);
    window.change(interval::requestFocus);
    window.change(interval::selectAll);
    robot.write("400 ms");

    window.awaitThat(
        "calls that the old policy would have made in two minutes",
        () -> window.model().jobs().rows().stream().allMatch(row -> row.calls().get() >= 3));
    assertThat(window.shows("In force at once, for 3 running jobs too.")).isTrue();
    assertThat(window.log()).contains("policy changed: fixed 400 ms");
    assertThat(window.states()).containsOnly(JobState.RUNNING);
  }

  @Test
  void aBrokenRuleIsMarkedInPlaceWithItsWords() {
    window.awaitConnected();
    window.change(() -> window.model().policy().jitter().text().set("70 %"));

    TextField jitter = window.node("#jitter", TextField.class);
    assertThat(window.read(jitter::getPseudoClassStates)).contains(Styles.STATE_DANGER);
    assertThat(window.shows("Jitter \"70 %\": must be from 0 % to 50 %")).isTrue();

    window.change(() -> window.model().policy().jitter().reset());
    assertThat(window.read(jitter::getPseudoClassStates)).doesNotContain(Styles.STATE_DANGER);
  }

  @Test
  void whatIsExpectedIsTypedInPlaceAndPacesTheNextLaunch(FxRobot robot) {
    window.awaitConnected();
    TextField expected = window.node("#expected-duration", TextField.class);
    window.change(expected::requestFocus);
    robot.write("soon");
    assertThat(window.read(expected::getPseudoClassStates)).contains(Styles.STATE_DANGER);

    window.change(expected::selectAll);
    robot.write("5 min");
    assertThat(window.read(expected::getPseudoClassStates)).doesNotContain(Styles.STATE_DANGER);
    launch(robot);

    assertThat(window.log()).anyMatch(line -> line.contains("expecting about 5 min"));
    window.change(() -> window.model().policy().kind().set(PacingKind.FIXED));
    assertThat(window.read(() -> expected.getParent().getParent().isVisible())).isFalse();
  }

  @Test
  void watchingIsStoppedByKeyboard(FxRobot robot) {
    window.awaitConnected();
    launch(robot);
    window.change(() ->
        window
            .model()
            .jobs()
            .select(java.util.Optional.of(window.model().jobs().rows().getFirst())));

    robot.push(KeyCode.CONTROL, KeyCode.PERIOD);
    window.awaitThat(
        "one stopped",
        () -> window.model().jobs().tally().get().getOrDefault(JobState.STOPPED, 0) == 1);

    Button again = window.node("#watch-job-again", Button.class);
    window.awaitThat("can be watched again", () -> !again.isDisabled());
    window.change(again::fire);
    window.awaitThat("watched again", () -> window.model().jobs().watched().get() == 3);
    assertThat(window.read(again::isDisabled)).isTrue();

    robot.push(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.PERIOD);
    window.awaitThat("none watched", () -> window.model().jobs().watched().get() == 0);
  }

  @Test
  void aServerThatDiesMidwayShowsAndTheJobsGoOnRetrying(FxRobot robot) {
    window.awaitConnected();
    window.pollEvery("200 ms");
    launch(robot);

    window.simulator.close();

    window.awaitThat(
        "silent", () -> window.model().server().contact().get() == ServerModel.Contact.SILENT);
    window.awaitThat(
        "retrying",
        () -> window.model().jobs().tally().get().getOrDefault(JobState.RETRYING, 0) == 3);
    assertThat(window.log()).anyMatch(line -> line.contains("no answer"));
  }

  @Test
  void closingInTheMiddleOfALaunchLeavesNoThreadBehind(FxRobot robot) {
    window.awaitConnected();
    window.change(() -> window.model().launch().copies().text().set("20"));
    robot.push(KeyCode.CONTROL, KeyCode.ENTER);
    window.change(() ->
        window.stage.fireEvent(new WindowEvent(window.stage, WindowEvent.WINDOW_CLOSE_REQUEST)));

    window.close();

    Awaitility.await("every thread that keeps the process alive has ended")
        .atMost(Duration.ofSeconds(15))
        .pollInSameThread()
        .untilAsserted(() -> assertThat(newLiveThreads()).isEmpty());
  }

  private Set<String> newLiveThreads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.isAlive() && !thread.isDaemon())
        .filter(thread -> !threadsBefore.contains(thread))
        .map(Thread::getName)
        .collect(Collectors.toSet());
  }
}
