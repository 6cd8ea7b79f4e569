/** How the window holds up under a crowd of jobs, beside the same window idle in the same run. */
@NullMarked
package dev.pollwise.dashboard.benchmark;

import org.jspecify.annotations.NullMarked;
