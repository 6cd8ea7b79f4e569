/**
 * The verdict on a client: what it asked, what a clairvoyant would have asked, and what the best
 * schedule for the law of the jobs' durations costs.
 */
@NullMarked
package dev.pollwise.simulator.report;

import org.jspecify.annotations.NullMarked;
