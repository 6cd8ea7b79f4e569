package dev.pollwise.fleet;

import static dev.pollwise.fleet.Service.QUICK;
import static dev.pollwise.fleet.Service.VIDEO;
import static dev.pollwise.fleet.Service.until;
import static java.time.Duration.ofHours;
import static java.time.Duration.ofMillis;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pollwise.client.SubmitEvent;
import dev.pollwise.client.SubmitEvent.Attempt;
import dev.pollwise.client.TranslationRequest;
import dev.pollwise.client.job.JobEvent;
import dev.pollwise.client.job.JobId;
import dev.pollwise.simulator.fault.Fault;
import dev.pollwise.simulator.fault.FaultRule;
import dev.pollwise.simulator.fault.FaultRule.Phase;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SubmitEventsTest {

  private static final TranslationRequest TWO =
      TranslationRequest.of(VIDEO, "French", "German")
          .withTitle("a title")
          .withOption("speaker_num", 2)
          .withLabel("trailers")
          .withSourceLength(Duration.ofSeconds(90));

  @TempDir Path folder;

  private final List<SubmitEvent> submits = new CopyOnWriteArrayList<>();
  private final List<JobEvent> jobs = new CopyOnWriteArrayList<>();

  private Fleet start(Service service, Duration window) {
    return service.start(
        account -> account.policy(QUICK).idempotencyWindow(window).unknownAfter(ofHours(1)),
        fleet ->
            fleet
                .submitListener(event -> {
                  throw new IllegalStateException("on purpose");
                })
                .submitListener(submits::add)
                .listener(jobs::add));
  }

  @Test
  void aSubmitIsToldWithTheRequestThatItsRowHolds() {
    try (Service service = Service.on(Store.POSTGRESQL.open(folder), ofMillis(300));
        Fleet fleet = start(service, ofHours(24))) {
      service.simulator.fault(FaultRule.of(Fault.status(500)).onRoute("create").first(1));
      fleet.submit("main", "order", TWO);
      until(() -> jobs.stream().filter(JobEvent.Ended.class::isInstance).count() == 2);

      assertThat(submits)
          .extracting(event -> event.getClass().getSimpleName() + event.attempt().number())
          .containsExactly("Sending1", "Retrying1", "Sending2", "Accepted2");
      Attempt last = submits.getLast().attempt();
      TranslationRequest request = (TranslationRequest) last.request();
      assertThat(request.video()).isEqualTo(VIDEO);
      assertThat(request.languages()).containsExactly("French", "German");
      assertThat(request.options()).containsEntry("title", "a title").containsKey("callback_id");
      assertThat(request.traits()).isEqualTo(TWO.traits());
      assertThat(request.idempotencyKey()).contains(last.idempotencyKey());
      assertThat(last.requestId()).isNotEmpty();
      assertThat(fleet.spend()).contains(last.requestId(), last.idempotencyKey());
      List<JobId> accepted = ((SubmitEvent.Accepted) submits.getLast()).jobs();
      for (JobId job : accepted) {
        assertThat(jobs.stream().filter(event -> event.jobId().equals(job)))
            .extracting(event -> event.getClass().getSimpleName())
            .startsWith("Submitted", "Waiting")
            .endsWith("Ended");
      }
    }
  }

  @Test
  void aRefusalAndALostAnswerAreTold() {
    try (Service service = Service.on(Store.POSTGRESQL.open(folder), ofMillis(300));
        Fleet fleet = start(service, Duration.ZERO)) {
      fleet.submit("main", "refused", TranslationRequest.of(VIDEO, "Klingon"));
      until(() -> service.told("refused").size() == 1 && submits.size() >= 2);
      assertThat(submits)
          .extracting(event -> event.getClass().getSimpleName())
          .containsExactly("Sending", "Refused");
      submits.clear();
      service.simulator.fault(
          FaultRule.of(Fault.close()).onRoute("create").in(Phase.AFTER).first(1));

      fleet.submit("main", "lost", TWO);
      until(() -> service.told("lost").size() == 2 && submits.size() >= 3);

      assertThat(submits)
          .extracting(event -> event.getClass().getSimpleName())
          .containsExactly("Sending", "FateUnknown", "Accepted");
    }
  }

  @Test
  void aWaitThatIsTakenUpAgainBeginsForItsListenersAsInAClient() throws Exception {
    try (Service service = Service.on(Store.POSTGRESQL.open(folder), Duration.ofMinutes(9));
        Fleet fleet = start(service, Duration.ofHours(24))) {
      String id = fleet.submit("main", "again", TranslationRequest.of(VIDEO, "French")).id();
      until(() -> fleet.job(id).orElseThrow().jobId().isPresent());
      fleet.stopWatching(id);
      until(() -> service.told("again").size() == 1);
      jobs.clear();

      try (Connection transaction = fleet.dataSource().getConnection()) {
        transaction.setAutoCommit(false);
        assertThat(fleet.watchAgain(transaction, id)).isTrue();
        assertThat(jobs).as("nothing is committed").isEmpty();
        transaction.commit();
      }

      until(() -> jobs.stream().filter(JobEvent.Polled.class::isInstance).count() >= 2);
      assertThat(jobs)
          .extracting(event -> event.getClass().getSimpleName())
          .startsWith("Submitted", "Waiting", "Polled", "Waiting");
      assertThat(((JobEvent.Submitted) jobs.getFirst()).title()).isEqualTo("French");
      assertThat(((JobEvent.Waiting) jobs.get(1)).reason())
          .isEqualTo(new JobEvent.WaitReason.FirstLook());
      assertThat(jobs).filteredOn(JobEvent.Submitted.class::isInstance).hasSize(1);
    }
  }
}
