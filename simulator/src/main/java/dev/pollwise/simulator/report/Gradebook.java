package dev.pollwise.simulator.report;

import dev.pollwise.simulator.job.Durations;
import dev.pollwise.simulator.job.PlanLaw;
import dev.pollwise.simulator.report.StatusPoll.Moment;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the clients did, counted as it happens. Remembers the {@value #CLIENTS} clients seen last,
 * and of all of them together a bounded number of jobs; what is forgotten stays in the sums of its
 * client. Safe for use by many threads.
 */
public final class Gradebook {

  /** The cheapest and the dearest call that makes sense: a millisecond and a day of lateness. */
  private static final Duration CHEAPEST = Duration.ofMillis(1);

  private static final Duration DEAREST = Duration.ofDays(1);
  private static final int CLIENTS = 1_000;
  private static final int JOBS = 100_000;

  private final int capacity;
  private final Map<Client, ClientTally> clients = new LinkedHashMap<>(16, 0.75f, true);
  private int jobs;

  /**
   * An empty one.
   *
   * @param jobs how many jobs there can be; at most {@value #JOBS} pairs of client and job are
   *     remembered
   */
  public Gradebook(int jobs) {
    this.capacity = Math.min(jobs, JOBS);
  }

  /** Counts a request of any kind. */
  public synchronized void request(Client client) {
    tally(client).request();
  }

  /** Counts a question, which is a request as well. */
  public synchronized void question(Client client, StatusPoll question) {
    ClientTally tally = tally(client);
    tally.request();
    jobs += tally.question(question);
    while (jobs > capacity && tally.forgetOne()) {
      jobs--;
    }
  }

  /**
   * An answer to whatever request has asked a client to ask nothing for a while: what comes after
   * the first moment and before the second is too early.
   */
  public synchronized void paused(Client client, Moment from, Moment until) {
    tally(client).paused(from, until);
  }

  /** Counts a submit, which is a request as well. */
  public synchronized void submit(Client client, Submit submit) {
    ClientTally tally = tally(client);
    tally.request();
    tally.submit(submit);
  }

  /** Forgets all. */
  public synchronized void clear() {
    clients.clear();
    jobs = 0;
  }

  /**
   * The verdict so far.
   *
   * @param price what one call is worth in lateness, from a millisecond to a day
   * @throws IllegalArgumentException if the price is out of range
   */
  public Report report(Duration price) {
    Durations.requireRange("r", price, CHEAPEST, DEAREST);
    Bests bests = new Bests(price.toNanos() / 1e9);
    // The optimum takes a while; no request is to wait for it.
    laws().forEach(bests::of);
    synchronized (this) {
      List<ClientReport> reports = new ArrayList<>();
      clients.forEach((client, tally) -> reports.add(tally.report(client, bests)));
      return new Report(price, reports);
    }
  }

  private synchronized Set<PlanLaw> laws() {
    Set<PlanLaw> laws = new HashSet<>();
    clients.values().forEach(tally -> tally.laws().forEach(laws::add));
    return laws;
  }

  private ClientTally tally(Client client) {
    ClientTally tally = clients.computeIfAbsent(client, each -> new ClientTally());
    if (clients.size() > CLIENTS) {
      Client eldest = clients.keySet().iterator().next();
      ClientTally gone = clients.remove(eldest);
      jobs -= gone == null ? 0 : gone.size();
    }
    return tally;
  }
}
