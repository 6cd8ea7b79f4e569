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

/** How large tables and indexes are while as many jobs as before are polled, or come and go. */
final class FleetSizes {

  private static final int JOBS = 50;
  private static final Duration BETWEEN_POLLS = Duration.ofMillis(50);

  /** What the moment decides at which it is looked. */
  private static final long FEW_PAGES = 3 * 8_192;

  private FleetSizes() {}

  /**
   * Sizes in bytes by relation, after each of some parts of the same work. What the database's own
   * housekeeping would do in an hour is done after each part.
   *
   * @param steps that jobs take in each part
   */
  static List<Map<String, Long>> afterSteps(DataSource source, int parts, long steps) {
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

  /**
   * Sizes in bytes by relation, after each of some crowds of jobs that are submitted, watched, told
   * and, when their time is over, removed. In each part one copy works, then another.
   */
  static List<Map<String, Long>> afterCrowds(DataSource source, int parts, int jobs) {
    List<Map<String, Long>> sizes = new ArrayList<>();
    try (Service service = Service.on(source, Duration.ofMillis(10))) {
      for (int part = 1; part <= parts; part++) {
        service.execute("delete from pollwise_task where task_name = 'pollwise-tidy'");
        Fleet fleet = service.start(account -> account.policy(Service.QUICK));
        for (int i = 0; i < jobs; i++) {
          fleet.submit("main", "order-" + part + "-" + i, Service.SPANISH);
        }
        untilCount(service, "select count(*) from pollwise_job where told_at is null", 0);
        untilCount(
            service, "select count(*) from pollwise_task where task_name <> 'pollwise-tidy'", 0);
        service.stop(fleet);
        if (part == 1) { // as much as is kept of what jobs have shown, or more
          service.execute(
              """
              insert into pollwise_learned (job, kind, server, mode, label, source_ms, traits,
                  after_us, by_us, announced, at)
              select job || '-' || copy, kind, server, mode, label, source_ms, traits,
                  after_us, by_us, announced, at
              from pollwise_learned cross join generate_series(1, %d) as copy
              """
                  .formatted(3_000 / jobs));
        }
        long retention = Duration.ofDays(401).toMillis() * 1_000;
        service.execute("update pollwise_job set told_at = told_at - " + retention);
        service.execute("delete from pollwise_task");
        Fleet next = service.start();
        untilCount(service, "select count(*) from pollwise_job", 0);
        service.stop(next);
        tidy(source);
        sizes.add(sizes(source));
      }
    }
    return sizes;
  }

  private static void untilCount(Service service, String sql, long wanted) {
    await(sql)
        .atMost(Duration.ofMinutes(10))
        .pollInterval(Duration.ofMillis(50))
        .until(() -> service.count(sql) == wanted);
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

  /**
   * What grows on and on: each of the last two parts of the work has left more than the one before.
   * The database adds many pages at once where several wait for one, which says nothing yet.
   */
  static String grown(List<Map<String, Long>> sizes) {
    return sizes.getLast().keySet().stream()
        .filter(name -> isGrown(name, sizes, sizes.size() - 1))
        .filter(name -> isGrown(name, sizes, sizes.size() - 2))
        .map(name -> told(name, sizes))
        .collect(joining(", "));
  }

  private static boolean isGrown(String relation, List<Map<String, Long>> sizes, int part) {
    long before = sizes.get(part - 1).getOrDefault(relation, 0L);
    return sizes.get(part).getOrDefault(relation, 0L) > before * 11 / 10 + FEW_PAGES;
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
