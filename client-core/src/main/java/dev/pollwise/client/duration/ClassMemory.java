package dev.pollwise.client.duration;

import dev.pollwise.client.duration.LearnedDurations.JobClass;
import dev.pollwise.client.job.Expectation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BinaryOperator;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What is remembered of one class: a fair sample of its jobs in the order in which they began,
 * whether they are over or not. Whatever is left out is left out by when a job began and never by
 * how long it takes, so that the ends and those that still run are always of the same jobs: among
 * those who began at any time, the share that has ended by an age is an honest guess.
 *
 * <p>Thread-safe: what changes holds the object's monitor, but fitting does not, and is done by one
 * thread while the others go by what was known before.
 */
final class ClassMemory {

  /** Of ends. */
  static final int MOST_SIGHTINGS = 200;

  static final int HALF_LIFE = 50;

  /** With so many ends a sample of the jobs that run is enough. */
  private static final int ENOUGH = 100;

  /** Of jobs that run about so many are in the sample then. */
  private static final int RUNNING = 50;

  /** So many that run may be of no account, stuck ones for instance. */
  private static final int UNRESOLVED = 3;

  /** By how much the share of jobs that are remembered grows with each that is forgotten. */
  private static final double MORE = 1.02;

  /** Of jobs without an end so many are kept at most, each for its share of all. */
  private static final int MOST_WITHOUT_END = 200;

  /** Fitting again is worth its time when one sighting in so many is new. */
  private static final int REFIT = 8;

  private static final int YOUNG = 32;
  private static final int CLOSER_WHEN_YOUNG = 3;

  /** Somebody's expectation is wide, and does not lead into a belief that is too narrow. */
  private static final int CLOSER_WHEN_EXPECTING = 7;

  private static final int CLOSER_LATER = 24;

  /** Laws that are kept for expectations that differ. */
  private static final int MOST_FITTED = 16;

  /** Its multiples are spread evenly over the shares and have no rhythm that jobs might have. */
  private static final double GOLDEN = (Math.sqrt(5) - 1) / 2;

  private final JobClass jobClass;

  /** Its monitor is held by who fits, and never waited for by who holds that of the memory. */
  private final Object fitting = new Object();

  private volatile boolean isFitting;

  /** What was fitted, by what is expected; the longest unused first. */
  private final Map<Expectation, Fitted> fitted = new LinkedHashMap<>(16, 0.75f, true);

  /** Grows when so much has been learned that it is worth while to fit again. */
  private int news;

  /** Of the jobs that begin so many are to be remembered. */
  private double share = 1;

  /** The sample, the first to begin first. */
  private List<RunningJob> sample = new ArrayList<>();

  /** Of the sample. */
  private int ended;

  /** Of the sample: those whose end nobody waited for. */
  private int left;

  /** In the sample or not. */
  private int running;

  private int begun;
  private int unlearned;
  private int handedOut;

  /** What a fit is made from. */
  private record Basis(
      List<LearnedDurations.Remembered> sightings, Expectation expectation, int news) {}

  /** What was known when the news had come so far. */
  private record Fitted(Knowledge knowledge, int news) {}

  ClassMemory(JobClass jobClass) {
    this.jobClass = jobClass;
  }

  synchronized void add(LearnedDurations.Remembered one) {
    RunningJob job = new RunningJob(this, one.source(), Expectation.none(), false);
    job.close(one.sighting());
    sample.add(job.sampled(one.jobs()));
    learned(job);
  }

  synchronized RunningJob begun(LearnedDurations.SourceLength source, Expectation expectation) {
    running++;
    begun++;
    boolean isSampled =
        ended < ENOUGH || isChosen(begun, Math.min(share, RUNNING / (double) running));
    boolean isKnown = ended >= Knowledge.LEAST_ENDED || counts(expectation);
    boolean closer = isSampled && isKnown && nextLooksCloser(expectation);
    RunningJob job = new RunningJob(this, source, expectation, closer);
    if (isSampled) {
      sample.add(job.sampled(1));
    }
    return job;
  }

  /** A job that was left while it ran is watched again. */
  synchronized RunningJob resumed(
      LearnedDurations.SourceLength source, Expectation expectation, Duration age) {
    running++;
    return new RunningJob(this, source, expectation, false).left(age);
  }

  /**
   * A resumed job was seen alive: it takes the place of one that was left at about its age then.
   * Which one it was nobody knows, so that what was seen of the other is not believed of this one.
   * Without a place it teaches nothing, since those of its kind that ended meanwhile are not known.
   */
  synchronized void place(RunningJob job) {
    if (!job.takesPlace()) {
      return;
    }
    int place = -1;
    for (int i = 0; i < sample.size(); i++) {
      RunningJob other = sample.get(i);
      if (other.isLeft()
          && other.aliveAt().compareTo(job.leftBy()) <= 0
          && (place < 0 || other.aliveAt().compareTo(sample.get(place).aliveAt()) > 0)) {
        place = i;
      }
    }
    if (place < 0) {
      return;
    }
    RunningJob before = sample.get(place);
    if (before.jobs() > 1) {
      before.sampled(before.jobs() - 1);
      sample.add(place, job.sampled(1));
    } else {
      before.dropped();
      sample.set(place, job.sampled(before.jobs()));
      left--;
    }
  }

  synchronized void over(RunningJob job, LearnedDurations.Sighting sighting) {
    if (job.close(sighting)) {
      running--;
      place(job);
      if (job.isSampled() && !job.isUnseen()) {
        learned(job);
      } else {
        sample.remove(job);
      }
    }
  }

