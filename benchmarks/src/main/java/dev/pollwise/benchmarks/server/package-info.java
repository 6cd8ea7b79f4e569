/**
 * The simulator beside a bare route of the server library that it is made of, WireMock, and the
 * Node Express server of the exercise: speed, latency, connections, long polls, start-up. Each
 * server is a process of its own; the load comes from this one.
 */
@NullMarked
package dev.pollwise.benchmarks.server;

import org.jspecify.annotations.NullMarked;
