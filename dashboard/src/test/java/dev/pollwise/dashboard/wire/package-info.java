@NullMarked
package dev.pollwise.dashboard.wire;

import org.jspecify.annotations.NullMarked;
