/**
 * What lies between the model and the world: commands go out to servers and files, what comes of
 * them comes in through one inbox.
 *
 * <p>Threads: methods called by the model return at once and work on virtual threads; everything
 * that comes back goes through {@link dev.pollwise.dashboard.feed.UiInbox}, the only place where
 * news changes threads.
 */
@NullMarked
package dev.pollwise.dashboard.feed;

import org.jspecify.annotations.NullMarked;
