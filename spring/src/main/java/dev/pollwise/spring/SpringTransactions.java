package dev.pollwise.spring;

import dev.pollwise.fleet.OutcomeHandler;
import java.sql.Connection;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.datasource.ConnectionHolder;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.UnexpectedRollbackException;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionSynchronizationUtils;

/**
 * Lends Spring's transactions to the fleet, and the fleet's to Spring. The fleet itself works on
 * the plain database: it commits, which a proxy that takes part in Spring's transactions would pass
 * on in the middle of one.
 */
final class SpringTransactions {

  private final DataSource source;
  private final boolean isJdbc;

  SpringTransactions(DataSource source, List<PlatformTransactionManager> managers) {
    this.source = plain(source);
    // One of another database leaves alone what belongs to this one.
    this.isJdbc = managers.stream().allMatch(DataSourceTransactionManager.class::isInstance);
  }

  private static DataSource plain(DataSource source) {
    return source instanceof TransactionAwareDataSourceProxy proxy
            && proxy.getTargetDataSource() != null
        ? proxy.getTargetDataSource()
        : source;
  }

  DataSource source() {
    return source;
  }

  /** The transaction that Spring keeps for this thread. */
  Optional<Connection> current() {
    return TransactionSynchronizationManager.isActualTransactionActive()
            && TransactionSynchronizationManager.getResource(source)
                instanceof ConnectionHolder holder
        ? Optional.of(holder.getConnection())
        : Optional.empty();
  }

  /** Tells each in its order, all in one transaction. */
  OutcomeHandler handling(ObjectProvider<OutcomeHandler> handlers) {
    Supplier<List<OutcomeHandler>> found = () -> handlers.orderedStream().toList();
    OutcomeHandler each =
        (job, outcome, transaction) -> {
          for (OutcomeHandler handler : found.get()) {
            handler.onOutcome(job, outcome, transaction);
          }
        };
    // A transaction manager of another kind, JPA's for instance, takes no connection from outside.
    return isJdbc
        ? (job, outcome, transaction) ->
            lend(transaction, () -> each.onOutcome(job, outcome, transaction))
        : each;
  }

  @FunctionalInterface
  private interface Work {
    void run() throws Exception;
  }

  /**
   * The fleet commits after this. Whether it could is not known here, so that what is registered
   * for the time after a commit is not called, and what is for the time after the end hears {@code
   * STATUS_UNKNOWN}.
   */
  private void lend(Connection transaction, Work work) throws Exception {
    ConnectionHolder holder = new ConnectionHolder(transaction, true);
    holder.setSynchronizedWithTransaction(true);
    TransactionSynchronizationManager.bindResource(source, holder);
    TransactionSynchronizationManager.initSynchronization();
    TransactionSynchronizationManager.setActualTransactionActive(true);
    try {
      work.run();
      TransactionSynchronizationUtils.triggerBeforeCommit(false);
      if (holder.isRollbackOnly()) {
        throw new UnexpectedRollbackException("a part of the handler has asked for a rollback");
      }
    } finally {
      TransactionSynchronizationUtils.triggerBeforeCompletion();
      List<TransactionSynchronization> registered =
          TransactionSynchronizationManager.getSynchronizations();
      TransactionSynchronizationManager.clear();
      TransactionSynchronizationManager.unbindResource(source);
      TransactionSynchronizationUtils.invokeAfterCompletion(
          registered, TransactionSynchronization.STATUS_UNKNOWN);
    }
  }
}
