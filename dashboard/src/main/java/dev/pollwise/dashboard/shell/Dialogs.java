package dev.pollwise.dashboard.shell;

import atlantafx.base.controls.ModalPane;
import atlantafx.base.theme.Styles;
import dev.pollwise.dashboard.form.Confirmation;
import dev.pollwise.dashboard.form.Controls;
import dev.pollwise.dashboard.form.KeyAction;
import dev.pollwise.dashboard.runs.JobPageView;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** What lies over the window for a moment: a question that has to be answered, the cheat sheet. */
final class Dialogs extends ModalPane {

  private static final double SHEET_WIDTH = 860;
  private static final double PAGE_SHARE = 0.9;

  private final DashboardModel model;
  private final JobPageView page;
  private @Nullable Node focusBefore;

  Dialogs(DashboardModel model) {
    this.model = model;
    this.page = new JobPageView(model.page(), this::close);
    TextSize.grow(page.table(), model.window().textSize());
    page.prefWidthProperty().bind(widthProperty().multiply(PAGE_SHARE));
    page.prefHeightProperty().bind(heightProperty().multiply(PAGE_SHARE));
    page.setMaxSize(Region.USE_PREF_SIZE, Region.USE_PREF_SIZE);
    setId("dialogs");
    setInTransitionFactory(null);
    setOutTransitionFactory(null);
    model.question().addListener((o, before, now) -> now.ifPresentOrElse(this::ask, this::close));
    model
        .page()
        .job()
        .addListener((o, before, now) -> now.ifPresentOrElse(job -> page(), this::close));
    displayProperty().addListener((o, before, shown) -> onDisplay(shown));
    addEventFilter(KeyEvent.KEY_PRESSED, this::keepFocus);
  }

  /** Behind an open box nothing is to be reached by keys. */
  private void keepFocus(KeyEvent event) {
    if (event.getCode() != KeyCode.TAB || !isDisplay()) {
      return;
    }
    event.consume();
    List<Node> stops =
        getContent().lookupAll("*").stream()
            .filter(node -> node.isFocusTraversable() && !node.isDisabled() && node.isVisible())
            .toList();
    if (!stops.isEmpty()) {
      int next = stops.indexOf(getScene().getFocusOwner()) + (event.isShiftDown() ? -1 : 1);
      stops.get(Math.floorMod(next, stops.size())).requestFocus();
    }
  }

  private void onDisplay(boolean shown) {
    if (!shown) {
      // Escape and a click beside the box close it too: both mean no.
      if (model.question().get().isPresent()) {
        model.answer(false);
      }
      model.page().close();
      if (focusBefore != null) {
        focusBefore.requestFocus();
      }
    }
  }

  private void ask(Confirmation question) {
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

  void cheatSheet(List<KeyAction.Group> groups) {
    Label about =
        Controls.label(
            "Pollwise is an independent project, not affiliated with HeyGen.", Styles.TEXT_MUTED);
    Button done = new Button("Close");
    done.setId("close-sheet");
    done.setCancelButton(true);
    done.setOnAction(event -> close());
    HBox buttons = new HBox(about, Controls.spacer(), done);
    buttons.getStyleClass().add("field-row");
    VBox box = box("Keyboard", new CheatSheet(groups), buttons);
    box.setMaxWidth(SHEET_WIDTH);
    open(box, done);
  }

  /** As large as the window allows. */
  private void page() {
    focusBefore = getScene().getFocusOwner();
    show(page);
    page.begin();
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
