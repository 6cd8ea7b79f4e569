package dev.pollwise.dashboard.model;

import java.util.List;
import java.util.Optional;
import javafx.beans.property.IntegerProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.SimpleIntegerProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;

/** How a person likes the window: what it remembers from one session to the next. */
public final class WindowModel {

  /** Percent of the usual size of text. */
  public static final List<Integer> TEXT_SIZES = List.of(80, 90, 100, 110, 125, 150);

  private static final String LIVE = "area-live";

  /** The usual size of text, in percent. */
  public static final int USUAL_TEXT_SIZE = 100;

  private final ObjectProperty<Colours> colours = new SimpleObjectProperty<>(Colours.SYSTEM);
  private final IntegerProperty textSize = new SimpleIntegerProperty(USUAL_TEXT_SIZE);
  private final StringProperty area = new SimpleStringProperty("");
  private final ObjectProperty<List<Double>> dividers = new SimpleObjectProperty<>(List.of());
  private final ObjectProperty<List<String>> columns = new SimpleObjectProperty<>(List.of());
  private final ObjectProperty<Optional<WindowBounds>> bounds =
      new SimpleObjectProperty<>(Optional.empty());
  private final StringProperty profile = new SimpleStringProperty("");

  /** A window as it is before anybody changed it. */
  public WindowModel() {}

  /** Makes text one step larger, up to the largest. */
  public void largerText() {
    TEXT_SIZES.stream().filter(size -> size > textSize.get()).findFirst().ifPresent(textSize::set);
  }

  /** Makes text one step smaller, down to the smallest. */
  public void smallerText() {
    TEXT_SIZES.reversed().stream()
        .filter(size -> size < textSize.get())
        .findFirst()
        .ifPresent(textSize::set);
  }

  /** Makes text as large as usual. */
  public void usualText() {
    textSize.set(USUAL_TEXT_SIZE);
  }

  /**
   * Sets the size of text.
   *
   * @throws IllegalArgumentException if it is none of {@link #TEXT_SIZES}
   */
  void textSize(int percent) {
    if (!TEXT_SIZES.contains(percent)) {
      throw new IllegalArgumentException("text-size " + percent + ": must be one of " + TEXT_SIZES);
    }
    textSize.set(percent);
  }

  /** The size of text, in percent of the usual one. */
  public ReadOnlyIntegerProperty textSize() {
    return textSize;
  }

  /** Which colours it wears. */
  public ObjectProperty<Colours> colours() {
    return colours;
  }

  /** Whether another area than the live one shows, in which jobs are out of sight. */
  boolean showsElsewhere() {
    return !area.get().isEmpty() && !area.get().equals(LIVE);
  }

  /** The id of the area that shows; empty for the first. */
  public StringProperty area() {
    return area;
  }

  /** Where the live area is divided, as shares of its height; empty for the usual places. */
  public ObjectProperty<List<Double>> dividers() {
    return dividers;
  }

  /** The columns of the jobs by name, in their order; empty for the usual one. */
  public ObjectProperty<List<String>> columns() {
    return columns;
  }

  /** Where the window is; empty before it was moved or sized. */
  public ObjectProperty<Optional<WindowBounds>> bounds() {
    return bounds;
  }

  /** The name of the profile that was used last; empty where none was. */
  public StringProperty profile() {
    return profile;
  }
}