  synchronized void forget(RunningJob job) {
    if (job.close(LearnedDurations.Sighting.NOTHING)) {
      running--;
      sample.remove(job);
    }
  }

  /** Forgets every job that is over; those that run are known as far as they went. */
  synchronized void forget() {
    keep(sample.stream().filter(job -> !job.isOver()).toList());
    fitted.clear();
    news++;
  }

  synchronized boolean isInUse() {
    return running > 0;
  }

  private static boolean isChosen(int number, double share) {
    return number * GOLDEN % 1 < share;
  }

  private void learned(RunningJob job) {
    ended += job.hasEnded() ? 1 : 0;
    left += job.isLeft() ? 1 : 0;
    while (ended > MOST_SIGHTINGS) {
      if (reachesTooShort()) {
        keep(everyOther());
        share /= 2;
      } else {
        keep(sample.subList(1, sample.size()));
        share = Math.min(1, share * MORE);
      }
    }
    if (left > MOST_WITHOUT_END) {
      keep(
          paired(
              sample, RunningJob::isLeft, (one, other) -> one.sampled(one.jobs() + other.jobs())));
    }
    unlearned++;
    if (unlearned > ended / REFIT) {
      unlearned = 0;
      news++;
    }
  }

  /** Of the older half some still run: how long they take would be forgotten before it is seen. */
  private boolean reachesTooShort() {
    return sample.subList(0, sample.size() / 2).stream().filter(job -> !job.isOver()).count()
        >= UNRESOLVED;
  }

  private List<RunningJob> everyOther() {
    return IntStream.range(0, sample.size())
        .filter(i -> isChosen(i, 0.5))
        .mapToObj(sample::get)
        .toList();
  }

  private void keep(List<RunningJob> kept) {
    List<RunningJob> before = sample;
    sample = new ArrayList<>(kept);
    before.forEach(RunningJob::dropped);
    sample.forEach(job -> job.sampled(job.jobs()));
    ended = (int) sample.stream().filter(RunningJob::hasEnded).count();
    left = (int) sample.stream().filter(RunningJob::isLeft).count();
  }

  /** Of two neighbours of a kind one stands for both, in turn the first and the second. */
  private static <T> List<T> paired(List<T> all, Predicate<T> isOfKind, BinaryOperator<T> both) {
    List<T> pairs = new ArrayList<>();
    int single = -1;
    boolean isFirst = false;
    for (T one : all) {
      if (!isOfKind.test(one)) {
        pairs.add(one);
      } else if (single < 0) {
        single = pairs.size();
        pairs.add(one);
      } else {
        T other = pairs.get(single);
        isFirst = !isFirst;
        pairs.set(single, isFirst ? both.apply(other, one) : both.apply(one, other));
        single = -1;
      }
    }
    return pairs;
  }

  /** The sample as plain data: all that the knowledge is made of. */
  synchronized List<LearnedDurations.Remembered> sightings() {
    List<LearnedDurations.Remembered> all =
        sample.stream()
            .filter(job -> job.isOver() || !job.isUnseen())
            .map(job -> job.soFar(jobClass))
            .toList();
    while (all.stream().filter(LearnedDurations.Remembered::isAlive).count() > MOST_WITHOUT_END) {
      all = paired(all, LearnedDurations.Remembered::isAlive, LearnedDurations.Remembered::with);
    }
    return all;
  }

  /**
   * What is known now. Where there is a fit one thread at a time makes it anew, and the others go
   * by the old one; where there is none they wait for it.
   */
  Outlook knowledge(LearnedDurations.SourceLength source, Expectation expectation) {
    Fitted known = fitted(expectation);
    if (known == null || (isOld(known) && !isFitting)) {
      synchronized (fitting) {
        known = fitted(expectation);
        known = known == null || isOld(known) ? fit(expectation) : known;
      }
    }
    return known.knowledge().outlook(source);
  }

  private synchronized @Nullable Fitted fitted(Expectation expectation) {
    return fitted.get(counted(expectation));
  }

  private synchronized boolean isOld(Fitted known) {
    return known.news() != news;
  }

  private Fitted fit(Expectation expectation) {
    isFitting = true;
    try {
      Basis basis = basis(expectation);
      Fitted made =
          new Fitted(
              Knowledge.from(Weighted.of(basis.sightings()), basis.expectation()), basis.news());
      keep(basis.expectation(), made);
      return made;
    } finally {
      isFitting = false;
    }
  }

  private synchronized Basis basis(Expectation expectation) {
    return new Basis(sightings(), counts(expectation) ? expectation : Expectation.none(), news);
  }

  private synchronized void keep(Expectation expectation, Fitted made) {
    fitted.put(ExpectedJobs.rounded(expectation), made);
    if (fitted.size() > MOST_FITTED) {
      fitted.remove(fitted.keySet().iterator().next());
    }
  }

  Outlook outlook(LearnedDurations.SourceLength source, Expectation expectation) {
    Outlook known = knowledge(source, expectation);
    synchronized (this) {
      return nextLooksCloser(expectation) ? new CloserOutlook(known) : known;
    }
  }

  private boolean nextLooksCloser(Expectation expectation) {
    handedOut++;
    int young = counts(expectation) ? CLOSER_WHEN_EXPECTING : CLOSER_WHEN_YOUNG;
    return handedOut % (ended < YOUNG ? young : CLOSER_LATER) == 0;
  }

  private Expectation counted(Expectation expectation) {
    return counts(expectation) ? ExpectedJobs.rounded(expectation) : Expectation.none();
  }

  private boolean counts(Expectation expectation) {
    return ended < ExpectedJobs.FADED && !expectation.equals(Expectation.none());
  }
}
