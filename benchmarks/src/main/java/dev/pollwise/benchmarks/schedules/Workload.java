package dev.pollwise.benchmarks.schedules;

import dev.pollwise.client.duration.DurationLaw;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/** Jobs of one kind, one after the other. */
sealed interface Workload {

  /** As the tables call it. */
  String name();

  /**
   * The next jobs of a wait for many.
   *
   * @param before how many there are for a client to learn from, 0 or more
   * @param count how many count
   */
  List<Job> jobs(RandomGenerator random, int before, int count);

  /** Each drawn from the same law. */
  record Steady(String name, DurationLaw law) implements Workload {
    @Override
    public List<Job> jobs(RandomGenerator random, int before, int count) {
      return IntStream.range(0, before + count).mapToObj(i -> draw(law, random)).toList();
    }
  }

  /**
   * Each drawn from a law whose durations become longer, by the same factor from job to job.
   *
   * @param law of the jobs before those that count
   * @param growth by how much the last that counts takes longer
   */
  record Drifting(String name, DurationLaw law, double growth) implements Workload {
    @Override
    public List<Job> jobs(RandomGenerator random, int before, int count) {
      return IntStream.range(0, before + count)
          .mapToObj(i -> {
            double passed = Math.max(0, i - before + 1) / (double) count;
            return draw(law.scaled(Math.pow(growth, passed)), random);
          })
          .toList();
    }
  }

  /**
   * Taken from a record, in its order, from a place drawn at random. The best that one can know of
   * them is how long all jobs of the record took.
   *
   * @param seconds how long each took
   * @param law the same as a law
   */
  record Recorded(String name, List<Double> seconds, DurationLaw law) implements Workload {

    /** Copies the list. */
    public Recorded {
      seconds = List.copyOf(seconds);
    }

    static Recorded of(String name, List<Double> seconds) {
      return new Recorded(
          name, seconds, DurationLaw.empirical(seconds.stream().map(Seconds::duration).toList()));
    }

    @Override
    public List<Job> jobs(RandomGenerator random, int before, int count) {
      List<Job> jobs = new ArrayList<>();
      int from = random.nextInt(seconds.size());
      for (int i = 0; i < before + count; i++) {
        jobs.add(new Job(seconds.get((from + i) % seconds.size()), law));
      }
      return jobs;
    }
  }

  private static Job draw(DurationLaw law, RandomGenerator random) {
    return new Job(law.sample(random).map(Seconds::of).orElse(Double.POSITIVE_INFINITY), law);
  }
}
