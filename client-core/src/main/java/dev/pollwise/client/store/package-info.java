/**
 * What outlives a process: learned durations, and the submits and waits that are not over.
 *
 * <p>A file is replaced as a whole or not at all, and is readable for its owner only. What is found
 * and cannot be used is set aside under another name, never overwritten. Trouble with the file of
 * learned durations never stops a wait and throws nothing: it is logged as a warning, once until a
 * save succeeds again. The file of waits keeps what was paid for: what cannot be written throws.
 * Nothing is lost in memory either way. Everything is safe for any thread. Null arguments are
 * refused with a {@link NullPointerException}.
 */
@NullMarked
package dev.pollwise.client.store;

import org.jspecify.annotations.NullMarked;
