package dev.pollwise.simulator.report;

import java.time.Duration;
import java.util.List;

/**
 * The verdict on every client, as a test may assert on it:
 *
 * <pre>{@code
 * ClientReport verdict = simulator.report(Duration.ofSeconds(5)).onlyClient();
 * assertThat(verdict.counts().early()).isZero();
 * assertThat(verdict.counts().afterEnd()).isZero();
 * assertThat(verdict.repeatedSubmits()).isZero();
 * }</pre>
 *
 * <p>What a client's HTTP library does shows as well: the JDK's {@code HttpClient} silently sends a
 * {@code GET} again when its connection dies without an answer, on fresh connections too. The
 * request that died met a fault and is not charged; the one sent again is a question like any
 * other.
 *
 * @param price what one call is worth in lateness
 * @param clients in the order of their last request
 */
public record Report(Duration price, List<ClientReport> clients) {

  /** Copies the list. */
  public Report {
    clients = List.copyOf(clients);
  }

  /**
   * The verdict on the one client that there was.
   *
   * @throws IllegalStateException if there was none, or more than one
   */
  public ClientReport onlyClient() {
    if (clients.size() != 1) {
      throw new IllegalStateException(
          "there were "
              + clients.size()
              + " clients: "
              + clients.stream().map(ClientReport::client).toList());
    }
    return clients.getFirst();
  }
}
