package dev.pollwise.dashboard.form;

import dev.pollwise.client.job.Durations;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.Locale;

/** Averages as people say them: with no more figures than matter. */
public final class Amounts {

  private static final double EVEN = 1.05;

  private Amounts() {}

  /** A number of calls: one decimal below ten, whole above, with separated thousands. */
  public static String number(double number) {
    String text =
        number < 9.95
            ? String.format(Locale.ROOT, "%.1f", number)
            : String.format(Locale.ROOT, "%,d", Math.round(number));
    return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
  }

  /** {@code 1 call}, {@code 4.2 calls}. */
  public static String calls(double number) {
    String text = number(number);
    return text.equals("1") ? "1 call" : text + " calls";
  }

  /** {@code once}, {@code 4.2 times}. */
  public static String times(double number) {
    String text = number(number);
    return text.equals("1") ? "once" : text + " times";
  }

  /** A duration to two figures below a minute, to the second above. */
  public static String roughly(Duration duration) {
    if (duration.compareTo(Duration.ofMinutes(1)) >= 0) {
      return Durations.text(duration);
    }
    BigDecimal nanos =
        new BigDecimal(duration.toNanos()).round(new MathContext(2, RoundingMode.HALF_UP));
    return Durations.text(Duration.ofNanos(nanos.longValue()));
  }

  /** {@code 1.8 ×}. */
  public static String multiple(double times) {
    return String.format(Locale.ROOT, times < 9.95 ? "%.1f ×" : "%,.0f ×", times);
  }

  /** {@code 1.8 times as much}, or that there is hardly a difference. */
  public static String factor(double times) {
    return times < EVEN
        ? "hardly more than that"
        : String.format(Locale.ROOT, times < 9.95 ? "%.1f" : "%.0f", times) + " times as much";
  }

  /** A share in percent; never 0 or 100 where there is something, or something is missing. */
  public static String percent(double share) {
    if (share > 0 && share < 0.005) {
      return "less than 1 %";
    }
    return share < 1 && share > 0.995 ? "more than 99 %" : Math.round(share * 100) + " %";
  }
}
