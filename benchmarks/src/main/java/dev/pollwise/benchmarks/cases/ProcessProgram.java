package dev.pollwise.benchmarks.cases;

import dev.pollwise.benchmarks.child.Child;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A program in a process of its own, which can be killed. It is given orders in lines ({@code
 * translate} or {@code resume}, order, id) and says what became of each in one, behind the order.
 */
final class ProcessProgram implements Program {

  private final Child child;
  private final Map<String, CompletableFuture<Told>> told = new ConcurrentHashMap<>();

  ProcessProgram(List<String> command) throws IOException {
    this.child = Child.start(command);
    Thread _ = Thread.startVirtualThread(this::listen);
  }

  private void listen() {
    try {
      while (true) {
        String[] said = child.hear().split("\t", 2);
        CompletableFuture<Told> waiting = told.remove(said[0]);
        if (waiting != null) {
          waiting.complete(Told.parse(said[1]));
        }
      }
    } catch (IOException e) {
      told.values().forEach(waiting -> waiting.completeExceptionally(e));
    }
  }

  @Override
  public Told translate(String order) throws Exception {
    return ask(order, "translate\t" + order);
  }

  @Override
  public Told resume(Told.Open open) throws Exception {
    return ask(open.id(), "resume\t" + open.id());
  }

  private Told ask(String name, String line) throws Exception {
    CompletableFuture<Told> answer = new CompletableFuture<>();
    told.put(name, answer);
    synchronized (child) {
      child.tell(line);
    }
    return answer.get();
  }

  void kill() {
    child.kill();
  }

  @Override
  public void close() {
    child.kill();
  }
}
