package dev.pollwise.dashboard.feed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollwise.dashboard.jobs.LaunchOrder;
import dev.pollwise.dashboard.server.ServerChoice;
import dev.pollwise.dashboard.shell.Event;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class LaunchingTest {

  private final Queue<CompletableFuture<Integer>> sent = new ArrayDeque<>();
  private final List<Event> told = new ArrayList<>();

  private Launching launching(int copies) {
    return new Launching(
        new LaunchOrder(
            new ServerChoice.Embedded(),
            URI.create("https://example.com/a.mp4"),
            List.of("French", "German"),
            copies),
        () -> {
          CompletableFuture<Integer> answer = new CompletableFuture<>();
          sent.add(answer);
          return answer;
        },
        Runnable::run,
        told::add);
  }

  private void answerAll() {
    while (!sent.isEmpty()) {
      sent.remove().complete(2);
    }
  }

  private Event.LaunchDone done() {
    assertThat(told).hasSize(1);
    return (Event.LaunchDone) told.getFirst();
  }

  @Test
  void sendsAFewRequestsAtATimeUntilAllAreAnswered() {
    Launching launching = launching(100);
    launching.goOn();
    assertThat(sent).hasSize(Launching.AT_ONCE);

    sent.remove().complete(2);
    assertThat(sent).hasSize(Launching.AT_ONCE);
    assertThat(told).isEmpty();

    answerAll();
    assertThat(done().accepted()).isEqualTo(200);
    assertThat(done().problems()).isEmpty();
    assertThat(launching.isOver()).isTrue();
  }

  @Test
  void stoppedItSendsNothingMoreAndCountsWhatIsStillAccepted() {
    Launching launching = launching(100);
    launching.goOn();
    launching.stop();
    assertThat(told).isEmpty();

    answerAll();

    assertThat(done().accepted()).isEqualTo(2 * Launching.AT_ONCE);
    assertThat(done().problems()).extracting("summary").containsExactly("The launch was stopped.");
  }

  @Test
  void stoppingWhatIsSentAlreadyChangesNothing() {
    Launching launching = launching(2);
    launching.goOn();
    launching.stop();
    answerAll();
    launching.stop();

    assertThat(done().accepted()).isEqualTo(4);
    assertThat(done().problems()).isEmpty();
  }

  @Test
  void aRefusedRequestDoesNotHoldUpTheOthers() {
    Launching launching = launching(10);
    launching.goOn();
    sent.remove().completeExceptionally(new IllegalStateException("no more today"));
    answerAll();

    assertThat(done().accepted()).isEqualTo(18);
    assertThat(done().problems()).hasSize(1);
    assertThat(done().problems().getFirst().summary()).contains("no more today");
  }
}
