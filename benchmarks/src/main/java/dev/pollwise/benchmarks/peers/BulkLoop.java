package dev.pollwise.benchmarks.peers;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The loop that anybody could write who has read that the server tells of a hundred jobs in one
 * call: every five seconds it asks about all that it waits for, and then about each that is over by
 * itself, as only that tells its URL. A call that fails counts as one that says nothing.
 */
public final class BulkLoop implements AutoCloseable {

  private static final int MOST = 100;

  private final HeyGenCalls calls;
  private final Pace pace;
  private final Map<String, CompletableFuture<String>> waiting = new ConcurrentHashMap<>();
  private final Thread thread;

  /** Begins to ask. */
  public BulkLoop(HeyGenCalls calls, Pace pace) {
    this.calls = calls;
    this.pace = pace;
    this.thread =
        Thread.startVirtualThread(() -> {
          try {
            while (true) {
              Thread.sleep(pace.seconds(5));
              askAboutAll();
            }
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
  }

  /** Waits until a job is over; its status then. */
  public String await(String id) throws Exception {
    CompletableFuture<String> end = new CompletableFuture<>();
    waiting.put(id, end);
    String _ = end.get();
    while (true) {
      try {
        return calls.status(id);
      } catch (IOException e) {
        Thread.sleep(pace.seconds(5));
      }
    }
  }

  private void askAboutAll() throws InterruptedException {
    List<String> ids = new ArrayList<>(waiting.keySet());
    for (int from = 0; from < ids.size(); from += MOST) {
      try {
        calls.statuses(ids.subList(from, Math.min(ids.size(), from + MOST))).forEach(this::said);
      } catch (IOException e) {
        // The next round asks again.
      }
    }
  }

  private void said(String id, String status) {
    if (!Watcher.goesOn(status)) {
      CompletableFuture<String> end = waiting.remove(id);
      if (end != null) {
        end.complete(status);
      }
    }
  }

  @Override
  public void close() {
    thread.interrupt();
    calls.close();
  }
}
