package dev.pollwise.dashboard.shell;

import static dev.pollwise.dashboard.shell.Story.seconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.pollwise.client.job.Expectation;
import dev.pollwise.client.job.JobStatus;
import dev.pollwise.client.policy.PollingPolicy;
import dev.pollwise.dashboard.form.Problem;
import dev.pollwise.dashboard.form.Secret;
import dev.pollwise.dashboard.jobs.LaunchOrder;
import dev.pollwise.dashboard.jobs.ServerModel;
import dev.pollwise.dashboard.policy.PacingKind;
import dev.pollwise.dashboard.policy.Profile;
import dev.pollwise.dashboard.server.ActiveFault;
import dev.pollwise.dashboard.server.ServerChoice;
import dev.pollwise.dashboard.server.SimulatorClock;
import dev.pollwise.dashboard.server.SimulatorNews;
import dev.pollwise.dashboard.server.SimulatorState;
import dev.pollwise.dashboard.server.Verdict;
import java.net.URI;
import java.time.Duration;
import java.util.AbstractList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DashboardModelTest extends DashboardModelFixture {

  @Test
  void thePolicyIsCopiedAsJavaForTheServerAtWork() {
    connectEmbedded();

    model.copyAsJava();

    assertThat(commands.copied).hasSize(1);
    assertThat(commands.copied.getFirst())
        .contains("class TunedPolling")
        .contains("http://127.0.0.1:4000");
    assertThat(model.policyInForce().news().get())
        .isEqualTo("Copied as the Java class TunedPolling.");
  }

  @Test
  void beginsByConnectingToTheEmbeddedSimulator() {
    model.begin();

    assertThat(commands.connects).containsExactly(EMBEDDED);
    assertThat(commands.profileReads).isEqualTo(1);
  }

  @Test
  void namesTheServerAndChoosesSomeLanguagesOnceItAnswers() {
    connectEmbedded();

    assertThat(model.server().name().get())
        .isEqualTo("embedded simulator at http://127.0.0.1:4000");
    assertThat(model.server().contact().get()).isEqualTo(ServerModel.Contact.ANSWERING);
    assertThat(launch.languages()).containsExactly("English", "French", "German");
    assertThat(launch.action().getValue()).isEqualTo("Launch 3 jobs");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-3", "many", "1.5", "100000"})
  void aWrongNumberOfJobsIsMarked(String number) {
    connectEmbedded();
    launch.copies().text().set(number);

    launch.launch();

    assertThat(launch.copies().isValid()).isFalse();
    assertThat(commands.launches).isEmpty();
  }

  @Test
  void saysWhatIsMissingWhenNoLanguageIsChosen() {
    launch.launch();

    assertThat(launch.problem().get()).isEqualTo("Languages: choose at least one.");
  }

  @Test
  void tellsHowManyJobsWereNotStartedAndWhy() {
    connectEmbedded();
    launch.launch();

    hear(
        new Event.LaunchDone(
            commands.launches.getFirst(), 1, List.of(new Problem("the server is full", "more"))));

    assertThat(launch.problem().get()).isEqualTo("2 jobs were not started. the server is full");
    assertThat(model.server().lastProblem().get())
        .contains(new Problem("the server is full", "more"));
    assertThat(log()).contains("the server is full");
  }

  @Test
  void aChangedPolicyIsInForceAtOnceAndSaysForHowManyJobs() {
    Story story = Story.of("job");
    hear(story.heard(story.submitted("French")));

    model.policy().kind().set(PacingKind.FIXED);

    assertThat(commands.policies).hasSize(1);
    assertThat(model.policyInForce().news().get())
        .isEqualTo("In force at once, for the running job too.");
    assertThat(log()).contains("policy changed: fixed 5 s");
  }

  @Test
  void writesOneReadableLineForEachEvent() {
    Story story = Story.of("job");
    hear(
        story.heard(story.submitted("French")),
        story.heard(story.waiting(0, 2.5)),
        story.heard(story.polled(2.5, 1, new JobStatus.Pending())),
        story.heard(story.changed(2.5, new JobStatus.Pending(), new JobStatus.Running())),
        story.heard(story.ended(9, story.completed(2))));

    assertThat(log())
        .containsExactly(
            "submitted, watching job",
            "next call in 2.5 s: interval 1 of fixed 2.5 s is 2.5 s",
            "call 1: pending (12 ms)",
            "pending → running",
            "completed; 9 s, 2 calls, at most 4 s late");
  }

  @Test
  void newsThatBreaksSomethingKeepsBackNoOther() {
    List<String> trap =
        new AbstractList<>() {
          @Override
          public String get(int index) {
            throw new IllegalStateException("unforeseen");
          }

          @Override
          public int size() {
            return 1;
          }
        };
    Story paid = new Story(Story.HEYGEN, "paid");

    assertThatIllegalStateException()
        .isThrownBy(() ->
            hear(
                new Event.ServerSought(EMBEDDED),
                new Event.ServerFound(EMBEDDED, Story.HERE, trap),
                paid.heard(paid.submitted("French"))))
        .withMessage("unforeseen");

    assertThat(model.jobs().rows()).hasSize(1);
    assertThat(model.jobs().watched().get()).isEqualTo(1);
  }

  @Test
  void savesAProfileOnlyFromAValidForm() {
    model.profiles().name().set("mine");
    model.policy().deadline().text().set("soon");
    model.profiles().save();
    assertThat(commands.saved).isEmpty();
    assertThat(model.profiles().problem().get()).contains("correct the marked fields");

    model.policy().deadline().text().set("5 min");
    model.profiles().save();
    assertThat(commands.saved)
        .containsExactly(
            new Profile("mine", PollingPolicy.defaults().withDeadline(Duration.ofMinutes(5))));
  }

  @Test
  void usesAProfile() {
    Profile slow = new Profile("slow", PollingPolicy.defaults().withDeadline(Duration.ofHours(5)));
    hear(new Event.ProfilesRead(List.of(slow), List.of(Problem.of("Profile x: broken"))));
    assertThat(model.profiles().problem().get()).isEqualTo("Profile x: broken");

    model.profiles().use(model.profiles().profiles().getFirst());

    assertThat(commands.policies).containsExactly(slow.policy());
    assertThat(model.profiles().name().get()).isEqualTo("slow");
  }

  @Test
  void whatIsExpectedIsPassedOnCopiedAndKeptInAProfile() {
    model.policy().expected().text().set("5 min");
    model.policyInForce().enter();
    assertThat(commands.expectations).containsExactly(Expectation.of(Duration.ofMinutes(5)));
    assertThat(commands.policies).as("the policy is the same").isEmpty();
    assertThat(model.policyInForce().news().get())
        .isEqualTo("Applies to jobs launched from now on.");

    model.copyAsJava();
    assertThat(commands.copied.getLast()).contains(".expecting(Duration.ofMinutes(5))");

    model.profiles().name().set("told");
    model.profiles().save();
    Profile told = commands.saved.getFirst();
    assertThat(told.expectation()).isEqualTo(Expectation.of(Duration.ofMinutes(5)));

    model.profiles().use(new Profile("untold", PollingPolicy.defaults()));
    assertThat(commands.expectations.getLast()).isEqualTo(Expectation.none());
    model.profiles().use(told);
    assertThat(model.policy().expected().text().get()).isEqualTo("5 min");
  }

  @Test
  void aSecretNeverShowsInTextForms() {
    Secret secret = new Secret("hg-12345");
    assertThat(new ServerChoice.Remote(Story.HEYGEN, secret).toString()).doesNotContain("12345");
    assertThat(secret.toString()).doesNotContain("12345");
  }

  @Test
  void movesTheClocksOfTheRows() {
    Story story = Story.of("job");
    hear(story.heard(story.submitted("French")));

    model.tick(seconds(7));

    assertThat(model.jobs().rows().getFirst().elapsed().get()).isEqualTo(seconds(7));
  }

  @Test
  void whatHappensToAllJobsAtOnceIsMarkedOnTheChart() {
    connectEmbedded();
    Story story = Story.of("job");
    model.accept(
        List.of(
            new Event.JobsAccepted(
                new LaunchOrder(EMBEDDED, URI.create("https://a.example"), List.of("French"), 1),
                List.of(story.key)),
            story.heard(story.submitted("French"))),
        seconds(10));
    model.tick(seconds(15));
    model.policy().deadline().text().set("5 min");
    model.policyInForce().enter();
    model.accept(
        List.of(
            new Event.ControlHeard(new SimulatorNews.Seen(state())),
            new Event.ControlHeard(new SimulatorNews.Seen(state(FAULT)))),
        seconds(20));
    model.accept(List.of(new Event.ServerMissed(EMBEDDED, Problem.of("it is gone"))), seconds(25));
    model.tick(seconds(28));

    assertThat(model.backoff().marks())
        .extracting(placed -> placed.x() + " " + placed.mark().label())
        .containsExactly("0.0 run 1", "5.0 policy", "10.0 status 503", "15.0 no answer");
  }

  private static final ActiveFault FAULT =
      new ActiveFault("f-1", "status 503", "every request", false, ActiveFault.FOREVER);

  private static SimulatorState state(ActiveFault... faults) {
    return new SimulatorState(
        true,
        "happy-path",
        "",
        List.of("happy-path"),
        new SimulatorClock(1, false, Duration.ZERO, Story.START),
        List.of(faults),
        0,
        java.util.Map.of(),
        Verdict.NONE);
  }
}
