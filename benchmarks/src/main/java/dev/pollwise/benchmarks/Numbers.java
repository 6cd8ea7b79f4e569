package dev.pollwise.benchmarks;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;

/** Numbers as people read them: three digits that count, and separators in large ones. */
public final class Numbers {

  private static final MathContext THREE = new MathContext(3);

  private Numbers() {}

  /** Three digits that count; {@code –} for what is not a number. */
  public static String text(double value) {
    if (Double.isNaN(value)) {
      return "–";
    }
    if (Double.isInfinite(value)) {
      return value > 0 ? "∞" : "-∞";
    }
    if (Math.abs(value) >= 1_000) {
      return String.format(Locale.ROOT, "%,d", Math.round(value));
    }
    BigDecimal rounded = new BigDecimal(value).round(THREE);
    int decimals = Math.clamp(rounded.scale(), 0, 6);
    return rounded.setScale(decimals, RoundingMode.HALF_UP).toPlainString();
  }

  /** How many times as much: {@code 2.5×}. */
  public static String times(double ratio) {
    return text(ratio) + "×";
  }

  /** How many times as much, and in brackets what lies furthest from it: {@code 2.5× (2.4–2.7)}. */
  public static String times(Spread ratio) {
    return times(ratio.median()) + ratio.text().replaceFirst("^[^ ]*", "");
  }
}
