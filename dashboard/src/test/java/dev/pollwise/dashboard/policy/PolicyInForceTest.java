package dev.pollwise.dashboard.policy;

import static dev.pollwise.dashboard.shell.Story.seconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pollwise.client.job.Answer.Miss;
import dev.pollwise.client.job.JobEvent;
import dev.pollwise.client.job.JobStatus;
import dev.pollwise.client.policy.PollingPolicy;
import dev.pollwise.dashboard.form.Setting;
import dev.pollwise.dashboard.shell.DashboardModel;
import dev.pollwise.dashboard.shell.RecordingCommands;
import dev.pollwise.dashboard.shell.RecordingForecasts;
import dev.pollwise.dashboard.shell.Story;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PolicyInForceTest {

  private final RecordingCommands commands = new RecordingCommands();
  private final DashboardModel model =
      new DashboardModel(
          PollingPolicy.defaults(),
          commands,
          new RecordingForecasts(),
          () -> Story.START,
          ZoneId.of("UTC"));
  private final PolicyModel form = model.policy();
  private final PolicyInForce inForce = model.policyInForce();

  /** Ten seconds old, with two calls, the last of which brought nothing. */
  @BeforeEach
  void aRunningJob() {
    Story story = Story.of("job");
    for (JobEvent event :
        List.of(
            story.submitted("French"),
            story.polled(1, 1, new JobStatus.Running()),
            story.missed(4, 2, new Miss.Unreachable("refused")))) {
      model.accept(List.of(story.heard(event)), event.moment().elapsed());
    }
    model.tick(seconds(10));
  }

  private void type(Setting<?> field, String text) {
    for (int end = 1; end <= text.length(); end++) {
      field.text().set(text.substring(0, end));
    }
  }

  @Test
  void thePreviewFollowsTheKeysAndJobsFollowAPause() {
    type(form.maxPolls(), "100");
    assertThat(form.policy().get().maxPolls()).isEqualTo(100);
    assertThat(commands.policies).isEmpty();
    assertThat(inForce.pending().get()).isEqualTo("Not in force yet.");

    model.tick(seconds(10.4));
    form.maxPolls().text().set("1000");
    model.tick(seconds(10.8));
    assertThat(commands.policies).isEmpty();

    model.tick(seconds(10.9));
    assertThat(commands.policies).extracting(PollingPolicy::maxPolls).containsExactly(1000);
    assertThat(inForce.pending().get()).isEmpty();
    assertThat(inForce.news().get()).isEqualTo("In force at once, for the running job too.");
  }

  @Test
  void enterOrLeavingTheFieldDoesNotWait() {
    type(form.deadline(), "5 min");

    form.deadline().enter();

    assertThat(commands.policies).hasSize(1);
  }

  @Test
  void whatWouldEndRunningWaitsComesInForceByNoPauseAndAsksOnEnter() {
    type(form.maxPolls(), "1");
    model.tick(seconds(20));
    assertThat(commands.policies).isEmpty();
    assertThat(model.question().get()).isEmpty();
    assertThat(inForce.pending().get()).contains("it would end 1 running wait");

    form.maxPolls().enter();
    form.maxPolls().enter();
    assertThat(model.question().get().orElseThrow().title()).isEqualTo("End 1 running wait?");
    assertThat(commands.policies).isEmpty();
    model.answer(false);
    assertThat(model.question().get()).isEmpty();
    assertThat(form.maxPolls().text().get()).as("as it was").isEqualTo("no limit");
    assertThat(inForce.pending().get()).isEmpty();

    type(form.maxPolls(), "2");
    form.maxPolls().enter();
    model.answer(true);
    assertThat(commands.policies).extracting(PollingPolicy::maxPolls).containsExactly(2);
  }

  @Test
  void everyLimitThatARunningWaitHasReachedAsks() {
    form.deadline().text().set("9 s");
    form.deadline().enter();
    assertThat(model.question().get()).isPresent();
    model.answer(false);

    form.failureBudget().text().set("8 s");
    form.failureBudget().enter();
    assertThat(model.question().get()).isPresent();
    model.answer(false);

    form.failureBudget().text().set("20 s");
    form.failureBudget().enter();
    assertThat(model.question().get()).isEmpty();
    assertThat(commands.policies).hasSize(1);
  }

  @Test
  void aProfileOrAPresetThatWouldEndRunningWaitsAsksToo() {
    model.profiles().use(new Profile("short", PollingPolicy.defaults().withMaxPolls(1)));

    assertThat(commands.policies).isEmpty();
    model.answer(true);
    assertThat(commands.policies).hasSize(1);
  }

  @Test
  void anInvalidTextNeverLeavesHalfOfItInForce() {
    type(form.maxPolls(), "1.5");
    model.tick(seconds(20));
    form.maxPolls().enter();

    assertThat(commands.policies).isEmpty();
    assertThat(form.policy().get()).as("previewed").isEqualTo(PollingPolicy.defaults());
    assertThat(inForce.pending().get()).startsWith("Not in force: correct the marked fields.");
    assertThat(inForce.news().get()).isEmpty();
    assertThat(model.question().get()).isEmpty();
  }

  @Test
  void aLaunchFollowsTheFormAsItStandsOrIsRefused() {
    model.launch().languages().setAll("French");
    type(form.deadline(), "5 min");
    model.launch().launch();
    assertThat(commands.policies)
        .extracting(PollingPolicy::deadline)
        .containsExactly(Duration.ofMinutes(5));
    assertThat(commands.launches).hasSize(1);

    form.deadline().text().set("5 mi");
    model.launch().launch();
    assertThat(commands.launches).hasSize(1);
    assertThat(model.launch().problem().get()).contains("Correct the marked fields");
  }

  @Test
  void whatIsTypedAndTakenBackChangesNothing() {
    form.maxPolls().text().set("7");
    form.maxPolls().reset();
    model.tick(seconds(20));

    assertThat(commands.policies).isEmpty();
    assertThat(inForce.pending().get()).isEmpty();
  }
}
