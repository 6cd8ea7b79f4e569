package dev.pollwise.spring;

import dev.pollwise.client.job.JobEvent;
import dev.pollwise.client.policy.PollingPolicy;
import dev.pollwise.client.webhook.WebhookVerifier.Rules;
import dev.pollwise.fleet.AccountBuilder;
import dev.pollwise.fleet.Fleet;
import dev.pollwise.fleet.FleetBuilder;
import dev.pollwise.fleet.OutcomeHandler;
import dev.pollwise.spring.PollwiseProperties.Account;
import dev.pollwise.spring.PollwiseProperties.CallBudget;
import dev.pollwise.spring.PollwiseProperties.FleetSettings;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.URI;
import javax.sql.DataSource;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.sql.init.dependency.DependsOnDatabaseInitialization;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.type.AnnotatedTypeMetadata;
import org.springframework.transaction.PlatformTransactionManager;

/**
 * A fleet where there are a database and an account, and what goes with it. A fleet of the user's
 * own is begun, ended and asked for its health by the user.
 */
@AutoConfiguration(
    after = PollwiseAutoConfiguration.class,
    afterName = {
      "org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration",
      "org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration",
      "org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration"
    })
@ConditionalOnClass({Fleet.class, DependsOnDatabaseInitialization.class})
@ConditionalOnSingleCandidate(DataSource.class)
@ConditionalOnMissingBean(Fleet.class)
@Conditional(PollwiseFleetAutoConfiguration.OnAccount.class)
@ConditionalOnBooleanProperty(name = "pollwise.fleet.enabled", matchIfMissing = true)
class PollwiseFleetAutoConfiguration {

  /** Somebody has named an account. */
  static final class OnAccount extends SpringBootCondition {
    @Override
    public ConditionOutcome getMatchOutcome(
        ConditionContext context, AnnotatedTypeMetadata annotated) {
      boolean isThere =
          Binder.get(context.getEnvironment())
              .bind("pollwise.fleet.accounts", Bindable.mapOf(String.class, Object.class))
              .isBound();
      return new ConditionOutcome(
          isThere,
          ConditionMessage.forCondition("an account of the fleet")
              .because((isThere ? "found" : "not found") + " below pollwise.fleet.accounts"));
    }
  }

  @Bean
  SpringTransactions pollwiseTransactions(
      DataSource source, ObjectProvider<PlatformTransactionManager> managers) {
    return new SpringTransactions(source, managers.orderedStream().toList());
  }

  @Bean(destroyMethod = "close")
  @DependsOnDatabaseInitialization
  Fleet fleet(
      PollwiseProperties properties,
      PollingPolicy policy,
      SpringTransactions transactions,
      ListableBeanFactory beans,
      ObjectProvider<OutcomeHandler> handlers,
      ObjectProvider<JobEvent.Listener> listeners,
      ObjectProvider<AccountCustomizer> accountCustomizers,
      ObjectProvider<FleetCustomizer> customizers) {
    FleetSettings settings = properties.fleet();
    if (settings.migrate()) {
      Fleet.migrate(transactions.source());
    }
    FleetBuilder builder =
        Fleet.on(transactions.source())
            .joining(transactions::current)
            .retention(settings.retention())
            .atOnce(settings.atOnce())
            .handlersAtOnce(settings.handlersAtOnce())
            .handlerTimeout(settings.handlerTimeout())
            .networkTimeout(settings.networkTimeout());
    if (settings.copyName() != null) {
      builder.copyName(settings.copyName());
    }
    settings
        .accounts()
        .forEach((name, account) ->
            builder.account(
                name,
                to -> {
                  describe(account, properties, to.policy(policy));
                  accountCustomizers
                      .orderedStream()
                      .forEach(customizer -> customizer.customize(name, to));
                }));
    listeners.orderedStream().forEach(builder::listener);
    // Found when the first is told: a handler may want the fleet itself.
    if (beans.getBeanNamesForType(OutcomeHandler.class, true, false).length > 0) {
      builder.onOutcome(transactions.handling(handlers));
    }
    customizers.orderedStream().forEach(customizer -> customizer.customize(builder));
    return builder.build();
  }

  private static void describe(Account account, PollwiseProperties general, AccountBuilder to) {
    URI server = account.server() == null ? general.server() : account.server();
    if (server != null) {
      to.server(server);
    }
    String key = account.apiKey() == null ? general.apiKey() : account.apiKey();
    if (key != null) {
      to.apiKey(key);
    }
    CallBudget budget = account.callBudget();
    if (budget != null) {
      to.callBudget(budget.calls(), budget.per());
    }
    to.idempotencyWindow(account.idempotencyWindow()).unknownAfter(account.unknownAfter());
    if (!account.webhookSecrets().isEmpty()) {
      to.webhooks(Rules.signedBy(account.webhookSecrets().toArray(String[]::new)));
    }
  }

  @Bean
  FleetLifecycle fleetLifecycle(Fleet fleet) {
    return new FleetLifecycle(fleet);
  }

  @Bean
  AccountWebhooks accountWebhooks(Fleet fleet) {
    return fleet::webhook;
  }

  @Configuration(proxyBeanMethods = false)
  @ConditionalOnClass(MeterRegistry.class)
  static class Meters {
    @Bean
    FleetCustomizer fleetMeters(ObjectProvider<MeterRegistry> registries) {
      return builder -> registries.ifUnique(builder::meters);
    }
  }

  @Configuration(proxyBeanMethods = false)
  @ConditionalOnClass({HealthIndicator.class, ConditionalOnEnabledHealthIndicator.class})
  static class Health {
    @Bean
    @ConditionalOnMissingBean(name = "pollwiseFleetHealthIndicator")
    @ConditionalOnEnabledHealthIndicator("pollwise-fleet")
    HealthIndicator pollwiseFleetHealthIndicator(Fleet fleet, FleetLifecycle lifecycle) {
      return new FleetHealthIndicator(fleet, lifecycle);
    }
  }
}
