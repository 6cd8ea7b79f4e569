package dev.pollwise.simulator.simulation;

import dev.pollwise.simulator.document.Range;
import dev.pollwise.simulator.fault.Distortion;
import dev.pollwise.simulator.fault.FaultBoard;
import dev.pollwise.simulator.fault.FaultRule;
import dev.pollwise.simulator.fault.RequestMatcher;
import dev.pollwise.simulator.job.BoundedMap;
import dev.pollwise.simulator.job.SeededRandom;
import dev.pollwise.simulator.scenario.Scenario;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;

/**
 * The world behind the faces: clock, scenario, jobs, fault rules and journal. It never waits and
 * owns no threads. Safe for use by many threads.
 */
public final class Simulation {

  /**
   * How much is remembered before the oldest is forgotten.
   *
   * @param jobs 1 or more
   * @param journal requests, 1 or more
   */
  public record Capacity(int jobs, int journal) {

    /** How many jobs can be asked for; how many there are the heap says. */
    public static final Range<Integer> JOBS = Range.of(1, 100_000_000);

    /** How many requests can be asked for, alike. */
    public static final Range<Integer> JOURNAL = Range.of(1, 10_000_000);

    /** Bytes of a job in the heap, with all that is kept beside it. */
    static final long JOB = 860;

    /** Bytes of a request in the journal. */
    private static final long REQUEST = 1_024;

    /** Bytes of the heap that all else may take. */
    private static final long OTHERS = 160L << 20;

    /** A million jobs, ten thousand requests. */
    public static final Capacity DEFAULT = new Capacity(1_000_000, 10_000);

    /** Refuses numbers out of range. */
    public Capacity {
      JOBS.require("max-jobs", jobs);
      JOURNAL.require("max-journal", journal);
    }

    /** As much of it as a heap of so many bytes can hold beside all else. */
    public Capacity within(long heap) {
      long room = Math.max(heap / 8, Math.min(heap / 2, heap - OTHERS));
      return new Capacity(
          (int) Math.min(jobs, room / JOB), (int) Math.min(journal, heap / 16 / REQUEST));
    }
  }

  private final SeededRandom draws;
  private final Ids ids;
  private final SimulatedClock clock;
  private final JobFactory factory;
  private final JobBook jobs;
  private final Journal journal;
  private final FaultBoard faults = new FaultBoard();
  private final RateLimiter limiter;
  private final BoundedMap.Counters requests = new BoundedMap.Counters();
  private final List<Runnable> resetListeners = new CopyOnWriteArrayList<>();
  private final List<Runnable> afterResetListeners = new CopyOnWriteArrayList<>();
  private final List<Consumer<Job>> creationListeners = new CopyOnWriteArrayList<>();
  private final List<Consumer<Job>> forgetListeners = new CopyOnWriteArrayList<>();
  private final List<Consumer<Job>> goneListeners = new CopyOnWriteArrayList<>();
  private final List<Consumer<Scenario>> scenarioListeners = new CopyOnWriteArrayList<>();
  private final Unfinished unfinished = new Unfinished();
  private volatile Scenario scenario;
  private volatile Job implicitJob;

  /** Starts a world with its implicit job, whose ids are the same in each run. */
  public Simulation(Scenario scenario, long seed, SimulatedClock clock, Capacity capacity) {
    this(scenario, seed, clock, capacity, new Ids(seed, 0));
  }

  /** Starts a world with its implicit job. */
  public Simulation(
      Scenario scenario, long seed, SimulatedClock clock, Capacity capacity, Ids ids) {
    this.ids = ids;
    this.scenario = scenario;
    this.draws = new SeededRandom(seed);
    this.clock = clock;
    this.limiter = new RateLimiter(clock::now);
    this.jobs = new JobBook(capacity.jobs());
    this.journal = new Journal(capacity.journal());
    this.faults.install(scenario.faults(), clock.now());
    this.factory = new JobFactory(draws, ids, clock);
    this.implicitJob = factory.makeImplicit(scenario);
  }

  /** The seed of all chance. */
  public long seed() {
    return draws.seed();
  }

  /** Where new things get their ids. */
  public Ids ids() {
    return ids;
  }

  /** Simulated time. */
  public SimulatedClock clock() {
    return clock;
  }

  /** The jobs of the HeyGen API. */
  public JobBook jobs() {
    return jobs;
  }

  /** The requests. */
  public Journal journal() {
    return journal;
  }

  /** Who holds clients to the limits on requests. */
  public RateLimiter limiter() {
    return limiter;
  }

  /** The scenario in force. */
  public Scenario scenario() {
    return scenario;
  }

  /** The fault rules in force. */
  public FaultBoard faults() {
    return faults;
  }

  /** The one job of the plain API. */
  public Job implicitJob() {
    return implicitJob;
  }

  /**
   * Puts one more fault rule in force.
   *
   * @throws IllegalStateException if there are too many
   */
  public synchronized FaultBoard.ActiveRule fault(FaultRule rule) {
    return faults.add(rule, clock.now());
  }

  /** Puts an outage in force that a client picked; see {@link FaultBoard#pick}. */
  public synchronized void pickedOutage(FaultRule rule) {
    faults.pick(rule, clock.now());
  }

  /** Puts another scenario in force. Jobs that exist go on as planned; added fault rules stay. */
  public synchronized void use(Scenario other) {
    scenario = other;
    faults.install(other.faults(), clock.now());
    scenarioListeners.forEach(listener -> listener.accept(other));
  }

  /** Starts the job of the plain API anew, by the scenario in force. */
  public synchronized Job restartImplicitJob() {
    implicitJob.giveUp(clock.now());
    implicitJob = factory.makeImplicit(scenario);
    tellOf(implicitJob);
    return implicitJob;
  }

