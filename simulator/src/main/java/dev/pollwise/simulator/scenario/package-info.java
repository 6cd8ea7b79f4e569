/**
 * What a person writes: scenarios in YAML or JSON, read strictly, with file, line and reason where
 * something is wrong.
 */
@NullMarked
package dev.pollwise.simulator.scenario;

import org.jspecify.annotations.NullMarked;
