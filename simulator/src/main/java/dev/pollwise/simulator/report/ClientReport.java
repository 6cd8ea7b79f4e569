package dev.pollwise.simulator.report;

import java.util.List;
import java.util.NoSuchElementException;

/**
 * How one client behaved. Where it is not complete, its numbers are the least that it did.
 *
 * @param isComplete whether nothing had to be forgotten that could make it worse
 * @param requests all it made, of any kind
 * @param submits those that were to create jobs
 * @param repeatedSubmits submits without an idempotency key of a body that the client had sent
 *     before, unless that had been refused: they pay twice if the first one worked
 * @param earlySubmits submits before the {@code Retry-After} of a 429 or 503 allowed, as in {@link
 *     Counts#early}; that of a limit on unfinished jobs binds submits only
 * @param counts its polls, also those about jobs that are not in {@code jobs}
 * @param comparison over the jobs in {@code jobs} that have one
 * @param jobsForgotten how many jobs are left out of {@code jobs} because the book was full
 * @param jobs those it asked about, in the order of the first poll
 */
public record ClientReport(
    Client client,
    boolean isComplete,
    long requests,
    long submits,
    long repeatedSubmits,
    long earlySubmits,
    Counts counts,
    Comparison comparison,
    long jobsForgotten,
    List<JobReport> jobs) {

  /** Copies the list. */
  public ClientReport {
    jobs = List.copyOf(jobs);
  }

  /** What is left of its polls without the shares of these jobs. */
  public Counts countsWithout(List<JobReport> listed) {
    return listed.stream().map(job -> job.counts().times(-1)).reduce(counts, Counts::plus);
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
        .orElseThrow(() -> new NoSuchElementException("no poll about job \"" + id + "\""));
  }
}
