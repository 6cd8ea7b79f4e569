package dev.pollwise.benchmarks.cases;

import dev.pollwise.benchmarks.peers.HeyGenCalls;
import dev.pollwise.benchmarks.peers.HeyGenCalls.Look;
import dev.pollwise.benchmarks.peers.Peer;
import dev.pollwise.benchmarks.peers.Watcher;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A library by somebody who set it up well. Its own repetition makes the submit as well, under the
 * order's number as idempotency key, but where the server knows no keys; and the wait goes on until
 * the words that HeyGen documents.
 */
final class PeerProgram implements Program {

  private final HeyGenCalls calls;
  private final Watcher watcher;
  private final boolean mayRepeat;

  PeerProgram(Peer peer, Site site) {
    this.calls = new HeyGenCalls(site.server(), site.pace());
    this.watcher = peer.watcher(site.pace(), site.deadline());
    this.mayRepeat = site.knowsKeys();
  }

  @Override
  public Told translate(String order) throws Exception {
    return await(
        mayRepeat
            ? watcher.repeat(() -> calls.submit(order, order), id -> false)
            : calls.submit(order, ""));
  }

  /** Who submitted has the id, whatever the library throws. */
  private Told await(String id) throws InterruptedException {
    AtomicReference<Look> last = new AtomicReference<>(new Look("never seen", "", ""));
    try {
      String status =
          watcher.await(() -> {
            last.set(calls.look(id));
            return last.get().status();
          });
      return switch (status) {
        case "completed" -> new Told.Completed(id, last.get().url());
        case "failed" -> new Told.Failed(id, last.get().reason());
        default -> new Told.Open(id, "the library ended with " + status);
      };
    } catch (InterruptedException e) {
      throw e;
    } catch (Exception e) {
      return new Told.Open(id, Told.describe(e));
    }
  }

  @Override
  public Told resume(Told.Open open) throws InterruptedException {
    return await(open.id());
  }

  @Override
  public void close() {
    watcher.close();
    calls.close();
  }
}
