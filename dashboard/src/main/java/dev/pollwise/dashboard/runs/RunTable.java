package dev.pollwise.dashboard.runs;

import atlantafx.base.controls.Popover;
import atlantafx.base.theme.Styles;
import dev.pollwise.dashboard.form.Controls;
import dev.pollwise.dashboard.form.KeyAction;
import dev.pollwise.dashboard.jobs.JobRow;
import dev.pollwise.dashboard.jobs.JobsModel;
import dev.pollwise.dashboard.jobs.UnfinishedModel;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.css.PseudoClass;
import javafx.scene.control.Button;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.MenuItem;
import javafx.scene.control.TableRow;
import javafx.scene.control.TableView;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.layout.HBox;
import org.jspecify.annotations.Nullable;

/** The table: runs and their jobs, what can be done with a line, and what is selected. */
final class RunTable extends TableView<RunLine> {

  private static final double ROW_HEIGHT = 28;
  private static final PseudoClass HEADING = PseudoClass.getPseudoClass("heading");

  private final RunsModel model;
  private final JobsModel jobs;
  private final UnfinishedModel unfinished;
  private final Consumer<JobRow> page;
  private final List<KeyAction> actions;
  private boolean following;

  /**
   * Shows the lines of a model.
   *
   * @param page shows all calls of a job
   */
  RunTable(RunsModel model, JobsModel jobs, UnfinishedModel unfinished, Consumer<JobRow> page) {
    this.model = model;
    this.jobs = jobs;
    this.unfinished = unfinished;
    this.page = page;
    setId("jobs-table");
    setItems(model.lines());
    setFixedCellSize(ROW_HEIGHT);
    setAccessibleText("Jobs, run by run");
    getStyleClass().addAll(Styles.DENSE, "flush-table");
    JobColumns.addTo(this);
    setRowFactory(view -> new Line());
    sortable();
    bindSelection();
    actions =
        List.of(
            KeyAction.of("All calls of the job", this::open, KeyAction.key(KeyCode.ENTER)),
            KeyAction.of("Fold the run", () -> fold(true), KeyAction.key(KeyCode.LEFT)),
            KeyAction.of("Unfold the run", () -> fold(false), KeyAction.key(KeyCode.RIGHT)),
            KeyAction.of("Rename the run", this::rename, KeyAction.key(KeyCode.R)));
    addEventFilter(KeyEvent.KEY_PRESSED, event -> KeyAction.handle(event, actions));
  }

  List<KeyAction> actions() {
    return actions;
  }

  /** Within each run, when asked, and again whenever a job changes its state. */
  private void sortable() {
    setSortPolicy(view -> {
      Comparator<RunLine> order = getComparator();
      model.sort(Optional.ofNullable(order));
      return true;
    });
  }

  private void bindSelection() {
    getSelectionModel()
        .selectedItemProperty()
        .addListener((o, before, now) -> {
          if (!following) {
            following = true;
            model.select(Optional.ofNullable(now));
            following = false;
          }
        });
    jobs.selected().addListener((o, before, now) -> follow(true));
    model.arranged().addListener((o, before, now) -> follow(false));
  }

  /** Lines that come and go move no selection; selected elsewhere, a job is brought into sight. */
  private void follow(boolean show) {
    if (following) {
      return;
    }
    following = true;
    int place = model.selected().map(model.lines()::indexOf).orElse(-1);
    if (place < 0) {
      getSelectionModel().clearSelection();
    } else if (place != getSelectionModel().getSelectedIndex()
        || !model.lines().get(place).equals(getSelectionModel().getSelectedItem())) {
      getSelectionModel().clearAndSelect(place);
      if (show) {
        scrollTo(place);
      }
    }
    following = false;
  }

  private void open() {
    switch (getSelectionModel().getSelectedItem()) {
      case RunLine.OfJob job -> page.accept(job.row());
      case RunLine.Heading run -> model.fold(run, !run.folded().get());
      case null -> {}
    }
  }

