/**
 * What a person sees: nodes bound to the model, one class and one style sheet for each area; no
 * logic, no I/O.
 *
 * <p>Threads: everything here belongs to the thread of the toolkit.
 */
@NullMarked
package dev.pollwise.dashboard.view;

import org.jspecify.annotations.NullMarked;
