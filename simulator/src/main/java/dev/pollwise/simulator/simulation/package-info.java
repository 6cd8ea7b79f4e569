/**
 * The running world behind the faces: simulated time, jobs, the scenario in force, limits and the
 * journal. Knows no HTTP; every class says which threads may use it.
 */
@NullMarked
package dev.pollwise.simulator.simulation;

import org.jspecify.annotations.NullMarked;
