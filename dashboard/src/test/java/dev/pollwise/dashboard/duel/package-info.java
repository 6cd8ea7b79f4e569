/** Tests of this area: no server, no clock but the numbers given. */
@NullMarked
package dev.pollwise.dashboard.duel;

import org.jspecify.annotations.NullMarked;
