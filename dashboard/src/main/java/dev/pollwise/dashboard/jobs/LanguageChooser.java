package dev.pollwise.dashboard.jobs;

import atlantafx.base.theme.Styles;
import dev.pollwise.dashboard.form.Controls;
import java.util.Locale;
import javafx.application.Platform;
import javafx.beans.binding.Bindings;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.collections.ObservableList;
import javafx.collections.transformation.FilteredList;
import javafx.scene.control.Button;
import javafx.scene.control.CustomMenuItem;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.MenuButton;
import javafx.scene.control.TextField;
import javafx.scene.control.cell.CheckBoxListCell;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.VBox;

/** Chooses several of many languages: a button that names them, and a list that can be searched. */
final class LanguageChooser extends MenuButton {

  private static final double ROWS = 9;
  private static final double ROW_HEIGHT = 28;

  private final ObservableList<String> chosen;
  private final ObservableList<String> offered;
  private final TextField search = new TextField();
  private final ListView<String> list;

  LanguageChooser(ObservableList<String> offered, ObservableList<String> chosen) {
    this.chosen = chosen;
    this.offered = offered;
    FilteredList<String> found = new FilteredList<>(offered);
    list = new ListView<>(found);
    setId("languages");
    getStyleClass().add("language-chooser");
    setMaxWidth(Double.MAX_VALUE);
    setMnemonicParsing(false);
    textProperty().bind(Bindings.createStringBinding(this::summary, chosen));

    search.setPromptText("Search, or type a name and press Enter");
    search.setAccessibleText("Search languages");
    search
        .textProperty()
        .addListener((o, before, now) -> {
          String wanted = now.strip().toLowerCase(Locale.ROOT);
          found.setPredicate(name -> name.toLowerCase(Locale.ROOT).contains(wanted));
        });
    search.addEventFilter(KeyEvent.KEY_PRESSED, this::searchKeys);
    list.setFixedCellSize(ROW_HEIGHT);
    list.setPrefHeight(ROWS * ROW_HEIGHT);
    list.setAccessibleText("Languages");
    list.setCellFactory(CheckBoxListCell.forListView(this::isChosen));
    list.addEventFilter(KeyEvent.KEY_PRESSED, this::listKeys);
    Label empty = Controls.label("No languages: the server has not answered.", Styles.TEXT_MUTED);
    empty.setWrapText(true);
    list.setPlaceholder(empty);

    Button none = new Button("Choose none");
    none.getStyleClass().addAll(Styles.FLAT, Styles.SMALL);
    none.setOnAction(event -> chosen.clear());
    VBox content = new VBox(search, list, none);
    content.getStyleClass().add("language-popup");
    content.setPrefWidth(296);
    CustomMenuItem item = new CustomMenuItem(content, false);
    item.getStyleClass().add("language-item");
    getItems().add(item);
    setOnShown(event -> begin());
  }

  private String summary() {
    return switch (chosen.size()) {
      case 0 -> "Choose languages";
      case 1 -> chosen.getFirst();
      default -> chosen.size() + " languages: " + String.join(", ", chosen);
    };
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
