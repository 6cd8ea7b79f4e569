package dev.pollwise.spring;

import static dev.pollwise.spring.OrderApplication.SPANISH;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pollwise.client.TranslationClient;
import dev.pollwise.client.policy.Pacing;
import dev.pollwise.client.policy.PollingPolicy;
import dev.pollwise.client.policy.PollingPolicy.Jitter;
import dev.pollwise.fleet.Fleet;
import dev.pollwise.fleet.FleetJob;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.LazyInitializationBeanFactoryPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcTemplateAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.ReactiveWebApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.transaction.support.TransactionTemplate;

/** Which beans there are, made of what; nothing is sent. */
@Timeout(60)
class PollwiseAutoConfigurationTest {

  private static final String[] CLIENT = {
    "pollwise.server=http://localhost:1",
    "pollwise.api-key=secret-key",
    "pollwise.policy.deadline=90m",
    "pollwise.policy.interval=7s",
    "pollwise.policy.jitter=0.0",
    "pollwise.call-budget.calls=60"
  };

  @TempDir Path folder;

  private final ApplicationContextRunner withoutDatabase =
      new ApplicationContextRunner()
          .withConfiguration(
              AutoConfigurations.of(
                  PollwiseAutoConfiguration.class,
                  PollwiseFleetAutoConfiguration.class,
                  PollwiseWebhookAutoConfiguration.class));

  private final ApplicationContextRunner runner =
      withoutDatabase.withConfiguration(
          AutoConfigurations.of(
              DataSourceAutoConfiguration.class,
              DataSourceTransactionManagerAutoConfiguration.class,
              JdbcTemplateAutoConfiguration.class));

  private String url(String name) {
    return "jdbc:sqlite:"
        + folder.resolve(name)
        + "?journal_mode=WAL&synchronous=FULL&busy_timeout=20000&transaction_mode=IMMEDIATE";
  }

  private ApplicationContextRunner withFleet() {
    return runner.withPropertyValues(
        "spring.datasource.url=" + url("fleet.db"),
        "pollwise.server=http://localhost:1",
        "pollwise.policy.interval=1h",
        "pollwise.fleet.accounts.main.api-key=secret-key",
        "pollwise.fleet.accounts.main.call-budget.calls=60");
  }

  private static Fleet fleet(ApplicationContext context) {
    return context.getBean(Fleet.class);
  }

  private static Health health(ApplicationContext context) {
    return requireNonNull(context.getBean(HealthIndicator.class).health());
  }

  @Test
  void withoutPropertiesThereIsNeitherClientNorFleet() {
    runner
        .withPropertyValues("spring.datasource.url=jdbc:sqlite::memory:")
        .run(context ->
            assertThat(context)
                .hasNotFailed()
                .doesNotHaveBean(TranslationClient.class)
                .doesNotHaveBean(Fleet.class)
                .doesNotHaveBean(FleetLifecycle.class));
  }

  @Test
  void aClientIsMadeOfProperties() {
    withoutDatabase
        .withPropertyValues(CLIENT)
        .run(context ->
            assertThat(context.getBean(TranslationClient.class).policy())
                .isEqualTo(
                    PollingPolicy.defaults()
                        .withDeadline(Duration.ofMinutes(90))
                        .withPacing(Pacing.fixed(Duration.ofSeconds(7)))
                        .withJitter(Jitter.none())));
  }

  @Test
  void beansOfTheUsersComeFirst() {
    PollingPolicy policy = PollingPolicy.defaults().withMaxPolls(3);
    TranslationClient mine =
        TranslationClient.builder(URI.create("http://localhost:2")).apiKey("mine").build();

    withoutDatabase
        .withPropertyValues(CLIENT)
        .withBean(PollingPolicy.class, () -> policy)
        .run(context ->
            assertThat(context.getBean(TranslationClient.class).policy()).isEqualTo(policy));
    withoutDatabase
        .withPropertyValues(CLIENT)
        .withBean(TranslationClientCustomizer.class, () -> builder -> builder.policy(policy))
        .run(context ->
            assertThat(context.getBean(TranslationClient.class).policy()).isEqualTo(policy));
    withoutDatabase
        .withPropertyValues(CLIENT)
        .withBean(TranslationClient.class, () -> mine)
        .run(context -> assertThat(context.getBean(TranslationClient.class)).isSameAs(mine));
  }

