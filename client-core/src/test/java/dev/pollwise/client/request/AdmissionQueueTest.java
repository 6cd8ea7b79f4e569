package dev.pollwise.client.request;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pollwise.client.job.Answer.Hint;
import dev.pollwise.client.job.Answer.Miss;
import dev.pollwise.client.job.JobEvent;
import dev.pollwise.client.job.JobId;
import dev.pollwise.client.job.JobOutcome;
import dev.pollwise.client.job.JobStatus;
import dev.pollwise.client.policy.PollingPolicy;
import dev.pollwise.client.poll.DurableRequest.Reply;
import dev.pollwise.client.poll.RepeatedRequest;
import dev.pollwise.client.testing.VirtualClock;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Requests to a server that has room for six at a time. */
@Timeout(60)
class AdmissionQueueTest {

  private static final PollingPolicy POLICY = PollingPolicy.defaults();
  private static final Duration ROUND_TRIP = ofMillis(50);

  private final VirtualClock clock = new VirtualClock();
  private final ServerContext context =
      new ServerContext(URI.create("http://sample"), clock, clock, new Random(1));

  /** When each request was made, and whose it was. */
  private final List<Asked> asked = new ArrayList<>();

  private final List<Integer> accepted = new ArrayList<>();
  private Hint hint = Hint.none();
  private int room = 6;

  private record Asked(Duration at, int request) {}

  private CompletionStage<Reply<Integer>> ask(int number) {
    asked.add(new Asked(clock.steady(), number));
    CompletableFuture<Reply<Integer>> reply = new CompletableFuture<>();
    var unused = clock.after(ROUND_TRIP, () -> reply.complete(reply(number)));
    return reply;
  }

  private Reply<Integer> reply(int number) {
    if (room == 0) {
      Miss.Throttled full = new Miss.Throttled("no room", hint);
      context.heard(full);
      return new Reply.Busy<>(full);
    }
    room--;
    accepted.add(number);
    return new Reply.Done<>(number);
  }

  private RepeatedRequest<Integer> request(int number) {
    return new RepeatedRequest<>(
        () -> ask(number), POLICY, context, ServerContext.Line.SUBMITS, (cause, delay) -> {});
  }

  private CompletableFuture<Integer> run(RepeatedRequest<Integer> request) {
    return request.run(value -> value, (miss, doubt) -> new IllegalStateException(miss.describe()));
  }

  private List<CompletableFuture<Integer>> submit(int from, int to) {
    return IntStream.range(from, to).mapToObj(i -> run(request(i))).toList();
  }

  private void jobEnds() {
    room++;
    JobId job = JobId.of("job");
    context.onEvent(
        new JobEvent.Ended(
            job,
            new JobEvent.Moment(clock.instant(), clock.steady()),
            new JobOutcome.Ended(new JobStatus.Completed(job, JobStatus.Result.empty()))));
  }

  private List<Duration> askedSince(Duration since) {
    return asked.stream().map(Asked::at).filter(at -> at.compareTo(since) >= 0).toList();
  }

  private long mostWithin(Duration window, Duration since) {
    List<Duration> times = askedSince(since);
    return times.stream()
        .mapToLong(from ->
            times.stream()
                .filter(at -> at.compareTo(from) >= 0 && at.compareTo(from.plus(window)) < 0)
                .count())
        .max()
        .orElse(0);
  }

  @Test
  void asLongAsThereIsRoomNobodyWaitsForAnother() {
    submit(0, 6);
    clock.advance(ROUND_TRIP);

    assertThat(asked).hasSize(6).allSatisfy(call -> assertThat(call.at()).isZero());
    assertThat(accepted).hasSize(6);
  }

  @Test
  void whoeverFoundNoRoomComesInOrderAndNotInWaves() {
    submit(0, 24);

    clock.advance(ofMinutes(1));
    assertThat(accepted).containsExactly(0, 1, 2, 3, 4, 5);
    assertThat(mostWithin(ofMillis(100), ROUND_TRIP)).isEqualTo(1);
    room = 100;
    clock.advance(ofMinutes(2));

    assertThat(accepted).isEqualTo(IntStream.range(0, 24).boxed().toList());
    assertThat(mostWithin(ofMillis(100), ROUND_TRIP)).as("one after the other").isEqualTo(2);
  }

