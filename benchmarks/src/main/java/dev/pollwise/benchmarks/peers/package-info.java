/**
 * The libraries that people poll with, one adapter each, around a plain HTTP client: a {@link
 * dev.pollwise.benchmarks.peers.Peer} is a library in one setting.
 */
@NullMarked
package dev.pollwise.benchmarks.peers;

import org.jspecify.annotations.NullMarked;
