/**
 * What outlives a process: learned durations and resume tokens, saved and loaded.
 *
 * <p>A file is replaced as a whole or not at all, and is readable for its owner only. What is found
 * and cannot be used is set aside under another name, never overwritten. Trouble with a file never
 * stops a wait and throws nothing: it is logged as a warning, once until a save succeeds again, and
 * nothing is lost in memory. Everything is safe for any thread. Null arguments are refused with a
 * {@link NullPointerException}.
 */
@NullMarked
package dev.pollwise.client.store;

import org.jspecify.annotations.NullMarked;