  @Test
  void whoeverComesLaterWaitsBehindThoseWhoWait() {
    submit(0, 8);
    clock.advance(ofSeconds(1));
    submit(8, 10);
    room = 100;
    clock.advance(ofMinutes(2));

    assertThat(accepted).isEqualTo(IntStream.range(0, 10).boxed().toList());
  }

  @Test
  void whenAJobEndsTheFirstAsksAtOnce() {
    submit(0, 12);
    clock.advance(ofMinutes(4));
    int before = asked.size();

    jobEnds();
    clock.settle();

    assertThat(asked.subList(before, asked.size())).containsExactly(new Asked(clock.steady(), 6));
  }

  @Test
  void aJobThatEndsWhileTheFirstAsksIsNotForgotten() {
    submit(0, 8);
    clock.advance(ofMinutes(4));
    jobEnds();
    room = 0; // somebody else was quicker
    clock.advance(ROUND_TRIP.dividedBy(2));
    jobEnds();
    room = 0;
    clock.advance(ROUND_TRIP.dividedBy(2));
    room = 1;
    clock.advance(ROUND_TRIP);

    assertThat(accepted).last().isEqualTo(6);
  }

  @Test
  void aPauseHoldsEverybodyBackAndNoJobThatEndsUndercutsIt() {
    hint = new Hint.RetryAfter(ofSeconds(30));
    submit(0, 12);
    clock.advance(ofSeconds(1));
    submit(12, 14);
    jobEnds();
    clock.advance(ofSeconds(28));

    assertThat(askedSince(ROUND_TRIP)).isEmpty();

    room = 100;
    clock.advance(ofSeconds(10));
    assertThat(accepted).isEqualTo(IntStream.range(0, 14).boxed().toList());
  }

  @Test
  void aPauseOfAnotherCallHoldsTheFirstBackAndIsTold() {
    context.heard(new Miss.Throttled("a look was too much", new Hint.RetryAfter(ofSeconds(30))));
    submit(0, 3);
    clock.advance(ofSeconds(30).minusMillis(1));
    assertThat(asked).isEmpty();

    clock.advance(ofSeconds(4));
    assertThat(accepted).containsExactly(0, 1, 2);
  }

  @Test
  void aPausePastTheDeadlineEndsIt() {
    context.heard(new Miss.Throttled("go away", new Hint.RetryAfter(ofMinutes(61))));
    CompletableFuture<Integer> request = run(request(0));
    clock.settle();

    assertThat(request)
        .isCompletedExceptionally()
        .satisfies(failed ->
            assertThat(failed.exceptionNow())
                .hasMessageContaining("the server asked another call for"));
    assertThat(asked).isEmpty();
  }

  @Test
  void whoeverGivesUpOrIsStoppedLeavesTheQueue() {
    submit(0, 6);
    RepeatedRequest<Integer> first = request(6);
    RepeatedRequest<Integer> second = request(7);
    CompletableFuture<Integer> ofFirst = run(first);
    CompletableFuture<Integer> ofSecond = run(second);
    submit(8, 9);
    clock.advance(ofMinutes(1));

    second.stop();
    first.stop();
    clock.settle();
    assertThat(ofFirst).isCompletedExceptionally();
    assertThat(ofSecond).isCompletedExceptionally();

    jobEnds();
    clock.advance(ROUND_TRIP);
    assertThat(accepted).last().isEqualTo(8);

    clock.advance(ofMinutes(61));
    assertThat(clock.pendingTasks()).isZero();
  }

  @Test
  void whoeverWaitsInVainEndsAtTheDeadline() {
    List<CompletableFuture<Integer>> all = submit(0, 9);

    clock.advance(POLICY.deadline().plusSeconds(1));

    assertThat(all.stream().filter(CompletableFuture::isCompletedExceptionally)).hasSize(3);
    assertThat(context.turn(ServerContext.Line.SUBMITS, () -> {}).deferred())
        .isEqualTo(Optional.empty());
    assertThat(clock.pendingTasks()).isZero();
  }
}
