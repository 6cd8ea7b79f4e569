package dev.pollwise.fleet.task;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import dev.pollwise.client.http.HeyGenApi.AcceptedJobs;
import dev.pollwise.client.http.HeyGenApi.SubmitCall;
import dev.pollwise.client.job.Answer.Miss;
import dev.pollwise.client.job.JobId;
import dev.pollwise.client.policy.PollingPolicy;
import dev.pollwise.client.poll.DurableRequest;
import dev.pollwise.client.poll.DurableRequest.Reply;
import dev.pollwise.client.poll.RepeatedRequest;
import dev.pollwise.fleet.sql.AccountTable.Shared;
import dev.pollwise.fleet.sql.JobRow;
import dev.pollwise.fleet.sql.JobRow.State;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Brings a job to the server, once: what is to be sent, under which key, and that it may be on its
 * way is committed before the first byte leaves. Within the window of the key the same bytes are
 * repeated, from any copy; after it never: then the job is looked for in the server's list.
 */
public final class Submitting {

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

  /** Who waits behind others is called when it is his turn; this is for when a copy has died. */
  private static final long BEHIND = 30_000_000;

  private final Copy copy;
  private final Accepting accepting;
  private final LostSubmits lost;

  /** Nothing is sent yet. */
  public Submitting(Copy copy) {
    this.copy = requireNonNull(copy, "copy");
    this.accepting = new Accepting(copy);
    this.lost = new LostSubmits(copy, accepting);
  }

  /** Sends a submit, or looks for its job; see {@link dev.pollwise.fleet.agenda.Agenda}. */
  public Optional<Instant> run(String id) {
    Optional<JobRow> found = copy.jobs().submits().forSubmit(id);
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
    if (copy.pauses().areOver()) { // nothing new is sent
      return Optional.of(copy.clock().instant());
    }
    if (row.state() == State.UNKNOWN) {
      return lost.lookedFor(row, account);
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
      Miss doubt = request.doubt().orElse(NOT_HEARD);
      return lost.unknown(
          row,
          row.requestId(),
          doubt,
          doubt,
          "its answer was lost, and its idempotency key may be forgotten by now");
    }
    Optional<Held> held = held(row, account, shared, now);
    if (held.isPresent()) {
      return copy.jobs().submits().hold(row, held.get().isForRoom(), held.get().until())
          ? Optional.of(FleetClock.micros(held.get().until()))
          : Optional.of(copy.clock().instant()); // it was given room at this moment
    }
    if (!copy.jobs().submits().sending(row, now)) {
      copy.meters().overtaken();
      return Optional.of(copy.clock().instant().plusSeconds(1));
    }
    JobRow sending = copy.jobs().submits().forSubmit(row.id()).orElse(row);
    if (sending.state() != State.SUBMITTING || sending.sends() != row.sends() + 1) {
      return Optional.of(copy.clock().instant().plusSeconds(1)); // somebody was faster
    }
    copy.meters().sent(row.sends() > 0);
    copy.steps().reached(Copy.Step.SENDING, row.id());
    if (copy.clock().now() > now + FleetClock.micros(FROZEN) && !isUnchanged(sending)) {
      copy.meters().overtaken();
      return Optional.of(copy.clock().instant().plusSeconds(1));
    }
    accepting.events().sending(sending);
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
                copy.jobs()
                    .submits()
                    .giveRoom(transaction, account.name(), 1, copy.clock().now())));
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
        .submits()
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
          accepting.accepted(
              row,
              account,
              Accepting.byOrder(row, accepted.ids(), accepted.unusable()),
              accepted.unusable(),
              call.requestId(),
              call.hint());
      case DurableRequest.Next.Again<AcceptedJobs>(
              DurableRequest next,
              Miss miss,
              Duration delay,
              boolean noRoom) -> {
        boolean isUntouched = next.doubt().isEmpty();
        if (!isUntouched && account.settings().window().isZero()) {
          yield lost.unknown(
              row,
              call.requestId(),
              next.doubt().get(),
              miss,
              "its answer was lost, " + miss.describe());
        }
        Optional<Long> later =
            copy.database()
                .inTransaction(transaction -> {
                  boolean hasRoomNow =
                      noRoom && copy.accountTable().roomSeq(transaction, account.name()) != roomSeq;
                  long due = hasRoomNow ? now : now + FleetClock.micros(delay);
                  boolean isOurs =
                      copy.jobs()
                          .submits()
                          .submitLater(
                              transaction,
                              row,
                              isUntouched ? State.ASKED : State.SUBMITTING,
                              next.text(),
                              noRoom,
                              due,
                              miss.describe());
                  return isOurs ? Optional.of(due) : Optional.empty();
                });
        later.ifPresent(due ->
            accepting
                .events()
                .retrying(
                    row, call.requestId(), miss, FleetClock.duration(Math.max(0, due - now))));
        yield Optional.of(
            later.map(FleetClock::micros).orElseGet(() -> copy.clock().instant().plusSeconds(1)));
      }
      case DurableRequest.Next.GivenUp<AcceptedJobs>(Miss miss, Optional<Miss> doubt) ->
          doubt.isPresent()
              ? lost.unknown(
                  row,
                  call.requestId(),
                  doubt.get(),
                  miss,
                  "its answer was lost, "
                      + doubt.get().describe()
                      + ", and then: "
                      + miss.describe())
              : refused(row, miss, call.requestId());
    };
  }

  /** As long as the key is known, repeating is right: no other limit ends it. */
  private static PollingPolicy patient(Account account) {
    Duration window = account.settings().window();
    Duration limit = window.isZero() ? Duration.ofDays(1) : window;
    return account.policy().withDeadline(limit).withFailureBudget(limit);
  }

  private Optional<Instant> refused(JobRow row, Miss miss, String requestId) {
    boolean isOurs =
        copy.database()
            .inTransaction(transaction ->
                accepting.end(transaction, row, Rows.REFUSED, miss.describe(), requestId));
    if (isOurs) {
      accepting.events().refused(row, requestId, miss);
      copy.steps().reached(Copy.Step.OVER, row.id());
    }
    return isOurs ? Optional.empty() : Optional.of(copy.clock().instant().plusSeconds(1));
  }

  /** A person has found the jobs of a submit whose fate was unknown; false if it is not. */
  public boolean adopt(String id, List<JobId> ids) {
    return lost.adopt(id, ids);
  }

  /** A person knows that nothing came of such a submit; false if it is none. */
  public boolean writeOff(String id, String reason) {
    return lost.writeOff(id, reason);
  }
}
