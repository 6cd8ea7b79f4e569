package dev.pollwise.client.poll;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollwise.client.job.Answer.Miss;
import dev.pollwise.client.policy.PollingPolicy;
import dev.pollwise.client.poll.DurableRequest.Next;
import dev.pollwise.client.poll.DurableRequest.Reply;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class InterruptedRequestTest {

  private static final Miss GONE = new Miss.Unreachable("the process is gone");
  private static final Reply<String> REFUSED = new Reply.Refused<>(new Miss.Unreadable("no"));

  private static Next<String> after(DurableRequest request, Reply<String> reply) {
    return request.after(reply, PollingPolicy.defaults(), Duration.ofSeconds(1), 0.5);
  }

  @Test
  void aRefusalOfTheOnlyAttemptLeavesNoDoubt() {
    assertThat(doubt(after(DurableRequest.begun(), REFUSED))).isEmpty();
  }

  @Test
  void aRefusalSaysNothingOfAnAttemptThatNobodyHasHeardOf() {
    DurableRequest kept = DurableRequest.parse(DurableRequest.begun().interrupted(GONE).text());

    assertThat(doubt(after(kept, REFUSED))).contains(GONE);
  }

  @Test
  void aServerWithoutRoomSaysNothingOfItEither() {
    Reply<String> busy = new Reply.Busy<>(new Miss.Unreadable("no room"));

    assertThat(doubt(after(DurableRequest.begun().interrupted(GONE), busy))).contains(GONE);
  }

  private static Optional<Miss> doubt(Next<String> next) {
    return switch (next) {
      case Next.Again<String> again -> again.request().doubt();
      case Next.GivenUp<String> givenUp -> givenUp.doubt();
      case Next.Done<String> done -> Optional.empty();
    };
  }
}
