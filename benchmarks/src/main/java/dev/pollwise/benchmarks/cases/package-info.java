/**
 * Twelve ways in which a server makes life hard for who pays per job, and what programs make of
 * them: each {@link dev.pollwise.benchmarks.cases.Case} is a scenario of the simulator, each {@link
 * dev.pollwise.benchmarks.cases.Program} a client's own code. Simulated time passes faster, for the
 * simulator and for all clients alike.
 */
@NullMarked
package dev.pollwise.benchmarks.cases;

import org.jspecify.annotations.NullMarked;
