package dev.pollwise.benchmarks.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Connections to one server, looked after by one thread. */
final class Connections implements AutoCloseable {

  /** How long to look for what has come, at most. */
  static final long LOOK_MILLIS = 100;

  private static final long LONGEST = TimeUnit.SECONDS.toNanos(20);
  private static final long LONGEST_ANSWERS = TimeUnit.SECONDS.toNanos(30);

  private final Selector selector = Selector.open();
  private final List<Connection> all = new ArrayList<>();

  Connections(URI server, int count) throws IOException {
    try {
      long deadline = System.nanoTime() + LONGEST;
      for (int i = 0; i < count; i++) {
        if (System.nanoTime() - deadline > 0) {
          throw new IOException("only %d of %d connections could be opened".formatted(i, count));
        }
        all.add(new Connection(server, selector));
      }
    } catch (IOException e) {
      close();
      throw e;
    }
  }

  List<Connection> all() {
    return all;
  }

  /**
   * Reads what has come.
   *
   * @param millis how long to wait for something to come; 0 for not at all
   * @param answered takes each connection whose answer is complete
   */
  void read(long millis, Answered answered) throws IOException {
    Consumer<SelectionKey> look =
        key -> {
          try {
            Connection connection = Connection.of(key);
            if (connection.read()) {
              answered.take(connection);
            }
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        };
    int _ = millis == 0 ? selector.selectNow(look) : selector.select(look, millis);
  }

  /** Reads until each has its answer; fails if that takes too long. */
  void awaitAnswers() throws IOException {
    int[] answered = {0};
    long deadline = System.nanoTime() + LONGEST_ANSWERS;
    while (answered[0] < all.size()) {
      read(LOOK_MILLIS, connection -> answered[0]++);
      if (System.nanoTime() - deadline > 0) {
        throw new IOException(
            "%d of %d connections are not answered"
                .formatted(all.size() - answered[0], all.size()));
      }
    }
  }

  /** Takes a connection that has its answer. */
  @FunctionalInterface
  interface Answered {
    void take(Connection connection) throws IOException;
  }

  @Override
  public void close() throws IOException {
    for (Connection each : all) {
      each.close();
    }
    selector.close();
  }
}
