/** Tests of the feed, with a scripted server. */
@NullMarked
package dev.pollwise.dashboard.feed;

import org.jspecify.annotations.NullMarked;
