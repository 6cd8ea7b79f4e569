/**
 * Two policies on the very same jobs: how they are chosen, what each has cost so far, and their
 * mirrored lanes.
 */
@NullMarked
package dev.pollwise.dashboard.duel;

import org.jspecify.annotations.NullMarked;
