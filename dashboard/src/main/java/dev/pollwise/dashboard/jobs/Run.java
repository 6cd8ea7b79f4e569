package dev.pollwise.dashboard.jobs;

import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;

/** A launch and the jobs that it started. */
public final class Run {

  /** Longer names would push the numbers out of sight. */
  public static final int LONGEST_NAME = 60;

  private final int number;
  private final LaunchOrder order;
  private final ReadOnlyStringWrapper name;
  private int copies;

  /**
   * A launch of which no job is known yet.
   *
   * @param number from 1, in the order in which the server accepted the first job of each
   */
  Run(int number, LaunchOrder order) {
    this.number = number;
    this.order = order;
    this.name = new ReadOnlyStringWrapper("Run " + number);
  }

  /** The jobs of one more copy were accepted. */
  int nextCopy() {
    return ++copies;
  }

  /** What one of its jobs is called: "Greek 2.14" is copy 14 of the Greek job of run 2. */
  String nameOf(String language, int copy) {
    return language + " " + number + (order.copies() == 1 ? "" : "." + copy);
  }

  /** Which of the colours its jobs of a language have; one for all where the languages are many. */
  int colourOf(String language) {
    int place = order.languages().indexOf(language);
    return order.languages().size() > JobsModel.COLOURS || place < 0 ? 0 : place;
  }

  /** Gives it another name; nothing but spaces brings back the first. */
  public void rename(String wanted) {
    String clean = wanted.strip().replaceAll("\\s+", " ");
    int length = Math.min(LONGEST_NAME, clean.codePointCount(0, clean.length()));
    name.set(
        clean.isEmpty()
            ? "Run " + number
            : clean.substring(0, clean.offsetByCodePoints(0, length)));
  }

  /** What was launched. */
  LaunchOrder order() {
    return order;
  }

  /** Tells it from every other, and stays when it is renamed. */
  public int number() {
    return number;
  }

  /** How it is called. */
  public ReadOnlyStringProperty name() {
    return name.getReadOnlyProperty();
  }
}
