package dev.pollwise.dashboard.feed;

import dev.pollwise.client.job.JobEvent;
import dev.pollwise.dashboard.shell.Event;
import java.net.URI;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * Tells what the client has learned of a server's jobs, a moment after one of them has ended. A law
 * is fitted for that, so many ends shortly after each other are told once.
 */
final class Learnings implements AutoCloseable {

  private static final Duration PAUSE = Duration.ofMillis(500);

  private final Worker work;
  private final Set<URI> due = ConcurrentHashMap.newKeySet();
  private final Consumer<URI> teller;

  /**
   * Has nothing to tell yet.
   *
   * @param teller tells what is known of the jobs of a server; may take a while
   * @param broken told of defects
   */
  Learnings(Consumer<URI> teller, Consumer<Throwable> broken) {
    this.teller = teller;
    this.work = new Worker("learnings", broken);
  }

  /** Learns that there may be something to learn. */
  void notice(Event news) {
    if (news instanceof Event.JobHeard heard && heard.event() instanceof JobEvent.Ended) {
      tellSoon(heard.job().server());
    }
  }

  /** Tells what is known of the jobs of a server, a little later. */
  void tellSoon(URI server) {
    if (due.add(server)) {
      work.after(PAUSE, () -> tell(server));
    }
  }

  private void tell(URI server) {
    due.remove(server);
    teller.accept(server);
  }

  /** Tells nothing any more; returns at once. */
  @Override
  public void close() {
    work.close();
  }
}
