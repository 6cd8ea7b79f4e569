/**
 * Which job is due when, across all copies: one interface, and db-scheduler behind it. Null means
 * nothing anywhere unless it is marked.
 */
@NullMarked
package dev.pollwise.fleet.agenda;

import org.jspecify.annotations.NullMarked;
