package dev.pollwise.fleet;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** A database that fails in the middle of what it is asked to do. */
final class FaultyDatabase {

  private final DataSource behind;
  private final AtomicInteger asked = new AtomicInteger();
  private final AtomicInteger failed = new AtomicInteger();
  private volatile Function<String, Optional<SQLException>> before = FaultyDatabase::well;
  private volatile Function<String, Optional<SQLException>> after = FaultyDatabase::well;

  FaultyDatabase(DataSource behind) {
    this.behind = behind;
  }

  private static Optional<SQLException> well(String sql) {
    return Optional.empty();
  }

  /** It fails before it has run a statement, or has done a {@code commit}. */
  void failBefore(Function<String, Optional<SQLException>> fault) {
    before = fault;
  }

  /** It does so, and fails before it has said that. */
  void failAfter(Function<String, Optional<SQLException>> fault) {
    after = fault;
  }

  void heal() {
    before = FaultyDatabase::well;
    after = FaultyDatabase::well;
  }

  /** How many statements and commits there were. */
  int asked() {
    return asked.get();
  }

  int failed() {
    return failed.get();
  }

  DataSource source() {
    return proxy(
        DataSource.class,
        (proxy, method, arguments) -> {
          Object made = invoked(behind, method, arguments);
          return made instanceof Connection connection ? connection(connection) : made;
        });
  }

  private Connection connection(Connection connection) {
    return proxy(
        Connection.class,
        (proxy, method, arguments) -> {
          if (method.getName().equals("commit")) {
            return guarded("commit", connection, method, arguments);
          }
          Object made = invoked(connection, method, arguments);
          return made instanceof PreparedStatement statement
              ? statement(statement, String.valueOf(arguments[0]))
              : made;
        });
  }

  private PreparedStatement statement(PreparedStatement statement, String sql) {
    return proxy(
        PreparedStatement.class,
        (proxy, method, arguments) ->
            method.getName().startsWith("execute")
                ? guarded(sql, statement, method, arguments)
                : invoked(statement, method, arguments));
  }

  private @Nullable Object guarded(
      String sql, Object target, Method method, Object @Nullable [] arguments) throws Throwable {
    asked.incrementAndGet();
    fail(before.apply(sql));
    Object done = invoked(target, method, arguments);
    fail(after.apply(sql));
    return done;
  }

  private void fail(Optional<SQLException> failure) throws SQLException {
    if (failure.isPresent()) {
      failed.incrementAndGet();
      throw failure.get();
    }
  }

  private static <T> T proxy(Class<T> type, InvocationHandler handler) {
    return type.cast(
        Proxy.newProxyInstance(
            FaultyDatabase.class.getClassLoader(), new Class<?>[] {type}, handler));
  }

  private static @Nullable Object invoked(
      Object target, Method method, Object @Nullable [] arguments) throws Throwable {
    try {
      return method.invoke(target, arguments);
    } catch (InvocationTargetException failure) {
      throw failure.getCause();
    }
  }
}
