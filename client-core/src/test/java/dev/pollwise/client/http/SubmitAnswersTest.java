package dev.pollwise.client.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollwise.client.poll.Reply;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which answers to a submit are final, and which leave its fate open. */
class SubmitAnswersTest {

  private final HeyGenFormat format = new HeyGenFormat(Credentials.none());

  private Reply<AcceptedJobs> reply(int status, String body) {
    return format.submitted(Wire.answer(status, body));
  }

  @ParameterizedTest
  @ValueSource(ints = {500, 502, 503, 504, 599, 999, 408})
  void asksAgainWhereTheFateIsUnknown(int status) {
    assertThat(reply(status, "")).isInstanceOf(Reply.Lost.class);
  }

  @ParameterizedTest
  @CsvSource({
    "401, unauthorized",
    "402, insufficient_credit",
    "403, forbidden",
    "429, quota_exceeded",
    "404, resource_not_found",
    "301, moved",
    "400, invalid_parameter",
    "409, conflict",
    "413, too_large"
  })
  void endsWhereTheServerRefused(int status, String code) {
    assertThat(reply(status, "{\"error\":{\"code\":\"" + code + "\"}}"))
        .isInstanceOf(Reply.Refused.class);
  }

  @ParameterizedTest
  @CsvSource({"429, rate_limit_exceeded", "409, request_in_progress"})
  void waitsWhereTheServerIsBusy(int status, String code) {
    assertThat(reply(status, "{\"error\":{\"code\":\"" + code + "\"}}"))
        .isInstanceOf(Reply.Busy.class);
  }
}