  /** Creates one job for each wish of a request, or none. All wishes have the same owner. */
  public Creation create(List<Job.Spec> wishes) {
    return createTogether(List.of(wishes));
  }

  /**
   * Creates one job for each wish of several requests, or none. All wishes have the same owner. The
   * ids of one request differ in their language only.
   */
  public synchronized Creation createTogether(List<List<Job.Spec>> requests) {
    Duration now = clock.now();
    int limit = scenario.concurrency().jobs();
    if (limit > 0) {
      String owner = requests.getFirst().getFirst().owner();
      int wanted = requests.stream().mapToInt(List::size).sum();
      int tooMany = unfinished.count(owner, now) + wanted - limit;
      if (tooMany > 0) {
        return new Creation.Refused(limit, unfinished.untilOver(owner, tooMany, now));
      }
    }
    List<Job> made = new ArrayList<>();
    for (List<Job.Spec> wishes : requests) {
      for (Job job : factory.make(wishes, scenario, now)) {
        jobs.add(job).forEach(this::forget);
        unfinished.add(job, now);
        made.add(job);
      }
    }
    made.forEach(this::tellOf);
    return new Creation.Created(List.copyOf(made));
  }

  /**
   * Forgets a job.
   *
   * @return whether it was there
   */
  public synchronized boolean delete(Job job) {
    job.giveUp(clock.now());
    boolean there = jobs.delete(job.id());
    gone(job);
    return there;
  }

  /** Gives a job another title. */
  public synchronized void rename(Job job, String title) {
    jobs.change(job, known -> known.rename(title)).forEach(this::forget);
  }

  /** Gives a job other subtitles: the id of an asset or a URL. */
  public synchronized void subtitle(Job job, String subtitles) {
    jobs.change(job, known -> known.subtitle(subtitles)).forEach(this::forget);
  }

  private void forget(Job job) {
    gone(job);
    forgetListeners.forEach(listener -> listener.accept(job));
  }

  /** Notes that so many characters more, which a client sent, are kept until a job is forgotten. */
  public synchronized void note(Job job, int characters) {
    jobs.note(job, characters).forEach(this::forget);
  }

  private void gone(Job job) {
    unfinished.remove(job);
    goneListeners.forEach(listener -> listener.accept(job));
  }

  /** The generator of the next request about this subject. Counts the request. */
  public RandomGenerator chanceOf(RequestMatcher.Subject subject) {
    long number = requests.next(subject.identity());
    return draws.of(SeededRandom.Purpose.FAULT, subject.identity(), number);
  }

  /**
   * What distorts the next look at a job, if anything does.
   *
   * @param route name of the route on which it is looked at
   * @param client who looks; a fingerprint
   * @param matters whether a distortion would change what is seen
   */
  public Optional<FaultBoard.Injected> distortion(
      Job job, String route, String client, Duration now, Predicate<Distortion> matters) {
    if (!faults.mayDistort()) {
      return Optional.empty();
    }
    String identity = job.identity().value();
    RandomGenerator chance =
        draws.of(SeededRandom.Purpose.LOOK, identity, requests.next("look at " + identity));
    return faults.distort(
        job.subject(route).with(client, job.peek(now).word()), now, matters, chance);
  }

  /**
   * Forgets jobs, journal, counts and added fault rules; starts simulated time and the implicit job
   * anew. The scenario and its rules, the scale of time and whether it stands still remain.
   */
  public synchronized void reset() {
    // First, so that nobody sees a job of the old time in the new one.
    jobs.clear();
    clock.restart();
    unfinished.clear();
    journal.clear(clock.nanoTime());
    requests.clear();
    limiter.clear();
    faults.reset(scenario.faults(), clock.now());
    factory.restart();
    implicitJob = factory.makeImplicit(scenario);
    resetListeners.forEach(Runnable::run);
    afterResetListeners.forEach(Runnable::run);
    tellOf(implicitJob);
  }

  /** Has something else forget at {@link #reset()}; called under its lock, must be quick. */
  public void onReset(Runnable listener) {
    resetListeners.add(listener);
  }

  /** Has somebody told of each job that is deleted or had to go; as {@link #onReset}. */
  public void onGone(Consumer<Job> listener) {
    goneListeners.add(listener);
  }

  /** Has somebody told of a reset, once everything is forgotten; as {@link #onReset}. */
  public void afterReset(Runnable listener) {
    afterResetListeners.add(listener);
  }

  /**
   * Has somebody told of each new job but the first implicit one, once it can be found; as {@link
   * #onReset}.
   */
  public void onCreated(Consumer<Job> listener) {
    creationListeners.add(listener);
  }

  /** Has somebody told of each job that had to go for the sake of others; as {@link #onReset}. */
  public void onForgotten(Consumer<Job> listener) {
    forgetListeners.add(listener);
  }

  /** Has somebody told of each change of the scenario; as {@link #onReset}. */
  public void onScenario(Consumer<Scenario> listener) {
    scenarioListeners.add(listener);
  }

  private void tellOf(Job job) {
    creationListeners.forEach(listener -> listener.accept(job));
  }

  /** What came of a wish for jobs. */
  public sealed interface Creation {

    /** All of them, in the order of the wish. */
    record Created(List<Job> jobs) implements Creation {}

    /**
     * None: too many jobs of this owner are unfinished.
     *
     * @param limit how many may be
     * @param retryAfter simulated time until enough of them are over
     */
    record Refused(int limit, Duration retryAfter) implements Creation {}
  }
}
