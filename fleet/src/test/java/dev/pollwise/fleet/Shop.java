package dev.pollwise.fleet;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.pollwise.client.TranslationRequest;
import dev.pollwise.client.job.JobEvent;
import dev.pollwise.client.job.JobOutcome;
import dev.pollwise.client.policy.Pacing;
import dev.pollwise.client.policy.PollingPolicy;
import dev.pollwise.fleet.task.Copy.Step;
import dev.pollwise.fleet.task.Copy.Steps;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import javax.sql.DataSource;

/**
 * One copy of a small service: orders in a table of its own, of each a translation, and what came
 * of it written in the handler's transaction. As a process it says each step on its standard
 * output, obeys its standard input, and stops being where it is told to.
 */
final class Shop implements AutoCloseable {

  private static final URI VIDEO = URI.create("https://example.com/video.mp4");
  private static final List<String> LANGUAGES =
      List.of("Spanish (Spain)", "French (France)", "Japanese (Japan)");
  private static final Logger LOG = Logger.getLogger("dev.pollwise.fleet");

  /** How a copy is to be; see {@link #arguments} for how it comes to a process. */
  record Setup(
      String database,
      URI server,
      String copy,
      Duration heartbeat,
      Duration window,
      Duration unknownAfter) {

    static Setup of(String database, URI server) {
      return new Setup(
          database,
          server,
          "copy",
          Duration.ofMillis(250),
          Duration.ofHours(24),
          Duration.ofSeconds(2));
    }

    Setup named(String name) {
      return new Setup(database, server, name, heartbeat, window, unknownAfter);
    }

    Setup beating(Duration interval) {
      return new Setup(database, server, copy, interval, window, unknownAfter);
    }

    /** Of a session of PostgreSQL. */
    Setup option(String option) {
      String address = database + "&options=-c%20" + option;
      return new Setup(address, server, copy, heartbeat, window, unknownAfter);
    }

    /** Of a server that knows no keys. */
    Setup keyless() {
      return new Setup(database, server, copy, heartbeat, Duration.ZERO, unknownAfter);
    }

    List<String> arguments() {
      return List.of(
          database,
          server.toString(),
          copy,
          heartbeat.toString(),
          window.toString(),
          unknownAfter.toString());
    }

    private static Setup parse(String[] arguments) {
      return new Setup(
          arguments[0],
          URI.create(arguments[1]),
          arguments[2],
          Duration.parse(arguments[3]),
          Duration.parse(arguments[4]),
          Duration.parse(arguments[5]));
    }
  }

  /** Of the order that this thread hands to the fleet. */
  private static final ThreadLocal<String> ordered = ThreadLocal.withInitial(() -> "");

  private final Setup setup;
  private final Fleet fleet;

  Shop(Setup setup, DataSource source, Steps steps, JobEvent.Listener listener) {
    this.setup = setup;
    this.fleet =
        Fleet.on(source)
            .account(
                "main",
                account ->
                    account
                        .server(setup.server())
                        .apiKey("key")
                        .policy(
                            PollingPolicy.defaults()
                                .withPacing(
                                    Pacing.exponential(
                                        Duration.ofMillis(200), 1.5, Duration.ofSeconds(1)))
                                .withAttemptTimeout(Duration.ofSeconds(4)))
                        .idempotencyWindow(setup.window())
                        .unknownAfter(setup.unknownAfter()))
            .copyName(setup.copy())
            .heartbeat(setup.heartbeat())
            .steps(steps)
            .listener(listener)
            .onOutcome(this::settle)
            .start();
  }

