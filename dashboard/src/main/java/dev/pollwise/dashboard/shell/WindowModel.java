package dev.pollwise.dashboard.shell;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.IntegerProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.SimpleBooleanProperty;
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
  private final ObjectProperty<Motion> motion = new SimpleObjectProperty<>(Motion.SYSTEM);
  private final IntegerProperty textSize = new SimpleIntegerProperty(USUAL_TEXT_SIZE);
  private final StringProperty area = new SimpleStringProperty("");
  private final Map<String, ObjectProperty<List<Double>>> splits = new TreeMap<>();
  private final Map<String, ObjectProperty<TableLayout>> tables = new TreeMap<>();
  private final ObjectProperty<Optional<WindowBounds>> bounds =
      new SimpleObjectProperty<>(Optional.empty());
  private final BooleanProperty duelOffered = new SimpleBooleanProperty(true);
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

  /** Whether things move when they appear. */
  public ObjectProperty<Motion> motion() {
    return motion;
  }

  /** Whether another area than the live one shows, in which jobs are out of sight. */
  boolean showsElsewhere() {
    return !area.get().isEmpty() && !area.get().equals(LIVE);
  }

  /** The id of the area that shows; empty for the first. */
  public StringProperty area() {
    return area;
  }

  /** Where an area is divided, as shares of its height; empty for the usual places. */
  public ObjectProperty<List<Double>> split(String name) {
    return splits.computeIfAbsent(name, any -> new SimpleObjectProperty<>(List.of()));
  }

  /** The names of the areas whose division is known. */
  Set<String> splits() {
    return Set.copyOf(splits.keySet());
  }

  /** How a table looks. */
  public ObjectProperty<TableLayout> table(String name) {
    return tables.computeIfAbsent(name, any -> new SimpleObjectProperty<>(TableLayout.USUAL));
  }

  /** The names of the tables whose look is known. */
  Set<String> tables() {
    return Set.copyOf(tables.keySet());
  }

  /** Where the window is; empty before it was moved or sized. */
  public ObjectProperty<Optional<WindowBounds>> bounds() {
    return bounds;
  }

  /** Whether a duel is offered: from the first start until somebody accepts or declines. */
  public BooleanProperty duelOffered() {
    return duelOffered;
  }

  /** The name of the profile that was used last; empty where none was. */
  public StringProperty profile() {
    return profile;
  }
}
