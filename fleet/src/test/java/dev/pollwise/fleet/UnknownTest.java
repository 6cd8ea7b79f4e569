package dev.pollwise.fleet;

import static dev.pollwise.fleet.Service.QUICK;
import static dev.pollwise.fleet.Service.SPANISH;
import static dev.pollwise.fleet.Service.VIDEO;
import static dev.pollwise.fleet.Service.until;
import static java.time.Duration.ofHours;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pollwise.client.TranslationRequest;
import dev.pollwise.client.job.JobId;
import dev.pollwise.client.job.JobOutcome;
import dev.pollwise.fleet.Fleet.Query;
import dev.pollwise.fleet.FleetJob.State;
import dev.pollwise.simulator.fault.Fault;
import dev.pollwise.simulator.fault.FaultRule;
import dev.pollwise.simulator.fault.FaultRule.Phase;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Submits of which nobody knows what became of them. */
class UnknownTest {

  private static final FaultRule LOST_AFTER_WORK =
      FaultRule.of(Fault.close()).onRoute("create").in(Phase.AFTER);
  private static final FaultRule LOST_BEFORE_WORK =
      FaultRule.of(Fault.close()).onRoute("create").in(Phase.BEFORE);

  @TempDir Path folder;

  private static Fleet keyless(Service service, Duration unknownAfter) {
    return service.start(account ->
        account.policy(QUICK).idempotencyWindow(Duration.ZERO).unknownAfter(unknownAfter));
  }

  @ParameterizedTest
  @EnumSource(Store.class)
  void withAKeyTheSameBytesAreRepeatedUntilThereIsAnAnswer(Store store) {
    try (Service service = Service.on(store.open(folder), ofMillis(300));
        Fleet fleet = service.start()) {
      service.simulator.fault(LOST_AFTER_WORK.first(2));
      fleet.submit("main", "order", SPANISH);

      assertThat(service.outcome("order")).isInstanceOf(JobOutcome.Ended.class);

      assertThat(service.requests("create")).hasSize(3);
      assertThat(service.paid()).isOne();
    }
  }

  @ParameterizedTest
  @EnumSource(Store.class)
  void withoutAKeyAJobWhoseAnswerWasLostIsFoundInTheListAndAdopted(Store store) {
    try (Service service = Service.on(store.open(folder), ofMillis(300));
        Fleet fleet = keyless(service, ofHours(1))) {
      service.simulator.fault(LOST_AFTER_WORK);
      fleet.submit("main", "order", TranslationRequest.of(VIDEO, "French", "German"));

      until(() -> service.told("order").size() == 2);

      assertThat(service.requests("create")).hasSize(1);
      assertThat(service.paid()).isEqualTo(2);
      assertThat(fleet.jobs(Query.all().named("order")))
          .extracting(FleetJob::language)
          .containsExactlyInAnyOrder("French", "German");
    }
  }

