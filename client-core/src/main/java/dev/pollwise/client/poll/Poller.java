package dev.pollwise.client.poll;

import static java.util.Objects.requireNonNull;

import dev.pollwise.client.duration.ClassReport;
import dev.pollwise.client.job.Answer.Hint;
import dev.pollwise.client.job.JobEvent;
import dev.pollwise.client.job.JobId;
import dev.pollwise.client.job.JobOutcome;
import dev.pollwise.client.job.ResumeToken;
import dev.pollwise.client.job.ResumeToken.JobTraits;
import dev.pollwise.client.job.ResumeToken.ServerAddress;
import dev.pollwise.client.policy.PollingPolicy;
import dev.pollwise.client.poll.SharedKnowledge.Birth;
import dev.pollwise.client.poll.Waits.PollRuntime;
import dev.pollwise.client.poll.Waits.Shutdown;
import dev.pollwise.client.request.EventDispatcher;
import dev.pollwise.client.request.ServerContext;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * Waits for any number of jobs whose status a {@link StatusSource} can tell. Safe for any thread.
 * Needs one timer thread, and virtual threads while something happens; a parked wait holds no
 * thread.
 */
public final class Poller implements AutoCloseable {

  private static final Duration LONGEST_ALIGNMENT = Duration.ofHours(1);

  private final PollRuntime runtime;
  private final URI server;
  private final StatusSource source;
  private final Waits waits = new Waits();
  private final Learning learning;

  /** Makes joining atomic against closing and against a change of the policy: none is missed. */
  private final Object membership = new Object();

  private volatile PollingPolicy policy;
  private volatile boolean closed;

  private Poller(Builder builder, ServerContext context) {
    CallCoalescer coalescer =
        new CallCoalescer(builder.source, context, () -> waits.jobs(), () -> overdrawBudget());
    Budget.Limit budget = builder.callBudget;
    this.source = builder.source;
    this.learning = new Learning(builder.learned, builder.server, builder.expectations);
    this.runtime =
        new PollRuntime(
            new Caller.Server(
                coalescer,
                context,
                budget == null ? null : new Budget(budget, coalescer.mostParticipants())),
            new EventDispatcher<>(
                builder.listeners, event -> event.jobId().toString(), context.worker()),
            learning,
            new OutageMonitor(context),
            new WebhookReliability(),
            LONGEST_ALIGNMENT
                .multipliedBy(Math.round(context.chance() * 1e6))
                .dividedBy(1_000_000));
    this.server = builder.server;
    this.policy = builder.policy;
  }

  private void overdrawBudget() {
    Budget budget = runtime.budget();
    if (budget != null) {
      budget.overdraw(runtime.clock().steady());
    }
  }

  /** Begins a poller that asks a source. */
  public static Builder builder(StatusSource source) {
    return new Builder(source);
  }

  /**
   * Waits for a job that was started elsewhere: asks at once, then by the policy.
   *
   * @throws IllegalStateException if the poller is closed
   */
  public JobHandle watch(JobId job) {
    return watch(job, (EventDispatcher<JobEvent>.@Nullable Mailbox) null);
  }

  /** As {@link #watch(JobId)}, with a listener for this wait only. */
  public JobHandle watch(JobId job, JobEvent.Listener listener) {
    return watch(job, runtime.dispatcher().mailbox(requireNonNull(listener, "listener")::onEvent));
  }

  private JobHandle watch(JobId job, EventDispatcher<JobEvent>.@Nullable Mailbox listener) {
    requireOpen();
    ResumeToken token = token(job, JobTraits.unknown());
    Observation first = new Observation.AlreadyRunning();
    return begin(token, Duration.ZERO, null, first, job.value(), null, listener);
  }

  /**
   * Waits for a job that was submitted just now: the first call comes after the first interval of
   * the policy. On a closed poller the wait ends at once with {@link JobOutcome.Cancelled}, so that
   * a job that was paid for is told of in any case.
   *
   * @param title what people call it; shown in events
   */
  public JobHandle watchSubmitted(JobId job, String title) {
    return watchSubmitted(job, title, JobTraits.fresh());
  }