  /** Its tables, and the fleet's. */
  static void prepare(DataSource source) {
    Fleet.migrate(source);
    try (Connection connection = source.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("create table orders (id varchar(100) primary key)");
      statement.execute(
          "create table tellings (job varchar(50), reference varchar(100), outcome varchar(50),"
              + " copy varchar(50))");
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  static DataSource source(String database) {
    return database.startsWith("jdbc:")
        ? Store.pool(database, 8)
        : SqliteFile.at(Path.of(database));
  }

  Fleet fleet() {
    return fleet;
  }

  /** An order and its job, in one transaction. */
  void order(String reference, int languages) throws SQLException {
    ordered.set(reference);
    try (Connection transaction = fleet.dataSource().getConnection()) {
      transaction.setAutoCommit(false);
      try (PreparedStatement insert =
          transaction.prepareStatement(
              "insert into orders (id) values (?) on conflict do nothing")) {
        insert.setString(1, reference);
        insert.executeUpdate();
      }
      fleet.submit(
          transaction,
          "main",
          reference,
          TranslationRequest.of(VIDEO, LANGUAGES.subList(0, languages).toArray(String[]::new)));
      transaction.commit();
    }
  }

  private void settle(FleetJob job, FleetOutcome outcome, Connection transaction)
      throws SQLException {
    try (PreparedStatement insert =
        transaction.prepareStatement(
            "insert into tellings (job, reference, outcome, copy) values (?, ?, ?, ?)")) {
      insert.setString(1, job.id());
      insert.setString(2, job.reference());
      insert.setString(3, word(outcome));
      insert.setString(4, setup.copy());
      insert.executeUpdate();
    }
  }

  private static String word(FleetOutcome outcome) {
    return switch (outcome) {
      case FleetOutcome.Waited(JobOutcome.Ended(var status)) -> status.getClass().getSimpleName();
      case FleetOutcome.Waited(JobOutcome other) -> other.getClass().getSimpleName();
      case FleetOutcome.Refused refused -> "Refused";
      case FleetOutcome.Unknown unknown -> "Unknown";
    };
  }

  @Override
  public void close() {
    fleet.close();
  }

  /** What happens to a process at a step. */
  enum Fate {
    /** It is gone, without a word to anybody. */
    HALT,
    /** The step does not go on before the process is told to {@code go}. */
    HOLD,
    /** The database cannot be reached; it is gone once it has said what it cannot write. */
    CUT
  }

  /** Which fate meets an order at which step. */
  private record Plan(Fate fate, Step where) {}

  private static final CountDownLatch GO = new CountDownLatch(1);
  private static final Map<String, Plan> PLANS = new ConcurrentHashMap<>();
  private static final Map<String, String> REFERENCES = new ConcurrentHashMap<>();

  /** Takes {@code order REFERENCE LANGUAGES}, with {@code FATE STEP} if it is not to go well. */
  public static void main(String[] arguments) throws Exception {
    Setup setup = Setup.parse(arguments);
    Unplugged source = new Unplugged(source(setup.database()));
    LOG.setUseParentHandlers(false);
    LOG.addHandler(new Sayer(source));
    Steps steps =
        (step, id) -> {
          String request = id.replaceAll("-\\d+$", "");
          String reference =
              step == Step.ASKED
                  ? REFERENCES.computeIfAbsent(request, any -> ordered.get())
                  : REFERENCES.getOrDefault(request, id);
          say("at " + step + " " + reference);
          Plan plan = PLANS.get(reference);
          if (plan != null && plan.where() == step) {
            meet(plan.fate(), source);
          }
        };
    Shop shop = new Shop(setup, source, steps, event -> say("heard of " + event.jobId()));
    say("ready");
    BufferedReader in = new BufferedReader(new InputStreamReader(System.in, UTF_8));
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      String[] words = line.split(" ", -1);
      if (words[0].equals("go")) {
        GO.countDown();
        continue;
      }
      if (words.length > 3) {
        PLANS.put(words[1], new Plan(Fate.valueOf(words[3]), Step.valueOf(words[4])));
      }
      Thread.ofVirtual().start(() -> take(shop, words[1], Integer.parseInt(words[2])));
    }
    Runtime.getRuntime().halt(3); // whoever has started it is gone
  }

  private static void take(Shop shop, String reference, int languages) {
    try {
      shop.order(reference, languages);
      say("ordered " + reference);
    } catch (SQLException | RuntimeException failed) {
      say("failed " + reference + " " + failed);
    }
  }

  private static void meet(Fate fate, Unplugged source) {
    switch (fate) {
      case HALT -> Runtime.getRuntime().halt(9);
      case HOLD -> {
        try {
          GO.await();
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
        }
      }
      case CUT -> source.cut();
    }
  }

  @SuppressWarnings("SystemOut") // it is how a process speaks
  private static synchronized void say(String line) {
    System.out.println(line);
    System.out.flush();
  }

  /**
   * Says what a person would read in the log; the ids that cannot be written are the last words.
   */
  private static final class Sayer extends Handler {
    private final Unplugged source;

    Sayer(Unplugged source) {
      this.source = source;
    }

    @Override
    public void publish(LogRecord entry) {
      if (entry.getLevel().intValue() >= Level.WARNING.intValue()) {
        Object[] parameters = entry.getParameters();
        String text =
            parameters == null
                ? entry.getMessage()
                : java.text.MessageFormat.format(entry.getMessage(), parameters);
        say(entry.getLevel() + " " + text.replace('\n', ' '));
        if (source.isCut() && text.contains("which cannot be written yet")) {
          Runtime.getRuntime().halt(9);
        }
      }
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }
}
