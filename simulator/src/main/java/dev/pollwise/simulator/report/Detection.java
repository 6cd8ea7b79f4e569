package dev.pollwise.simulator.report;

import java.time.Duration;

/**
 * That a client learned of a job's end.
 *
 * @param end simulated time of the end since the start of the server; where polls move the job, the
 *     moment of the poll
 * @param seen simulated time at which the first answer that told it was ready
 * @param lateness simulated time between them
 * @param latenessOnWall the same by the wall clock, at the time scale of that moment
 */
public record Detection(Duration end, Duration seen, Duration lateness, Duration latenessOnWall) {}
