package dev.pollwise.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollwise.client.job.JobId;
import dev.pollwise.fleet.Fleet;
import dev.pollwise.fleet.FleetJob;
import dev.pollwise.fleet.FleetOutcome;
import dev.pollwise.fleet.OutcomeHandler;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.EntityTransaction;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.ConnectionHandle;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.orm.jpa.DefaultJpaDialect;
import org.springframework.orm.jpa.JpaTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Whose transaction a submit and a handler are part of, by the transaction managers there are. */
class SpringTransactionsTest {

  private static final FleetJob JOB =
      new FleetJob(
          "1",
          "main",
          "order",
          "French",
          FleetJob.State.OVER,
          Optional.of(JobId.of("a")),
          Instant.EPOCH,
          Optional.empty(),
          Optional.empty(),
          "");

  @TempDir Path folder;

  private DataSource source;
  private JdbcTemplate jdbc;

  @BeforeEach
  void open() {
    source = open("orders");
    jdbc = new JdbcTemplate(source);
    jdbc.execute("create table placed (reference text)");
  }

  private DataSource open(String name) {
    return new DriverManagerDataSource(
        "jdbc:sqlite:"
            + folder.resolve(name)
            + "?journal_mode=WAL&synchronous=FULL&busy_timeout=1000");
  }

  /** JPA's transaction manager as Spring has it, on a provider that only opens connections. */
  private static JpaTransactionManager jpa(DataSource source) {
    JpaTransactionManager manager = new JpaTransactionManager();
    manager.setEntityManagerFactory(
        as(
            EntityManagerFactory.class,
            (factory, called, arguments) ->
                called.getName().equals("createEntityManager") ? entityManager(source) : null));
    manager.setDataSource(source);
    manager.setJpaDialect(new ConnectionDialect());
    return manager;
  }

  private static EntityManager entityManager(DataSource source) throws SQLException {
    Connection connection = source.getConnection();
    EntityTransaction transaction =
        as(
            EntityTransaction.class,
            (self, called, arguments) -> {
              switch (called.getName()) {
                case "begin" -> connection.setAutoCommit(false);
                case "commit" -> connection.commit();
                case "rollback" -> connection.rollback();
                default -> {}
              }
              return called.getReturnType() == boolean.class ? false : null;
            });
    return as(
        EntityManager.class,
        (self, called, arguments) ->
            switch (called.getName()) {
              case "getTransaction" -> transaction;
              case "unwrap" -> connection;
              case "isOpen" -> true;
              case "close" -> {
                connection.close();
                yield null;
              }
              default -> null;
            });
  }

  private static <T> T as(Class<T> type, InvocationHandler handler) {
    InvocationHandler asKey =
        (self, called, arguments) ->
            switch (called.getName()) {
              case "hashCode" -> System.identityHashCode(self);
              case "equals" ->
                  System.identityHashCode(self) == System.identityHashCode(arguments[0]);
              default -> handler.invoke(self, called, arguments);
            };
    return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, asKey));
  }

  /** Tells of the connection, as Hibernate's does. */
  private static final class ConnectionDialect extends DefaultJpaDialect {
    private static final long serialVersionUID = 1;

    @Override
    public ConnectionHandle getJdbcConnection(EntityManager manager, boolean isReadOnly) {
      return () -> manager.unwrap(Connection.class);
    }
  }

  private SpringTransactions managedBy(PlatformTransactionManager... managers) {
    return new SpringTransactions(source, List.of(managers));
  }

  @Test
  void aSubmitIsPartOfATransactionOfJpa() {
    SpringTransactions transactions = managedBy(jpa(source));
    TransactionTemplate transaction = new TransactionTemplate(jpa(source));
    Fleet.migrate(source);
    try (Fleet fleet =
        Fleet.on(source)
            .account("main", account -> account.server(URI.create("http://localhost:1")))
            .joining(transactions::current)
            .build()) {
      Consumer<String> place =
          reference -> {
            jdbc.update("insert into placed values (?)", reference);
            fleet.submit("main", reference, OrderApplication.SPANISH);
          };

      transaction.executeWithoutResult(status -> {
        place.accept("gone");
        status.setRollbackOnly();
      });
      transaction.executeWithoutResult(status -> place.accept("kept"));

      assertThat(jdbc.queryForList("select reference from placed", String.class))
          .containsExactly("kept");
      assertThat(fleet.jobs()).extracting(FleetJob::reference).containsExactly("kept");
    }
  }

  @Test
  void aHandlerWritesInTheTransactionOfTheFleetWhereSpringsAreJdbc() throws Exception {
    PlatformTransactionManager own = new JdbcTransactionManager(source);

    assertThat(writtenByAHandlerOf(managedBy(own), own)).isZero();
    assertThat(
            writtenByAHandlerOf(managedBy(own, new JdbcTransactionManager(open("another"))), own))
        .isZero();
  }

  @Test
  void aHandlerIsLentNothingWhereATransactionOfJpaWouldRefuseIt() throws Exception {
    PlatformTransactionManager own = jpa(source);

    assertThat(writtenByAHandlerOf(managedBy(own), own)).isOne();
  }

  /** What is left of what a transaction in a handler has written, if the fleet rolls back. */
  private int writtenByAHandlerOf(
      SpringTransactions transactions, PlatformTransactionManager manager) throws Exception {
    OutcomeHandler writing =
        (job, outcome, transaction) ->
            new TransactionTemplate(manager)
                .executeWithoutResult(status -> jdbc.update("insert into placed values ('order')"));
    StaticListableBeanFactory beans = new StaticListableBeanFactory();
    beans.addBean("writing", writing);
    ObjectProvider<OutcomeHandler> handlers = beans.getBeanProvider(OutcomeHandler.class);
    try (Connection transaction = source.getConnection()) {
      transaction.setAutoCommit(false);
      transactions
          .handling(handlers)
          .onOutcome(JOB, new FleetOutcome.Refused("no", ""), transaction);
      transaction.rollback();
    }
    return jdbc.queryForList("select reference from placed", String.class).size();
  }
}
