package dev.pollwise.dashboard.compare;

/**
 * A place in the chart of calls against lateness.
 *
 * @param name what stands there
 * @param colour counted from 0, or muted
 * @param calls how far right
 * @param lateness how far up, in seconds
 * @param median the lower end of the whisker
 * @param most the upper end
 * @param isPartial whether it misses so many ends that its place flatters it
 * @param isSelected whether it is highlighted
 */
record ComparePoint(
    String name,
    int colour,
    double calls,
    double lateness,
    double median,
    double most,
    boolean isPartial,
    boolean isSelected) {}
