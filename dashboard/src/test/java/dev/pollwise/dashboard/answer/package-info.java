@NullMarked
package dev.pollwise.dashboard.answer;

import org.jspecify.annotations.NullMarked;
