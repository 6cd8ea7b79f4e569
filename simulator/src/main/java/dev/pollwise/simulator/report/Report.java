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
 * request that died met a fault and is not charged; the one sent again is a poll like any other.
 *
 * @param price what one call is worth in lateness
 * @param forgotten what had to be forgotten
 * @param clients in the order of their last request
 */
public record Report(Duration price, Forgotten forgotten, List<ClientReport> clients) {

  /**
   * What the book had no room for. Whoever fills it is forgotten first: pairs and submits of the
   * client with the most of them, clients of the key with the most of them.
   *
   * @param clients with all that they did
   * @param jobs pairs of client and job; a call after the end of one counts as its first
   * @param submits whose repetition would not be told
   * @param serverJobs that the server itself forgot, so that who asks is told that there are none
   * @param pauses asked of a key or an address and not over yet
   * @param idempotencyKeys within their 24 hours, so that a repetition was or will be done twice
   */
  public record Forgotten(
      long clients, long jobs, long submits, long serverJobs, long pauses, long idempotencyKeys) {

    /** Whether it is nothing at all. */
    public boolean isNothing() {
      return clients + jobs + submits + serverJobs + pauses + idempotencyKeys == 0;
    }
  }

  /** Copies the list. */
  public Report {
    clients = List.copyOf(clients);
  }

  /** Whether nothing had to be forgotten; otherwise the numbers are the least that was done. */
  public boolean isComplete() {
    return forgotten.isNothing() && clients.stream().allMatch(ClientReport::isComplete);
  }

  /**
   * The verdict on the one client that there was.
   *
   * @throws IllegalStateException if there was none, or more than one, or if something had to be
   *     forgotten, so that nobody knows all that the client did
   */
  public ClientReport onlyClient() {
    if (!isComplete()) {
      throw new IllegalStateException("the report is not complete: " + forgotten);
    }
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
