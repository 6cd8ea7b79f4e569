package dev.pollwise.fleet;

import static dev.pollwise.fleet.Service.QUICK;
import static dev.pollwise.fleet.Service.SPANISH;
import static dev.pollwise.fleet.Service.until;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.time.Duration.ofMillis;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.pollwise.client.TranslationRequest;
import dev.pollwise.client.job.JobId;
import dev.pollwise.client.job.JobOutcome;
import dev.pollwise.fleet.FleetJob.State;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A row that the database does not take. */
class RefusedRowTest {

  @TempDir Path folder;

  /** Refuses a change of a row. */
  private static void refuse(Service service, Store store, String name, String what) {
    if (store == Store.POSTGRESQL) {
      service.execute(
          "create function "
              + name
              + "() returns trigger language plpgsql as $$ begin raise exception 'poison'; end $$");
      service.execute(
          "create trigger "
              + name
              + " before insert or update on pollwise_job for each row when ("
              + what
              + ") execute function "
              + name
              + "()");
    } else {
      for (String change : List.of("insert", "update")) {
        service.execute(
            "create trigger "
                + name
                + change
                + " before "
                + change
                + " on pollwise_job when "
                + what
                + " begin select raise(abort, 'poison'); end");
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Store.class)
  void oneThatIsRefusedHoldsUpNoOtherAndIsToldAndTriedEverMoreSeldom(Store store) {
    SimpleMeterRegistry meters = new SimpleMeterRegistry();
    try (Service service = Service.on(store.open(folder), ofMillis(1_500))) {
      refuse(service, store, "poison", "new.reference = 'order-3' and new.calls > 0");
      Fleet fleet = service.start(account -> account.policy(QUICK), more -> more.meters(meters));
      for (int i = 0; i < 8; i++) {
        fleet.submit("main", "order-" + i, SPANISH);
      }

      until(() -> service.told() == 7);

      assertThat(service.told("order-3")).isEmpty();
      until(() -> !bad(fleet).problem().isEmpty());
      assertThat(bad(fleet).state()).isEqualTo(State.WATCHING);
      assertThat(bad(fleet).problem()).contains("the database refuses").contains("poison");
      assertThat(meters.get("pollwise.fleet.steps.failed").tag("step", "look").counter().count())
          .isBetween(1.0, 3.0);
      assertThat(meters.find("pollwise.fleet.database.failures").counter()).isNull();
      drop(service, store);
      fleet.pollNow(bad(fleet).id());
      assertThat(service.outcome("order-3")).isInstanceOf(JobOutcome.Ended.class);
      assertThat(bad(fleet).problem()).isEmpty();
    }
  }

  private static void drop(Service service, Store store) {
    if (store == Store.POSTGRESQL) {
      service.execute("drop trigger poison on pollwise_job");
    } else {
      service.execute("drop trigger poisonupdate");
    }
  }

  private static FleetJob bad(Fleet fleet) {
    return fleet.jobs(Fleet.Query.all().named("order-3")).getFirst();
  }

  @ParameterizedTest
  @EnumSource(Store.class)
  void idsThatCannotBeWrittenAreToldToAPerson(Store store) {
    try (Service service = Service.on(store.open(folder), ofMillis(100))) {
      refuse(service, store, "poison", "new.part > 0");
      Fleet fleet = service.start();
      String id =
          fleet
              .submit("main", "two", TranslationRequest.of(Service.VIDEO, "French", "German"))
              .id();
      fleet.submit("main", "one", SPANISH);

      assertThat(service.outcome("one")).isInstanceOf(JobOutcome.Ended.class);

      assertThat(service.first("two"))
          .isInstanceOfSatisfying(
              FleetOutcome.Unknown.class,
              unknown ->
                  assertThat(unknown.toString())
                      .contains(
                          service.simulator.simulation().jobs().page(9, 9, job -> true).stream()
                              .filter(job -> job.spec().callbackId().equals(id))
                              .map(job -> job.id())
                              .toList())
                      .contains("which the database refuses"));
      assertThat(service.requests("create")).hasSize(2);
    }
  }

  @Test
  void oneIdForTwoLanguagesIsOneJob() throws Exception {
    HttpServer server = HttpServer.create(new InetSocketAddress("localhost", 0), 0);
    byte[] twice = "{\"data\": {\"video_translation_ids\": [\"one\", \"one\"]}}".getBytes(UTF_8);
    server.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(200, twice.length);
          exchange.getResponseBody().write(twice);
          exchange.close();
        });
    server.start();
    try (Fleet fleet =
        Fleet.on(Store.SQLITE.open(folder))
            .account(
                "main",
                account ->
                    account.server(URI.create("http://localhost:" + server.getAddress().getPort())))
            .start()) {
      fleet.submit("main", "two", TranslationRequest.of(Service.VIDEO, "French", "German"));

      until(() -> fleet.jobs().getFirst().state() == State.WATCHING);
      assertThat(fleet.jobs()).hasSize(1);
      assertThat(fleet.jobs().getFirst().jobId()).contains(JobId.of("one"));
    } finally {
      server.stop(0);
    }
  }
}
