/**
 * A service in several copies submits paid jobs and hears how each came out; {@link
 * dev.pollwise.fleet.Fleet} is the door. Null means nothing anywhere unless it is marked.
 */
@NullMarked
package dev.pollwise.fleet;

import org.jspecify.annotations.NullMarked;
