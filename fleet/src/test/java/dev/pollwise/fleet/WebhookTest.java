package dev.pollwise.fleet;

import static dev.pollwise.fleet.Service.SLEEPY;
import static dev.pollwise.fleet.Service.SPANISH;
import static dev.pollwise.fleet.Service.until;
import static java.time.Duration.ofMillis;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pollwise.client.TranslationRequest;
import dev.pollwise.client.job.JobOutcome;
import dev.pollwise.client.webhook.WebhookVerifier.Rules;
import dev.pollwise.client.webhook.WebhookVerifier.Verdict;
import dev.pollwise.fleet.Fleet.Query;
import dev.pollwise.fleet.FleetJob.State;
import dev.pollwise.simulator.fault.Fault;
import dev.pollwise.simulator.fault.FaultRule;
import dev.pollwise.simulator.job.DurationLaw;
import dev.pollwise.simulator.simulation.Job;
import dev.pollwise.simulator.simulation.Journal.JournalEntry;
import dev.pollwise.simulator.simulation.SimulatedClock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Webhooks, at whichever copy they come. */
class WebhookTest {

  @TempDir Path folder;

  private static Fleet copy(Service service) {
    return service.start(account -> account.policy(SLEEPY).webhooks(Rules.unsigned()));
  }

  private static Verdict delivered(Fleet fleet, String event, String job, String callback) {
    return fleet.webhook("main", Map.of(), body(event, job, callback));
  }

  private static byte[] body(String event, String job, String callback) {
    return """
    {"event_id": "%s", "event_type": "video_translate.success",
     "event_data": {"video_translate_id": "%s", "callback_id": "%s"}}
    """
        .formatted(event, job, callback)
        .getBytes(StandardCharsets.UTF_8);
  }

  private static Job onlyJob(Service service) {
    return service.simulator.simulation().jobs().page(Long.MAX_VALUE, 1, job -> true).getFirst();
  }

  @ParameterizedTest
  @EnumSource(Store.class)
  void anEndIsSeenByAWebhookAtAnyCopyAndADuplicateCountsOnce(Store store) {
    try (Service service = Service.on(store.open(folder), ofMillis(100))) {
      Fleet one = copy(service);
      Fleet other = store == Store.SQLITE ? one : copy(service);
      one.submit("main", "order", SPANISH);
      until(() -> one.jobs(Query.all().in(State.WATCHING)).size() == 1);
      String job = one.jobs().getFirst().jobId().orElseThrow().value();
      service.untilOver(1);

      assertThat(delivered(one, "event-1", job, "")).isInstanceOf(Verdict.Accepted.class);
      assertThat(delivered(other, "event-1", job, "")).isInstanceOf(Verdict.Duplicate.class);
      assertThat(service.outcome("order")).isInstanceOf(JobOutcome.Ended.class);
      assertThat(delivered(other, "event-1", job, "")).isInstanceOf(Verdict.Duplicate.class);

      assertThat(service.polls()).hasSize(1);
      assertThat(service.count("select count(*) from pollwise_event")).isOne();
    }
  }

  @ParameterizedTest
  @EnumSource(Store.class)
  void aWebhookThatMeetsAPollInFlightIsFollowedByOneRightAfterIt(Store store) {
    try (Service service = Service.on(store.open(folder), ofMillis(1_000))) {
      Fleet one = copy(service);
      Fleet other = store == Store.SQLITE ? one : copy(service);
      // What is asked before the end is answered after the webhook.
      SimulatedClock clock = service.simulator.simulation().clock();
      clock.freeze(true);
      service.simulator.fault(
          FaultRule.of(Fault.latency(DurationLaw.fixed(ofMillis(2_000)))).onRoute("get").first(1));
      FleetJob order = one.submit("main", "order", SPANISH);
      until(() -> one.jobs(Query.all().in(State.WATCHING)).size() == 1);
      one.pollNow(order.id());
      until(() -> onlyJob(service).polls() == 1);
      clock.advance(ofMillis(1_000));
      service.untilOver(1);

      assertThat(delivered(other, "event", one.jobs().getFirst().jobId().orElseThrow().value(), ""))
          .isInstanceOf(Verdict.Accepted.class);
      assertThat(service.polls()).isEmpty(); // none is over
      clock.freeze(false);

      assertThat(service.outcome("order")).isInstanceOf(JobOutcome.Ended.class);
      List<JournalEntry> polls = service.polls();
      assertThat(polls).hasSize(2);
      Duration firstEnded = polls.getFirst().arrivedAt().plus(polls.getFirst().took());
      assertThat(polls.getLast().arrivedAt()).isGreaterThanOrEqualTo(firstEnded.minusMillis(100));
    }
  }

  @ParameterizedTest
  @EnumSource(Store.class)
  void aWebhookThatComesBeforeTheAnswerToTheSubmitIsKept(Store store) {
    try (Service service = Service.on(store.open(folder), ofMillis(100))) {
      Fleet fleet = copy(service);
      service.simulator.fault(
          FaultRule.of(Fault.latency(DurationLaw.fixed(ofMillis(1_500))))
              .onRoute("create")
              .in(FaultRule.Phase.AFTER)
              .first(1));
      String id =
          fleet
              .submit("main", "order", TranslationRequest.of(Service.VIDEO, "French", "German"))
              .id();
      until(() -> service.paid() == 2);
      Job first = onlyJob(service);

      assertThat(delivered(fleet, "event", first.id(), id)).isInstanceOf(Verdict.Accepted.class);
      assertThat(fleet.job(id).orElseThrow().state()).isEqualTo(State.SUBMITTING);

      until(() -> service.told("order").size() == 2);
      assertThat(service.count("select count(*) from pollwise_job where announced_at is null"))
          .isZero();
    }
  }

