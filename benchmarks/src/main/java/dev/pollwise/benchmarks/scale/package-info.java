/**
 * Many waits in one Java machine: what each takes of memory and threads, and what a poll costs, by
 * our client and by others. Each contender polls from a Java machine of its own; the server is
 * another.
 */
@NullMarked
package dev.pollwise.benchmarks.scale;

import org.jspecify.annotations.NullMarked;
