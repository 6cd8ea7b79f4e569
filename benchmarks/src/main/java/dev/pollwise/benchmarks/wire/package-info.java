/**
 * Real pollers on a real wire: those of {@link dev.pollwise.benchmarks.peers.Peer others} around a
 * JDK HTTP client, and the client of Pollwise, each against a simulator of its own, which grades
 * them. Simulated time passes faster, and all intervals are shortened alike.
 */
@NullMarked
package dev.pollwise.benchmarks.wire;

import org.jspecify.annotations.NullMarked;
