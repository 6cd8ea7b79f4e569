package dev.pollwise.client.forecast;

import static java.util.Objects.requireNonNull;

import dev.pollwise.client.job.Answer;
import dev.pollwise.client.job.JobEvent.WaitReason;
import java.time.Duration;
import java.util.List;

/**
 * The calls of one wait in a {@link Forecast}, from the submit to the end of the wait or to the
 * greatest number that was asked for.
 *
 * @param calls each call, in order
 * @param isWhole whether the wait ended with the last of them; false if the number was reached
 */
public record ForecastTrace(List<Call> calls, boolean isWhole) {

  /** Copies the calls. */
  public ForecastTrace {
    calls = List.copyOf(calls);
  }

  /**
   * A call and why it was made when it was.
   *
   * @param number from 1
   * @param at when it was made, since the submit
   * @param reason why then
   * @param answer what it brought
   * @param answeredAt when that was there, since the submit
   */
  public record Call(
      int number, Duration at, WaitReason reason, Answer answer, Duration answeredAt) {
    /** Refuses null. */
    public Call {
      requireNonNull(at, "at");
      requireNonNull(reason, "reason");
      requireNonNull(answer, "answer");
      requireNonNull(answeredAt, "answeredAt");
    }
  }
}
