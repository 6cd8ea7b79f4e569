/**
 * What a job will do and what it looks like at an instant: laws, plans and states. Pure values; no
 * clock, no threads, no shared randomness.
 */
@NullMarked
package dev.pollwise.simulator.job;

import org.jspecify.annotations.NullMarked;
