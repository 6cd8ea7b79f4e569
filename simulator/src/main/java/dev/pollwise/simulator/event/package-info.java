/**
 * What happened lately, for those who watch. Publishing never waits for a watcher; each watcher
 * reads in a thread of its own.
 */
@NullMarked
package dev.pollwise.simulator.event;

import org.jspecify.annotations.NullMarked;
