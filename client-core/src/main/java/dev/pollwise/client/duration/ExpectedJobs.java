package dev.pollwise.client.duration;

import dev.pollwise.client.duration.LearnedDurations.JobClass;
import dev.pollwise.client.job.Expectation;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * An expectation as evidence: as if three jobs had been seen to end, one in each third of the range
 * between half and twice of it. Sightings of the whole range would fit best where jobs hardly
 * scatter, which nobody said. They fade with every end that was really seen, faster than sightings
 * do.
 */
final class ExpectedJobs {

  private static final int COUNT = 3;
  private static final double WIDTH = 2;

  /** Ends until they weigh half. */
  private static final double HALF_LIFE = 4;

  /** Ends after which they are forgotten: they weigh less than a hundredth then. */
  static final int FADED = 27;

  /**
   * Expectations are told apart by steps of this factor: a fit is shared by those that are near.
   */
  private static final double STEP = Math.pow(2, 0.25);

  private static final JobClass ANY = new JobClass("", "", "");
  private static final LearnedDurations.SourceLength ONE_SECOND =
      LearnedDurations.SourceLength.of(Duration.ofSeconds(1));

  private ExpectedJobs() {}

  /**
   * The sightings that stand for it.
   *
   * @param expectation of a job, the length of whose source is known if it goes by that
   * @param seen what was really seen
   */
  static List<Weighted> of(Expectation expectation, List<Weighted> seen) {
    return switch (expectation) {
      case Expectation.Lasting(Duration duration) ->
          few(
              Seconds.of(duration),
              LearnedDurations.SourceLength.unknown(),
              elements(seen, one -> one.seen(1)));
      case Expectation.PerSource(double factor, var otherwise) ->
          few(
              factor,
              ONE_SECOND,
              elements(
                  seen.stream().filter(Weighted::sourceIsKnown).toList(), Weighted::perSource));
      case Expectation.None none -> List.of();
    };
  }

  private static List<CensoredSample.Element> elements(
      List<Weighted> seen, Function<Weighted, CensoredSample.Element> read) {
    return seen.stream().map(read).toList();
  }

  private static List<Weighted> few(
      double typical, LearnedDurations.SourceLength source, List<CensoredSample.Element> seen) {
    double against = seen.stream().mapToDouble(one -> against(one, typical)).sum();
    double weight = Math.pow(2, -against / HALF_LIFE);
    return against >= FADED
        ? List.of()
        : IntStream.range(0, COUNT)
            .mapToObj(job ->
                new Weighted(
                    new LearnedDurations.Remembered(
                        ANY,
                        new LearnedDurations.Sighting.Ended(
                            Seconds.upward(typical * edge(job)),
                            Seconds.upward(typical * edge(job + 1))),
                        source),
                    weight))
            .toList();
  }

  /** Jobs that outlive it by far are not stuck, all of them: they speak against it as ends do. */
  private static double against(CensoredSample.Element seen, double typical) {
    boolean hasEnded = seen.upper() < Double.POSITIVE_INFINITY;
    return hasEnded ? 1 : seen.lower() > typical * WIDTH * WIDTH ? seen.weight() : 0;
  }

  /** From half to twice in equal steps of the logarithm. */
  private static double edge(int job) {
    return Math.pow(WIDTH, 2.0 * job / COUNT - 1);
  }

  /** The same for all expectations that are near each other. */
  static Expectation rounded(Expectation expectation) {
    return switch (expectation) {
      case Expectation.Lasting(Duration duration) ->
          Expectation.of(Seconds.upward(rounded(Seconds.of(duration), 0.001, 8e6)));
      case Expectation.PerSource(double factor, var otherwise) ->
          Expectation.ofSourceLength(rounded(factor, 0.001, 1_000));
      case Expectation.None none -> none;
    };
  }

  private static double rounded(double value, double least, double most) {
    double steps = Math.rint(Math.log(value) / Math.log(STEP));
    return Math.clamp(Math.pow(STEP, steps), least, most);
  }
}
