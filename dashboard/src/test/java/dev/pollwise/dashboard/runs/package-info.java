@NullMarked
package dev.pollwise.dashboard.runs;

import org.jspecify.annotations.NullMarked;
