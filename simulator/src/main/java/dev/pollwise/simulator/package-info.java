/**
 * A local server that behaves like a video-translation API, faults included. {@link
 * dev.pollwise.simulator.SimulatorServer} is where to begin.
 */
@NullMarked
package dev.pollwise.simulator;

import org.jspecify.annotations.NullMarked;
