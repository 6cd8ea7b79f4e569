package dev.pollwise.fleet.task;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import dev.pollwise.client.http.HeyGenApi.AcceptedJobs;
import dev.pollwise.client.http.HeyGenApi.Listed;
import dev.pollwise.client.http.HeyGenApi.ListedJob;
import dev.pollwise.client.http.HeyGenApi.SubmitCall;
import dev.pollwise.client.job.Answer.Hint;
import dev.pollwise.client.job.Answer.Miss;
import dev.pollwise.client.job.JobId;
import dev.pollwise.client.job.ResumeToken.JobTraits;
import dev.pollwise.client.policy.PollingPolicy;
import dev.pollwise.client.poll.DurableRequest;
import dev.pollwise.client.poll.DurableWait;
import dev.pollwise.client.poll.DurableWait.Next;
import dev.pollwise.client.poll.DurableWait.Surroundings;
import dev.pollwise.client.poll.RepeatedRequest;
import dev.pollwise.client.poll.RepeatedRequest.Reply;
import dev.pollwise.client.poll.StatusSource.Attempt;
import dev.pollwise.client.request.ServerContext;
import dev.pollwise.fleet.agenda.Agenda.Task;
import dev.pollwise.fleet.sql.AccountTable.Shared;
import dev.pollwise.fleet.sql.Database.DatabaseException;
import dev.pollwise.fleet.sql.JobRow;
import dev.pollwise.fleet.sql.JobRow.State;
import dev.pollwise.fleet.sql.JobTable;
import dev.pollwise.fleet.sql.JobTable.Accepted;
import dev.pollwise.fleet.sql.LearnedTable;
import dev.pollwise.fleet.sql.LearnedTable.Shown;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

/**
 * Brings a job to the server, once: what is to be sent, under which key, and that it may be on its
 * way is committed before the first byte leaves. Within the window of the key the same bytes are
 * repeated, from any copy; after it never: then the job is looked for in the server's list.
 */
public final class Submitting {

  private static final System.Logger LOG = System.getLogger("dev.pollwise.fleet");

  /** The server's clock may differ, and a request takes its time. */
  private static final int MARGIN_SHARE = 24;

  /**
   * So long after its row was written a submit leaves only if nobody else has taken it meanwhile: a
   * copy may have been frozen in between.
   */
  private static final Duration FROZEN = Duration.ofSeconds(1);

  /** What a copy has left behind that was gone before there was an answer. */
  private static final Miss NOT_HEARD =
      new Miss.Unreachable("the process that has sent it is gone");

  private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(30);
  private static final Duration BETWEEN_LATE_LOOKS = Duration.ofHours(1);
  private static final Duration LONGEST_LOOK = Duration.ofSeconds(60);
  private static final Duration LONGEST_LOOKING = Duration.ofDays(7);
  private static final Duration BETWEEN_COMMITS = Duration.ofMillis(500);
  private static final int COMMITS_PER_WARNING = 20;

  /** Who waits behind others is called when it is his turn; this is for when a copy has died. */
  private static final long BEHIND = 30_000_000;

  private final Copy copy;
  private volatile boolean isClosing;

  /** Nothing is sent yet. */
  public Submitting(Copy copy) {
    this.copy = requireNonNull(copy, "copy");
  }

  /** Sends a submit, or looks for its job; see {@link dev.pollwise.fleet.agenda.Agenda}. */
  public Optional<Instant> run(String id) {
    Optional<JobRow> found = copy.jobs().forSubmit(id);
    if (found.isEmpty()
        || found.get().state() == State.OVER
        || found.get().state() == State.WATCHING) {
      return Optional.empty();
    }
    JobRow row = found.get();
    Account account = copy.accounts().get(row.account());
    if (account == null) {
      throw copy.leftAlone(
          id, row.due().orElse(row.askedAt()), "there is no account " + row.account() + " here");
    }
    if (isClosing) {
      return Optional.of(copy.clock().instant());
    }
    if (row.state() == State.UNKNOWN) {
      return lookedFor(row, account);
    }
    copy.steps().reached(Copy.Step.TAKEN, id);
    DurableRequest request;
    try {
      DurableRequest kept =
          row.request() == null ? DurableRequest.begun() : DurableRequest.parse(row.request());
      request = row.state() == State.SUBMITTING ? kept.interrupted(NOT_HEARD) : kept;
    } catch (IllegalArgumentException unreadable) {
      throw copy.leftAlone(
          id,
          row.due().orElse(row.askedAt()),
          "its submit cannot be read, " + unreadable.getMessage());
    }
    return sent(row, account, request);
  }

