package dev.pollwise.fleet.task;

import static java.util.Objects.requireNonNull;

import dev.pollwise.client.request.PollClock;
import dev.pollwise.fleet.sql.Database;
import dev.pollwise.fleet.sql.Dialect;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.Future;

/**
 * The time of the database, which is the same for all copies, however wrong the clock of one may
 * be; between two looks at it the steady clock goes on. An SQLite file has no clock of its own:
 * there it is the wall clock's time at the start. Safe for any thread.
 */
public final class FleetClock implements PollClock {

  private static final Duration FARTHEST = Duration.ofMillis(200);

  private final PollClock machine;
  private final Database database;
  private volatile Anchor anchor;
  private volatile boolean isAdjusted;

  /** At that steady time it was that instant. */
  private record Anchor(Duration steady, Instant instant) {}

  /**
   * Looks at the clock of the database.
   *
   * @param machine measures and times
   */
  public FleetClock(PollClock machine, Database database) {
    this.machine = requireNonNull(machine, "machine");
    this.database = requireNonNull(database, "database");
    this.anchor = new Anchor(machine.steady(), machine.instant());
    adjust();
  }

  /** Looks at the clock of the database; a look that took long teaches nothing. */
  public void adjust() {
    if (database.dialect() == Dialect.POSTGRESQL) {
      Duration before = machine.steady();
      Instant now =
          micros(
              database
                  .one(
                      "select (extract(epoch from clock_timestamp()) * 1000000)::bigint",
                      row -> row.getLong(1))
                  .orElseThrow());
      Duration took = machine.steady().minus(before);
      if (!isAdjusted || took.compareTo(FARTHEST) < 0) {
        anchor = new Anchor(before.plus(took.dividedBy(2)), now);
        isAdjusted = true;
      }
    }
  }

  @Override
  public Instant instant() {
    Anchor known = anchor;
    return known.instant().plus(machine.steady().minus(known.steady()));
  }

  /** Now, in microseconds since 1970. */
  public long now() {
    return micros(instant());
  }

  @Override
  public Duration steady() {
    return machine.steady();
  }

  @Override
  public Future<?> after(Duration delay, Runnable task) {
    return machine.after(delay, task);
  }

  /** As a column has it. */
  public static long micros(Instant instant) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, instant);
  }

  /** As a column has it. */
  public static Instant micros(long micros) {
    return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
  }

  /** As a column has it; the longest there is where it is longer. */
  public static long micros(Duration duration) {
    return duration.compareTo(Duration.ofDays(36_500)) > 0
        ? Duration.ofDays(36_500).toNanos() / 1_000
        : duration.toNanos() / 1_000;
  }

  /** From a column. */
  public static Duration duration(long micros) {
    return Duration.of(micros, ChronoUnit.MICROS);
  }
}
