package dev.pollwise.dashboard.jobs;

import static dev.pollwise.dashboard.shell.Story.seconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pollwise.dashboard.form.Problem;
import dev.pollwise.dashboard.form.Secret;
import dev.pollwise.dashboard.log.LogLine;
import dev.pollwise.dashboard.server.ServerChoice;
import dev.pollwise.dashboard.server.UnansweredSubmit;
import dev.pollwise.dashboard.shell.DashboardModelFixture;
import dev.pollwise.dashboard.shell.Event;
import dev.pollwise.dashboard.shell.Story;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Paid jobs that are not over when their wait, or the window, is. */
class KeptWaitsTest extends DashboardModelFixture {

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

    launch.server().key().set("key");
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
        new Event.WaitsKept(
            Stream.of(kept).map(one -> new KeptWait(one.token(), "French")).toList(),
            List.of(),
            List.of()));
  }

  private static String reference(LaunchOrder order) {
    return UnansweredSubmit.newReference(order.server(), order.video(), order.languages());
  }

  @Test
  void aSubmitWithoutAnAnswerIsAskedAgainUnderItsKeyOrForgottenByName() {
    LaunchOrder sent =
        new LaunchOrder(
            new ServerChoice.Remote(Story.HEYGEN, new Secret("key")),
            URI.create("https://example.com/a.mp4?signature=1"),
            List.of("French", "Portuguese (Brazil)"),
            2);
    UnansweredSubmit submit = UnansweredSubmit.read(reference(sent), Story.START).orElseThrow();
    assertThat(reference(sent)).isNotEqualTo(submit.reference());
    hear(new Event.WaitsKept(List.of(), List.of(), List.of(submit)));
    assertThat(model.unfinished().unansweredSentence())
        .startsWith("2 jobs were asked for at https://api.heygen.com, and the answer is not known");

    model.unfinished().askAgain();
    assertThat(model.unfinished().problem().get()).contains("Enter the API key");
    launch.server().key().set("key");
    model.unfinished().askAgain();
    assertThat(model.question().get().orElseThrow().text()).contains("is not paid again");
    assertThat(commands.launches).isEmpty();
    model.answer(true);

    LaunchOrder again = commands.launches.getFirst();
    assertThat(again.repeats()).isEqualTo(submit.reference());
    assertThat(again.server()).isEqualTo(sent.server());
    assertThat(again.video()).isEqualTo(sent.video());
    assertThat(again.languages()).isEqualTo(sent.languages());
    assertThat(again.copies()).isOne();

    model.unfinished().forgetUnanswered();
    assertThat(model.question().get().orElseThrow().text()).contains("French, Portuguese (Brazil)");
    model.answer(true);
    assertThat(commands.forgottenSubmits).containsExactly(submit.reference());
  }

  @Test
  void whatIsNotWatchedAgainStaysOnOfferWithTheReason() {
    Story paid = new Story(Story.HEYGEN, "paid");
    keep(paid);
    launch.server().address().text().set("HTTPS://API.heygen.com:443/");
    launch.server().embedded().set(false);
    launch.server().key().set("se cret");
    model.unfinished().watchAgain();
    assertThat(model.unfinished().problem().get()).contains("API key: must consist of visible");
    assertThat(commands.resumed).isEmpty();

    launch.server().key().set("key");
    model.unfinished().watchAgain();
    hear(new Event.NotWatchedAgain(List.of(paid.token()), Problem.of("no file is left")));

    assertThat(model.unfinished().offered().get()).hasSize(1);
    assertThat(model.unfinished().problem().get()).isEqualTo("no file is left");
    model.unfinished().watchAgain();
    assertThat(commands.resumed).containsExactly(paid.token(), paid.token());
  }

  @Test
  void theKeyOfOneServerIsNeverShownToAnother() {
    keep(new Story(Story.HEYGEN, "paid"));
    launch.server().embedded().set(false);
    launch.server().address().text().set("https://other.example");
    launch.server().key().set("of-the-other");

    model.unfinished().watchAgain();
    model.unfinished().watchAgain();

    assertThat(commands.resumed).isEmpty();
    assertThat(launch.server().key().get()).isEmpty();
    assertThat(launch.server().address().text().get()).isEqualTo("https://api.heygen.com");
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
    hear(new Event.WaitsKept(List.of(), List.of(theirs), List.of()));
    JobRow row = model.jobs().rows().getFirst();
    assertThat(row.state().get()).isEqualTo(JobState.ELSEWHERE);

    model.unfinished().watchAgain(row);
    model.unfinished().forget(row);
    model.jobs().clearFinished();
    assertThat(commands.resumed).isEmpty();
    assertThat(model.question().get()).isEmpty();
    assertThat(model.jobs().rows()).hasSize(1);
    assertThat(model.unfinished().offered().get()).isEmpty();

    hear(new Event.WaitsKept(List.of(theirs), List.of(), List.of()));
    assertThat(row.state().get()).isEqualTo(JobState.NOT_WATCHED);
    hear(new Event.WaitsKept(List.of(), List.of(), List.of()));
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
        new Event.JobsAccepted(order, List.of(paid.key)),
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
    assertThat(second.title().get()).isEqualTo("French 1");
    assertThat(first.token().get()).as("it has passed it on").isEmpty();

    launch.server().embedded().set(false);
    launch.server().key().set("corrected");
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

  private void launchPaid() {
    launch.server().embedded().set(false);
    launch.server().key().set("key");
    launch.languages().setAll("French");
    launch.launch();
    model.answer(true);
  }

  @Test
  void closingInTheMiddleOfAPaidLaunchAsks() {
    launchPaid();

    assertThat(model.mayClose(() -> {})).isFalse();
    assertThat(model.question().get().orElseThrow().text()).contains("A paid launch is under way");
    model.answer(false);

    hear(new Event.LaunchDone(commands.launches.getFirst(), 1, List.of()));
    assertThat(model.mayClose(() -> {})).isTrue();
  }

  @Test
  void aLaunchInDoubtIsLoggedOnce() {
    launchPaid();
    Problem doubt = Problem.of("a submit may have been accepted");
    Problem other = Problem.of("the server refused");

    hear(
        new Event.PaidJobsInDoubt(doubt),
        new Event.LaunchDone(commands.launches.getFirst(), 0, List.of(doubt, other)));

    assertThat(model.log().shown())
        .extracting(LogLine::message)
        .containsOnlyOnce(doubt.summary(), other.summary());
  }

  @Test
  void whatEndangersPaidJobsStandsInTheWindowUntilItIsOver() {
    Problem full = new Problem("Paid jobs cannot be saved", "no space left: pw1.token");
    Problem doubt = Problem.of("a submit may have been accepted");
    hear(new Event.PaidJobsAtRisk(Optional.of(full)), new Event.PaidJobsInDoubt(doubt));
    assertThat(model.risks().problems()).containsExactly(full, doubt);
    assertThat(model.mayClose(() -> {})).isFalse();
    assertThat(model.question().get().orElseThrow().text()).contains("Paid jobs cannot be saved");
    model.answer(false);

    model.risks().dismiss(full);
    model.risks().dismiss(doubt);
    assertThat(model.risks().problems()).containsExactly(full);
    hear(new Event.PaidJobsAtRisk(Optional.empty()));
    assertThat(model.risks().problems()).isEmpty();
    assertThat(model.mayClose(() -> {})).isTrue();
  }

  @Test
  void looksNowAndThenForWhatOtherWindowsLeft() {
    model.tick(seconds(4));
    assertThat(commands.looks).isZero();
    model.tick(seconds(5));
    model.tick(seconds(6));
    assertThat(commands.looks).isEqualTo(1);
  }
}