  private Optional<Instant> sent(JobRow row, Account account, DurableRequest request) {
    long now = copy.clock().now();
    Shared shared = shared(account);
    if (!mayRepeat(row, account, now)) {
      return unknown(row, "its answer was lost, and its idempotency key may be forgotten by now");
    }
    Optional<Held> held = held(row, account, shared, now);
    if (held.isPresent()) {
      return copy.jobs().hold(row, held.get().isForRoom(), held.get().until())
          ? Optional.of(FleetClock.micros(held.get().until()))
          : Optional.of(copy.clock().instant()); // it was given room at this moment
    }
    if (!copy.jobs().sending(row, now)) {
      copy.meters().overtaken();
      return Optional.of(copy.clock().instant().plusSeconds(1));
    }
    JobRow sending = copy.jobs().forSubmit(row.id()).orElse(row);
    if (sending.state() != State.SUBMITTING || sending.sends() != row.sends() + 1) {
      return Optional.of(copy.clock().instant().plusSeconds(1)); // somebody was faster
    }
    copy.meters().sent(row.sends() > 0);
    copy.steps().reached(Copy.Step.SENDING, row.id());
    if (copy.clock().now() > now + FleetClock.micros(FROZEN) && !isUnchanged(sending)) {
      copy.meters().overtaken();
      return Optional.of(copy.clock().instant().plusSeconds(1));
    }
    SubmitCall<AcceptedJobs> call =
        account
            .api()
            .submit(
                requireNonNull(sending.body(), "body").getBytes(UTF_8),
                sending.languages(),
                sending.idempotencyKey());
    CompletableFuture<Reply<AcceptedJobs>> answer =
        RepeatedRequest.attempt(call, account.policy().attemptTimeout(), account.context());
    copy.steps().reached(Copy.Step.SENT, row.id());
    Reply<AcceptedJobs> reply = answer.join();
    copy.steps().reached(Copy.Step.ANSWERED, row.id());
    account.tellPause();
    Optional<Instant> next = after(sending, account, request, reply, call, shared.roomSeq());
    boolean isAccepted = reply instanceof Reply.Done;
    if (!(reply instanceof Reply.Busy) && (row.noRoom() || !isAccepted)) {
      roomForNext(account);
    }
    return next;
  }

  /** What an attempt has found out, or left over, is for who has waited longest behind it. */
  private void roomForNext(Account account) {
    copy.wakeForRoom(
        copy.database()
            .inTransaction(transaction ->
                copy.jobs().giveRoom(transaction, account.name(), 1, copy.clock().now())));
  }

  private Shared shared(Account account) {
    Shared shared = copy.accountTable().shared().get(account.name());
    return shared == null ? new Shared(0, 0, 0) : shared;
  }

  private boolean isUnchanged(JobRow row) {
    return copy.jobs().find(row.id()).filter(now -> now.rev() == row.rev()).isPresent();
  }

  /** Whether the server certainly knows the key still, or has certainly never met it. */
  private static boolean mayRepeat(JobRow row, Account account, long now) {
    Long first = row.firstSentAt();
    if (first == null || row.state() == State.ASKED) {
      return true;
    }
    long window = FleetClock.micros(account.settings().window());
    return now < first + window - window / MARGIN_SHARE;
  }

  /** Until when a submit has to wait, and whether that is for room. */
  private record Held(long until, boolean isForRoom) {}

  /** Empty if it may go. */
  private Optional<Held> held(JobRow row, Account account, Shared shared, long now) {
    long blocked =
        Math.max(
            shared.blockedUntil(),
            account
                .context()
                .pause()
                .map(pause -> now + FleetClock.micros(pause.until().minus(copy.clock().steady())))
                .orElse(0L));
    if (blocked > now) {
      return Optional.of(new Held(blocked + spread(), row.noRoom()));
    }
    if (row.due().orElse(now) > now + 1_000) {
      return Optional.of(new Held(row.due().orElse(now), row.noRoom()));
    }
    return copy.jobs()
        .earlierWithoutRoom(row)
        .map(first -> new Held(Math.max(now, first) + BEHIND, true));
  }

  private long spread() {
    return Math.round(copy.chance() * 200_000);
  }

