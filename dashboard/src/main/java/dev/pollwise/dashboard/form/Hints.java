package dev.pollwise.dashboard.form;

import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Control;
import javafx.scene.control.TableView;
import javafx.scene.control.Tooltip;
import javafx.scene.control.skin.TableColumnHeader;
import javafx.scene.input.MouseEvent;

/**
 * Explains what the toolkit leaves without a word: the headers of tables, and buttons that can do
 * nothing at the moment, over which no tooltip shows.
 */
public final class Hints {

  private static final double WIDEST = 320;

  private final Tooltip ofDisabled = tooltip("");
  private Optional<Node> shownOn = Optional.empty();

  private Hints() {}

  private static Tooltip tooltip(String words) {
    Tooltip tooltip = new Tooltip(words);
    tooltip.setWrapText(true);
    tooltip.setMaxWidth(WIDEST);
    return tooltip;
  }

  /** Has everything below a node explain itself under the pointer. */
  public static void install(Parent root) {
    Hints hints = new Hints();
    root.addEventFilter(MouseEvent.MOUSE_MOVED, hints::look);
  }

  /** Explains columns, each by the text of its header. */
  public static void explain(TableView<?> table, Map<String, String> words) {
    table
        .getColumns()
        .forEach(column ->
            Optional.ofNullable(words.get(column.getText()))
                .ifPresent(said -> column.getProperties().put(Hints.class, said)));
  }

  /** Says when a button can do something, for the time in which it cannot. */
  public static void disabledUnless(Node button, String words) {
    button.getProperties().put(Hints.class, words);
    button
        .disabledProperty()
        .subscribe(disabled -> button.setAccessibleHelp(disabled ? words : null));
  }

  private void look(MouseEvent event) {
    if (event.getTarget() instanceof Node under) {
      for (Node node = under; node != null; node = node.getParent()) {
        if (node instanceof TableColumnHeader header) {
          explain(header);
        }
      }
      explain(under, disabledAt(under, event));
    }
  }

  private static void explain(TableColumnHeader header) {
    Object words =
        header.getTableColumn() == null
            ? null
            : header.getTableColumn().getProperties().get(Hints.class);
    if (words instanceof String said && !header.getProperties().containsKey(Hints.class)) {
      header.getProperties().put(Hints.class, said);
      header.setAccessibleHelp(said);
      Tooltip.install(header, tooltip(said));
    }
  }

  /** The pointer is told to be over the parent of what is disabled. */
  private static Optional<Control> disabledAt(Node under, MouseEvent event) {
    Stream<Node> near =
        under instanceof Parent parent
            ? Stream.concat(Stream.of(under), parent.getChildrenUnmodifiable().stream())
            : Stream.of(under);
    return near.filter(Control.class::isInstance)
        .map(Control.class::cast)
        .filter(control -> control.isDisabled() && control.isVisible())
        .filter(
            control -> control.contains(control.sceneToLocal(event.getSceneX(), event.getSceneY())))
        .findFirst();
  }

  private void explain(Node under, Optional<Control> disabled) {
    String words = disabled.map(Hints::words).orElse("");
    if (words.isEmpty() || !shownOn.filter(under::equals).isPresent()) {
      shownOn.ifPresent(node -> Tooltip.uninstall(node, ofDisabled));
      shownOn = Optional.empty();
    }
    if (!words.isEmpty()) {
      ofDisabled.setText(words);
      if (shownOn.isEmpty()) {
        shownOn = Optional.of(under);
        Tooltip.install(under, ofDisabled);
      }
    }
  }

  private static String words(Control disabled) {
    String name = disabled.getTooltip() == null ? "" : disabled.getTooltip().getText();
    Object when = disabled.getProperties().get(Hints.class);
    return when instanceof String said ? name + (name.isEmpty() ? "" : "\n") + said : name;
  }
}
