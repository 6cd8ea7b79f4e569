/** Tests of the model: no toolkit, no server, no clock but the numbers given. */
@NullMarked
package dev.pollwise.dashboard.model;

import org.jspecify.annotations.NullMarked;
