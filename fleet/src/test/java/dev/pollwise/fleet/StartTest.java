package dev.pollwise.fleet;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import dev.pollwise.fleet.sql.Database.DatabaseException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.sqlite.SQLiteDataSource;

/** What a fleet refuses to start on, and with which words. */
class StartTest {

  private static final URI NOWHERE = URI.create("http://localhost:1");

  @TempDir Path folder;

  @Test
  void aDatabaseThatCannotBeReachedIsSaidAtTheStart() {
    try (HikariDataSource down = new HikariDataSource()) {
      down.setJdbcUrl("jdbc:postgresql://localhost:1/nothing");
      down.setInitializationFailTimeout(-1);
      down.setConnectionTimeout(250);

      assertThatThrownBy(() -> Fleet.on(down).account("main", a -> a.server(NOWHERE)).start())
          .isInstanceOf(DatabaseException.class)
          .hasMessageContaining("cannot be reached");
    }
  }

  @Test
  void settingsThatAreOutOfRangeAreRefusedByName() {
    FleetBuilder builder = Fleet.in(folder.resolve("fleet.db"));

    for (Duration timeout : List.of(Duration.ZERO, Duration.ofMillis(999), Duration.ofDays(2))) {
      assertThatThrownBy(() -> builder.networkTimeout(timeout))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("networkTimeout " + timeout + ": must be from 1 s to 1 day");
      assertThatThrownBy(() -> builder.handlerTimeout(timeout))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("handlerTimeout " + timeout + ": must be from 1 s to 1 day");
    }
    for (int most : List.of(-1, 0, 1_001)) {
      assertThatThrownBy(() -> builder.handlersAtOnce(most))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("handlersAtOnce " + most + ": must be 1 to 1,000");
    }
    for (int most : List.of(-1, 0, 10_001)) {
      assertThatThrownBy(() -> builder.atOnce(most))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("atOnce " + most + ": must be 1 to 10,000");
    }
    assertThatThrownBy(() -> builder.retention(Duration.ofHours(47)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("retention PT47H: must be at least 2 days");
    builder.networkTimeout(Duration.ofSeconds(1)).networkTimeout(Duration.ofDays(1)).atOnce(1);
  }

  @ParameterizedTest
  @EnumSource(Store.class)
  void tablesThatAreMissingOrTooOldAreRefusedWithWhatToDoAndNewerOnesAreTaken(Store store) {
    var source = store.fresh(folder);
    FleetBuilder builder = Fleet.on(source).account("main", a -> a.server(NOWHERE));
    assertThatThrownBy(builder::start)
        .isInstanceOf(DatabaseException.class)
        .hasMessageContaining("are missing: call Fleet.migrate(dataSource)");
    Fleet.migrate(source);
    Fleet.migrate(source);
    try (Service service = withoutServer(source)) {
      service.execute("update pollwise_schema set version = 0");
      assertThatThrownBy(builder::start).isInstanceOf(DatabaseException.class);

      service.execute("update pollwise_schema set version = 2");
      builder.start().close();

      service.execute("update pollwise_schema set oldest_program = 2");
      assertThatThrownBy(builder::start)
          .isInstanceOf(DatabaseException.class)
          .hasMessageContaining("this program is of version 1");
    }
  }

  @Test
  void databasesThatMayLoseWhatWasCommittedAreRefusedWithTheReason() {
    JdbcDataSource h2 = new JdbcDataSource();
    h2.setURL("jdbc:h2:mem:fleet");
    assertThatThrownBy(() -> Fleet.migrate(h2))
        .isInstanceOf(DatabaseException.class)
        .hasMessageContaining("H2")
        .hasMessageContaining("a crash would lose paid jobs");
    SQLiteDataSource sloppy = new SQLiteDataSource();
    sloppy.setUrl("jdbc:sqlite:" + folder.resolve("sloppy.db"));
    assertThatThrownBy(() -> Fleet.migrate(sloppy))
        .isInstanceOf(DatabaseException.class)
        .hasMessageContaining("must be WAL, FULL (2)");
  }

  @ParameterizedTest
  @EnumSource(Store.class)
  void oneNameIsOneAccount(Store store) {
    FleetBuilder twice =
        Fleet.on(store.open(folder)).account("main", account -> account.server(NOWHERE));
    assertThatThrownBy(() -> twice.account("main", account -> account.server(NOWHERE)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("there is one of that name already");
    twice.start().close();
    assertThatThrownBy(() ->
            Fleet.on(twice.source)
                .account("main", account -> account.server(URI.create("http://localhost:2")))
                .start())
        .isInstanceOf(DatabaseException.class)
        .hasMessageContaining("there is one of that name at http://localhost:1");
  }

  @SuppressWarnings("NullAway") // nobody asks it for its server
  private static Service withoutServer(DataSource source) {
    return new Service(source, null);
  }
}
