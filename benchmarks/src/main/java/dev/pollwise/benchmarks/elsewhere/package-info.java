/**
 * What the dashboard and the fleet cost. Their measurements lie among their own tests, where
 * window, images and copies can be reached; they run before, in the same call of Maven, and leave
 * their samples in a file. Here the samples become pages like those of all groups.
 */
@NullMarked
package dev.pollwise.benchmarks.elsewhere;

import org.jspecify.annotations.NullMarked;
