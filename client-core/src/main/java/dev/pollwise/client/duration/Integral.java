package dev.pollwise.client.duration;

import java.util.function.DoubleUnaryOperator;

/**
 * Adaptive Simpson quadrature of a survival function. Halving stops early only where five values
 * agree with a cubic; a monotone function cannot hide much between them, and jumps are halved away.
 */
final class Integral {

  private static final int DEEPEST = 40;
  private static final double RELATIVE = 1e-9;

  private Integral() {}

  static double of(DoubleUnaryOperator f, double from, double to) {
    double left = f.applyAsDouble(from);
    double middle = f.applyAsDouble((from + to) / 2);
    double right = f.applyAsDouble(to);
    return part(f, from, to, left, middle, right, RELATIVE * (to - from), DEEPEST);
  }

  private static double part(
      DoubleUnaryOperator f,
      double from,
      double to,
      double left,
      double middle,
      double right,
      double tolerance,
      int depth) {
    double half = (to - from) / 2;
    double lower = f.applyAsDouble(from + half / 2);
    double upper = f.applyAsDouble(from + 1.5 * half);
    double coarse = half / 3 * (left + 4 * middle + right);
    double fine = half / 6 * (left + 4 * lower + 2 * middle + 4 * upper + right);
    if (depth == 0 || Math.abs(fine - coarse) <= 15 * tolerance) {
      return fine + (fine - coarse) / 15;
    }
    return part(f, from, from + half, left, lower, middle, tolerance / 2, depth - 1)
        + part(f, from + half, to, middle, upper, right, tolerance / 2, depth - 1);
  }
}
