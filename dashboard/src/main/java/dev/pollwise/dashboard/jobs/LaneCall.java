package dev.pollwise.dashboard.jobs;

import java.time.Duration;

/**
 * A call of a wait. Times count from the beginning of the wait.
 *
 * @param number which call it was, from 1
 * @param sent when the request went out
 * @param answered when the answer was there, or it was certain that there would be none
 * @param failed whether it brought nothing
 * @param told what it brought, in words
 */
public record LaneCall(int number, Duration sent, Duration answered, boolean failed, String told) {}
