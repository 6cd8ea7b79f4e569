package dev.pollwise.simulator.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.pollwise.simulator.document.DocumentException;
import dev.pollwise.simulator.document.Yaml;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A rule that would never strike is refused, with what it could strike; all others are taken. */
class ReachTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {fault: ignore-idempotency-key, route: get}          | on route get: strikes requests with a key
          {fault: no-url, route: statuses}                     | only, those of list, get, rename
          {fault: no-url, route: proofread-get}                | only, those of list, get, rename
          {fault: stored, age: 5s, route: create}              | on route create: strikes answers that show jobs
          {fault: no-url, state: running}                      | strikes jobs only that are completed
          {fault: unknown-status, state: completed}            | only that are pending or running
          {fault: regress, state: pending}                     | only that are running or completed or failed
          {fault: stuck-running, state: running}               | only that are completed or failed
          {fault: wrong-state, shown: running, state: running} | only that are pending or completed or failed
          {fault: wrong-state, shown: failed, state: failed, route: webhook} | only that are completed
          {fault: webhook-loss, state: running}                | only that are completed or failed
          {fault: reset, route: create, state: running}        | job or state on route create
          {fault: reset, route: list, job: mine}               | job or state on route list
          {fault: latency, delay: 5s, route: user, job: mine}  | are about no job; those are of status
          {fault: headers}                                     | must have a header, or retry-after
          {fault: headers, headers: {}}                        | must have a header, or retry-after
          {fault: status, status: 500, body: empty, code: x}   | stand in the envelope
          {fault: status, status: 500, body: {json: 5}, message: x} | stand in the envelope
          """)
  void refusesWhatNeverStrikesOrSaysNothing(String rule, String why) {
    assertThatExceptionOfType(DocumentException.class)
        .isThrownBy(() -> read(rule))
        .withMessageContaining(why);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{fault: ignore-idempotency-key, route: webhook-rotate}",
        "{fault: ignore-idempotency-key}",
        "{fault: no-url, route: list, state: completed}",
        "{fault: wrong-state, shown: failed, route: webhook, state: completed}",
        "{fault: reset, route: create, job: mine}",
        "{fault: reset, job: mine, state: running}",
        "{fault: reset, route: statuses, job: mine, state: running}",
        "{fault: patch, set: {a: 1}, route: batch-get, job: mine}",
        "{fault: status, status: 204}",
        "{fault: status, status: 302, code: moved}",
        "{fault: headers, retry-after: 0s}",
        "{fault: clock-skew, by: -5s}",
      })
  void takesWhatCanStrike(String rule) {
    FaultRule read = read(rule);

    assertThat(read(FaultRule.FORM.write(read).json())).isEqualTo(read);
  }

  private static FaultRule read(String rule) {
    return FaultRule.FORM.read(Yaml.read("test", rule));
  }
}
