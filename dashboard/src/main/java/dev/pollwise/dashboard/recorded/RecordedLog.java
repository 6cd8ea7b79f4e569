package dev.pollwise.dashboard.recorded;

import dev.pollwise.client.duration.ClassReport.Ledger;
import dev.pollwise.client.duration.DurationLaw;
import dev.pollwise.client.duration.ExpectedCost;
import dev.pollwise.client.duration.LearnedDurations;
import dev.pollwise.client.duration.LearnedDurations.JobClass;
import dev.pollwise.client.duration.LearnedDurations.Remembered;
import dev.pollwise.client.duration.LearnedDurations.Sighting;
import dev.pollwise.client.duration.LearnedDurations.SourceLength;
import dev.pollwise.client.job.Durations;
import dev.pollwise.dashboard.form.Amounts;
import java.io.BufferedReader;
import java.io.IOException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What a log of somebody's own polling comes to.
 *
 * @param name of the file
 * @param ledger calls and lateness of the jobs whose end is in the log
 * @param lateness from a job's end to the answer that told of it, on average, by the law
 * @param law how long the jobs took
 * @param frontier what the best schedules cost at prices from low to high
 * @param remarks what was left out or assumed, a sentence each
 */
public record RecordedLog(
    String name,
    Ledger ledger,
    Duration lateness,
    DurationLaw law,
    List<ExpectedCost> frontier,
    List<String> remarks) {

  private static final JobClass CLASS = new JobClass("log", "", "");
  private static final int MOST_ENTRIES = 2_000_000;
  private static final int MOST_JOBS = 100_000;

  /** As many as a client remembers. */
  private static final int SAMPLE = 200;

  private static final int FEWEST_ENDS = 2;
  private static final int FRONTIER_POINTS = 60;
  private static final Duration CHEAPEST = Duration.ofMillis(50);
  private static final Duration DEAREST = Duration.ofMinutes(10);
  private static final int STEPS = 64;

  /** A text that can be read more than once. */
  @FunctionalInterface
  public interface Source {

    /** From its beginning. */
    BufferedReader open() throws IOException;
  }

  /** Copies the lists. */
  public RecordedLog {
    frontier = List.copyOf(frontier);
    remarks = List.copyOf(remarks);
  }

  /**
   * Reads a log; blocks, and computes for some hundredths of a second.
   *
   * @param name what to call it
   * @param source its text; of the first two million lines that say something and the first 100,000
   *     jobs, and of what is more a remark tells
   * @param zone of moments that name none
   * @throws IOException if it cannot be read, or tells too little to judge
   */
  public static RecordedLog read(String name, Source source, ZoneId zone) throws IOException {
    return read(name, source, zone, MOST_ENTRIES, MOST_JOBS);
  }

  static RecordedLog read(String name, Source source, ZoneId zone, int mostEntries, int mostJobs)
      throws IOException {
    List<LogEntry> entries = new ArrayList<>();
    long[] more = {0};
    LogReader reader =
        new LogReader(
            zone,
            entry -> {
              if (entries.size() < mostEntries) {
                entries.add(entry);
              } else {
                more[0]++;
              }
            });
    reader.read(source);
    if (entries.isEmpty()) {
      throw new IOException(
          "no line has both a time and a status; a table names them in its first line:"
              + " time, job, status");
    }
    boolean isNamed = entries.stream().anyMatch(entry -> !entry.job().isEmpty());
    List<LoggedJob> jobs = isNamed ? byId(entries) : oneAfterTheOther(entries);
    Remarks remarks = new Remarks(reader, entries, isNamed);
    remarks.cut(mostEntries, more[0], "line", "lines");
    remarks.cut(mostJobs, jobs.size() - mostJobs, "job", "jobs");
    return of(name, jobs.subList(0, Math.min(jobs.size(), mostJobs)), remarks);
  }

  private static List<LoggedJob> byId(List<LogEntry> entries) {
    Map<String, LoggedJob> jobs = new LinkedHashMap<>();
    for (LogEntry entry : entries) {
      if (!entry.job().isEmpty()) {
        jobs.computeIfAbsent(entry.job(), id -> new LoggedJob()).add(entry);
      }
    }
    return List.copyOf(jobs.values());
  }

  /** Where no line names a job, each ends before the next begins. */
  private static List<LoggedJob> oneAfterTheOther(List<LogEntry> entries) {
    List<LoggedJob> jobs = new ArrayList<>();
    boolean isOver = true;
    for (LogEntry entry : entries.stream().sorted(Comparator.comparing(LogEntry::at)).toList()) {
      if (isOver || entry.kind() == LogEntry.Kind.SUBMITTED) {
        jobs.add(new LoggedJob());
      }
      jobs.getLast().add(entry);
      isOver = entry.kind() == LogEntry.Kind.ENDED;
    }
    return jobs;
  }

  private static RecordedLog of(String name, List<LoggedJob> jobs, Remarks remarks)
      throws IOException {
    List<LoggedJob> ended = new ArrayList<>();
    List<Sighting> seen = new ArrayList<>();
    for (LoggedJob job : jobs) {
      Optional<Sighting> sighting = job.sighting();
      sighting.ifPresent(seen::add);
      if (sighting.filter(Sighting.Ended.class::isInstance).isPresent()) {
        ended.add(job);
      }
    }
    if (ended.size() < FEWEST_ENDS) {
      throw new IOException(
          "it has " + ended.size() + " jobs with a beginning and an end; two are needed at least");
    }
    DurationLaw law = law(seen);
    List<Sighting.Ended> ends =
        seen.stream()
            .flatMap(one -> one instanceof Sighting.Ended end ? Stream.of(end) : Stream.of())
            .toList();
    double calls = ended.stream().mapToLong(LoggedJob::calls).sum();
    Ledger ledger =
        new Ledger(
            ended.size(),
            calls,
            Duration.ZERO,
            sum(ends.stream().map(end -> end.by().minus(end.after())).toList()));
    Duration late =
        sum(ends.stream().map(end -> lateness(end, law)).toList()).dividedBy(ends.size());
    Duration horizon =
        ends.stream()
            .map(Sighting.Ended::by)
            .max(Comparator.naturalOrder())
            .orElseThrow()
            .multipliedBy(3);
    return new RecordedLog(
        name,
        ledger,
        late,
        new NamedLaw(law, "as in " + name),
        ExpectedCost.frontier(law, horizon, CHEAPEST, DEAREST, FRONTIER_POINTS),
        remarks.of(jobs, ended, seen.size() - ends.size()));
  }

  /** By what a client would have learned of the same jobs, evenly chosen where there are many. */
  private static DurationLaw law(List<Sighting> seen) throws IOException {
    int count = Math.min(SAMPLE, seen.size());
    LearnedDurations learned = new LearnedDurations();
    learned.restore(
        IntStream.range(0, count)
            .mapToObj(i -> seen.get((int) ((long) i * seen.size() / count)))
            .map(one -> new Remembered(CLASS, one, SourceLength.unknown()))
            .toList());
    return learned
        .knowledge(CLASS, SourceLength.unknown())
        .law()
        .orElseThrow(() -> new IOException("it has too few jobs with an end"));
  }

  /** A law under a name that says where it comes from. */
  private record NamedLaw(DurationLaw law, String describe) implements DurationLaw {

    @Override
    public double survival(Duration time) {
      return law.survival(time);
    }

    @Override
    public Optional<Duration> quantile(double share) {
      return law.quantile(share);
    }
  }

  private static Duration sum(List<Duration> all) {
    return all.stream().reduce(Duration.ZERO, Duration::plus);
  }

  /** How late an end was seen, given that it lay between two calls: the mean of the law there. */
  private static Duration lateness(Sighting.Ended end, DurationLaw law) {
    Duration gap = end.by().minus(end.after());
    double before = law.survival(end.after());
    double after = law.survival(end.by());
    if (before - after < 1e-9) {
      return gap.dividedBy(2);
    }
    double over = 0;
    for (int step = 0; step < STEPS; step++) {
      Duration at = end.after().plus(gap.multipliedBy(2L * step + 1).dividedBy(2L * STEPS));
      over += (before - law.survival(at)) / (before - after) / STEPS;
    }
    return Duration.ofNanos(Math.round(gap.toNanos() * Math.clamp(over, 0, 1)));
  }

  /** Calls for each job, on average. */
  public double calls() {
    return ledger.calls() / ledger.jobs();
  }

  /** The longest that ends can have been seen late, on average. */
  public Duration mostLateness() {
    return ledger.mostLateness().dividedBy(ledger.jobs());
  }

  /**
   * What the polling cost, and what the best would cost.
   *
   * @param price r: how many seconds of lateness one call is worth
   */
  public String verdict(Duration price) {
    ExpectedCost best =
        frontier.stream()
            .min(Comparator.comparingDouble(each -> at(price, each.calls(), each.lateness())))
            .orElseThrow();
    double times = at(price, calls(), lateness) / at(price, best.calls(), best.lateness());
    return "It asked "
        + Amounts.times(calls())
        + " a job and heard of the end about "
        + Amounts.roughly(lateness)
        + " late, at most "
        + Amounts.roughly(mostLateness())
        + " on average. At "
        + Durations.text(price)
        + " a call the best possible is "
        + Amounts.calls(best.calls())
        + " and "
        + Amounts.roughly(best.lateness())
        + "; this costs "
        + Amounts.factor(times)
        + ".";
  }

  private static double at(Duration price, double calls, Duration late) {
    return calls + late.toNanos() / (double) price.toNanos();
  }

  /** How many jobs there are, and how long they took. */
  public String jobs() {
    return String.format(Locale.ROOT, "%,d jobs in %s", ledger.jobs(), name)
        + quantile(0.5).map(half -> ": half of them took less than " + half).orElse("")
        + quantile(0.95).map(most -> ", 95 % less than " + most).orElse("")
        + ".";
  }

  private Optional<String> quantile(double share) {
    return law.quantile(share).map(Amounts::roughly);
  }
}
