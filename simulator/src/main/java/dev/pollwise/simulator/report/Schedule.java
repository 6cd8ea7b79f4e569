package dev.pollwise.simulator.report;

import java.util.List;

/**
 * When to ask about a job that is not over yet.
 *
 * @param polls seconds since the job's creation, rising
 * @param expected what it costs on average
 */
record Schedule(List<Double> polls, Report.Cost expected) {

  Schedule {
    polls = List.copyOf(polls);
  }
}
