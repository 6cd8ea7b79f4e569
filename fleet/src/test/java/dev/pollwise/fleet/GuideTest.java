package dev.pollwise.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollwise.fleet.sql.JobRow.State;
import dev.pollwise.simulator.SimulatorServer;
import dev.pollwise.simulator.job.DurationLaw;
import dev.pollwise.simulator.scenario.Scenario;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the front page and the guide show works as it stands. */
class GuideTest {

  private static final Path GUIDE = Path.of("../docs/fleet.md");
  private static final Path README = Path.of("../README.md");

  /** What the ten lines take for granted: orders of the reader's own, in the same database. */
  @SuppressWarnings("InlineFormatString") // a program, above what it is for
  private static final String AROUND =
      """
      import static java.time.Duration.ofMinutes;

      import dev.pollwise.client.TranslationRequest;
      import dev.pollwise.fleet.Fleet;
      import dev.pollwise.fleet.FleetOutcome;
      import java.net.URI;
      import java.sql.Connection;
      import java.sql.PreparedStatement;
      import java.sql.ResultSet;
      import java.sql.SQLException;
      import javax.sql.DataSource;

      public final class TenLines {

        static final class Orders {
          void insert(Connection transaction, String order) throws SQLException {
            write(transaction, "insert into orders (name, outcome) values (?, '')", order);
          }

          void settle(Connection transaction, String reference, FleetOutcome outcome)
              throws SQLException {
            write(transaction, "update orders set outcome = outcome || 'x' where name = ?", reference);
          }

          private static void write(Connection transaction, String sql, String order)
              throws SQLException {
            try (PreparedStatement statement = transaction.prepareStatement(sql)) {
              statement.setString(1, order);
              statement.executeUpdate();
            }
          }
        }

        public static String run(DataSource dataSource, URI video, String key) throws Exception {
          Orders orders = new Orders();
          String order = "order-17";
      %s
          return "";
        }
      }
      """;

  @TempDir Path folder;

  private static List<String> blocks(Path page) throws IOException {
    return Pattern.compile("```java\n(.*?)```", Pattern.DOTALL)
        .matcher(Files.readString(page))
        .results()
        .map(block -> block.group(1))
        .filter(block -> block.contains("Fleet."))
        .toList();
  }

  @Test
  void theFrontPageShowsTheSameTenLines() throws IOException {
    assertThat(blocks(README)).isEqualTo(blocks(GUIDE)).hasSize(1);
  }

  @Test
  void theTenLinesWork() throws Exception {
    DataSource source = Store.SQLITE.open(folder);
    try (var connection = source.getConnection();
        var statement = connection.createStatement()) {
      statement.execute("create table orders (name text primary key, outcome text)");
    }
    try (SimulatorServer simulator =
        SimulatorServer.builder()
            .port(0)
            .timeScale(20)
            .scenario(Scenario.lasting(DurationLaw.fixed(Duration.ofSeconds(2))))
            .build()
            .start()) {
      String lines =
          blocks(GUIDE)
              .getFirst()
              .replace("https://api.heygen.com", simulator.uri().toString())
              // Whoever reads on has a service that goes on; here it waits for the one order.
              .replaceFirst("\n}\\s*$", "\n" + WAIT + "}\n");
      compile("TenLines", AROUND.formatted(lines));

      assertThat(run(source)).isEqualTo("x");
      assertThat(simulator.report(Duration.ofSeconds(5)).onlyClient().submits()).isEqualTo(1);
    }
  }

  private static final String WAIT =
      """
        for (int i = 0; i < 2_000; i++) {
          try (Connection look = dataSource.getConnection();
              ResultSet row = look.createStatement().executeQuery("select outcome from orders")) {
            row.next();
            if (!row.getString(1).isEmpty()) {
              return row.getString(1);
            }
          }
          java.util.concurrent.locks.LockSupport.parkNanos(20_000_000);
        }
      """;

  private void compile(String name, String source) throws IOException {
    Path file = Files.writeString(folder.resolve(name + ".java"), source);
    ByteArrayOutputStream complaints = new ByteArrayOutputStream();
    int failed =
        ToolProvider.getSystemJavaCompiler()
            .run(
                null,
                null,
                complaints,
                "-proc:none",
                "-nowarn",
                "-cp",
                System.getProperty("java.class.path"),
                "-d",
                folder.toString(),
                file.toString());
    assertThat(failed).as(complaints.toString(StandardCharsets.UTF_8)).isZero();
  }

  private Object run(DataSource source) throws Exception {
    try (URLClassLoader loader = new URLClassLoader(new URL[] {folder.toUri().toURL()})) {
      return loader
          .loadClass("TenLines")
          .getMethod("run", DataSource.class, URI.class, String.class)
          .invoke(null, source, URI.create("https://example.com/video.mp4"), "key");
    } catch (InvocationTargetException thrown) {
      throw new AssertionError(thrown.getCause());
    }
  }

  @Test
  void theTableOfMetersIsWhatThereIs() throws IOException {
    SimpleMeterRegistry registry = new SimpleMeterRegistry();
    FleetMeters meters = new FleetMeters(registry);
    meters.leftAlone();
    meters.delivered(new FleetOutcome.Refused("no", ""), true);
    meters.sent(false);
    meters.overtaken();
    meters.databaseFailed("53100");
    meters.stepFailed("look");
    meters.late(Duration.ofMillis(1));
    meters.webhook("accepted");
    meters.polled("seen");
    meters.jobs(Map.of("main", Map.of(State.WATCHING, 1L)), 1);

    Map<String, String> there = new TreeMap<>();
    for (Meter meter : registry.getMeters()) {
      there.put(
          meter.getId().getName(),
          String.join(
              ", ", new TreeSet<>(meter.getId().getTags().stream().map(Tag::getKey).toList())));
    }
    Map<String, String> told = new TreeMap<>();
    Pattern.compile("^\\| `(pollwise\\.[a-z.]+)` \\| ([^|]*)\\|", Pattern.MULTILINE)
        .matcher(Files.readString(GUIDE))
        .results()
        .forEach(row -> told.put(row.group(1), row.group(2).replace("`", "").strip()));

    assertThat(told).isEqualTo(there);
  }
}