  @ParameterizedTest
  @EnumSource(Store.class)
  void whatCannotBeFoundIsToldAsUnknownAndSettledByAPerson(Store store) {
    try (Service service = Service.on(store.open(folder), ofMillis(300));
        Fleet fleet = keyless(service, ofMillis(300))) {
      service.simulator.fault(LOST_BEFORE_WORK);
      fleet.submit("main", "adopted", SPANISH);
      fleet.submit("main", "written-off", SPANISH);

      assertThat(service.first("adopted"))
          .isInstanceOfSatisfying(
              FleetOutcome.Unknown.class,
              unknown -> {
                assertThat(unknown.sends()).isOne();
                assertThat(unknown.callbackId()).isNotEmpty();
                assertThat(unknown.idempotencyKey()).isNotEmpty();
                assertThat(unknown.reason()).isNotEmpty();
              });
      assertThat(service.first("written-off")).isInstanceOf(FleetOutcome.Unknown.class);
      FleetJob adopted = fleet.jobs(Query.all().named("adopted")).getFirst();
      FleetJob writtenOff = fleet.jobs(Query.all().named("written-off")).getFirst();
      assertThat(adopted.state()).isEqualTo(State.UNKNOWN);
      assertThat(fleet.outcome(adopted.id())).contains(service.first("adopted"));
      service
          .simulator
          .simulation()
          .faults()
          .inForce(Duration.ofDays(1))
          .forEach(rule -> service.simulator.simulation().faults().lift(rule.id()));
      SubmitByHand.submit(service.simulator.uri(), "key");
      JobId found =
          JobId.of(
              service
                  .simulator
                  .simulation()
                  .jobs()
                  .page(Long.MAX_VALUE, 1, job -> true)
                  .getFirst()
                  .id());

      assertThat(fleet.adopt(adopted.id(), found)).isTrue();
      assertThatThrownBy(() -> fleet.adopt(writtenOff.id(), found))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("is that of reference adopted already");
      assertThat(fleet.writeOff(writtenOff.id(), "nothing there, says support")).isTrue();

      until(() -> service.told("adopted").size() == 2 && service.told("written-off").size() == 2);
      assertThat(service.told("adopted").getLast())
          .isInstanceOfSatisfying(
              FleetOutcome.Waited.class,
              waited -> assertThat(waited.outcome()).isInstanceOf(JobOutcome.Ended.class));
      assertThat(service.told("written-off").getLast())
          .isEqualTo(new FleetOutcome.Refused("nothing there, says support", ""));
      assertThat(fleet.spend()).contains("WRITTEN_OFF").contains("nothing there, says support");
      assertThat(fleet.adopt(adopted.id(), found)).isFalse();
      assertThat(fleet.writeOff(writtenOff.id(), "again")).isFalse();
      assertThat(service.requests("create")).hasSize(3);
    }
  }

  @Test
  void pastTheWindowOfTheKeyNothingIsSentAgain() {
    try (Service service = Service.on(Store.POSTGRESQL.open(folder), ofMillis(300));
        Fleet fleet =
            service.start(account ->
                account
                    .policy(QUICK)
                    .idempotencyWindow(ofSeconds(2))
                    .unknownAfter(ofMillis(200)))) {
      service.simulator.fault(LOST_BEFORE_WORK);
      fleet.submit("main", "order", SPANISH);

      assertThat(service.first("order")).isInstanceOf(FleetOutcome.Unknown.class);

      int sent = service.requests("create").size();
      assertThat(sent).isPositive();
      assertThat(service.requests("create"))
          .allSatisfy(entry ->
              assertThat(
                      entry
                          .arrivedAt()
                          .minus(service.requests("create").getLast().arrivedAt())
                          .abs())
                  .isLessThan(ofSeconds(2)));
      assertThat(((FleetOutcome.Unknown) service.first("order")).sends()).isEqualTo(sent);
    }
  }

  @Test
  void aCopyThatComesBackPastTheWindowLooksInTheListAndSendsNothing() {
    try (Service service = Service.on(Store.POSTGRESQL.open(folder), ofMillis(300))) {
      Fleet first = service.start(account -> account.policy(QUICK).unknownAfter(ofHours(1)));
      service.simulator.fault(LOST_AFTER_WORK.first(1));
      service.simulator.fault(LOST_BEFORE_WORK.skip(1));
      first.submit("main", "order", SPANISH);
      until(() ->
          first.jobs().getFirst().state() == State.SUBMITTING
              && !first.jobs().getFirst().problem().isEmpty());
      service.stop(first);
      int sent = service.requests("create").size();
      // A day has passed.
      service.execute(
          "update pollwise_job set first_sent_at = first_sent_at - 86400000000, due_at = 0");

      service.start(account -> account.policy(QUICK).unknownAfter(ofHours(1)));

      assertThat(service.outcome("order")).isInstanceOf(JobOutcome.Ended.class);
      assertThat(service.requests("create")).hasSize(sent);
      assertThat(service.paid()).isOne();
    }
  }
}
