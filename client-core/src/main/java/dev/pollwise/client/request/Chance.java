package dev.pollwise.client.request;

import static java.util.Objects.requireNonNull;

import java.util.function.DoubleSupplier;
import java.util.random.RandomGenerator;

/** Draws evenly from [0, 1), for any thread, from a generator that need not be safe for any. */
public final class Chance implements DoubleSupplier {

  private final RandomGenerator random;

  /** Draws from a generator that nobody else uses. */
  public Chance(RandomGenerator random) {
    this.random = requireNonNull(random, "random");
  }

  @Override
  public synchronized double getAsDouble() {
    return random.nextDouble();
  }
}
