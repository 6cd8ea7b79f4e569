/**
 * What there is to do, each readable as one transaction: submit, watch, deliver, tidy. Run by the
 * agenda on virtual threads. Null means nothing anywhere unless it is marked.
 */
@NullMarked
package dev.pollwise.fleet.task;

import org.jspecify.annotations.NullMarked;
