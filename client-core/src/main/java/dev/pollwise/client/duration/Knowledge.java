package dev.pollwise.client.duration;

import dev.pollwise.client.job.Expectation;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * What a class's sightings say once they were fitted: about any job, or about each second of
 * source.
 */
sealed interface Knowledge {

  /** Too little was seen. */
  Knowledge NONE = new Plain(Outlook.unknown());

  /** The least number of ended jobs to learn from. */
  int LEAST_ENDED = 2;

  /** With fewer, a better score of the ratio may be luck. */
  int LEAST_RATIOS = 5;

  /** A ratio must predict that much better, as a logarithm of probability. */
  double CLEARLY = 1;

  Outlook outlook(LearnedDurations.SourceLength source);

  /**
   * Fits what was seen, together with what is expected as long as that counts.
   *
   * @param expectation of jobs, the length of whose source is known if it goes by that
   */
  static Knowledge from(List<Weighted> sightings, Expectation expectation) {
    int ended = sample(sightings, seen -> seen.seen(1)).endedCount();
    List<Weighted> expected = ExpectedJobs.of(expectation, sightings);
    if (ended < LEAST_ENDED && expected.isEmpty()) {
      return NONE;
    }
    String source = source(ended, expected.isEmpty() ? Expectation.none() : expectation);
    boolean goesBySource = expectation instanceof Expectation.PerSource && !expected.isEmpty();
    List<Weighted> any = goesBySource ? sightings : with(sightings, expected);
    Outlook plain =
        ended == 0 && goesBySource
            ? Outlook.unknown()
            : outlook(sample(any, seen -> seen.seen(1)), source, ended);
    List<Weighted> measured = sightings.stream().filter(Weighted::sourceIsKnown).toList();
    CensoredSample ratios = sample(measured, Weighted::perSource);
    double bias = goesBySource ? CLEARLY : -CLEARLY;
    boolean followsSource =
        ratios.endedCount() < LEAST_RATIOS
            ? goesBySource
            : LawFit.score(ratios) + bias > LawFit.score(sample(measured, seen -> seen.seen(1)));
    List<Weighted> ratioed = goesBySource ? with(measured, expected) : measured;
    return followsSource
        ? new PerSource(plain, outlook(sample(ratioed, Weighted::perSource), source, ended), source)
        : new Plain(plain);
  }

  private static List<Weighted> with(List<Weighted> some, List<Weighted> others) {
    return Stream.concat(some.stream(), others.stream()).toList();
  }

  private static String source(int ended, Expectation expectation) {
    boolean isExpected = !expectation.equals(Expectation.none());
    String expecting = isExpected ? "expecting " + expectation.describe() : "";
    String learned = "learned from " + ended + (ended == 1 ? " job" : " jobs");
    return ended == 0 ? expecting : isExpected ? learned + ", " + expecting : learned;
  }

  private static CensoredSample sample(
      List<Weighted> sightings, Function<Weighted, CensoredSample.Element> read) {
    return CensoredSample.of(sightings.stream().map(read).toList());
  }

  private static LawOutlook outlook(CensoredSample sample, String source, int ended) {
    SecondsLaw law = LawFit.of(sample);
    return LawOutlook.learned(law, describe(source, median(law), 1), ended);
  }

  private static Optional<Double> median(DurationLaw law) {
    return law.quantile(0.5).map(Seconds::of);
  }

  private static String describe(String source, Optional<Double> median, double factor) {
    return source
        + ", median "
        + median.map(ratio -> Seconds.text(ratio * factor)).orElse("beyond 365 days");
  }

  /** Sources make no difference, or are not known. */
  record Plain(Outlook outlook) implements Knowledge {

    @Override
    public Outlook outlook(LearnedDurations.SourceLength source) {
      return outlook;
    }
  }

  /** Durations follow the length of the source; plain is for jobs whose source is not known. */
  record PerSource(Outlook plain, LawOutlook ratio, String learned, Optional<Double> median)
      implements Knowledge {

    PerSource(Outlook plain, LawOutlook ratio, String learned) {
      this(plain, ratio, learned, ratio.law().flatMap(Knowledge::median));
    }

    @Override
    public Outlook outlook(LearnedDurations.SourceLength source) {
      return switch (source) {
        case LearnedDurations.SourceLength.Unknown unknown -> plain;
        case LearnedDurations.SourceLength.Known(Duration length) ->
            ratio.in(length, () -> describe(length));
      };
    }

    private String describe(Duration length) {
      return Knowledge.describe(learned, median, Seconds.of(length))
          + " for a source of that length";
    }
  }
}
