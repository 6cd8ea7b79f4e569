package dev.pollwise.simulator.report;

import dev.pollwise.simulator.document.Durations;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.stream.Collectors;

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

  /** A call is worth five seconds. */
  public static final Duration USUAL_PRICE = Duration.ofSeconds(5);

  private static final int DESCRIBED = 20;

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

    /** A sentence. */
    String describe() {
      Map<String, Long> counts = new LinkedHashMap<>();
      counts.put("clients", clients);
      counts.put("jobs of clients", jobs);
      counts.put("submits", submits);
      counts.put("jobs", serverJobs);
      counts.put("pauses", pauses);
      counts.put("idempotency keys", idempotencyKeys);
      return counts.entrySet().stream()
          .filter(count -> count.getValue() > 0)
          .map(count -> count.getValue() + " " + count.getKey())
          .collect(
              Collectors.joining(
                  ", ", "The report is not complete, as something had to be forgotten: ", "."));
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

  /**
   * For people: a line for each client with all that a {@link Gate} can bound, and one for each of
   * its last 20 jobs.
   */
  public String describe() {
    StringJoiner lines = new StringJoiner(System.lineSeparator());
    lines.setEmptyValue("No client submitted or polled anything.");
    if (!isComplete()) {
      lines.add(forgotten.describe());
    }
    for (ClientReport client : clients) {
      lines.add(client.client().describe() + ": " + Gate.Threshold.describe(client, price));
      List<JobReport> jobs = client.jobs();
      jobs.subList(Math.max(0, jobs.size() - DESCRIBED), jobs.size())
          .forEach(job -> lines.add("  " + job.describe()));
    }
    return lines.toString();
  }

  /**
   * That a client learned of a job's end.
   *
   * @param end simulated time of the end since the start of the server; where polls move the job,
   *     the moment of the poll
   * @param seen simulated time at which the first answer that told it was ready
   * @param lateness simulated time between them
   * @param latenessOnWall the same by the wall clock, at the time scale of that moment
   */
  public record Detection(
      Duration end, Duration seen, Duration lateness, Duration latenessOnWall) {}

  /**
   * How a client followed one job.
   *
   * @param job its id
   * @param counts its share of the client's polls
   * @param end simulated time of its end since the start of the server; empty where polls move it
   * @param detection empty as long as the client has not been told that the job is over
   * @param comparison empty without a detection, and where polls instead of time move the job
   */
  public record JobReport(
      String job,
      Counts counts,
      Optional<Duration> end,
      Optional<Report.Detection> detection,
      Optional<Comparison> comparison) {

    private String describe() {
      String over = end.map(time -> "over at " + shown(time)).orElse("over some time");
      String known =
          detection
              .map(detected -> "known " + shown(detected.lateness()) + " later")
              .orElse("not known");
      return "job %s: calls %s, %s, %s"
          .formatted(job, Gate.Threshold.CALLS.shown(counts.calls()), over, known);
    }

    private static String shown(Duration time) {
      return Durations.format(time.truncatedTo(ChronoUnit.MILLIS));
    }
  }

  /**
   * What finding out about the ends of jobs cost, beside what it had to cost for jobs that are
   * asked about one by one: who asks about many at once may pay less than the best.
   *
   * @param client what the client paid: each job its share of the calls; those that met a fault are
   *     not charged
   * @param clairvoyant what somebody pays who knows when each job ends: one call for each
   * @param best what the best schedule pays on average that knows the law of the durations only
   */
  public record Comparison(Cost client, Cost clairvoyant, Cost best) {

    /** Of no job. */
    public static final Comparison NONE = new Comparison(Cost.NONE, Cost.NONE, Cost.NONE);

    Comparison plus(Comparison other) {
      return new Comparison(
          client.plus(other.client), clairvoyant.plus(other.clairvoyant), best.plus(other.best));
    }
  }

  /**
   * What waiting for jobs costs: calls, and lateness, which is the time between a job's end and the
   * moment at which the client knows. May be an expectation, so calls need not be whole.
   *
   * @param calls 0 or more
   * @param lateness simulated seconds
   */
  public record Cost(double calls, double lateness) {

    /** Nothing. */
    public static final Cost NONE = new Cost(0, 0);

    /**
     * Both in one number.
     *
     * @param price how many seconds of lateness one call is worth
     * @return seconds
     */
    public double at(double price) {
      return calls * price + lateness;
    }

    Cost plus(Cost other) {
      return new Cost(calls + other.calls, lateness + other.lateness);
    }
  }

  /**
   * How a client asked. Only polls count: requests that ask for the state of jobs, one by one or in
   * bulk. Each is judged once, as a whole, and is one call; of a poll about <i>m</i> jobs each job
   * carries one <i>m</i>th, in every count. So the numbers of a client are whole, those of a job
   * need not be, and the jobs' numbers add up to the client's. A request that met an injected
   * fault, a mere delay excepted, counts in {@code calls} and {@code faulted} and nowhere else:
   * what the client's library does about a broken connection is not its sin.
   *
   * @param calls polls
   * @param faulted met a fault instead of the true answer
   * @param wasted neither met a fault nor brought the news that a job is over
   * @param early came before a {@code Retry-After} allowed, by the wall clock and by the simulated
   *     one: that of the last answer about one of the jobs, or that of a 429 or 503 on any request
   *     with the same key or, where it was said of that, from the same address
   * @param afterEnd came although the client had been told that all the jobs are over
   * @param overlapping came before the client's last poll about one of the jobs was answered
   */
  public record Counts(
      double calls,
      double faulted,
      double wasted,
      double early,
      double afterEnd,
      double overlapping) {

    /** Nothing. */
    public static final Counts NONE = new Counts(0, 0, 0, 0, 0, 0);

    Counts plus(Counts other) {
      return new Counts(
          calls + other.calls,
          faulted + other.faulted,
          wasted + other.wasted,
          early + other.early,
          afterEnd + other.afterEnd,
          overlapping + other.overlapping);
    }

    Counts times(double factor) {
      return new Counts(
          calls * factor,
          faulted * factor,
          wasted * factor,
          early * factor,
          afterEnd * factor,
          overlapping * factor);
    }
  }

  /**
   * How one client behaved. Where it is not complete, its numbers are the least that it did.
   *
   * @param isComplete whether nothing had to be forgotten that could make it worse
   * @param requests all it made, of any kind
   * @param submits those that were to create jobs
   * @param repeatedSubmits submits without an idempotency key of a body that the client had sent
   *     before, unless that had been refused: they pay twice if the first one worked. And those
   *     under another key than a submit of the same body that created jobs and whose answer was
   *     lost to a fault: they did pay twice
   * @param earlySubmits submits before the {@code Retry-After} of a 429 or 503 allowed, as in
   *     {@link Counts#early}; that of a limit on unfinished jobs binds submits only
   * @param counts its polls, also those about jobs that are not in {@code jobs}
   * @param comparison over the jobs in {@code jobs} that have one
   * @param jobsForgotten how many jobs are left out of {@code jobs} because the book was full
   * @param undetected jobs that are over, of those it asked about or was given the ids of, of whose
   *     end it was told neither by a response nor by a webhook that was accepted, and that it had
   *     not deleted before. What it paid for these, in calls and in lateness, is in no comparison
   * @param jobs those it asked about, in the order in which it came to know them
   */
  public record ClientReport(
      Caller.Client client,
      boolean isComplete,
      long requests,
      long submits,
      long repeatedSubmits,
      long earlySubmits,
      Report.Counts counts,
      Report.Comparison comparison,
      long jobsForgotten,
      long undetected,
      List<Report.JobReport> jobs) {

    /** Copies the list. */
    public ClientReport {
      jobs = List.copyOf(jobs);
    }

    /** Whether there is anything to judge. */
    boolean didSomething() {
      return counts.calls() > 0 || submits > 0;
    }

    /** What is left of its polls without the shares of these jobs. */
    public Report.Counts countsWithout(List<Report.JobReport> listed) {
      return listed.stream().map(job -> job.counts().times(-1)).reduce(counts, Report.Counts::plus);
    }

    /**
     * How it followed that job.
     *
     * @throws NoSuchElementException if it never asked about it
     */
    public Report.JobReport job(String id) {
      return jobs.stream()
          .filter(job -> job.job().equals(id))
          .findFirst()
          .orElseThrow(() -> new NoSuchElementException("no poll about job \"" + id + "\""));
    }
  }
}