  private Optional<Instant> after(
      JobRow row,
      Account account,
      DurableRequest request,
      Reply<AcceptedJobs> reply,
      SubmitCall<AcceptedJobs> call,
      long roomSeq) {
    long now = copy.clock().now();
    long first = row.firstSentAt() == null ? now : row.firstSentAt();
    Duration elapsed = FleetClock.duration(Math.max(0, now - first));
    PollingPolicy policy = patient(account);
    return switch (request.after(reply, policy, elapsed, copy.chance())) {
      case DurableRequest.Next.Done<AcceptedJobs>(AcceptedJobs accepted) ->
          accepted(
              row,
              account,
              byOrder(row, accepted.ids(), accepted.unusable()),
              call.requestId(),
              call.hint());
      case DurableRequest.Next.Again<AcceptedJobs>(
              DurableRequest next,
              Miss miss,
              Duration delay,
              boolean noRoom) -> {
        boolean isUntouched = next.doubt().isEmpty();
        if (!isUntouched && account.settings().window().isZero()) {
          yield unknown(row, "its answer was lost: " + miss);
        }
        yield copy.database()
            .inTransaction(transaction -> {
              boolean hasRoomNow =
                  noRoom && copy.accountTable().roomSeq(transaction, account.name()) != roomSeq;
              long due = hasRoomNow ? now : now + FleetClock.micros(delay);
              boolean isOurs =
                  copy.jobs()
                      .submitLater(
                          transaction,
                          row,
                          isUntouched ? State.ASKED : State.SUBMITTING,
                          next.text(),
                          noRoom,
                          due,
                          miss.toString());
              return Optional.of(
                  isOurs ? FleetClock.micros(due) : copy.clock().instant().plusSeconds(1));
            });
      }
      case DurableRequest.Next.GivenUp<AcceptedJobs>(Miss miss, Optional<Miss> doubt) ->
          doubt.isPresent()
              ? unknown(row, "its answer was lost, " + doubt.get() + ", and then: " + miss)
              : refused(row, miss, call.requestId());
    };
  }

  /** As long as the key is known, repeating is right: no other limit ends it. */
  private static PollingPolicy patient(Account account) {
    Duration window = account.settings().window();
    Duration limit = window.isZero() ? Duration.ofDays(1) : window;
    return account.policy().withDeadline(limit).withFailureBudget(limit);
  }

  private record Job(JobId id, String language) {}

  private static List<Job> byOrder(JobRow row, List<JobId> ids, List<String> unusable) {
    List<String> names = row.names();
    boolean isMatched = ids.size() == names.size();
    if (!isMatched || !unusable.isEmpty()) {
      LOG.log(
          System.Logger.Level.WARNING,
          "{0}: the server gave {1} ids for {2} languages, {3}, and unusable ones, {4}",
          row.reference(),
          ids.size(),
          names.size(),
          ids,
          unusable);
    }
    return IntStream.range(0, ids.size())
        .mapToObj(i -> new Job(ids.get(i), isMatched ? names.get(i) : ids.get(i).value()))
        .toList();
  }

  /** Ids cost money: they are committed, however long that takes. */
  private Optional<Instant> accepted(
      JobRow sent, Account account, List<Job> jobs, String requestId, Hint hint) {
    JobRow row = sent;
    for (int tried = 0; ; tried++) {
      try {
        if (commit(row, account, jobs, requestId, hint)) {
          copy.steps().reached(Copy.Step.ACCEPTED, row.id());
          return Optional.empty();
        }
        Optional<JobRow> now = copy.jobs().forSubmit(row.id());
        if (now.isEmpty() || isSettled(now.get())) {
          tellApart(now.orElse(row), jobs);
          return Optional.empty();
        }
        row = now.get();
      } catch (DatabaseException unreachable) {
        if (tried % COMMITS_PER_WARNING == 0) {
          LOG.log(
              System.Logger.Level.ERROR,
              "job {0} ({1}, {2}): the server has accepted it as {3}, which cannot be written yet:"
                  + " {4}",
              row.id(),
              row.account(),
              row.reference(),
              jobs,
              unreachable.getMessage());
        }
        copy.pause(BETWEEN_COMMITS);
      }
    }
  }

  private static boolean isSettled(JobRow row) {
    return row.state() == State.WATCHING
        || (row.state() == State.OVER && row.remoteId() != null)
        || (row.state() == State.OVER && !Rows.UNKNOWN.equals(row.outcome()));
  }

  /** Another copy has repeated the submit and was faster: by the key it was given the same jobs. */
  private static void tellApart(JobRow row, List<Job> jobs) {
    String id = row.remoteId();
    if (id == null || jobs.stream().noneMatch(job -> job.id().value().equals(id))) {
      LOG.log(
          System.Logger.Level.ERROR,
          "job {0} ({1}): the server has given {2} for it, and {3} for the same key: it may have"
              + " been paid twice",
          row.id(),
          row.reference(),
          id,
          jobs);
    }
  }

