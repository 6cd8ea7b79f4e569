/**
 * Pollwise beside the libraries that people use today: the frame that all groups of measurements
 * share.
 *
 * <p>A {@link dev.pollwise.benchmarks.Group} answers one question. It measures each {@link
 * dev.pollwise.benchmarks.Contender} over repeated, interleaved {@link
 * dev.pollwise.benchmarks.Rounds} of one {@link dev.pollwise.benchmarks.Trial} each, and puts what
 * was found into a {@link dev.pollwise.benchmarks.Table} or more. Groups run one after the other on
 * one thread. No component is null.
 */
@NullMarked
package dev.pollwise.benchmarks;

import org.jspecify.annotations.NullMarked;
