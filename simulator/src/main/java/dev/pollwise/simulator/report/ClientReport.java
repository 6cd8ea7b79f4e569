package dev.pollwise.simulator.report;

import java.util.List;
import java.util.NoSuchElementException;

/**
 * How one client behaved.
 *
 * @param requests all it made, of any kind
 * @param submits those that were to create jobs
 * @param repeatedSubmits submits without an idempotency key of a body that the client had sent
 *     before, unless that had been refused: they pay twice if the first one worked
 * @param counts its questions; one that names many jobs counts once
 * @param comparison over the jobs in {@code jobs} that have one
 * @param forgotten how many jobs are left out of {@code jobs} because their number is bounded
 * @param jobs those it asked about, in the order of the first question
 */
public record ClientReport(
    Client client,
    long requests,
    long submits,
    long repeatedSubmits,
    Counts counts,
    Comparison comparison,
    long forgotten,
    List<JobReport> jobs) {

  /** Copies the list. */
  public ClientReport {
    jobs = List.copyOf(jobs);
  }

  /**
   * How it followed that job.
   *
   * @throws NoSuchElementException if it never asked about it
   */
  public JobReport job(String id) {
    return jobs.stream()
        .filter(job -> job.job().equals(id))
        .findFirst()
        .orElseThrow(() -> new NoSuchElementException("no question about job \"" + id + "\""));
  }
}
