package dev.pollwise.fleet;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.sqlite.SQLiteDataSource;

/** A fresh database of each kind. PostgreSQL is a real one, started once for all tests of a JVM. */
enum Store {
  POSTGRESQL {
    @Override
    DataSource fresh(Path folder) {
      String name = "fleet" + NUMBER.incrementAndGet();
      try (Connection connection = Postgres.SERVER.getPostgresDatabase().getConnection();
          Statement statement = connection.createStatement()) {
        statement.execute("create database " + name);
      } catch (SQLException e) {
        throw new IllegalStateException(e);
      }
      return pool(Postgres.SERVER.getJdbcUrl("postgres", name), 12);
    }
  },
  SQLITE {
    @Override
    DataSource fresh(Path folder) {
      return SqliteFile.at(folder.resolve("fleet" + NUMBER.incrementAndGet() + ".db"));
    }
  };

  private static final AtomicInteger NUMBER = new AtomicInteger();

  /** An empty database, with the tables of the fleet. */
  DataSource open(Path folder) {
    DataSource source = fresh(folder);
    Fleet.migrate(source);
    return source;
  }

  /** An empty database. */
  abstract DataSource fresh(Path folder);

  /** How another process finds it: a JDBC address, or the path of a file. */
  static String url(DataSource source) {
    return source instanceof HikariDataSource pool
        ? pool.getJdbcUrl()
        : ((SQLiteDataSource) source).getUrl().substring("jdbc:sqlite:".length());
  }

  static HikariDataSource pool(String url, int connections) {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(url);
    config.setMaximumPoolSize(connections);
    config.setMinimumIdle(1);
    config.setConnectionTimeout(5_000);
    return new HikariDataSource(config);
  }

  /** Started when it is first wanted. */
  static final class Postgres {
    static final EmbeddedPostgres SERVER = start();

    private Postgres() {}

    private static EmbeddedPostgres start() {
      try {
        return EmbeddedPostgres.builder()
            .setPGStartupWait(Duration.ofMinutes(1))
            .setServerConfig("max_connections", "200")
            .setServerConfig("fsync", "off")
            .start();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
