package dev.pollwise.client.duration;

import java.util.Locale;

/**
 * Prints the whole table of what learning costs: law by price, mean over seeds of the expected cost
 * after so many jobs over the optimum. Arguments: seeds (default 20), jobs (default 30).
 */
final class LearningTable {

  private LearningTable() {}

  /** See the class. */
  public static void main(String[] arguments) {
    int seeds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 20;
    int jobs = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 30;
    TheoryLaws.all()
        .forEach((name, law) -> {
          StringBuilder line = new StringBuilder(String.format(Locale.ROOT, "%-12s", name));
          for (double price : TheoryLaws.PRICES) {
            double ratio = LearningCourse.ratio(law, price, jobs, seeds);
            line.append(String.format(Locale.ROOT, " %6.3f", ratio));
          }
          System.out.println(line);
        });
  }
}
