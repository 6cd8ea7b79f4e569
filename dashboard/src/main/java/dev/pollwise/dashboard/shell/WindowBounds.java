package dev.pollwise.dashboard.shell;

/**
 * Where a window is, in the pixels of the desktop.
 *
 * @param x its left edge
 * @param y its upper edge
 * @param width positive
 * @param height positive
 * @param maximized whether it fills its screen; the other numbers are then what it returns to
 */
public record WindowBounds(double x, double y, double width, double height, boolean maximized) {

  /** Refuses what is no window. */
  public WindowBounds {
    if (!(width > 0 && height > 0) || !Double.isFinite(x + y + width + height)) {
      throw new IllegalArgumentException(
          "bounds " + x + " " + y + " " + width + " " + height + ": must be of a positive size");
    }
  }
}
