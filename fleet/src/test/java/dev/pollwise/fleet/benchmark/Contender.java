package dev.pollwise.fleet.benchmark;

import static java.util.Objects.requireNonNull;

import com.sun.management.OperatingSystemMXBean;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.pollwise.client.http.Credentials;
import dev.pollwise.client.http.HeyGenApi;
import dev.pollwise.client.job.Answer;
import dev.pollwise.client.job.JobEvent;
import dev.pollwise.client.job.JobId;
import dev.pollwise.client.job.ResumeToken;
import dev.pollwise.client.job.ResumeToken.JobTraits;
import dev.pollwise.client.policy.Pacing;
import dev.pollwise.client.policy.PollingPolicy;
import dev.pollwise.client.poll.DurableWait;
import dev.pollwise.client.poll.DurableWait.Surroundings;
import dev.pollwise.client.poll.Poller;
import dev.pollwise.client.poll.StatusSource;
import dev.pollwise.client.request.ServerContext;
import dev.pollwise.fleet.Fleet;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.distribution.DistributionStatisticConfig;
import io.micrometer.core.instrument.distribution.ValueAtPercentile;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.lang.management.ManagementFactory;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import javax.sql.DataSource;

/** One process of {@link FleetBenchmark}; its last line is what it has measured of itself. */
final class Contender {

  private static final Duration WARM_UP = Duration.ofSeconds(15);
  private static final int CROWD_AT_ONCE = 20;

  /** Far fewer than it takes until none is left. */
  private static final int CROWD_SECONDS = 8;

  private final LongAdder polls = new LongAdder();
  private final LongAdder statements = new LongAdder();
  private final AtomicLong first = new AtomicLong();
  private final AtomicLong last = new AtomicLong();
  private final List<String> ids;
  private final URI server;
  private final Duration interval;
  private final Duration measured;

  private Contender(List<String> ids, URI server, int perSecond, Duration measured) {
    this.ids = ids;
    this.server = server;
    this.interval = Duration.ofMillis(1_000L * ids.size() / perSecond);
    this.measured = measured;
  }

  /** Runs one contender. */
  public static void main(String[] args) throws Exception {
    Contender contender =
        new Contender(
            Files.readAllLines(Path.of(args[3])),
            URI.create(args[2]),
            Integer.parseInt(args[4]),
            Duration.ofSeconds(Long.parseLong(args[5])));
    if (args[0].equals("client")) {
      contender.client();
    } else {
      contender.fleet(args[1], Integer.parseInt(args[6]), args[7].equals("1"));
    }
    System.exit(0);
  }

  private PollingPolicy policy() {
    return PollingPolicy.defaults()
        .withPacing(Pacing.fixed(interval))
        .withJitter(PollingPolicy.Jitter.none())
        .withDeadline(Duration.ofDays(2));
  }

  private void heard(JobEvent event) {
    if (event instanceof JobEvent.Polled || event instanceof JobEvent.Missed) {
      polls.increment();
      long now = System.nanoTime();
      first.compareAndSet(0, now);
      last.set(now);
    }
  }

  /** Without the call about several jobs. */
  private static StatusSource singly(HeyGenApi api) {
    return new StatusSource() {
      @Override
      public CompletionStage<Answer> ask(JobId job) {
        return api.ask(job);
      }
    };
  }

  private void client() throws InterruptedException {
    ServerContext context =
        new ServerContext(server, null, ServerContext.virtualThreads(), new SplittableRandom(7));
    HeyGenApi api = HeyGenApi.at(server, Credentials.apiKey("benchmark"), context, null);
    try (ScheduledExecutorService timer = Executors.newScheduledThreadPool(1);
        Poller poller =
            Poller.builder(singly(api)).policy(policy()).listener(this::heard).build()) {
      for (int i = 0; i < ids.size(); i++) {
        JobId job = JobId.of(ids.get(i));
        long at = interval.toNanos() / ids.size() * i;
        // Who has just begun asks at once: so many are due a second from the start.
        var unused = timer.schedule(() -> poller.watch(job), at, TimeUnit.NANOSECONDS);
      }
      measure(new SimpleMeterRegistry());
      timer.shutdownNow();
    }
  }

  private void fleet(String url, int copy, boolean isCrowd) throws Exception {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(url);
    config.setMaximumPoolSize(20);
    try (HikariDataSource pool = new HikariDataSource(config)) {
      Fleet.migrate(pool);
      if (copy == 0) {
        park(pool, isCrowd);
      } else {
        new CountDownLatch(1).await(10, TimeUnit.SECONDS);
      }
      SimpleMeterRegistry registry = new SimpleMeterRegistry();
      registry
          .config()
          .meterFilter(
              new MeterFilter() {
                @Override
                public DistributionStatisticConfig configure(
                    Meter.Id id, DistributionStatisticConfig usual) {
                  return DistributionStatisticConfig.builder()
                      .percentiles(0.5, 0.99)
                      .expiry(measured)
                      .bufferLength(1)
                      .build()
                      .merge(usual);
                }
              });
      try (Fleet fleet =
          Fleet.on(counting(pool))
              .account(
                  "main", account -> account.server(server).apiKey("benchmark").policy(policy()))
              .listener(this::heard)
              .onOutcome((job, outcome, transaction) -> {})
              .meters(registry)
              .copyName("copy-" + copy)
              .atOnce(isCrowd ? CROWD_AT_ONCE : 200)
              .start()) {
        requireNonNull(fleet);
        if (isCrowd) {
          drain();
        } else {
          measure(registry);
        }
      }
    }
  }