  @ParameterizedTest
  @EnumSource(Store.class)
  void aWebhookOfAJobWhoseAnswerWasLostFindsIt(Store store) {
    try (Service service = Service.on(store.open(folder), ofMillis(100));
        Fleet fleet =
            service.start(account ->
                account
                    .policy(SLEEPY)
                    .webhooks(Rules.unsigned())
                    .idempotencyWindow(Duration.ZERO)
                    .unknownAfter(Duration.ofDays(1)))) {
      service.simulator.fault(
          FaultRule.of(Fault.close()).onRoute("create").in(FaultRule.Phase.AFTER));
      // The first look in the list finds nothing, and the next would be half a minute later.
      service.simulator.fault(FaultRule.of(Fault.status(500)).onRoute("list").first(1));
      String id = fleet.submit("main", "order", SPANISH).id();
      until(() -> service.requests("list").size() == 1);
      until(() ->
          service.count(
                  "select count(*) from pollwise_task where task_name = 'pollwise-submit' and not"
                      + " picked")
              == 1);

      service.untilOver(1);
      assertThat(delivered(fleet, "event", onlyJob(service).id(), id))
          .isInstanceOf(Verdict.Accepted.class);

      assertThat(service.outcome("order")).isInstanceOf(JobOutcome.Ended.class);
    }
  }

  @ParameterizedTest
  @EnumSource(Store.class)
  void webhooksForNobodyLeaveNothingAndHarmNobody(Store store) {
    try (Service service = Service.on(store.open(folder), ofMillis(100));
        Fleet fleet = copy(service)) {
      fleet.submit("main", "order", SPANISH);
      until(() -> fleet.jobs(Query.all().in(State.WATCHING)).size() == 1);

      for (int i = 0; i < (store == Store.SQLITE ? 1_000 : 10_000); i++) {
        assertThat(delivered(fleet, "event-" + i, "nobody-" + i, "nobody"))
            .isInstanceOf(Verdict.Accepted.class);
      }

      assertThat(service.count("select count(*) from pollwise_event")).isZero();
      assertThat(service.count("select count(*) from pollwise_job")).isOne();
      assertThat(service.polls()).isEmpty();
      fleet.pollNow(fleet.jobs().getFirst().id());
      assertThat(service.outcome("order")).isInstanceOf(JobOutcome.Ended.class);
    }
  }

  @ParameterizedTest
  @EnumSource(Store.class)
  void anEventIsRememberedForAsLongAsItMayBeDeliveredAgain(Store store) {
    try (Service service = Service.on(store.open(folder), ofMillis(100))) {
      long fiveDaysAgo = (System.currentTimeMillis() - Duration.ofDays(5).toMillis()) * 1_000;
      for (String account : List.of("main", "patient")) {
        service.execute(
            "insert into pollwise_event (account, event, at) values ('%s', 'old', %d)"
                .formatted(account, fiveDaysAgo));
      }

      service.start(
          account -> account.webhooks(Rules.signedBy("secret")),
          more ->
              more.account(
                  "patient",
                  account ->
                      account
                          .server(service.simulator.uri())
                          .webhooks(
                              Rules.signedBy("secret").withRetryWindow(Duration.ofDays(10)))));

      until(() -> service.count("select count(*) from pollwise_event where account = 'main'") == 0);
      assertThat(service.count("select count(*) from pollwise_event where account = 'patient'"))
          .isOne();
    }
  }

  @ParameterizedTest
  @EnumSource(Store.class)
  void nobodyWhoCannotSignHidesAGenuineEvent(Store store) throws Exception {
    try (Service service = Service.on(store.open(folder), ofMillis(100))) {
      Fleet fleet =
          service.start(
              account -> account.policy(SLEEPY).webhooks(Rules.signedBy("Jefe").withUnsigned()));
      fleet.submit("main", "order", SPANISH);
      until(() -> fleet.jobs(Query.all().in(State.WATCHING)).size() == 1);
      byte[] body = body("event", fleet.jobs().getFirst().jobId().orElseThrow().value(), "");
      Map<String, List<String>> signed =
          Map.of(
              "Heygen-Timestamp",
              List.of(Long.toString(System.currentTimeMillis() / 1_000)),
              "Heygen-Signature",
              List.of(signature(body)));

      assertThat(fleet.webhook("main", Map.of(), body)).isInstanceOf(Verdict.Accepted.class);
      assertThat(fleet.webhook("main", signed, body)).isInstanceOf(Verdict.Accepted.class);
      assertThat(fleet.webhook("main", signed, body)).isInstanceOf(Verdict.Duplicate.class);
      assertThat(fleet.webhook("main", Map.of(), body)).isInstanceOf(Verdict.Duplicate.class);
    }
  }

  private static String signature(byte[] body) throws Exception {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec("Jefe".getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
    return HexFormat.of().formatHex(mac.doFinal(body));
  }

  @ParameterizedTest
  @EnumSource(Store.class)
  void eventsThatDifferInTheLastOf255CharactersAreTwo(Store store) {
    try (Service service = Service.on(store.open(folder), ofMillis(100))) {
      Fleet fleet = copy(service);
      fleet.submit("main", "order", SPANISH);
      until(() -> fleet.jobs(Query.all().in(State.WATCHING)).size() == 1);
      String job = fleet.jobs().getFirst().jobId().orElseThrow().value();
      String event = "e".repeat(254);

      assertThat(delivered(fleet, event + "1", job, "")).isInstanceOf(Verdict.Accepted.class);
      assertThat(delivered(fleet, event + "2", job, "")).isInstanceOf(Verdict.Accepted.class);
      assertThat(delivered(fleet, event + "1", job, "")).isInstanceOf(Verdict.Duplicate.class);
    }
  }
}
