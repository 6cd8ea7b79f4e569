package dev.pollwise.client.request;

import dev.pollwise.client.job.Answer.Hint;
import dev.pollwise.client.job.Answer.Miss;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Has requests wait in their order for a server that has no room: as long as some wait, only the
 * first asks. When it gets in, the next one asks at once; so it does when one of the jobs that are
 * waited for ends, since that is likely to have made room. As long as nobody waits, all ask as they
 * come. A pause that the server asks for makes everybody wait. Safe for any thread.
 */
final class AdmissionQueue {

  private static final Miss.Throttled OTHERS_FIRST =
      new Miss.Throttled("earlier requests of this client wait for room", Hint.none());

  private final ServerContext context;
  private final AtomicLong requests = new AtomicLong();
  private final TreeSet<Turn> waiting = new TreeSet<>();

  /** Nobody waits yet. */
  AdmissionQueue(ServerContext context) {
    this.context = context;
  }

  /** The turn of a request that begins now. */
  Turn turn(Runnable wake) {
    return new Turn(requests.incrementAndGet(), wake);
  }

  /** There may be room. */
  void callFirst() {
    Turn first;
    synchronized (waiting) {
      first = waiting.isEmpty() ? null : waiting.first();
    }
    if (first != null) {
      first.isCalled = true;
      first.wake.run();
    }
  }

  /** When one request may ask. */
  final class Turn implements Comparable<Turn>, ServerContext.Turn {

    private final long number;
    private final Runnable wake;
    private volatile boolean isCalled;

    private Turn(long number, Runnable wake) {
      this.number = number;
      this.wake = wake;
    }

    @Override
    public boolean getAsBoolean() {
      return isCalled;
    }

    @Override
    public Optional<Miss.Throttled> deferred() {
      isCalled = false;
      Optional<Miss.Throttled> paused = context.paused();
      synchronized (waiting) {
        if (paused.isEmpty() && (waiting.isEmpty() || compareTo(waiting.first()) <= 0)) {
          return Optional.empty();
        }
        waiting.add(this);
        return paused.or(() -> Optional.of(OTHERS_FIRST));
      }
    }

    @Override
    public void refused() {
      synchronized (waiting) {
        waiting.add(this);
      }
    }

    @Override
    public void leave() {
      boolean hasWaited;
      synchronized (waiting) {
        hasWaited = waiting.remove(this);
      }
      if (hasWaited) {
        callFirst();
      }
    }

    @Override
    public int compareTo(Turn other) {
      return Long.compare(number, other.number);
    }
  }
}
