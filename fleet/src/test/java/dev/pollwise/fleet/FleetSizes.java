package dev.pollwise.fleet;

import static java.util.stream.Collectors.joining;
import static org.awaitility.Awaitility.await;

import dev.pollwise.client.policy.Pacing;
import dev.pollwise.client.webhook.WebhookVerifier.Rules;
import dev.pollwise.simulator.job.DurationLaw;
import dev.pollwise.simulator.scenario.Scenario;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.sql.DataSource;

/** How large tables and indexes are while as many jobs as before are polled on and on. */
final class FleetSizes {

  private static final int JOBS = 50;
  private static final Duration BETWEEN_POLLS = Duration.ofMillis(50);

  /** What the moment decides at which it is looked. */
  private static final long FEW_PAGES = 12 * 8_192;

  private FleetSizes() {}

  /**
   * Sizes in bytes by relation, after each of some parts of the same work. What the database's own
   * housekeeping would do in an hour is done after each part.
   *
   * @param steps that jobs take in each part
   */
  static List<Map<String, Long>> after(DataSource source, int parts, long steps) {
    List<Map<String, Long>> sizes = new ArrayList<>();
    try (Service service = Service.on(source, Scenario.lasting(DurationLaw.stuck()))) {
      Fleet fleet =
          service.start(account ->
              account
                  .policy(Service.QUICK.withPacing(new Pacing.Fixed(BETWEEN_POLLS)))
                  .webhooks(Rules.unsigned()));
      for (int i = 0; i < JOBS; i++) {
        fleet.submit("main", "order-" + i, Service.SPANISH);
      }
      for (int part = 1; part <= parts; part++) {
        long wanted = part * steps;
        await()
            .atMost(Duration.ofMinutes(30))
            .pollInterval(Duration.ofMillis(20))
            .until(() -> service.count("select sum(rev) from pollwise_job") >= wanted);
        tidy(source);
        sizes.add(sizes(source));
      }
    }
    return sizes;
  }

  private static void tidy(DataSource source) {
    try (Connection connection = source.getConnection();
        Statement statement = connection.createStatement()) {
      for (String table : List.of("job", "account", "task", "learned", "event")) {
        statement.execute("vacuum pollwise_" + table);
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Map<String, Long> sizes(DataSource source) {
    Map<String, Long> sizes = new TreeMap<>();
    try (Connection connection = source.getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "select relname, pg_relation_size(oid) from pg_class where relname like"
                    + " 'pollwise%' and relkind in ('r', 'i')")) {
      while (rows.next()) {
        sizes.put(rows.getString(1), rows.getLong(2));
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    return sizes;
  }

  /** In which relations the last part of the work has left more than the one before. */
  static String grown(List<Map<String, Long>> sizes) {
    Map<String, Long> middle = sizes.get(sizes.size() - 2);
    return sizes.getLast().entrySet().stream()
        .filter(entry ->
            entry.getValue() > middle.getOrDefault(entry.getKey(), 0L) * 11 / 10 + FEW_PAGES)
        .map(entry -> told(entry.getKey(), sizes))
        .collect(joining(", "));
  }

  /** The size of a relation after each part. */
  static String told(String relation, List<Map<String, Long>> sizes) {
    return relation
        + " "
        + sizes.stream()
            .map(part -> part.getOrDefault(relation, 0L) / 1_024 + " kB")
            .collect(joining(" -> "));
  }
}
