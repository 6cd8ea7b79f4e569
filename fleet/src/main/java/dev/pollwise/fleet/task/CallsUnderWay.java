package dev.pollwise.fleet.task;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/** The calls that this copy waits for; all are given up when it closes. Safe for any thread. */
final class CallsUnderWay {

  private final Map<String, CompletableFuture<?>> calls = new ConcurrentHashMap<>();
  private volatile boolean isClosed;

  /** A call about a job; cancelled at once if nothing is to be asked any more. */
  void begun(String id, CompletableFuture<?> call) {
    calls.put(id, call);
    if (isClosed) {
      call.cancel(true);
    }
  }

  void over(String id) {
    calls.remove(id);
  }

  boolean isClosed() {
    return isClosed;
  }

  void close() {
    isClosed = true;
    calls.values().forEach(call -> call.cancel(true));
  }
}