  private boolean commit(JobRow row, Account account, List<Job> jobs, String requestId, Hint hint) {
    Instant begun = copy.clock().instant();
    long now = FleetClock.micros(begun);
    long sent = row.firstSentAt() == null ? now : row.firstSentAt();
    Duration ago = FleetClock.duration(Math.max(0, now - sent));
    JobTraits traits = Rows.traits(row);
    List<Accepted> accepted = new ArrayList<>();
    List<Shown> shown = new ArrayList<>();
    for (int part = 0; part < jobs.size(); part++) {
      Job job = jobs.get(part);
      String id = part == 0 ? row.id() : row.id() + "-" + part;
      Surroundings around =
          new Surroundings(
              Duration.ZERO,
              begun,
              copy.chance(),
              copy.learning()
                  .outlook(id, account.server(), traits, Rows.expectation(traits, account)),
              copy.learning().announced(),
              Duration.between(Instant.EPOCH, begun),
              account.calls().isShared(),
              account.calls().calls());
      Next first =
          DurableWait.submitted(
              Rows.token(row, account.settings().server(), job.id(), begun),
              account.policy(),
              ago,
              hint,
              around);
      if (!(first instanceof Next.Parked parked)) {
        throw new IllegalStateException("a wait began with its end, " + first);
      }
      accepted.add(
          new Accepted(
              id,
              part,
              job.language(),
              job.id().value(),
              now,
              parked.durable().text(),
              now + FleetClock.micros(parked.due()),
              parked.isCall()));
      if (parked.durable().token().traits().isFresh()) {
        shown.add(
            Watching.shownRow(row, id, account, traits, LearnedTable.Kind.B, 0, 0, false, now));
      }
    }
    return copy.database()
        .inTransaction(transaction -> {
          // A webhook may have been faster than the answer: nobody knows of which of the jobs it
          // tells.
          boolean hasNews =
              copy.jobs().lockSoon(transaction, row.id()).map(JobRow::news).orElse(false);
          List<String> ids = jobs.stream().map(job -> job.id().value()).toList();
          List<String> taken = copy.jobs().taken(transaction, row, ids);
          if (!taken.isEmpty()) {
            String problem = "the server gave " + taken + " for it, which is another job's already";
            LOG.log(
                System.Logger.Level.ERROR,
                "job {0} ({1}): {2}",
                row.id(),
                row.reference(),
                problem);
            return copy.jobs()
                    .over(
                        transaction,
                        row,
                        State.OVER,
                        Rows.REFUSED,
                        Rows.REFUSED,
                        problem,
                        requestId,
                        now)
                && deliver(transaction, row);
          }
          List<Accepted> watched =
              hasNews ? accepted.stream().map(job -> job.dueAt(now)).toList() : accepted;
          if (!copy.jobs().accepted(transaction, row, watched, requestId, now)) {
            return false;
          }
          copy.learned().add(transaction, shown);
          for (Accepted job : watched) {
            copy.agenda().add(transaction, Task.WATCH, job.id(), FleetClock.micros(job.due()));
          }
          copy.steps().reached(Copy.Step.ACCEPTING, row.id());
          return true;
        });
  }

  private boolean deliver(Connection transaction, JobRow row) throws SQLException {
    copy.agenda().add(transaction, Task.DELIVER, row.id(), copy.clock().instant());
    return true;
  }

  private Optional<Instant> refused(JobRow row, Miss miss, String requestId) {
    boolean isOurs =
        copy.database()
            .inTransaction(transaction ->
                copy.jobs()
                        .over(
                            transaction,
                            row,
                            State.OVER,
                            Rows.REFUSED,
                            Rows.REFUSED,
                            miss.toString(),
                            requestId,
                            copy.clock().now())
                    && deliver(transaction, row));
    if (isOurs) {
      copy.steps().reached(Copy.Step.OVER, row.id());
    }
    return isOurs ? Optional.empty() : Optional.of(copy.clock().instant().plusSeconds(1));
  }

  private Optional<Instant> unknown(JobRow row, String why) {
    LOG.log(
        System.Logger.Level.WARNING,
        "job {0} ({1}) may have been paid and is looked for in the list: {2}",
        row.id(),
        row.reference(),
        why);
    boolean isOurs =
        copy.database()
            .inTransaction(transaction ->
                copy.jobs()
                    .submitLater(
                        transaction,
                        row,
                        State.UNKNOWN,
                        DurableRequest.begun().text(),
                        false,
                        copy.clock().now(),
                        why));
    return Optional.of(isOurs ? copy.clock().instant() : copy.clock().instant().plusSeconds(1));
  }

