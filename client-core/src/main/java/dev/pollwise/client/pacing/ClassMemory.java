package dev.pollwise.client.pacing;

import dev.pollwise.client.job.Expectation;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What is remembered of one class. Thread-safe: each method holds the object's monitor. */
final class ClassMemory {

  static final int MOST_SIGHTINGS = 200;
  static final int HALF_LIFE = 50;

  /** Fitting again is worth its time when one sighting in so many is new. */
  private static final int REFIT = 8;

  private static final int YOUNG = 32;
  private static final int CLOSER_WHEN_YOUNG = 3;

  /** Somebody's expectation is wide, and does not lead into a belief that is too narrow. */
  private static final int CLOSER_WHEN_EXPECTING = 6;

  private static final int CLOSER_LATER = 24;

  /** Laws that are kept for expectations that differ. */
  private static final int MOST_FITTED = 16;

  /** Of running jobs so many are fitted at most, each for its share of all. */
  private static final int MOST_RUNNING = 100;

  private final Deque<Remembered> sightings = new ArrayDeque<>();
  private final Set<RunningJob> running = new LinkedHashSet<>();

  /** What was fitted since enough was new, by what is expected; the longest unused first. */
  private final Map<Expectation, Knowledge> fitted = new LinkedHashMap<>(16, 0.75f, true);

  private int ended;
  private int unlearned;
  private int handedOut;

  synchronized void add(Remembered sighting) {
    sightings.addLast(sighting);
    ended += ends(sighting);
    if (sightings.size() > MOST_SIGHTINGS) {
      ended -= ends(sightings.removeFirst());
    }
    unlearned++;
  }

  private static int ends(Remembered sighting) {
    return sighting.sighting() instanceof Sighting.Ended ? 1 : 0;
  }

  synchronized void begun(RunningJob job) {
    running.add(job);
  }

  synchronized void forget(RunningJob job) {
    running.remove(job);
  }

  synchronized List<Remembered> sightings() {
    return List.copyOf(sightings);
  }

  synchronized Outlook knowledge(SourceLength source, Expectation expectation) {
    if (unlearned > sightings.size() / REFIT) {
      fitted.clear();
      unlearned = 0;
    }
    Knowledge knowledge =
        fitted.computeIfAbsent(
            counts(expectation) ? ExpectedJobs.rounded(expectation) : Expectation.none(),
            unseen -> Knowledge.from(weighted(), expectation));
    if (fitted.size() > MOST_FITTED) {
      fitted.remove(fitted.keySet().iterator().next());
    }
    return knowledge.outlook(source);
  }

  synchronized Outlook outlook(SourceLength source, Expectation expectation) {
    Outlook known = knowledge(source, expectation);
    handedOut++;
    int young = counts(expectation) ? CLOSER_WHEN_EXPECTING : CLOSER_WHEN_YOUNG;
    int every = sightings.size() < YOUNG ? young : CLOSER_LATER;
    return handedOut % every == 0 ? new CloserOutlook(known) : known;
  }

  private boolean counts(Expectation expectation) {
    return ended < ExpectedJobs.FADED && !expectation.equals(Expectation.none());
  }

  private List<Weighted> weighted() {
    List<Weighted> weighted = new ArrayList<>();
    int younger = sightings.size();
    for (Remembered sighting : sightings) {
      younger--;
      weighted.add(new Weighted(sighting, Math.pow(2, -younger / (double) HALF_LIFE)));
    }
    weighted.addAll(stillRunning());
    return weighted;
  }

  /** By age; where there are many, one for several of about its age. */
  private List<Weighted> stillRunning() {
    List<Remembered> ages =
        running.stream()
            .map(RunningJob::soFar) // first of all, since ages grow meanwhile
            .filter(job -> age(job).isPositive())
            .sorted(Comparator.comparing(ClassMemory::age))
            .toList();
    int groups = Math.min(ages.size(), MOST_RUNNING);
    List<Weighted> weighted = new ArrayList<>();
    for (int group = 0; group < groups; group++) {
      int middle = (2 * group + 1) * ages.size() / (2 * groups);
      weighted.add(new Weighted(ages.get(middle), ages.size() / (double) groups));
    }
    return weighted;
  }

  private static Duration age(Remembered job) {
    return switch (job.sighting()) {
      case Sighting.StillAlive alive -> alive.at();
      case Sighting.Ended ended -> ended.after();
    };
  }

  /** A sighting and how much it weighs: 1 for a job, less where it is old, 0 or more. */
  record Weighted(Remembered remembered, double weight) {

    /** As times the given unit: seconds, or lengths of the source. */
    CensoredSample.Element seen(double unit) {
      return switch (remembered.sighting()) {
        case Sighting.Ended ended -> ended(ended, unit);
        case Sighting.StillAlive alive ->
            new CensoredSample.Element(
                Seconds.of(alive.at()) / unit, Double.POSITIVE_INFINITY, weight);
      };
    }

    /** An end that is known exactly still needs an interval to have a probability. */
    private CensoredSample.Element ended(Sighting.Ended ended, double unit) {
      double by = Seconds.of(ended.by()) / unit;
      double after = Seconds.of(ended.after()) / unit;
      return new CensoredSample.Element(Math.min(after, by * (1 - 1e-4)), by, weight);
    }

    boolean sourceIsKnown() {
      return remembered.source() instanceof SourceLength.Known;
    }

    CensoredSample.Element perSource() {
      return switch (remembered.source()) {
        case SourceLength.Known known -> seen(Seconds.of(known.length()));
        case SourceLength.Unknown unknown -> seen(Seconds.of(Duration.ofSeconds(1)));
      };
    }
  }
}
