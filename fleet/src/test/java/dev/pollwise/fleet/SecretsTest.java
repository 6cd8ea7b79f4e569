package dev.pollwise.fleet;

import static dev.pollwise.fleet.Service.QUICK;
import static dev.pollwise.fleet.Service.SPANISH;
import static dev.pollwise.fleet.Service.until;
import static java.time.Duration.ofMillis;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pollwise.client.webhook.WebhookVerifier;
import dev.pollwise.simulator.fault.ErrorBody;
import dev.pollwise.simulator.fault.Fault;
import dev.pollwise.simulator.fault.FaultRule;
import dev.pollwise.simulator.fault.FaultRule.Times;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Keys, tokens and secrets stay in memory, whatever a server says of them. */
class SecretsTest {

  private static final String KEY = "sk-of-the-account-x4711x";
  private static final String TOKEN = "token-of-a-caller-x4712x";
  private static final String SECRET = "whsec-of-webhooks-x4713x";

  private static final List<String> TABLES =
      List.of(
          "pollwise_schema",
          "pollwise_job",
          "pollwise_account",
          "pollwise_event",
          "pollwise_learned",
          "pollwise_learning",
          "pollwise_task",
          "pollwise_spend");

  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource(Store.class)
  void noneIsInAnyTableThoughTheServerRepeatsThem(Store store) throws SQLException {
    try (Service service = Service.on(store.open(folder), ofMillis(300))) {
      AtomicInteger keys = new AtomicInteger();
      Fleet fleet =
          service.start(
              account ->
                  account
                      .policy(QUICK)
                      .apiKey(() -> KEY + "-" + keys.incrementAndGet() % 2)
                      .webhooks(WebhookVerifier.Rules.signedBy(SECRET)),
              more ->
                  more.account(
                      "other",
                      account ->
                          account
                              .server(service.simulator.uri())
                              .bearerToken(() -> TOKEN)
                              .policy(QUICK)));
      refused(service, fleet, "main", KEY + "-0 and " + KEY + "-1");
      refused(service, fleet, "other", TOKEN);
      assertThat(service.told("refused"))
          .allSatisfy(outcome ->
              assertThat(outcome.toString())
                  .contains("not for …")
                  .doesNotContain("x4711x", "x4712x"));
      for (String table : TABLES) {
        assertThat(text(service, table)).as(table).doesNotContain("x4711x", "x4712x", "x4713x");
      }
      assertThat(text(service, "pollwise_job")).contains("refused", "not for");
    }
  }

  /** A job that a server speaks of with the secret, and one that it refuses with it. */
  private static void refused(Service service, Fleet fleet, String account, String secret) {
    int before = service.told();
    repeating(service, 503, "get", "the key " + secret);
    fleet.submit(account, "good", SPANISH);
    until(() -> service.told() == before + 1);
    repeating(service, 400, "create", "not for " + secret);
    fleet.submit(account, "refused", SPANISH);
    until(() -> service.told() == before + 2);
  }

  private static void repeating(Service service, int status, String route, String message) {
    ErrorBody body = ErrorBody.usual(status, "broken", message);
    service.simulator.fault(
        FaultRule.of(new Fault.StatusError(status, body, new Fault.RetryHint.None()))
            .onRoute(route)
            .times(new Times(new FaultRule.Occurrence.First(1), 0, Times.Per.RULE)));
  }

  /** All that is in a table. */
  private static String text(Service service, String table) throws SQLException {
    StringBuilder text = new StringBuilder();
    try (Connection connection = service.source.getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("select * from " + table)) {
      while (rows.next()) {
        for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
          text.append(rows.getString(i)).append('\n');
        }
      }
    }
    return text.toString();
  }
}
