/** Both spellings of the wire held against each other: the real client at the real simulator. */
@NullMarked
package dev.pollwise.simulator.wire;

import org.jspecify.annotations.NullMarked;