  /** The server's list may show a job whose answer was lost: it bears our mark. */
  private Optional<Instant> lookedFor(JobRow row, Account account) {
    long now = copy.clock().now();
    Duration since =
        FleetClock.duration(Math.max(0, now - (row.lastSentAt() == null ? now : row.lastSentAt())));
    Optional<ServerContext.Pause> pause = account.context().pause();
    if (pause.isPresent()) {
      return Optional.of(
          copy.clock().instant().plus(pause.get().until().minus(copy.clock().steady())));
    }
    Listed listed =
        RepeatedRequest.once(
                () -> account.api().listed(row.callbackId(), Attempt.immediate()),
                LONGEST_LOOK,
                account.context(),
                miss -> new IllegalStateException(miss.toString()))
            .exceptionally(failed -> new Listed.Missed(new Miss.Unreachable(failed.toString())))
            .join();
    if (listed instanceof Listed.Found(List<ListedJob> jobs) && !jobs.isEmpty()) {
      return accepted(
          row,
          account,
          jobs.stream().map(job -> new Job(job.id(), job.language())).toList(),
          row.requestId(),
          Hint.none());
    }
    boolean isTold = row.overAt() != null;
    Duration patience =
        listed instanceof Listed.Missed
            ? account.settings().unknownAfter().multipliedBy(6)
            : account.settings().unknownAfter();
    if (!isTold && since.compareTo(patience) >= 0) {
      copy.database()
          .inTransaction(transaction ->
              copy.jobs()
                      .over(
                          transaction,
                          row,
                          State.UNKNOWN,
                          Rows.UNKNOWN,
                          Rows.UNKNOWN,
                          row.problem(),
                          row.requestId(),
                          now)
                  && deliver(transaction, row));
      return Optional.of(copy.clock().instant().plus(BETWEEN_LATE_LOOKS));
    }
    if (since.compareTo(LONGEST_LOOKING) > 0) {
      return Optional.empty(); // a person settles it
    }
    Duration between = isTold ? BETWEEN_LATE_LOOKS : shorter(patience.dividedBy(10));
    return Optional.of(copy.clock().instant().plus(between));
  }

  private static Duration shorter(Duration between) {
    return between.compareTo(BETWEEN_LOOKS) < 0 ? between : BETWEEN_LOOKS;
  }

  /** A person has found the jobs of a submit whose fate was unknown; false if it is not. */
  public boolean adopt(String id, List<JobId> ids) {
    for (Optional<JobRow> row = unknown(id); row.isPresent(); row = unknown(id)) {
      JobRow lost = row.get();
      Account account = copy.accounts().get(lost.account());
      if (account == null) {
        throw new IllegalArgumentException("there is no account " + lost.account() + " here");
      }
      ids.forEach(job -> requireNobodys(lost, job));
      if (commit(lost, account, byOrder(lost, ids, List.of()), lost.requestId(), Hint.none())) {
        return true;
      }
    }
    return false;
  }

  private void requireNobodys(JobRow row, JobId job) {
    copy.jobs().search(JobTable.Search.of(row.account(), job.value())).stream()
        .findFirst()
        .ifPresent(other -> {
          throw new IllegalArgumentException(
              "job " + job + ": is that of reference " + other.reference() + " already");
        });
  }

  /** A person knows that nothing came of such a submit; false if it is none. */
  public boolean writeOff(String id, String reason) {
    for (Optional<JobRow> row = unknown(id); row.isPresent(); row = unknown(id)) {
      JobRow lost = row.get();
      boolean isOurs =
          copy.database()
              .inTransaction(transaction ->
                  copy.jobs().lockSoon(transaction, id).isPresent()
                      && copy.jobs()
                          .over(
                              transaction,
                              lost,
                              State.OVER,
                              Rows.REFUSED,
                              "WRITTEN_OFF",
                              reason,
                              lost.requestId(),
                              copy.clock().now())
                      && deliver(transaction, lost));
      if (isOurs) {
        return true;
      }
    }
    return false;
  }

  private Optional<JobRow> unknown(String id) {
    return copy.jobs().forSubmit(id).filter(row -> row.state() == State.UNKNOWN);
  }

  /** Nothing new is sent; what is under way is heard out. */
  public void close() {
    isClosing = true;
  }
}