  /**
   * As {@link #watchSubmitted(JobId, String)}, for a job of which more is known.
   *
   * @param traits by which jobs are told apart that take differently long; fresh
   */
  public JobHandle watchSubmitted(JobId job, String title, JobTraits traits) {
    return watchSubmitted(job, title, traits, Duration.ZERO, Hint.none());
  }

  /**
   * As {@link #watchSubmitted(JobId, String, JobTraits)}, where the answer to the submit took its
   * time, or did not name the job yet: how old the job is, is known only to lie below a bound.
   *
   * @param ago how long ago the submit was sent, at most; 0 or more
   */
  public JobHandle watchSubmitted(
      JobId job, String title, JobTraits traits, Duration ago, Hint hint) {
    requireNonNull(title, "title");
    if (!traits.isFresh()) {
      throw new IllegalArgumentException("traits " + traits + ": must be of a fresh job");
    }
    if (ago.isNegative()) {
      throw new IllegalArgumentException("ago " + ago + ": must not be negative");
    }
    ResumeToken token = token(job, Birth.known(traits, ago));
    Birth birth = Birth.ofSubmit(ago);
    Observation first = new Observation.Submitted(birth.earliest(), requireNonNull(hint, "hint"));
    return begin(token, Duration.ZERO, birth, first, title, null, null);
  }

  /**
   * Somebody, a webhook for instance, says that there is news of a job: it is asked about now, yet
   * never before a pause that the server asked for is over. Where nobody waits for it yet, since
   * the answer to its submit is still to come for instance, that is remembered for an hour.
   *
   * <p>How many of the ends are announced is measured, and polling becomes as much rarer as the
   * announcements deserve: as if a call cost r/(1 - p) where the share p is, until one has come.
   */
  public void announce(JobId job) {
    List<PollLoop> concerned = waits.of(requireNonNull(job, "job"));
    concerned.forEach(loop -> loop.observe(new Observation.Announced()));
    if (concerned.isEmpty()) {
      runtime.reliability().announcedToNobody(job, runtime.clock().steady());
      waits.of(job).forEach(this::tellIfEarly); // whose wait has begun meanwhile
    }
  }

  private void tellIfEarly(PollLoop loop) {
    if (runtime.reliability().wasEarly(loop.id(), runtime.clock().steady())) {
      loop.observe(new Observation.Announced());
    }
  }

  /**
   * Takes up a wait that another poller, perhaps in another process, has begun; its limits count
   * from that beginning.
   *
   * @throws IllegalArgumentException if the token is of another server
   * @throws IllegalStateException if the poller is closed
   */
  public JobHandle resume(ResumeToken token) {
    return takeUp(token, null);
  }

  /**
   * As {@link #resume(ResumeToken)}, under a policy of its own: with a longer deadline for
   * instance, since the one that has passed would end the wait after one look. Limits count from
   * the first beginning all the same.
   */
  public JobHandle resume(ResumeToken token, PollingPolicy policy) {
    return takeUp(token, requireNonNull(policy, "policy"));
  }

  private JobHandle takeUp(ResumeToken token, @Nullable PollingPolicy own) {
    requireOpen();
    if (!token.isOf(server)) {
      throw new IllegalArgumentException(
          "resume token of " + token.server() + ": must be of this poller's server, " + server);
    }
    Duration age = Duration.between(token.startedAt(), runtime.clock().instant());
    Birth birth = token.traits().isFresh() ? Birth.before(age) : null;
    Observation first = new Observation.AlreadyRunning();
    return begin(token, Birth.believable(age), birth, first, token.jobId().value(), own, null);
  }

  private void requireOpen() {
    if (closed) {
      throw new IllegalStateException("the poller is closed");
    }
  }

