package dev.pollwise.client.poll;

import dev.pollwise.client.job.JobEvent;
import dev.pollwise.client.job.JobOutcome;
import dev.pollwise.client.poll.DurableWait.Next;
import dev.pollwise.client.poll.DurableWait.Surroundings;
import dev.pollwise.client.request.ServerContext;
import dev.pollwise.client.testing.VirtualClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The least engine that can hold a wait as a text: after every step nothing is left of the wait but
 * that, and when it goes on.
 */
final class DurableEngine {

  private final VirtualClock time;
  private final ServerContext context;
  private final StatusCalls calls;
  private final Duration origin;
  private final List<JobEvent> events = new ArrayList<>();
  private final List<BiFunction<DurableWait, Surroundings, Next>> inbox = new ArrayList<>();
  private String text = "";
  private boolean isCall;
  private boolean isAsking;
  private @Nullable Future<?> alarm;

  /** Drawn, and needed by no decision yet. */
  private @Nullable Double chance;

  private @Nullable JobOutcome outcome;

  DurableEngine(
      VirtualClock time,
      ServerContext context,
      StatusCalls calls,
      Function<Surroundings, Next> beginning) {
    this.time = time;
    this.context = context;
    this.calls = calls;
    this.origin = time.steady();
    take(beginning.apply(around()));
  }

  List<JobEvent> events() {
    return events;
  }

  JobOutcome outcome() {
    if (outcome == null) {
      throw new AssertionError("the wait is not over: " + text);
    }
    return outcome;
  }

  DurableWait present() {
    return DurableWait.parse(text);
  }

  /** Tells the wait something, once no call is under way. */
  void tell(BiFunction<DurableWait, Surroundings, Next> news) {
    if (isAsking) {
      inbox.add(news);
    } else if (outcome == null) {
      take(news.apply(present(), around()));
    }
  }

  private Surroundings around() {
    double drawn = chance == null ? context.chance() : chance;
    chance = drawn;
    return Surroundings.alone(elapsed(), time.instant(), drawn);
  }

  private Duration elapsed() {
    return time.steady().minus(origin);
  }

  private void take(Next next) {
    events.addAll(next.events());
    chance = next.events().isEmpty() ? chance : null;
    text = next.durable().text();
    if (!next.durable().equals(present())) {
      throw new AssertionError("is another wait as a text: " + text);
    }
    Future<?> before = alarm;
    if (before != null) {
      before.cancel(false);
    }
    switch (next) {
      case Next.Parked parked -> {
        isCall = parked.isCall();
        alarm = time.after(parked.due().minus(elapsed()), this::due);
      }
      case Next.Over over -> outcome = DurableWait.outcome(DurableWait.text(over.outcome()));
    }
  }

  private void due() {
    Optional<ServerContext.Pause> pause = context.pause();
    if (!isCall) {
      take(present().limitReached(around()));
    } else if (pause.isPresent()) {
      Duration until = pause.get().until().minus(origin);
      take(present().paused(until, pause.get().length(), around()));
    } else {
      isAsking = true;
      var unused = calls.ask(present(), elapsed()).thenAccept(this::answered);
    }
  }

  private void answered(StatusCalls.Made made) {
    isAsking = false;
    take(present().answered(made, around()));
    List<BiFunction<DurableWait, Surroundings, Next>> news = List.copyOf(inbox);
    inbox.clear();
    news.forEach(this::tell);
  }
}
