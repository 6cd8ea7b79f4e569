/**
 * What people and tests see: truth, faults, clock, events, report. Safe for use by many threads
 * unless a class says that it belongs to one request.
 */
@NullMarked
package dev.pollwise.simulator.control;

import org.jspecify.annotations.NullMarked;
