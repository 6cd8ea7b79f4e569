/**
 * What one opens the window for: what the policy costs beside the best that is possible, in
 * forecast and for the jobs that run, the price of a call, and what the client believes of the
 * jobs.
 */
@NullMarked
package dev.pollwise.dashboard.answer;

import org.jspecify.annotations.NullMarked;
