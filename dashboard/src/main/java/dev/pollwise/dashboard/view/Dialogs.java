package dev.pollwise.dashboard.view;

import atlantafx.base.controls.ModalPane;
import atlantafx.base.theme.Styles;
import dev.pollwise.dashboard.model.DashboardModel;
import dev.pollwise.dashboard.model.Question;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** What lies over the window for a moment: a question that has to be answered, the cheat sheet. */
final class Dialogs extends ModalPane {

  private static final List<List<String>> SHORTCUTS =
      List.of(
          List.of("Ctrl+Enter", "Launch"),
          List.of("Ctrl+.", "Stop watching the selected job"),
          List.of("Ctrl+Shift+.", "Stop watching all jobs"),
          List.of("Ctrl+1 … Ctrl+4", "Go to launch, policy, jobs, log"),
          List.of("Ctrl+PgDn, Ctrl+PgUp", "Next area, previous area"),
          List.of("Ctrl+F", "Filter the log"),
          List.of("Ctrl+L", "Clear the log"),
          List.of("End", "In the log: jump to live"),
          List.of("Ctrl+C", "In the log: copy the selected lines"),
          List.of("Ctrl+S", "In the log: save the lines shown"),
          List.of("+  -  0", "In chart and timeline: closer, further, all"),
          List.of("← →", "In chart and timeline: values one by one; with Shift: pan"),
          List.of("P, I", "In the chart: pause; the selected job alone"),
          List.of("Ctrl+Shift+D", "Light or dark"),
          List.of("Ctrl+Plus, Ctrl+Minus, Ctrl+0", "Larger, smaller, usual text"),
          List.of("Alt+letter", "Go to the field with that underlined letter"),
          List.of("F1", "This sheet"),
          List.of("Esc", "Close this, or clear the filter"));

  private final DashboardModel model;
  private @Nullable Node focusBefore;

  Dialogs(DashboardModel model) {
    this.model = model;
    setId("dialogs");
    setInTransitionFactory(null);
    setOutTransitionFactory(null);
    model.question().addListener((o, before, now) -> now.ifPresentOrElse(this::ask, this::close));
    displayProperty().addListener((o, before, shown) -> onDisplay(shown));
  }

  private void onDisplay(boolean shown) {
    if (!shown) {
      // Escape and a click beside the box close it too: both mean no.
      if (model.question().get().isPresent()) {
        model.answer(false);
      }
      if (focusBefore != null) {
        focusBefore.requestFocus();
      }
    }
  }

  private void ask(Question question) {
    Button yes = new Button(question.confirm());
    yes.setId("confirm");
    yes.getStyleClass().add(Styles.ACCENT);
    yes.setOnAction(event -> model.answer(true));
    Button no = new Button("Cancel");
    no.setId("cancel");
    no.setCancelButton(true);
    no.setOnAction(event -> model.answer(false));
    HBox buttons = new HBox(Controls.spacer(), no, yes);
    buttons.getStyleClass().add("field-row");
    Label text = Controls.label(question.text());
    text.setWrapText(true);
    text.setMinHeight(Region.USE_PREF_SIZE);
    open(box(question.title(), text, buttons), no);
  }

  void cheatSheet() {
    GridPane grid = new GridPane();
    grid.getStyleClass().add("cheat-sheet");
    for (int i = 0; i < SHORTCUTS.size(); i++) {
      grid.add(Controls.label(SHORTCUTS.get(i).getFirst(), "key"), 0, i);
      grid.add(Controls.label(SHORTCUTS.get(i).getLast()), 1, i);
    }
    Label about =
        Controls.label(
            "Pollwise is an independent project, not affiliated with HeyGen.", Styles.TEXT_MUTED);
    Button done = new Button("Close");
    done.setId("close-sheet");
    done.setCancelButton(true);
    done.setOnAction(event -> close());
    HBox buttons = new HBox(about, Controls.spacer(), done);
    buttons.getStyleClass().add("field-row");
    open(box("Keyboard", grid, buttons), done);
  }

  private static VBox box(String title, Node... content) {
    VBox box = new VBox(Controls.label(title, "dialog-title"));
    box.getChildren().addAll(content);
    box.getStyleClass().add("dialog-box");
    box.setMaxSize(520, Region.USE_PREF_SIZE);
    return box;
  }

  private void open(VBox box, Button first) {
    focusBefore = getScene() == null ? null : getScene().getFocusOwner();
    show(box);
    first.requestFocus();
  }

  private void close() {
    hide(true);
  }
}