  /** Jobs that are watched already, their next calls spread evenly over an interval. */
  private void park(DataSource source, boolean isCrowd) throws SQLException {
    Instant begun = Instant.now();
    long now = ChronoUnit.MICROS.between(Instant.EPOCH, begun);
    try (Connection connection = source.getConnection()) {
      connection.setAutoCommit(false);
      try (PreparedStatement job =
              connection.prepareStatement(
                  "insert into pollwise_job (id, account, reference, language, languages, state,"
                      + " body_hash, idempotency_key, callback_id, traits, asked_at, first_sent_at,"
                      + " sends, remote_id, begun_at, wait, due_at) values (?, 'main', ?,"
                      + " 'Spanish', 1, 'WATCHING', '', ?, ?, ?, ?, ?, 1, ?, ?, ?, ?)");
          PreparedStatement task =
              connection.prepareStatement(
                  "insert into pollwise_task (task_name, task_instance, execution_time, picked,"
                      + " version) values ('pollwise-watch', ?, to_timestamp(? / 1e6), false,"
                      + " 1)")) {
        String traits =
            new ResumeToken(server, JobId.of("unknown"), begun, JobTraits.unknown()).toString();
        for (int i = 0; i < ids.size(); i++) {
          String id = "pw-%08d".formatted(i);
          ResumeToken token =
              new ResumeToken(server, JobId.of(ids.get(i)), begun, JobTraits.unknown());
          String wait =
              DurableWait.running(token, policy(), Surroundings.alone(Duration.ZERO, begun, 0.5))
                  .durable()
                  .text();
          long due =
              isCrowd
                  ? now
                  : now
                      + Duration.ofSeconds(5).toNanos() / 1_000
                      + interval.toNanos() / 1_000 / ids.size() * i;
          set(job, id, "order-" + i, id, id, traits, now, now, ids.get(i), now, wait, due);
          set(task, id, due);
        }
        job.executeBatch();
        task.executeBatch();
      }
      connection.commit();
    }
  }

  private static void set(PreparedStatement statement, Object... values) throws SQLException {
    for (int i = 0; i < values.length; i++) {
      statement.setObject(i + 1, values[i]);
    }
    statement.addBatch();
  }

  private void measure(SimpleMeterRegistry registry) throws InterruptedException {
    CountDownLatch never = new CountDownLatch(1);
    never.await(WARM_UP.toSeconds(), TimeUnit.SECONDS);
    OperatingSystemMXBean system =
        (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    long cpu = system.getProcessCpuTime();
    long before = polls.sum();
    long sent = statements.sum();
    long began = System.nanoTime();
    never.await(measured.toSeconds(), TimeUnit.SECONDS);
    double seconds = (System.nanoTime() - began) / 1e9;
    double cpuMillis = (system.getProcessCpuTime() - cpu) / 1e6;
    double[] late = new double[2];
    registry
        .find("pollwise.fleet.start.lateness")
        .timers()
        .forEach(timer -> {
          ValueAtPercentile[] values = timer.takeSnapshot().percentileValues();
          for (int i = 0; i < Math.min(2, values.length); i++) {
            late[i] = values[i].value(TimeUnit.MILLISECONDS);
          }
        });
    System.out.println(
        (polls.sum() - before)
            + " "
            + seconds
            + " "
            + cpuMillis
            + " "
            + (statements.sum() - sent)
            + " "
            + late[0]
            + " "
            + late[1]);
  }

  /** All are due at once: how many are asked about in a while. */
  private void drain() throws InterruptedException {
    CountDownLatch never = new CountDownLatch(1);
    while (polls.sum() == 0) {
      never.await(50, TimeUnit.MILLISECONDS);
    }
    never.await(CROWD_SECONDS, TimeUnit.SECONDS);
    double seconds = (last.get() - first.get()) / 1e9;
    System.out.println(polls.sum() + " " + seconds + " 0 " + statements.sum() + " 0 0");
  }

  /** Counts what is sent: every execution of a statement, whoever makes it. */
  private DataSource counting(DataSource source) {
    return (DataSource) counted(source, DataSource.class);
  }

  private Object counted(Object target, Class<?> type) {
    return Proxy.newProxyInstance(
        Contender.class.getClassLoader(),
        new Class<?>[] {type},
        (proxy, method, arguments) -> {
          if (method.getName().startsWith("execute")) {
            statements.increment();
          }
          Object result;
          try {
            result = method.invoke(target, arguments);
          } catch (InvocationTargetException failure) {
            throw failure.getCause();
          }
          return switch (result) {
            case null -> null;
            case Connection connection -> counted(connection, Connection.class);
            case PreparedStatement statement -> counted(statement, PreparedStatement.class);
            default -> result;
          };
        });
  }
}
