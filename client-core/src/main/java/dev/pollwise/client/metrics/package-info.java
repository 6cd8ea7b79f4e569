/** What a client does, as meters of Micrometer; loaded by nobody who does not ask for it. */
@NullMarked
package dev.pollwise.client.metrics;

import org.jspecify.annotations.NullMarked;
