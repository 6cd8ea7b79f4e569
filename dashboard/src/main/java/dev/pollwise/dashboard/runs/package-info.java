/**
 * The table of jobs, run by run: what each run cost, which jobs are shown, and all calls of one
 * job. Everything here belongs to the thread of the models.
 */
@NullMarked
package dev.pollwise.dashboard.runs;

import org.jspecify.annotations.NullMarked;
