package dev.pollwise.fleet;

import static java.util.Objects.requireNonNull;

import dev.pollwise.client.TranslationRequest;
import dev.pollwise.client.duration.LearnedDurations;
import dev.pollwise.client.job.JobId;
import dev.pollwise.client.policy.PollingPolicy;
import dev.pollwise.client.poll.DurableWait;
import dev.pollwise.client.webhook.WebhookVerifier.Verdict;
import dev.pollwise.fleet.sql.Database;
import dev.pollwise.fleet.sql.JobTable;
import dev.pollwise.fleet.sql.JobTable.Wish;
import dev.pollwise.fleet.sql.Schema;
import dev.pollwise.fleet.task.Account;
import dev.pollwise.fleet.task.Copy;
import dev.pollwise.fleet.task.Rows;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Submits paid jobs and watches them to their end for a service that runs in several copies on one
 * database. What was {@linkplain #submit submitted} in a transaction that was committed is
 * submitted once, watched by whichever copy is alive, and told to the handler at least once;
 * nothing is paid twice within the server's idempotency window. Safe for any thread.
 *
 * <pre>{@code
 * try (Fleet fleet = Fleet.on(dataSource)
 *     .account("main", account -> account.server(server).apiKey(key).callBudget(60, ofMinutes(1)))
 *     .onOutcome((job, outcome, transaction) -> orders.settle(transaction, job.reference(), outcome))
 *     .start()) {
 *   fleet.submit(transaction, "main", "order-17", TranslationRequest.of(video, "Spanish (Spain)"));
 * }
 * }</pre>
 */
public final class Fleet implements AutoCloseable {

  private static final int MOST_JOBS = 1_000;

  private final Engine engine;
  private final Copy copy;
  private final Supplier<Optional<Connection>> current;

  Fleet(Engine engine, Supplier<Optional<Connection>> current) {
    this.engine = engine;
    this.copy = engine.copy();
    this.current = current;
  }

  /**
   * A fleet in a PostgreSQL database (14 or newer), for any number of copies, or in an SQLite file
   * that is opened as {@link #in} opens it.
   *
   * @param dataSource the user's, with a pool; stays open
   */
  public static FleetBuilder on(DataSource dataSource) {
    return new FleetBuilder(requireNonNull(dataSource, "dataSource"));
  }

  /**
   * A fleet in an SQLite file of its own, for one process that may die and come back. The file is
   * made, and its tables, where they are missing.
   */
  public static FleetBuilder in(Path file) {
    return new FleetBuilder(SqliteFile.at(file)).migrating();
  }

  /**
   * Brings the tables to the version that this program needs; does nothing if they have it. Two
   * copies may do that at the same time.
   */
  public static void migrate(DataSource dataSource) {
    Schema.migrate(Database.of(dataSource));
  }

  /**
   * Begins what is due, where that was left to the caller.
   *
   * @see FleetBuilder#build()
   * @throws IllegalStateException if it has begun before, or is closed
   */
  public void start() {
    engine.start();
  }

  void closeAtExit() {
    engine.closeAtExit();
  }

  /** The database of the fleet, for transactions that submit: the one that it was made with. */
  public DataSource dataSource() {
    return copy.database().forCallers();
  }

  /**
   * Asks for a job in a transaction of the caller's. Nothing is sent before that is committed, and
   * nothing ever if it is rolled back. Asking again under the same reference is the same job, in
   * whatever process and copy.
   *
   * @param transaction of the database of this fleet; not committed here
   * @param account under which it is paid
   * @param reference the caller's own name for what is wanted, an order number for instance; unique
   *     for the account. 1 to 200 characters
   * @return the job that there is under that reference now
   * @throws IllegalArgumentException if the connection commits by itself; if there is no such
   *     account here; if the reference stands for another request; if the request has a callback
   *     id, which the fleet needs itself
   * @throws SQLException from the database
   */
  public FleetJob submit(
      Connection transaction, String account, String reference, TranslationRequest request)
      throws SQLException {
    if (transaction.getAutoCommit()) {
      throw new IllegalArgumentException(
          "transaction that commits by itself: must be one, setAutoCommit(false), or a crash could"
              + " leave half of what is written");
    }
    return Intent.written(copy, transaction, account(account), reference, request);
  }

  /**
   * As {@link #submit(Connection, String, String, TranslationRequest)}, in its own transaction, or
   * in the one under way where the fleet {@linkplain FleetBuilder#joining joins} it.
   */
  public FleetJob submit(String account, String reference, TranslationRequest request) {
    return inTransaction(transaction -> submit(transaction, account, reference, request));
  }

  private <T> T inTransaction(Database.Work<T> work) {
    return current
        .get()
        .map(open -> copy.database().in(open, work))
        .orElseGet(() -> copy.database().inTransaction(work));
  }

  private Account account(String name) {
    Account account = copy.accounts().get(requireNonNull(name, "account"));
    if (account == null) {
      throw new IllegalArgumentException(
          "account " + name + ": must be one of " + copy.accounts().keySet());
    }
    return account;
  }

  /**
   * What is looked for; each part may be missing.
   *
   * @param state a job that is {@link FleetJob.State#DELIVERED} is found by {@code OVER} too
   * @param after the id of the last job of the page before
   */
  public record Query(
      Optional<String> account,
      Optional<FleetJob.State> state,
      Optional<String> reference,
      Optional<JobId> jobId,
      Optional<String> after) {

    /** Every job. */
    public static Query all() {
      return new Query(
          Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** Those of an account. */
    public Query ofAccount(String name) {
      return new Query(Optional.of(name), state, reference, jobId, after);
    }

    /** Those in a state. */
    public Query in(FleetJob.State wanted) {
      return new Query(account, Optional.of(wanted), reference, jobId, after);
    }

    /** Those under a reference. */
    public Query named(String wanted) {
      return new Query(account, state, Optional.of(wanted), jobId, after);
    }

    /** The one that the server calls so. */
    public Query called(JobId wanted) {
      return new Query(account, state, reference, Optional.of(wanted), after);
    }

    /** The next page. */
    public Query after(String id) {
      return new Query(account, state, reference, jobId, Optional.of(id));
    }
  }

  /** All jobs, in the order of asking; the first 1,000. */
  public List<FleetJob> jobs() {
    return jobs(Query.all());
  }

  /** Jobs in the order of asking; the first 1,000. */
  public List<FleetJob> jobs(Query query) {
    JobTable.Search search =
        new JobTable.Search(
            query.account().orElse(null),
            query.state().map(Rows::state).orElse(null),
            query.state().filter(FleetJob.State.DELIVERED::equals).map(told -> true).orElse(null),
            query.reference().orElse(null),
            query.jobId().map(JobId::value).orElse(null),
            query.after().orElse(null),
            MOST_JOBS);
    return copy.jobs().search(search).stream().map(Rows::job).toList();
  }

  /** A job by the fleet's id. */
  public Optional<FleetJob> job(String id) {
    return copy.jobs().find(requireNonNull(id, "id")).map(Rows::job);
  }

  /** How a job came out; empty while that is not known. */
  public Optional<FleetOutcome> outcome(String id) {
    return copy.jobs().find(requireNonNull(id, "id")).flatMap(Rows::outcome);
  }

  /**
   * Ends the wait for a job, whichever copy keeps it; the job goes on at the server, and is paid.
   *
   * @return whether there was such a wait
   */
  public boolean stopWatching(String id) {
    return wish(id, Wish.STOP, null);
  }

  /**
   * Asks about a job now, yet never before a pause that the server asked for is over.
   *
   * @return whether there was such a wait
   */
  public boolean pollNow(String id) {
    return wish(id, Wish.POLL, null);
  }

  /**
   * Puts another policy in force for a job that is watched.
   *
   * @param policy its pacing must not be {@link dev.pollwise.client.policy.Pacing#of}, which is
   *     code
   * @return whether there was such a wait
   */
  public boolean changePolicy(String id, PollingPolicy policy) {
    return wish(id, Wish.POLICY, DurableWait.text(policy));
  }

  private boolean wish(String id, Wish wish, @Nullable Object value) {
    requireNonNull(id, "id");
    boolean isThere =
        copy.database()
            .inTransaction(
                transaction -> copy.jobs().wish(transaction, id, wish, value, copy.clock().now()));
    if (isThere) {
      engine.wake(id);
    }
    return isThere;
  }

  /**
   * Watches a job again whose wait ended before the job did: it timed out, contact was lost, or
   * watching was stopped. Asks at once.
   *
   * @return false if it is not over, or has ended for good
   */
  public boolean watchAgain(String id) {
    boolean isAgain = inTransaction(transaction -> watchAgain(transaction, id));
    engine.agenda().expect(copy.clock().instant());
    return isAgain;
  }

  /**
   * As {@link #watchAgain(String)}, in a transaction of the caller's: the handler's for instance.
   */
  public boolean watchAgain(Connection transaction, String id) throws SQLException {
    return engine.watchAgain(requireNonNull(transaction, "transaction"), requireNonNull(id, "id"));
  }

  /**
   * A person has found the jobs of a submit whose fate was unknown: they are watched from now on.
   *
   * @param jobIds one for each language of the request, in its order; at least one
   * @return false if its fate is not unknown
   * @throws IllegalArgumentException if one of them is that of another request
   */
  public boolean adopt(String id, JobId... jobIds) {
    List<JobId> found = List.of(jobIds);
    if (found.isEmpty()) {
      throw new IllegalArgumentException("jobIds []: must hold at least one");
    }
    return engine.adopt(requireNonNull(id, "id"), found);
  }

  /**
   * A person has found out that the server never began the job of a submit whose fate was unknown.
   * The handler is told {@link FleetOutcome.Refused}.
   *
   * @param reason kept in the account of spend
   * @return false if its fate is not unknown
   */
  public boolean writeOff(String id, String reason) {
    Intent.requireShort("reason", reason, 500);
    return engine.writeOff(requireNonNull(id, "id"), reason);
  }

  /**
   * A webhook has come to this copy. What is said in it is a reason to ask, not the truth.
   *
   * @param headers all of them, or at least those that begin with {@code Heygen-}
   * @param body byte for byte as it came
   * @return what to answer; {@link Verdict.Duplicate} too where another copy has taken it
   * @throws IllegalStateException if the account takes no webhooks
   */
  public Verdict webhook(String account, Map<String, List<String>> headers, byte[] body) {
    return engine.webhook(account(account), headers, body);
  }

  /**
   * The account of spend, a line for each paid act, as CSV (RFC 4180) with a line of names; the
   * same as the view {@code pollwise_spend}.
   */
  public String spend() {
    return engine.spend();
  }

  /** What this copy knows of how long jobs took. */
  List<LearnedDurations.Remembered> learned() {
    return copy.learning().snapshot();
  }

  /**
   * Ends this copy: nothing new is begun, calls that ask about jobs are given up, submits under way
   * are heard out for 5 s. Another copy goes on within 2 s.
   */
  @Override
  public void close() {
    engine.close();
  }
}