  private ResumeToken token(JobId job, JobTraits traits) {
    return new ResumeToken(server, requireNonNull(job, "job"), runtime.clock().instant(), traits);
  }

  private JobHandle begin(
      ResumeToken token,
      Duration age,
      @Nullable Birth birth,
      Observation first,
      String title,
      @Nullable PollingPolicy own,
      EventDispatcher<JobEvent>.@Nullable Mailbox listener) {
    PollLoop loop;
    List<PollLoop> lonely;
    synchronized (membership) {
      PollingPolicy begun = own == null ? policy : own;
      loop = new PollLoop(runtime, token, begun, age, birth, title, first, listener);
      lonely = waits.jobs() > 1 ? List.of() : waits.all();
      waits.add(loop);
      if (closed) {
        loop.stop(JobOutcome.StoppedBy.CLOSE);
      }
    }
    loop.start(waits::remove);
    tellIfEarly(loop);
    if (runtime.coalescer().isShared()) {
      lonely.forEach(other -> other.observe(new Observation.OthersJoined()));
    }
    return loop;
  }

  /** The waits that are not over. */
  public List<JobHandle> active() {
    return List.copyOf(waits.all());
  }

  /**
   * What waiting has cost so far, by class of job: the jobs that this poller saw from their submit
   * to their end.
   */
  public List<ClassReport> reports() {
    return learning.reports();
  }

  /** How many calls the call budget has room for at this moment; empty if there is no budget. */
  public OptionalInt callsLeft() {
    Budget budget = runtime.budget();
    return budget == null
        ? OptionalInt.empty()
        : OptionalInt.of(budget.left(runtime.clock().steady()));
  }

  /** The policy of new waits. */
  public PollingPolicy policy() {
    return policy;
  }

  /** Puts another policy in force, for new waits and at once for all that are running. */
  public void changePolicy(PollingPolicy policy) {
    List<PollLoop> present;
    synchronized (membership) {
      this.policy = requireNonNull(policy, "policy");
      present = waits.all();
    }
    present.forEach(loop -> loop.changePolicy(policy));
  }

  /**
   * Ends every wait with {@link JobOutcome.Cancelled} and lets listeners hear of it, for 5 s at
   * most; an interrupt of the calling thread cuts nothing of that short. The jobs go on at the
   * server.
   *
   * @return what takes up the waits that were not over
   */
  public List<ResumeToken> shutdown() {
    List<PollLoop> ending;
    boolean isFirst;
    synchronized (membership) {
      isFirst = !closed;
      closed = true;
      ending = waits.all();
    }
    ending.forEach(loop -> loop.stop(JobOutcome.StoppedBy.CLOSE));
    return new Shutdown(runtime, source).to(ending, isFirst);
  }

  /** As {@link #shutdown()}. */
  @Override
  public void close() {
    shutdown();
  }

  /** Collects the parts of a {@link Poller}. Not safe for concurrent use. */
  public static final class Builder extends WaitsBuilder<Builder> {

    private final StatusSource source;
    private final @Nullable ServerContext context;
    private URI server = URI.create("poller:local");

    private Builder(StatusSource source) {
      this.source = requireNonNull(source, "source");
      this.context = null;
    }

    Builder(StatusSource source, WaitsBuilder<?> knobs, URI server, ServerContext context) {
      super(knobs);
      this.source = requireNonNull(source, "source");
      this.server = requireNonNull(server, "server");
      this.context = requireNonNull(context, "context");
    }

    @Override
    protected Builder self() {
      return this;
    }

    /**
     * What resume tokens name as the server; default {@code poller:local}.
     *
     * @throws IllegalArgumentException if it is relative, or has more than 2,000 characters
     */
    public Builder server(URI server) {
      this.server = ServerAddress.required(requireNonNull(server, "server"));
      return this;
    }

    /** A poller that is ready. */
    public Poller build() {
      return new Poller(this, context == null ? context(server) : context);
    }
  }
}
