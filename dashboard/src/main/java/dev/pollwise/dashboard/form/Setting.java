package dev.pollwise.dashboard.form;

import java.util.List;
import java.util.Objects;
import java.util.function.BiFunction;
import java.util.function.Function;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanBinding;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;

/**
 * One field that a person edits: the text as typed, the last value that could be read from it, and
 * the rule it breaks, if any.
 *
 * @param <T> what the text stands for
 */
public final class Setting<T> {

  private final String name;
  private final String label;
  private final T initial;
  private final BiFunction<String, String, T> reader;
  private final Function<T, String> writer;
  private final StringProperty text;
  private final ReadOnlyObjectWrapper<T> value;
  private final ReadOnlyStringWrapper error = new ReadOnlyStringWrapper("");
  private final BooleanBinding changed;
  private Runnable onEnter = () -> {};

  /**
   * Starts with a value.
   *
   * @param name what the setting is called where it is used
   * @param label what the window calls it, and its errors do
   * @param initial what {@link #reset} returns to
   * @param reader makes a value of name and text, or throws an {@link IllegalArgumentException}
   *     whose message gives a rule after a name and a value
   * @param writer the text of a value
   */
  public Setting(
      String name,
      String label,
      T initial,
      BiFunction<String, String, T> reader,
      Function<T, String> writer) {
    this.name = name;
    this.label = label;
    this.initial = initial;
    this.reader = reader;
    this.writer = writer;
    this.text = new SimpleStringProperty(writer.apply(initial));
    this.value = new ReadOnlyObjectWrapper<>(initial);
    this.changed =
        Bindings.createBooleanBinding(() -> !Objects.equals(value.get(), initial), value);
    text.addListener((observable, before, now) -> read());
  }

  private void read() {
    try {
      T read = reader.apply(name, text.get());
      error.set("");
      value.set(read);
    } catch (IllegalArgumentException refused) {
      refuse(String.valueOf(refused.getMessage()));
    }
  }

  /** What the setting is called where it is used. */
  public String name() {
    return name;
  }

  /** What the window calls it. */
  public String label() {
    return label;
  }

  /** The text as typed. */
  public StringProperty text() {
    return text;
  }

  /** The last value that could be read. */
  public ReadOnlyObjectProperty<T> value() {
    return value.getReadOnlyProperty();
  }

  /** The rule that is broken, in words; empty when all is well. */
  public ReadOnlyStringProperty error() {
    return error.getReadOnlyProperty();
  }

  /** Whether the value differs from the one to reset to. */
  public BooleanBinding changed() {
    return changed;
  }

  /** Whether the text can be read and breaks no rule. */
  public boolean isValid() {
    return error.get().isEmpty();
  }

  /** Returns to the initial value. */
  public void reset() {
    set(initial);
  }

  /** Says that the text is complete: a person pressed Enter or left the field. */
  public void enter() {
    onEnter.run();
  }

  /** What follows when the text is complete. */
  public void onEnter(Runnable action) {
    onEnter = action;
  }

  /** Shows a value as if it had been typed. */
  public void set(T newValue) {
    text.set(writer.apply(newValue));
    read();
  }

  /**
   * Marks a text that breaks a rule, by the label of the window and with the text as typed.
   *
   * @param refusal the rule after a name and a value, in the words of whoever knows it
   */
  public void refuse(String refusal) {
    String typed = text.get().strip();
    String start = name + " \"" + typed + "\": ";
    int afterName = refusal.startsWith(start) ? start.length() : refusal.indexOf(": ") + 2;
    String rule = afterName < 2 ? refusal : refusal.substring(afterName);
    error.set(label + " \"" + typed + "\": " + rule);
  }

  /** A rule in which other settings stand with their values, by their labels. */
  public static String inLabels(String rule, List<Setting<?>> others) {
    String said = rule;
    for (Setting<?> other : others) {
      said = said.replaceAll("\\b" + other.name + "(?= \\d)", other.label);
    }
    return said;
  }

  /** Judges the text anew, by itself. */
  public void review() {
    read();
  }
}
