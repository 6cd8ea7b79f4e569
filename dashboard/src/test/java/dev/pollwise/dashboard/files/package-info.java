/** Tests with files of their own. */
@NullMarked
package dev.pollwise.dashboard.files;

import org.jspecify.annotations.NullMarked;
