package dev.pollwise.client.poll;

import static java.time.Duration.ZERO;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.fail;

import dev.pollwise.client.job.Answer.Hint;
import dev.pollwise.client.job.Answer.Miss;
import dev.pollwise.client.policy.PollingPolicy;
import dev.pollwise.client.poll.DurableRequest.Next;
import dev.pollwise.client.poll.DurableRequest.Reply;
import dev.pollwise.client.request.ServerContext;
import dev.pollwise.client.testing.VirtualClock;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A request that is nothing but a text between its attempts is a repeated request. */
@Timeout(120)
class DurableRequestTest {

  private static final URI SERVER = URI.create("http://h");
  private static final PollingPolicy POLICY = PollingPolicy.defaults();
  private static final Miss RESET = new Miss.Unreachable("reset");
  private static final Miss HALF = new Miss.Unreadable("one id of two");
  private static final Reply<String> LOST = new Reply.Lost<>(RESET);
  private static final Reply<String> PARTIAL = new Reply.Partial<>("one", HALF);
  private static final Reply<String> BUSY =
      new Reply.Busy<>(new Miss.Throttled("no room", Hint.none()));

  @Test
  void isARepeatedRequest() {
    for (long seed = 1; seed <= 2_000; seed++) {
      try {
        assertThat(new Script(seed, false).kept(true))
            .as("as a text")
            .isEqualTo(new Script(seed, false).repeated());
        assertThat(new Script(seed, true).kept(false))
            .as("as a value")
            .isEqualTo(new Script(seed, true).repeated());
      } catch (AssertionError | RuntimeException broken) {
        fail("seed " + seed + ": " + broken.getMessage(), broken);
      }
    }
  }

  /** When attempts were made, and what came of the last. */
  private record Lived(List<Duration> attempts, String end) {}

  private static String givenUp(Miss miss, Optional<Miss> doubt) {
    return miss + " " + doubt;
  }

  /** A server's replies to one request, the same however that is held. */
  private static final class Script {

    private final VirtualClock time = new VirtualClock();
    private final Random random;
    private final boolean hasParts;
    private final ServerContext context;
    private final PollingPolicy policy;
    private final int luck;
    private final List<Duration> attempts = new ArrayList<>();

    Script(long seed, boolean hasParts) {
      this.random = new Random(seed);
      this.hasParts = hasParts;
      this.context = new ServerContext(SERVER, time, time, new Random(random.nextLong()));
      this.policy = RandomServer.policy(random);
      this.luck = random.nextInt(40);
    }

    private CompletableFuture<Reply<String>> ask() {
      attempts.add(time.steady());
      CompletableFuture<Reply<String>> asked = new CompletableFuture<>();
      Reply<String> reply = reply();
      Duration took = Duration.ofMillis(random.nextInt(3) == 0 ? random.nextInt(40_000) : 0);
      var unused = time.after(took, () -> asked.complete(reply));
      return asked;
    }

    private Reply<String> reply() {
      Hint hint =
          random.nextInt(3) == 0
              ? new Hint.RetryAfter(ofSeconds(random.nextInt(100)))
              : Hint.none();
      if (random.nextInt(50) < luck) {
        return new Reply.Done<>("ids");
      }
      return switch (random.nextInt(hasParts ? 14 : 12)) {
        case 0 -> new Reply.Refused<>(new Miss.Rejected(400, "bad", hint), random.nextBoolean());
        case 1, 2, 3 -> new Reply.Busy<>(new Miss.Throttled("no room", hint));
        case 4, 5, 6 ->
            new Reply.InProgress<>(
                new Miss.Rejected(409, "at it", Hint.none()), hint, random.nextBoolean());
        case 7, 8 -> new Reply.Unsent<>(new Miss.Unreachable("refused"));
        case 12, 13 -> PARTIAL;
        default -> new Reply.Lost<>(new Miss.Rejected(503, "oops", hint));
      };
    }

    Lived repeated() {
      CompletableFuture<String> done =
          new RepeatedRequest<String>(
                  this::ask, policy, context, ServerContext.Line.LOOK_UPS, (miss, delay) -> {})
              .run(
                  value -> value, (miss, doubt) -> new IllegalStateException(givenUp(miss, doubt)));
      time.runUntilIdle();
      try {
        return new Lived(attempts, done.join());
      } catch (CompletionException failed) {
        return new Lived(attempts, String.valueOf(TimedCall.unwrapped(failed).getMessage()));
      }
    }

