/** The demonstration: a simulator, a client and an outage, told as a story. */
@NullMarked
package dev.pollwise.simulator.demo;

import org.jspecify.annotations.NullMarked;
