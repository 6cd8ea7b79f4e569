/**
 * What the window shows and can be asked to do, as properties and commands, without a scene graph
 * and without a toolkit.
 *
 * <p>Threads: everything here belongs to one thread, the toolkit's in the application and the
 * test's in tests. News from outside enters as {@link dev.pollwise.dashboard.model.Signal}s through
 * {@link dev.pollwise.dashboard.model.DashboardModel#accept}; wishes leave through {@link
 * dev.pollwise.dashboard.model.Commands}, whose methods return at once.
 */
@NullMarked
package dev.pollwise.dashboard.model;

import org.jspecify.annotations.NullMarked;
