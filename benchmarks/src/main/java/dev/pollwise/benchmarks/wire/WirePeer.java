package dev.pollwise.benchmarks.wire;

import java.util.function.Function;

/**
 * A library as its users have it.
 *
 * @param name as the tables call it
 * @param library what does the waiting, with its version
 * @param watcher makes one for a pace
 */
record WirePeer(String name, String library, Function<Pace, Watcher> watcher) {}
