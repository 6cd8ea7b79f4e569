package dev.pollwise.dashboard.model;

import static dev.pollwise.dashboard.model.Story.seconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.pollwise.client.job.Answer.Miss;
import dev.pollwise.client.job.Expectation;
import dev.pollwise.client.job.JobStatus;
import dev.pollwise.client.policy.PollingPolicy;
import java.net.URI;
import java.time.Duration;
import java.time.ZoneId;
import java.util.AbstractList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DashboardModelTest {

  private static final ServerChoice EMBEDDED = new ServerChoice.Embedded();
  private static final List<String> LANGUAGES = List.of("English", "French", "German", "Greek");

  private final RecordingCommands commands = new RecordingCommands();
  private final DashboardModel model =
      new DashboardModel(
          PollingPolicy.defaults(),
          commands,
          new RecordingEstimates(),
          () -> Story.START,
          ZoneId.of("UTC"));
  private final LaunchModel launch = model.launch();

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

  private void hear(Signal... news) {
    model.accept(List.of(news), Duration.ZERO);
  }

  private void connectEmbedded() {
    hear(
        new Signal.ServerSought(EMBEDDED), new Signal.ServerFound(EMBEDDED, Story.HERE, LANGUAGES));
  }

  private List<String> log() {
    return model.log().shown().stream().map(LogLine::message).toList();
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

  @Test
  void launchesAtTheSimulatorWithoutAsking() {
    connectEmbedded();
    launch.copies().text().set("2");

    launch.launch();

    assertThat(model.question().get()).isEmpty();
    assertThat(commands.launches).hasSize(1);
    assertThat(commands.launches.getFirst().jobs()).isEqualTo(6);
    assertThat(launch.progress().busy().get()).isTrue();

    hear(new Signal.LaunchDone(commands.launches.getFirst(), 6, List.of()));
    assertThat(launch.progress().busy().get()).isFalse();
  }

  @Test
  void asksWithNumberAndCostBeforeALaunchThatIsPaid() {
    connectEmbedded();
    launch.embedded().set(false);
    launch.key().set("top-secret");

    launch.launch();

    Question asked = model.question().get().orElseThrow();
    assertThat(asked.text())
        .contains("3 jobs")
        .contains("about $60")
        .contains("assuming 10 minutes of video")
        .contains("speed mode")
        .doesNotContain("top-secret");
    assertThat(commands.launches).isEmpty();

    model.answer(false);
    assertThat(model.question().get()).isEmpty();
    assertThat(commands.launches).isEmpty();

    launch.launch();
    model.answer(true);
    assertThat(commands.launches).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://localhost:8080",
        "http://127.0.0.1:1",
        "http://[::1]:8080",
        "http://127.255.1.9",
        "http://[0:0:0:0:0:0:0:1]",
        "HTTP://LOCALHOST"
      })
  void aServerOnThisMachineIsNotPaid(String address) {
    assertThat(ServerChoice.isOutside(URI.create(address))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://api.heygen.com",
        "http://localhost.example.com",
        "http://192.168.0.2",
        "http://127.evil.example",
        "http://127.0.0.1.evil.example",
        "http://127.0.0.256",
        "http://127.0.0.1@evil.example"
      })
  void everyOtherServerIs(String address) {
    assertThat(ServerChoice.isOutside(URI.create(address))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "heygen", "ftp://example.com", "http://", "http://exa mple.com"})
  void aWrongAddressIsMarkedInPlaceAndNothingIsSent(String address) {
    launch.embedded().set(false);
    launch.server().text().set(address);

    launch.launch();
    launch.connect();

    assertThat(launch.server().error().get()).contains("must be an http or https address");
    assertThat(launch.problem().get()).isNotEmpty();
    assertThat(commands.connects).isEmpty();
    assertThat(commands.launches).isEmpty();
  }

  @Test
  void aMalformedKeyIsToldWithoutSayingIt() {
    connectEmbedded();
    launch.embedded().set(false);
    launch.key().set("se cret\u00e9");

    launch.connect();

    assertThat(launch.problem().get())
        .contains("API key: must consist of visible ASCII characters")
        .doesNotContain("cret");
    assertThat(commands.connects).isEmpty();
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
  void aServerThatIsFoundAgainIsNoProblemAnyLonger() {
    connectEmbedded();
    hear(new Signal.ServerMissed(new ServerChoice.Embedded(), Problem.of("no answer")));
    assertThat(model.server().lastProblem().get()).isPresent();

    connectEmbedded();

    assertThat(model.server().lastProblem().get()).isEmpty();
  }

  @Test
  void tellsHowManyJobsWereNotStartedAndWhy() {
    connectEmbedded();
    launch.launch();

    hear(
        new Signal.LaunchDone(
            commands.launches.getFirst(), 1, List.of(new Problem("the server is full", "more"))));

    assertThat(launch.problem().get()).isEqualTo("2 jobs were not started. the server is full");
    assertThat(model.server().lastProblem().get())
        .contains(new Problem("the server is full", "more"));
    assertThat(log()).contains("the server is full");
  }

  @Test
  void aServerThatDiesMidwayShowsAsSilentAndComesBack() {
    connectEmbedded();
    Story story = Story.of("job");
    hear(story.heard(story.missed(3, 1, new Miss.Unreachable("connection refused"))));
    assertThat(model.server().contact().get()).isEqualTo(ServerModel.Contact.SILENT);
    assertThat(model.server().lastProblem().get().orElseThrow().summary())
        .contains("no answer: connection refused");

    hear(story.heard(story.polled(5, 2, new JobStatus.Running())));
    assertThat(model.server().contact().get()).isEqualTo(ServerModel.Contact.ANSWERING);
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
  void closesAtOnceUnlessPaidJobsAreWatched() {
    Story simulated = Story.of("job");
    hear(simulated.heard(simulated.submitted("French")));
    assertThat(model.mayClose(() -> {})).isTrue();

    Story paid = new Story(Story.HEYGEN, "paid");
    hear(paid.heard(paid.submitted("French")));
    boolean[] closed = {false};
    assertThat(model.mayClose(() -> closed[0] = true)).isFalse();
    assertThat(model.question().get().orElseThrow().title())
        .isEqualTo("1 paid job is still running");
    model.answer(true);
    assertThat(closed[0]).isTrue();

    hear(paid.heard(paid.ended(9, paid.stopped(1))));
    assertThat(model.mayClose(() -> {})).isTrue();
  }

  @Test
  void offersUnfinishedJobsAndWantsTheKeyBeforeWatchingThemAgain() {
    Story paid = new Story(Story.HEYGEN, "paid");
    keep(paid);
    assertThat(model.unfinished().sentence())
        .isEqualTo("1 job of https://api.heygen.com was not over when the window was closed last.");

    model.unfinished().watchAgain();
    assertThat(model.unfinished().problem().get()).contains("Enter the API key");
    assertThat(commands.resumed).isEmpty();

    launch.key().set("key");
    model.unfinished().watchAgain();
    model.unfinished().watchAgain();
    assertThat(commands.resumed).containsExactly(paid.token());
    hear(paid.heard(paid.submitted("paid")));
    assertThat(model.unfinished().offered().get()).isEmpty();
    assertThat(model.jobs().rows()).hasSize(1);
    assertThat(model.jobs().rows().getFirst().title().get()).isEqualTo("French");
  }

  private void keep(Story... kept) {
    hear(
        new Signal.WaitsKept(
            Stream.of(kept).map(one -> new KeptWait(one.token(), "French")).toList(), List.of()));
  }

  @Test
  void whatIsNotWatchedAgainStaysOnOfferWithTheReason() {
    Story paid = new Story(Story.HEYGEN, "paid");
    keep(paid);
    launch.server().text().set("HTTPS://API.heygen.com:443/");
    launch.embedded().set(false);
    launch.key().set("se cret");
    model.unfinished().watchAgain();
    assertThat(model.unfinished().problem().get()).contains("API key: must consist of visible");
    assertThat(commands.resumed).isEmpty();

    launch.key().set("key");
    model.unfinished().watchAgain();
    hear(new Signal.NotWatchedAgain(List.of(paid.token()), Problem.of("no file is left")));

    assertThat(model.unfinished().offered().get()).hasSize(1);
    assertThat(model.unfinished().problem().get()).isEqualTo("no file is left");
    model.unfinished().watchAgain();
    assertThat(commands.resumed).containsExactly(paid.token(), paid.token());
  }

  @Test
  void theKeyOfOneServerIsNeverShownToAnother() {
    keep(new Story(Story.HEYGEN, "paid"));
    launch.embedded().set(false);
    launch.server().text().set("https://other.example");
    launch.key().set("of-the-other");

    model.unfinished().watchAgain();
    model.unfinished().watchAgain();

    assertThat(commands.resumed).isEmpty();
    assertThat(launch.key().get()).isEmpty();
    assertThat(launch.server().text().get()).isEqualTo("https://api.heygen.com");
  }

  @Test
  void forgetsUnfinishedJobsOnlyByName() {
    Story paid = new Story(Story.HEYGEN, "paid");
    keep(paid, new Story(Story.HEYGEN, "other"));

    model.unfinished().forget(model.jobs().rows().getFirst());
    assertThat(model.question().get().orElseThrow().text()).contains("French (paid)");
    assertThat(commands.forgotten).isEmpty();
    model.answer(false);
    assertThat(model.jobs().rows()).hasSize(2);

    model.unfinished().forget(model.jobs().rows().getFirst());
    model.answer(true);
    assertThat(commands.forgotten).containsExactly(paid.token());
    assertThat(model.jobs().rows()).hasSize(1);
    assertThat(model.unfinished().offered().get()).hasSize(1);
  }

  @Test
  void jobsThatAnotherWindowWatchesAreSeenAndLeftToIt() {
    KeptWait theirs = new KeptWait(new Story(Story.HEYGEN, "theirs").token(), "Greek");
    hear(new Signal.WaitsKept(List.of(), List.of(theirs)));
    JobRow row = model.jobs().rows().getFirst();
    assertThat(row.state().get()).isEqualTo(JobState.ELSEWHERE);

    model.unfinished().watchAgain(row);
    model.unfinished().forget(row);
    model.jobs().clearFinished();
    assertThat(commands.resumed).isEmpty();
    assertThat(model.question().get()).isEmpty();
    assertThat(model.jobs().rows()).hasSize(1);
    assertThat(model.unfinished().offered().get()).isEmpty();

    hear(new Signal.WaitsKept(List.of(theirs), List.of()));
    assertThat(row.state().get()).isEqualTo(JobState.NOT_WATCHED);
    hear(new Signal.WaitsKept(List.of(), List.of()));
    assertThat(model.jobs().rows()).isEmpty();
  }

  @Test
  void everyPaidWaitThatEndedBeforeItsJobIsWatchedAgainFromItsRow() {
    Story paid = new Story(Story.HEYGEN, "paid");
    LaunchOrder order =
        new LaunchOrder(
            new ServerChoice.Remote(Story.HEYGEN, new Secret("right")),
            URI.create("https://a.example"),
            List.of("French"),
            1);
    hear(
        new Signal.JobsAccepted(order, List.of(paid.key)),
        paid.heard(paid.submitted("French")),
        paid.heard(paid.ended(9, paid.timedOut(3))));
    JobRow first = model.jobs().rows().getFirst();
    model.jobs().clearFinished();
    assertThat(model.jobs().rows()).as("the way back to it").containsExactly(first);

    model.unfinished().watchAgain(first);
    assertThat(commands.resumedAt).containsExactly(order.server());
    assertThat(commands.connects).as("the connection of the form stays").isEmpty();
    hear(paid.heard(paid.submitted("paid")), paid.heard(paid.ended(12, paid.gaveUp(1))));
    JobRow second = model.jobs().rows().getLast();
    assertThat(model.jobs().rows()).hasSize(2);
    assertThat(second.title().get()).isEqualTo("French");
    assertThat(first.token().get()).as("it has passed it on").isEmpty();

    launch.embedded().set(false);
    launch.key().set("corrected");
    model.unfinished().watchAgain(second);
    assertThat(commands.resumedAt.getLast())
        .isEqualTo(new ServerChoice.Remote(Story.HEYGEN, new Secret("corrected")));

    model.jobs().clearFinished();
    assertThat(model.jobs().rows()).containsExactly(second);
    hear(paid.heard(paid.submitted("paid")), paid.heard(paid.ended(15, paid.completed(1))));
    model.jobs().clearFinished();
    assertThat(model.jobs().rows()).isEmpty();
  }

  @Test
  void stoppingSeveralPaidWaitsAsks() {
    for (String id : List.of("a", "b")) {
      Story paid = new Story(Story.HEYGEN, id);
      hear(paid.heard(paid.submitted("French")));
    }

    model.jobs().stopAll();

    assertThat(commands.stops).isEmpty();
    assertThat(model.question().get().orElseThrow().title())
        .isEqualTo("Stop watching 2 paid jobs?");
    model.answer(true);
    assertThat(commands.stops).hasSize(2);
  }

  @Test
  void aSecondQuestionWaitsForTheFirst() {
    Story paid = new Story(Story.HEYGEN, "paid");
    hear(paid.heard(paid.submitted("French")));
    keep(new Story(Story.HEYGEN, "kept"));
    model.unfinished().forget();
    assertThat(model.mayClose(() -> {})).isFalse();
    assertThat(model.mayClose(() -> {})).isFalse();

    assertThat(model.question().get().orElseThrow().title()).isEqualTo("Forget 1 job?");
    model.answer(true);
    assertThat(commands.forgotten).hasSize(1);
    assertThat(model.question().get().orElseThrow().title())
        .isEqualTo("1 paid job is still running");
    model.answer(false);
  }

  @Test
  void closingInTheMiddleOfAPaidLaunchAsks() {
    launch.embedded().set(false);
    launch.key().set("key");
    launch.languages().setAll("French");
    launch.launch();
    model.answer(true);

    assertThat(model.mayClose(() -> {})).isFalse();
    assertThat(model.question().get().orElseThrow().text()).contains("A paid launch is under way");
    model.answer(false);

    hear(new Signal.LaunchDone(commands.launches.getFirst(), 1, List.of()));
    assertThat(model.mayClose(() -> {})).isTrue();
  }

  @Test
  void whatEndangersPaidJobsStandsInTheWindowUntilItIsOver() {
    Problem full = new Problem("Paid jobs cannot be saved", "no space left: pw1.token");
    Problem doubt = Problem.of("a submit may have been accepted");
    hear(new Signal.PaidJobsAtRisk(Optional.of(full)), new Signal.PaidJobsInDoubt(doubt));
    assertThat(model.risks().problems()).containsExactly(full, doubt);
    assertThat(model.mayClose(() -> {})).isFalse();
    assertThat(model.question().get().orElseThrow().text()).contains("Paid jobs cannot be saved");
    model.answer(false);

    model.risks().dismiss(full);
    model.risks().dismiss(doubt);
    assertThat(model.risks().problems()).containsExactly(full);
    hear(new Signal.PaidJobsAtRisk(Optional.empty()));
    assertThat(model.risks().problems()).isEmpty();
    assertThat(model.mayClose(() -> {})).isTrue();
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
                new Signal.ServerSought(EMBEDDED),
                new Signal.ServerFound(EMBEDDED, Story.HERE, trap),
                paid.heard(paid.submitted("French"))))
        .withMessage("unforeseen");

    assertThat(model.jobs().rows()).hasSize(1);
    assertThat(model.jobs().watched().get()).isEqualTo(1);
  }

  @Test
  void looksNowAndThenForWhatOtherWindowsLeft() {
    model.tick(seconds(4));
    assertThat(commands.looks).isZero();
    model.tick(seconds(5));
    model.tick(seconds(6));
    assertThat(commands.looks).isEqualTo(1);
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
    hear(new Signal.ProfilesRead(List.of(slow), List.of(Problem.of("Profile x: broken"))));
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
            new Signal.JobsAccepted(
                new LaunchOrder(EMBEDDED, URI.create("https://a.example"), List.of("French"), 1),
                List.of(story.key)),
            story.heard(story.submitted("French"))),
        seconds(10));
    model.tick(seconds(15));
    model.policy().deadline().text().set("5 min");
    model.policyInForce().enter();
    model.accept(
        List.of(
            new Signal.ControlHeard(new ControlNews.Seen(sight())),
            new Signal.ControlHeard(new ControlNews.Seen(sight(FAULT)))),
        seconds(20));
    model.accept(List.of(new Signal.ServerMissed(EMBEDDED, Problem.of("it is gone"))), seconds(25));
    model.tick(seconds(28));

    assertThat(model.backoff().marks())
        .extracting(placed -> placed.x() + " " + placed.mark().label())
        .containsExactly("0.0 run 1", "5.0 policy", "10.0 status 503", "15.0 no answer");
  }

  private static final ActiveFault FAULT =
      new ActiveFault("f-1", "status 503", "every request", false, ActiveFault.FOREVER);

  private static ControlSight sight(ActiveFault... faults) {
    return new ControlSight(
        true,
        "happy-path",
        "",
        List.of("happy-path"),
        new ControlClock(1, false, Duration.ZERO, Story.START),
        List.of(faults),
        0,
        java.util.Map.of(),
        Verdict.NONE);
  }

  @ParameterizedTest
  @CsvSource({
    "localhost:9810, http://localhost:9810",
    "127.0.0.1:80, http://127.0.0.1:80",
    "[::1]:80, http://[::1]:80",
    "api.heygen.com, https://api.heygen.com",
    "simulator:8080, https://simulator:8080",
    "HTTP://Example.org/x, HTTP://Example.org/x"
  })
  void addressesAreReadAsPeopleWriteThem(String typed, String address) {
    launch.server().text().set(typed);

    assertThat(launch.server().error().get()).isEmpty();
    assertThat(launch.server().value().get()).hasToString(address);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "heygen", "ftp://example.org", "a b.c", "://x", "https://", "file:/x"})
  void anAddressThatIsNoneIsRefused(String typed) {
    launch.server().text().set(typed);

    assertThat(launch.server().error().get())
        .isEqualTo(
            "Address \""
                + typed
                + "\": must be an http or https address, such as https://api.heygen.com");
  }

  @Test
  void aWrongKeyMarksTheKeyAndTheRightOneConnects() {
    launch.embedded().set(false);
    launch.server().text().set("https://api.heygen.com");
    launch.key().set("se cret");
    launch.connect();
    assertThat(launch.keyProblem().get()).startsWith("API key: ");
    assertThat(launch.server().error().get()).isEmpty();
    assertThat(launch.problem().get()).isEqualTo(launch.keyProblem().get());

    launch.key().set("secret");
    launch.connect();

    assertThat(launch.problem().get()).isEmpty();
    assertThat(commands.connects).singleElement().isInstanceOf(ServerChoice.Remote.class);
  }

  @Test
  void aServerThatAnswersWithAnErrorIsNotCalledSilent() {
    connectEmbedded();

    hear(new Signal.ServerMissed(EMBEDDED, Problem.of("it refuses"), true));
    assertThat(model.server().contact().get()).isEqualTo(ServerModel.Contact.REFUSING);

    Story story = Story.of("job");
    connectEmbedded();
    hear(story.heard(story.missed(1, 1, new Miss.Denied(401, "no such key"))));
    assertThat(model.server().contact().get()).isEqualTo(ServerModel.Contact.REFUSING);
  }

  @Test
  void jobsThatTheServerHasForgottenAreCounted() {
    Story known = Story.of("known");
    Story fresh = Story.of("fresh");
    hear(known.heard(known.polled(1, 1, new JobStatus.Running())));
    hear(fresh.heard(fresh.missed(1, 1, new Miss.NotFound("not yet"))));
    assertThat(model.jobs().lost().get()).isEmpty();

    hear(known.heard(known.missed(2, 2, new Miss.NotFound("no such job"))));

    assertThat(model.jobs().lost().get()).startsWith("The server no longer knows 1 of your jobs.");
  }
}
