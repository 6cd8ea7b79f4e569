package dev.pollwise.simulator.simulation;

import java.time.Duration;
import java.time.Instant;

/**
 * One request and what became of it. Texts that do not apply are empty.
 *
 * @param number from 1, in the order in which requests were over
 * @param arrivedAt simulated time
 * @param arrivedOnWall wall-clock time
 * @param path without query, as sent
 * @param status 0 if no answer was given
 * @param took wall-clock time
 * @param client fingerprint of the key, never the key itself
 * @param fault the names of the faults it met, comma-separated
 */
public record JournalEntry(
    long number,
    Duration arrivedAt,
    Instant arrivedOnWall,
    String method,
    String path,
    String route,
    int status,
    Duration took,
    String job,
    String client,
    String userAgent,
    String fault,
    String requestId) {

  JournalEntry numbered(long next) {
    return new JournalEntry(
        next,
        arrivedAt,
        arrivedOnWall,
        method,
        path,
        route,
        status,
        took,
        job,
        client,
        userAgent,
        fault,
        requestId);
  }
}