  private void fold(boolean folded) {
    @Nullable RunLine line = getSelectionModel().getSelectedItem();
    Optional<RunLine.Heading> heading =
        switch (line) {
          case RunLine.OfJob job -> folded ? model.above(job.row()) : Optional.empty();
          case RunLine.Heading run -> Optional.of(run);
          case null -> Optional.empty();
        };
    heading.ifPresent(run -> {
      if (line != run) {
        getSelectionModel().clearAndSelect(model.lines().indexOf(run));
        scrollTo(run);
      } else if (run.folded().get() != folded) {
        model.fold(run, folded);
      }
    });
  }

  private void rename() {
    if (getSelectionModel().getSelectedItem() instanceof RunLine.Heading run
        && run.run().isPresent()) {
      rename(run);
    }
  }

  private void rename(RunLine.Heading run) {
    TextField name = new TextField(run.name());
    name.setId("run-name");
    name.setPrefColumnCount(20);
    name.setAccessibleText("Name of the run");
    Button done = new Button("Rename");
    done.setDefaultButton(true);
    HBox box = new HBox(name, done);
    box.getStyleClass().addAll("popover-content", "field-row");
    Popover popover = new Popover(box);
    popover.setArrowLocation(Popover.ArrowLocation.TOP_LEFT);
    done.setOnAction(event -> {
      model.rename(run, name.getText());
      popover.hide();
    });
    Controls.pop(popover, this);
    name.requestFocus();
    name.selectAll();
  }

  /** A row, whose menu is that of a job or of a run. */
  private final class Line extends TableRow<RunLine> {

    private final ContextMenu ofJob = new ContextMenu();
    private final ContextMenu ofRun = new ContextMenu();

    Line() {
      setOnMouseClicked(event -> {
        boolean isLeft = event.getButton() == MouseButton.PRIMARY;
        if (isLeft && event.getClickCount() == 2 && getItem() instanceof RunLine.OfJob job) {
          page.accept(job.row());
        } else if (isLeft && getItem() instanceof RunLine.Heading run && isOnArrow(event.getX())) {
          model.fold(run, !run.folded().get());
        } else if (isLeft
            && event.getClickCount() == 2
            && getItem() instanceof RunLine.Heading run) {
          model.fold(run, !run.folded().get());
        }
      });
    }

    private boolean isOnArrow(double x) {
      return x < ROW_HEIGHT;
    }

    @Override
    protected void updateItem(@Nullable RunLine line, boolean empty) {
      super.updateItem(line, empty);
      pseudoClassStateChanged(HEADING, line instanceof RunLine.Heading);
      setContextMenu(
          switch (line) {
            case RunLine.OfJob job -> menu(ofJob, () -> itemsOf(job.row()));
            case RunLine.Heading run -> menu(ofRun, () -> itemsOf(run));
            case null -> null;
          });
    }

    private ContextMenu menu(ContextMenu menu, java.util.function.Supplier<List<MenuItem>> items) {
      // A menu without items is never shown, not even to fill itself.
      menu.getItems().setAll(new MenuItem());
      menu.setOnShowing(event -> menu.getItems().setAll(items.get()));
      return menu;
    }

    private List<MenuItem> itemsOf(RunLine.Heading run) {
      boolean folded = run.folded().get();
      return List.of(
          item(folded ? "Unfold" : "Fold", true, () -> model.fold(run, !folded)),
          item("Rename …", run.run().isPresent(), () -> rename(run)),
          item("Compare other runs with this one", true, () -> model.compareWith(run)));
    }

    private List<MenuItem> itemsOf(JobRow row) {
      boolean hasVideo = row.video().get().isPresent();
      boolean hasToken = row.token().get().isPresent();
      return List.of(
          item("All calls …", true, () -> page.accept(row)),
          item("Stop watching", row.isWatched(), () -> jobs.stopWatching(row)),
          item("Watch again", hasToken, () -> unfinished.watchAgain(row)),
          item("Launch again", row.again().get().isPresent(), () -> jobs.launchAgain(row)),
          item("Open video", hasVideo, () -> jobs.openVideo(row)),
          item("Copy address of video", hasVideo, () -> jobs.copyVideo(row)),
          item("Copy id", true, () -> jobs.copyId(row)),
          item("Forget …", hasToken, () -> unfinished.forget(row)));
    }
  }

  private static MenuItem item(String text, boolean possible, Runnable action) {
    MenuItem item = new MenuItem(text);
    item.setDisable(!possible);
    item.setOnAction(event -> action.run());
    return item;
  }
}