  @Test
  void aClientNeedsNoFleetNoDatabaseAndNoMeters() {
    withoutDatabase
        .withPropertyValues(CLIENT)
        .withClassLoader(
            new FilteredClassLoader(
                "dev.pollwise.fleet",
                "org.springframework.jdbc",
                "org.springframework.transaction",
                "org.springframework.boot.sql",
                "org.springframework.boot.health",
                "org.springframework.web",
                "io.micrometer"))
        .run(context -> assertThat(context).hasSingleBean(TranslationClient.class));
  }

  @Test
  void metersOfTheClientGoToTheRegistry() {
    withoutDatabase
        .withPropertyValues(CLIENT)
        .withBean(MeterRegistry.class, SimpleMeterRegistry::new)
        .run(context -> {
          MeterRegistry registry = context.getBean(MeterRegistry.class);
          assertThat(context).hasSingleBean(TranslationClient.class);
          assertThat(registry.find("pollwise.waits").gauges()).isNotEmpty();
          assertThat(registry.get("pollwise.budget.left").gauge().value()).isEqualTo(60);
        });
  }

  @Test
  void aFleetRunsThoughAllElseIsMadeWhenItIsNeeded() {
    withFleet()
        .withInitializer(context ->
            context.addBeanFactoryPostProcessor(new LazyInitializationBeanFactoryPostProcessor()))
        .run(context -> assertThat(context.getBean(FleetLifecycle.class).isRunning()).isTrue());
  }

