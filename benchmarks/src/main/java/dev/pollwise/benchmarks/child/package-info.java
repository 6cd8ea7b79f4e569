/**
 * Processes that are measured, each on its own: started, asked over their input and output, ended.
 * Each belongs to one thread.
 */
@NullMarked
package dev.pollwise.benchmarks.child;

import org.jspecify.annotations.NullMarked;
