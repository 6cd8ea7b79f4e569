/**
 * What the dashboard costs. Its measurements lie among its own tests, where window and images can
 * be reached; they run before, in the same call of Maven, and leave their samples in a file. Here
 * the samples become pages like those of all groups.
 */
@NullMarked
package dev.pollwise.benchmarks.dashboard;

import org.jspecify.annotations.NullMarked;