    Lived kept(boolean asText) {
      DurableRequest request = DurableRequest.begun();
      while (true) {
        DurableRequest present = asText ? DurableRequest.parse(request.text()) : request;
        assertThat(present).isEqualTo(request);
        Reply<String> reply =
            time.await(RepeatedRequest.attempt(this::ask, policy.attemptTimeout(), context));
        switch (present.after(reply, policy, time.steady(), context.chance())) {
          case Next.Again<String>(var next, Miss miss, Duration delay, boolean noRoom) -> {
            assertThat(noRoom).isEqualTo(reply instanceof Reply.Busy);
            time.advance(delay);
            request = next;
          }
          case Next.Done<String>(String value) -> {
            return new Lived(attempts, value);
          }
          case Next.GivenUp<String>(Miss miss, var doubt) -> {
            return new Lived(attempts, givenUp(miss, doubt));
          }
        }
      }
    }
  }

  private static DurableRequest again(Next<String> next) {
    assertThat(next).isInstanceOf(Next.Again.class);
    return ((Next.Again<String>) next).request();
  }

  private static Next<String> after(DurableRequest request, Reply<String> reply, long seconds) {
    return request.after(reply, POLICY, ofSeconds(seconds), 0.5);
  }

  @Test
  void remembersAcrossProcessesThatTheServerHasActed() {
    DurableRequest partly = again(after(DurableRequest.begun(), PARTIAL, 10));
    DurableRequest elsewhere = DurableRequest.parse(partly.text());

    assertThat(elsewhere.doubt()).contains(HALF);
    assertThat(after(partly, LOST, 70)).isEqualTo(new Next.Done<>("one"));
    assertThat(after(elsewhere, LOST, 70))
        .as("the minute for the rest is over, and what was known is not here")
        .isEqualTo(new Next.GivenUp<>(RESET, Optional.of(HALF)));
    assertThat(after(elsewhere, PARTIAL, 70)).isEqualTo(new Next.Done<>("one"));
  }

  @Test
  void isInNoDoubtAfterAServerWithoutRoom() {
    DurableRequest request = again(after(DurableRequest.begun(), BUSY, 1));

    assertThat(request.doubt()).isEmpty();
    assertThat(again(after(request, LOST, 2)).doubt()).contains(RESET);
  }

  @Test
  void refusesWhatCannotBe() {
    DurableRequest begun = DurableRequest.begun();

    assertThatIllegalArgumentException()
        .isThrownBy(() -> begun.after(LOST, POLICY, ofSeconds(-1), 0))
        .withMessageContaining("now PT-1S: must not be negative");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> begun.after(LOST, POLICY, ZERO, 1))
        .withMessageContaining("chance 1.0: must be from 0 to below 1");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> DurableRequest.parse(begun.text().replace("\"misses\":0", "\"misses\":-1")))
        .withMessageContaining("misses -1: must be at least 0");
  }

  @Test
  void anAttemptNeverFails() {
    VirtualClock time = new VirtualClock();
    ServerContext context = new ServerContext(SERVER, time, time, new Random(1));
    Supplier<CompletableFuture<Reply<String>>> broken =
        () -> {
          throw new IllegalStateException("broken");
        };
    CompletableFuture<Reply<String>> silence = new CompletableFuture<>();

    assertThat(time.await(RepeatedRequest.attempt(broken, ofSeconds(5), context)))
        .isEqualTo(new Reply.Lost<>(new Miss.Unreachable("broken")));
    assertThat(time.await(RepeatedRequest.attempt(() -> silence, ofSeconds(5), context)))
        .isEqualTo(new Reply.Lost<>(new Miss.TimedOut(ofSeconds(5))));
    assertThat(silence).isCancelled();

    CompletableFuture<Reply<String>> open = new CompletableFuture<>();
    CompletableFuture<Reply<String>> given =
        RepeatedRequest.attempt(() -> open, ofSeconds(5), context);
    time.settle();
    given.cancel(true);
    assertThat(open).isCancelled();
    assertThat(given.join()).isInstanceOf(Reply.Lost.class);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RepeatedRequest.attempt(broken, ZERO, context));
  }
}
