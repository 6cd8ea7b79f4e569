package dev.pollwise.dashboard.form;

import atlantafx.base.theme.Styles;
import java.util.Locale;
import java.util.function.UnaryOperator;
import javafx.application.Platform;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.value.ObservableValue;
import javafx.collections.ObservableList;
import javafx.collections.transformation.FilteredList;
import javafx.scene.control.Button;
import javafx.scene.control.CustomMenuItem;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.MenuButton;
import javafx.scene.control.TextField;
import javafx.scene.control.Tooltip;
import javafx.scene.control.cell.CheckBoxListCell;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.VBox;

/** Chooses several of many: a button that sums them up, and a list that can be searched. */
public final class MultiChooser extends MenuButton {

  private static final double ROWS = 9;
  private static final double ROW_HEIGHT = 28;

  private final ObservableList<String> chosen;
  private final ObservableList<String> offered;
  private final TextField search = new TextField();
  private final ListView<String> list;

  /**
   * Chooses of a list.
   *
   * @param what is chosen, in the plural
   * @param offered names to choose from; where there are none, a name can be typed
   * @param chosen the names that are, in the order of choosing
   * @param summary what the button says
   * @param about what there is to know of a name; may be empty
   */
  public MultiChooser(
      String what,
      ObservableList<String> offered,
      ObservableList<String> chosen,
      ObservableValue<String> summary,
      UnaryOperator<String> about) {
    this.chosen = chosen;
    this.offered = offered;
    FilteredList<String> found = new FilteredList<>(offered);
    list = new ListView<>(found);
    getStyleClass().add("multi-chooser");
    setMaxWidth(Double.MAX_VALUE);
    setMnemonicParsing(false);
    textProperty().bind(summary);

    search.setPromptText("Search, or type a name and press Enter");
    search.setAccessibleText("Search " + what);
    search
        .textProperty()
        .addListener((o, before, now) -> {
          String wanted = now.strip().toLowerCase(Locale.ROOT);
          found.setPredicate(name -> name.toLowerCase(Locale.ROOT).contains(wanted));
        });
    search.addEventFilter(KeyEvent.KEY_PRESSED, this::searchKeys);
    list.setFixedCellSize(ROW_HEIGHT);
    list.setPrefHeight(ROWS * ROW_HEIGHT);
    list.setAccessibleText("All " + what);
    list.setCellFactory(view -> new Cell(about));
    list.addEventFilter(KeyEvent.KEY_PRESSED, this::listKeys);
    Label empty = Controls.label("No " + what + " to choose from.", Styles.TEXT_MUTED);
    empty.setWrapText(true);
    list.setPlaceholder(empty);

    Button none = new Button("Choose none");
    none.getStyleClass().addAll(Styles.FLAT, Styles.SMALL);
    none.setOnAction(event -> chosen.clear());
    VBox content = new VBox(search, list, none);
    content.getStyleClass().add("multi-chooser-popup");
    content.setPrefWidth(296);
    CustomMenuItem item = new CustomMenuItem(content, false);
    item.getStyleClass().add("multi-chooser-item");
    getItems().add(item);
    setOnShown(event -> begin());
  }

  /** A name with its box, and what there is to know of it. */
  private final class Cell extends CheckBoxListCell<String> {
    private final UnaryOperator<String> about;
    private final Tooltip told = new Tooltip();

    Cell(UnaryOperator<String> about) {
      super(MultiChooser.this::isChosen);
      this.about = about;
      told.setWrapText(true);
      told.setMaxWidth(360);
    }

    @Override
    public void updateItem(String name, boolean empty) {
      super.updateItem(name, empty);
      String text = empty || name == null ? "" : about.apply(name);
      told.setText(text);
      setTooltip(text.isEmpty() ? null : told);
      setAccessibleHelp(text);
    }
  }

  /** The popup wants the focus for itself first. */
  private void begin() {
    search.clear();
    list.refresh();
    Platform.runLater(search::requestFocus);
  }

  private BooleanProperty isChosen(String name) {
    BooleanProperty box = new SimpleBooleanProperty(chosen.contains(name));
    box.addListener((o, before, now) -> choose(name, now));
    return box;
  }

  private void choose(String name, boolean yes) {
    if (yes && !chosen.contains(name)) {
      chosen.add(name);
    } else if (!yes) {
      chosen.remove(name);
    }
  }

  private void searchKeys(KeyEvent event) {
    if (event.getCode() == KeyCode.ENTER) {
      chooseTyped();
      event.consume();
    } else if (event.getCode() == KeyCode.DOWN) {
      list.requestFocus();
      list.getSelectionModel().selectFirst();
      event.consume();
    }
  }

  /** Enter takes the only match, or the text itself where the server gave no list. */
  private void chooseTyped() {
    String typed = search.getText().strip();
    if (list.getItems().size() == 1) {
      choose(list.getItems().getFirst(), true);
      search.clear();
    } else if (offered.isEmpty() && !typed.isEmpty()) {
      choose(typed, true);
      search.clear();
    }
    list.refresh();
  }

  private void listKeys(KeyEvent event) {
    String selected = list.getSelectionModel().getSelectedItem();
    if (selected != null
        && (event.getCode() == KeyCode.SPACE || event.getCode() == KeyCode.ENTER)) {
      choose(selected, !chosen.contains(selected));
      list.refresh();
      event.consume();
    } else if (event.getCode() == KeyCode.ESCAPE) {
      // The list would keep it for itself.
      hide();
      requestFocus();
      event.consume();
    }
  }
}