  @Test
  void ofSeveralDatabasesAFleetTakesTheOneThatIsThePrimary() {
    DataSource orders = new DriverManagerDataSource(url("orders"));
    DataSource archive = new DriverManagerDataSource(url("archive"));

    withFleet()
        .withBean("orders", DataSource.class, () -> orders, one -> one.setPrimary(true))
        .withBean("archive", DataSource.class, () -> archive)
        .run(context ->
            assertThat(context.getBean(SpringTransactions.class).source()).isSameAs(orders));
    withFleet()
        .withBean("orders", DataSource.class, () -> orders)
        .withBean("archive", DataSource.class, () -> archive)
        .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(Fleet.class));
  }

  @Test
  void aReactiveServerSaysThatItMountsNoWebhooks() {
    new ReactiveWebApplicationContextRunner()
        .withConfiguration(
            AutoConfigurations.of(
                PollwiseAutoConfiguration.class, PollwiseWebhookAutoConfiguration.class))
        .withPropertyValues("pollwise.webhook.path=/hooks")
        .run(context ->
            assertThat(context)
                .getFailure()
                .rootCause()
                .hasMessageStartingWith("pollwise.webhook.path: is served with Spring MVC only"));
  }

  @Test
  void aValueOutOfRangeStopsTheStartAndIsNamed() {
    withoutDatabase
        .withPropertyValues(CLIENT)
        .withPropertyValues("pollwise.policy.jitter=0.7")
        .run(context ->
            assertThat(context)
                .getFailure()
                .rootCause()
                .hasMessage("jitter 0.7: must be from 0.0 to 0.5"));
  }

  @ParameterizedTest
  @CsvSource({
    "retention, 1d, retention",
    "at-once, 0, atOnce",
    "handlers-at-once, 0, handlersAtOnce",
    "handler-timeout, 1ms, handlerTimeout",
    "network-timeout, 1ms, networkTimeout"
  })
  void aValueOfTheFleetOutOfRangeStopsTheStartAndIsNamed(String key, String value, String name) {
    withFleet()
        .withPropertyValues("pollwise.fleet." + key + "=" + value)
        .run(context ->
            assertThat(context).getFailure().rootCause().hasMessageStartingWith(name + " "));
  }

  @Test
  void secretsAreNotInTheTextOfProperties() {
    withFleet()
        .withPropertyValues("pollwise.api-key=secret-key", "pollwise.webhook.secrets=secret-key")
        .run(context ->
            assertThat(context.getBean(PollwiseProperties.class).toString())
                .doesNotContain("secret-key"));
  }

  @Test
  void aFleetRunsWhereThereAreADatabaseAndAnAccount() {
    withFleet()
        .run(context -> {
          assertThat(fleet(context).jobs()).isEmpty();
          assertThat(context.getBean(FleetLifecycle.class).isRunning()).isTrue();
          assertThat(health(context).getStatus()).isEqualTo(Status.UP);
          assertThat(health(context).getDetails()).isEqualTo(Map.of("unknown", 0));
          context.getBean(FleetLifecycle.class).stop();
          assertThat(health(context).getStatus()).isEqualTo(Status.OUT_OF_SERVICE);
        });
  }

  @Test
  void aFleetOfTheUsersIsLeftToTheUser() {
    DataSource source = new DriverManagerDataSource(url("own"));
    Fleet.migrate(source);
    Fleet own =
        Fleet.on(source)
            .account("own", account -> account.server(URI.create("http://localhost:1")))
            .start();

    withFleet()
        .withBean("own", Fleet.class, () -> own)
        .run(context -> {
          assertThat(fleet(context)).isSameAs(own);
          assertThat(context)
              .doesNotHaveBean(FleetLifecycle.class)
              .doesNotHaveBean(HealthIndicator.class);
        });
  }

  @Test
  void aFleetIsLeftOutWhereItIsNotWanted() {
    withFleet()
        .withPropertyValues("pollwise.fleet.enabled=false")
        .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(Fleet.class));
    withFleet()
        .withClassLoader(new FilteredClassLoader("dev.pollwise.fleet"))
        .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean("fleet"));
  }

  @Test
  void withoutItsTablesAFleetStopsTheStartUnlessItMayMakeThem() {
    withFleet()
        .withPropertyValues("pollwise.fleet.migrate=false")
        .run(context -> assertThat(context).hasFailed());
    withFleet().run(context -> assertThat(context).hasNotFailed());
    withFleet()
        .withPropertyValues("pollwise.fleet.migrate=false")
        .run(context -> assertThat(context).hasNotFailed());
  }

  @Test
  void metersGoToTheRegistryAndNobodyNeedsOne() {
    withFleet()
        .withBean(MeterRegistry.class, SimpleMeterRegistry::new)
        .run(context ->
            assertThat(context.getBean(MeterRegistry.class).find("pollwise.fleet.untold").gauge())
                .isNotNull());
    withFleet()
        .withClassLoader(
            new FilteredClassLoader("io.micrometer", "org.springframework.boot.health"))
        .run(context -> assertThat(context).hasNotFailed().hasSingleBean(Fleet.class));
  }

  @Test
  void aSubmitIsPartOfTheTransactionUnderWay() {
    withFleet()
        .run(context -> {
          JdbcTemplate jdbc = context.getBean(JdbcTemplate.class);
          jdbc.execute("create table placed (reference text)");
          TransactionTemplate transaction =
              new TransactionTemplate(context.getBean(DataSourceTransactionManager.class));

          transaction.executeWithoutResult(status -> {
            jdbc.update("insert into placed values ('gone')");
            fleet(context).submit("main", "gone", SPANISH);
            status.setRollbackOnly();
          });
          transaction.executeWithoutResult(status -> {
            jdbc.update("insert into placed values ('kept')");
            fleet(context).submit("main", "kept", SPANISH);
          });
          fleet(context).submit("main", "alone", SPANISH);

          assertThat(jdbc.queryForList("select reference from placed", String.class))
              .containsExactly("kept");
          assertThat(fleet(context).jobs())
              .extracting(FleetJob::reference)
              .containsExactly("kept", "alone");
        });
  }
}
