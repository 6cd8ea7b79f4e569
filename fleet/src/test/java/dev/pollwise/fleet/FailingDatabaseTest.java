package dev.pollwise.fleet;

import static dev.pollwise.fleet.Service.QUICK;
import static dev.pollwise.fleet.Service.SPANISH;
import static dev.pollwise.fleet.Service.until;
import static java.time.Duration.ofMillis;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import dev.pollwise.client.job.JobOutcome;
import dev.pollwise.fleet.Fleet.Query;
import dev.pollwise.fleet.FleetJob.State;
import dev.pollwise.fleet.sql.Database.DatabaseException;
import dev.pollwise.fleet.task.Copy.Step;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A database that fails some of what it is asked, in the middle of steps. */
class FailingDatabaseTest {

  private static final int JOBS = 6;
  private static final String FULL = "the disk of this test is full";
  private static final Logger LOG = Logger.getLogger("dev.pollwise.fleet");

  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

  @TempDir Path folder;

  /** Some of what is asked, the same in each run but for the order of threads. */
  private static Supplier<Boolean> share(double share) {
    SplittableRandom random = new SplittableRandom(7);
    return () -> {
      synchronized (random) {
        return random.nextDouble() < share;
      }
    };
  }

  private static Optional<SQLException> failure(String state) {
    return Optional.of(new SQLException("it fails", state));
  }

  private Fleet start(Service service) {
    return service.start(account -> account.policy(QUICK), more -> more.meters(meters));
  }

  private static void requireOnceEach(Service service) {
    until(() -> service.told() >= JOBS);
    until(() -> service.count("select count(*) from pollwise_job where told_at is null") == 0);
    assertThat(service.paid()).isEqualTo(JOBS);
    assertThat(IntStream.range(0, JOBS).mapToObj(i -> service.outcome("order-" + i)))
        .allSatisfy(outcome -> assertThat(outcome).isInstanceOf(JobOutcome.Ended.class));
  }

  private double failures(String state) {
    Counter counter = meters.find("pollwise.fleet.database.failures").tag("state", state).counter();
    return counter == null ? 0 : counter.count();
  }

  @ParameterizedTest
  @EnumSource(Store.class)
  void whatIsRolledBackForTheSakeOfOthersIsDoneAgainAtOnce(Store store) {
    FaultyDatabase database = new FaultyDatabase(store.open(folder));
    try (Service service = Service.on(database.source(), ofMillis(300))) {
      AtomicInteger statements = new AtomicInteger();
      Fleet fleet = start(service);
      // So seldom that what is done again does not fail again.
      database.failBefore(sql -> {
        int number = sql.contains("pollwise_job") ? statements.incrementAndGet() : 1;
        return number % 15 == 0 ? failure(number % 2 == 0 ? "40P01" : "40001") : Optional.empty();
      });
      for (int i = 0; i < JOBS; i++) {
        fleet.submit("main", "order-" + i, SPANISH);
      }

      requireOnceEach(service);

      assertThat(service.requests("create")).as("each is sent once").hasSize(JOBS);
      assertThat(database.failed()).isGreaterThan(3);
      assertThat(failures("40P01") + failures("40001")).as("steps that had to wait").isZero();
    }
  }

  @ParameterizedTest
  @EnumSource(Store.class)
  void whereNobodyKnowsWhetherItWasCommittedNothingIsLostOrDoneTwice(Store store) {
    FaultyDatabase database = new FaultyDatabase(store.open(folder));
    try (Service service = Service.on(database.source(), ofMillis(300))) {
      Supplier<Boolean> isNext = share(0.1);
      AtomicBoolean isFirstStep = new AtomicBoolean(true);
      Fleet fleet = start(service);
      database.failAfter(sql -> {
        boolean isWrite =
            !sql.startsWith("select") && (sql.contains("job") || sql.equals("commit"));
        boolean isStep = Thread.currentThread().isVirtual();
        return isWrite && (isNext.get() || (isStep && isFirstStep.getAndSet(false)))
            ? failure("08006")
            : Optional.empty();
      });
      for (int i = 0; i < JOBS; i++) {
        int order = i;
        until(() -> {
          try {
            return fleet.submit("main", "order-" + order, SPANISH) != null;
          } catch (DatabaseException unknown) {
            return false;
          }
        });
      }

      requireOnceEach(service);

      assertThat(database.failed()).isPositive();
      assertThat(failures("08006")).isPositive();
    }
  }

  @ParameterizedTest
  @EnumSource(Store.class)
  @ResourceLock("the log of the fleet")
  void aDiskThatIsFullInTheMiddleOfStepsIsSaidAndWaitedOutAndNobodySpins(Store store) {
    FaultyDatabase database = new FaultyDatabase(store.open(folder));
    String state = store == Store.POSTGRESQL ? "53100" : "13";
    AtomicBoolean isFull = new AtomicBoolean();
    try (Saying saying = new Saying();
        Service service = Service.on(database.source(), ofMillis(300))) {
      Fleet fleet =
          service.start(
              account -> account.policy(QUICK),
              more ->
                  more.meters(meters)
                      .steps((step, id) -> {
                        if (step == Step.LOOKED && isFull.compareAndSet(false, true)) {
                          database.failBefore(sql -> full(store, sql));
                        }
                      }));
      for (int i = 0; i < JOBS; i++) {
        fleet.submit("main", "order-" + i, SPANISH);
      }
      until(() -> failures(state) >= 3);
      int asked = database.asked();
      int requests = service.polls().size() + service.requests("create").size();
      until(() -> failures(state) >= 6);

      assertThat(database.asked() - asked).as("statements meanwhile").isLessThan(500);
      assertThat(service.polls().size() + service.requests("create").size() - requests)
          .as("requests meanwhile")
          .isLessThan(4 * JOBS);
      // What a server accepts meanwhile is told too, for nothing else has written it down yet.
      assertThat(saying.said)
          .filteredOn(said -> !said.contains("cannot be written yet"))
          .singleElement(STRING)
          .contains("the database of the fleet fails", state);
      assertThatThrownBy(() -> fleet.submit("main", "full", SPANISH))
          .isInstanceOf(DatabaseException.class)
          .hasMessageContaining("disk");
      database.heal();
      requireOnceEach(service);
      assertThat(fleet.jobs(Query.all().in(State.DELIVERED))).hasSize(JOBS);
    }
  }

  private static Optional<SQLException> full(Store store, String sql) {
    return sql.startsWith("select")
        ? Optional.empty()
        : Optional.of(
            store == Store.POSTGRESQL
                ? new SQLException(FULL, "53100")
                : new SQLException(FULL, null, 13));
  }

  /** What is said of our disk, while something is meant to be said of it. */
  private static final class Saying extends Handler implements AutoCloseable {
    private final List<String> said = new CopyOnWriteArrayList<>();
    private final Level before = LOG.getLevel();

    Saying() {
      LOG.setUseParentHandlers(false);
      LOG.addHandler(this);
      LOG.setLevel(Level.WARNING);
    }

    @Override
    public void publish(LogRecord entry) {
      Object[] parameters = entry.getParameters();
      String text =
          parameters == null
              ? entry.getMessage()
              : java.text.MessageFormat.format(entry.getMessage(), parameters);
      if (text.contains(FULL)) {
        said.add(text);
      }
    }

    @Override
    public void flush() {}

    @Override
    public void close() {
      LOG.removeHandler(this);
      LOG.setLevel(before);
      LOG.setUseParentHandlers(true);
    }
  }
}
