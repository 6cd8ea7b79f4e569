/** Takes the pictures of the window that README and docs show. */
@NullMarked
package dev.pollwise.dashboard.picture;

import org.jspecify.annotations.NullMarked;
