/** What views can be asked without a toolkit. */
@NullMarked
package dev.pollwise.dashboard.view;

import org.jspecify.annotations.NullMarked;
