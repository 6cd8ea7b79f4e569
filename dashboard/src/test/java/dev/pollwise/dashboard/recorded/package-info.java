/** Tests of reading logs: texts in, figures out. */
@NullMarked
package dev.pollwise.dashboard.recorded;

import org.jspecify.annotations.NullMarked;
