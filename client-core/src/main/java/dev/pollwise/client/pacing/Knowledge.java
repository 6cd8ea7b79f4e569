package dev.pollwise.client.pacing;

import dev.pollwise.client.pacing.ClassMemory.Weighted;
import java.util.List;
import java.util.function.Function;

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

  Outlook outlook(SourceLength source);

  /** Fits what was seen. */
  static Knowledge from(List<Weighted> sightings) {
    CensoredSample all = sample(sightings, seen -> seen.seen(1));
    if (all.endedCount() < LEAST_ENDED) {
      return NONE;
    }
    Outlook plain = outlook(LawFit.of(all), all, 1);
    List<Weighted> measured = sightings.stream().filter(Weighted::sourceIsKnown).toList();
    CensoredSample ratios = sample(measured, Weighted::perSource);
    return ratios.endedCount() >= LEAST_RATIOS
            && LawFit.score(ratios) > LawFit.score(sample(measured, seen -> seen.seen(1))) + CLEARLY
        ? new PerSource(plain, LawFit.of(ratios), ratios)
        : new Plain(plain);
  }

  private static CensoredSample sample(
      List<Weighted> sightings, Function<Weighted, CensoredSample.Element> read) {
    return CensoredSample.of(sightings.stream().map(read).toList());
  }

  private static Outlook outlook(SecondsLaw law, CensoredSample sample, double factor) {
    SecondsLaw scaled = factor == 1 ? law : new CombinedLaw.Scaled(law, factor);
    String median =
        scaled.quantile(0.5).map(Seconds::of).map(Seconds::text).orElse("beyond 365 days");
    String description = "learned from " + sample.endedCount() + " jobs, median " + median;
    return Outlook.of(
        scaled, factor == 1 ? description : description + " for a source of that length");
  }

  /** Sources make no difference, or are not known. */
  record Plain(Outlook outlook) implements Knowledge {

    @Override
    public Outlook outlook(SourceLength source) {
      return outlook;
    }
  }

  /** Durations follow the length of the source; plain is for jobs whose source is not known. */
  record PerSource(Outlook plain, SecondsLaw ratio, CensoredSample sample) implements Knowledge {

    @Override
    public Outlook outlook(SourceLength source) {
      return switch (source) {
        case SourceLength.Unknown unknown -> plain;
        case SourceLength.Known known ->
            Knowledge.outlook(ratio, sample, Seconds.of(known.length()));
      };
    }
  }
}
