package dev.pollwise.benchmarks.scale;

import java.net.URI;
import java.time.Duration;

/**
 * What the waits of a round are to do.
 *
 * @param server where to ask
 * @param jobs how many of them there are, numbered from 0
 * @param interval from an answer to the next question
 * @param punctuality is told of each question and each answer
 */
record Setting(URI server, int jobs, Duration interval, Punctuality punctuality) {}
