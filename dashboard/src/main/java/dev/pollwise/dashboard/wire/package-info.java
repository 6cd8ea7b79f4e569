/** What calls look like on the wire, kept without secrets. Safe for any thread. */
@NullMarked
package dev.pollwise.dashboard.wire;

import org.jspecify.annotations.NullMarked;
