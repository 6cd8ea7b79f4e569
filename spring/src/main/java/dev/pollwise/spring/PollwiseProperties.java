package dev.pollwise.spring;

import dev.pollwise.client.policy.Pacing;
import dev.pollwise.client.policy.PollingPolicy;
import dev.pollwise.client.policy.PollingPolicy.Jitter;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What an application says of Pollwise.
 *
 * @param server Where the API is, "https://api.heygen.com" for instance. The client is made where
 *     this is set.
 * @param apiKey The API key.
 * @param policy Limits of a wait, of the client and of the fleet.
 * @param callBudget The greatest number of status calls of the client.
 * @param expecting About how long a translation takes, until better is known.
 * @param learningFile A file in which the client keeps what it learns of how long jobs take.
 * @param webhook Deliveries of webhooks.
 * @param fleet Waits that are kept in the database.
 */
@ConfigurationProperties("pollwise")
record PollwiseProperties(
    @Nullable URI server,
    @Nullable String apiKey,
    @DefaultValue Policy policy,
    @Nullable CallBudget callBudget,
    @Nullable Duration expecting,
    @Nullable Path learningFile,
    @DefaultValue Webhook webhook,
    @DefaultValue FleetSettings fleet) {

  /** Tells no secret. */
  @Override
  public String toString() {
    return "pollwise of " + server;
  }

  /**
   * What of {@link PollingPolicy#defaults()} is to be otherwise.
   *
   * @param callPrice How many seconds of lateness one call is worth. Default 5s.
   * @param interval The same interval between all calls, in place of the adaptive schedule.
   * @param jitter How far intervals are spread, 0.0 to 0.5. Default 0.1.
   * @param deadline The longest wait. Default 60m.
   * @param failureBudget The longest time without any usable answer. Default 15m.
   * @param attemptTimeout The longest single call. Default 30s.
   * @param maxPolls The greatest number of calls of a wait. Default any number.
   */
  record Policy(
      @Nullable Duration callPrice,
      @Nullable Duration interval,
      @Nullable Double jitter,
      @Nullable Duration deadline,
      @Nullable Duration failureBudget,
      @Nullable Duration attemptTimeout,
      @Nullable Integer maxPolls) {

    PollingPolicy changed(PollingPolicy policy) {
      PollingPolicy changed = with(policy, callPrice, PollingPolicy::withCallPrice);
      changed = with(changed, interval, (to, each) -> to.withPacing(Pacing.fixed(each)));
      changed = with(changed, jitter, (to, fraction) -> to.withJitter(new Jitter(fraction)));
      changed = with(changed, deadline, PollingPolicy::withDeadline);
      changed = with(changed, failureBudget, PollingPolicy::withFailureBudget);
      changed = with(changed, attemptTimeout, PollingPolicy::withAttemptTimeout);
      return with(changed, maxPolls, PollingPolicy::withMaxPolls);
    }

    private static <T> PollingPolicy with(
        PollingPolicy policy,
        @Nullable T value,
        BiFunction<PollingPolicy, T, PollingPolicy> change) {
      return value == null ? policy : change.apply(policy, value);
    }
  }

  /**
   * A greatest number of status calls.
   *
   * @param calls How many status calls at most.
   * @param per In which time.
   */
  record CallBudget(int calls, @DefaultValue("1m") Duration per) {}

  /**
   * Deliveries of webhooks.
   *
   * @param secrets Secrets of which one has signed each delivery to the client, "whsec_" included.
   * @param path Where a servlet web server takes deliveries. Those to an account of the fleet come
   *     to this path, a slash and the account's name. Default nowhere.
   */
  record Webhook(@DefaultValue List<String> secrets, @Nullable String path) {
    /** Tells no secret. */
    @Override
    public String toString() {
      return "webhook at " + path;
    }
  }

  /**
   * Waits that are kept in the database.
   *
   * @param enabled Whether a fleet is made where there are a database and an account.
   * @param migrate Whether the tables are made, or brought to the version that is needed, at start.
   * @param retention How long jobs are kept that are over and told.
   * @param atOnce How many things this copy does at the same time.
   * @param handlersAtOnce How many calls of the handler there are at the same time in this copy.
   * @param handlerTimeout How long a call of the handler may take before it is interrupted.
   * @param networkTimeout How long PostgreSQL may say nothing before a connection counts as cut.
   * @param copyName What this copy is called in the database. Default host and process id.
   * @param accounts Accounts by their names, which are the same in all copies.
   */
  record FleetSettings(
      @DefaultValue("true") boolean enabled,
      @DefaultValue("true") boolean migrate,
      @DefaultValue("400d") Duration retention,
      @DefaultValue("200") int atOnce,
      @DefaultValue("4") int handlersAtOnce,
      @DefaultValue("10m") Duration handlerTimeout,
      @DefaultValue("1m") Duration networkTimeout,
      @Nullable String copyName,
      @DefaultValue Map<String, Account> accounts) {}

  /**
   * A key at a server.
   *
   * @param server Where the API is. Default that of "pollwise.server".
   * @param apiKey The API key. Default that of "pollwise.api-key".
   * @param callBudget The greatest number of status calls of all copies together.
   * @param idempotencyWindow For how long the server knows an idempotency key. Zero for a server
   *     that knows none.
   * @param unknownAfter For how long the job of a lost answer is looked for before the handler is
   *     told.
   * @param webhookSecrets Secrets of which one has signed each delivery to this account.
   */
  record Account(
      @Nullable URI server,
      @Nullable String apiKey,
      @Nullable CallBudget callBudget,
      @DefaultValue("24h") Duration idempotencyWindow,
      @DefaultValue("10m") Duration unknownAfter,
      @DefaultValue List<String> webhookSecrets) {
    /** Tells no secret. */
    @Override
    public String toString() {
      return "account at " + server;
    }
  }
}
