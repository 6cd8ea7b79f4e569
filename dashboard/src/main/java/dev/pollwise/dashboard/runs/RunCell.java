package dev.pollwise.dashboard.runs;

import dev.pollwise.dashboard.form.Controls;
import dev.pollwise.dashboard.jobs.JobRow;
import dev.pollwise.dashboard.jobs.JobState;
import dev.pollwise.dashboard.jobs.SeriesKey;
import java.util.Optional;
import java.util.function.Function;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.value.ChangeListener;
import javafx.beans.value.ObservableValue;
import javafx.scene.control.OverrunStyle;
import javafx.scene.control.TableCell;
import javafx.scene.control.TableView;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.Region;
import javafx.util.Subscription;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.javafx.FontIcon;
import org.kordamp.ikonli.material2.Material2OutlinedAL;

/**
 * A cell that shows the value of a job, or what its column says of a run.
 *
 * @param <T> the value of a job
 */
abstract class RunCell<T> extends TableCell<RunLine, T> {

  private final Function<RunLine.Heading, ObservableValue<String>> ofRun;

  RunCell(Function<RunLine.Heading, ObservableValue<String>> ofRun) {
    this.ofRun = ofRun;
  }

  @Override
  protected final void updateItem(@Nullable T value, boolean empty) {
    super.updateItem(value, empty);
    textProperty().unbind();
    clear();
    Optional<RunLine> line = line(empty);
    if (line.isEmpty()) {
      setText(null);
      return;
    }
    switch (line.get()) {
      case RunLine.Heading run -> {
        textProperty().bind(ofRun.apply(run));
        head(run);
      }
      case RunLine.OfJob job -> {
        if (value == null) {
          setText(null);
        } else {
          show(job.row(), value);
        }
      }
    }
  }

  /** By the place: the row of a cell that is used again still has its last item. */
  final Optional<RunLine> line(boolean empty) {
    TableView<RunLine> table = getTableView();
    return empty || table == null || getIndex() < 0 || getIndex() >= table.getItems().size()
        ? Optional.empty()
        : Optional.of(table.getItems().get(getIndex()));
  }

  abstract void show(JobRow row, T value);

  void head(RunLine.Heading run) {}

  void clear() {}

  static <T> RunCell<T> number(Function<T, String> words) {
    return number(words, run -> new SimpleStringProperty(""));
  }

  static <T> RunCell<T> number(
      Function<T, String> words, Function<RunLine.Heading, ObservableValue<String>> ofRun) {
    RunCell<T> cell =
        new RunCell<>(ofRun) {
          @Override
          void show(JobRow row, T value) {
            setText(words.apply(value));
          }
        };
    cell.getStyleClass().add("number-cell");
    return cell;
  }

  /** Text that says the whole in a tooltip, for it may be cut off. */
  static class Text extends RunCell<String> {
    private final Tooltip whole = new Tooltip();

    Text(Function<RunLine.Heading, ObservableValue<String>> ofRun) {
      super(ofRun);
      whole.setWrapText(true);
      whole.setMaxWidth(480);
      whole.textProperty().bind(textProperty());
      tooltipProperty().bind(textProperty().map(text -> text.isEmpty() ? null : whole));
    }

    @Override
    void show(JobRow row, String text) {
      setText(text);
    }
  }

  static final class Id extends Text {
    Id() {
      super(run -> new SimpleStringProperty(""));
      getStyleClass().add("mono");
      setTextOverrun(OverrunStyle.CENTER_ELLIPSIS);
    }
  }

  /** The name, with a sample of the line that stands for the job in the chart. */
  static final class Title extends Text {
    private final Region sample = new Region();
    private final FontIcon open = Controls.icon(Material2OutlinedAL.EXPAND_MORE);
    private final FontIcon folded = Controls.icon(Material2OutlinedAL.CHEVRON_RIGHT);
    private final ChangeListener<Number> repaint = (o, before, now) -> dress(now.intValue());
    private Subscription watching = () -> {};

    Title() {
      // The number at the end tells a job from others of its language.
      super(run ->
          run.run()
              .<ObservableValue<String>>map(of -> of.name())
              .orElseGet(() -> new SimpleStringProperty(run.name())));
      setTextOverrun(OverrunStyle.CENTER_ELLIPSIS);
      sample.getStyleClass().add("series-sample");
      tableRowProperty()
          .flatMap(row -> row.selectedProperty())
          .addListener((o, before, now) -> line(isEmpty()).ifPresent(this::dressAgain));
    }

    private void dressAgain(RunLine line) {
      if (line instanceof RunLine.OfJob job) {
        dress(job.row().colour().get());
      }
    }

    @Override
    void clear() {
      watching.unsubscribe();
      watching = () -> {};
      setGraphic(null);
    }

    @Override
    void head(RunLine.Heading run) {
      watching = run.folded().subscribe(is -> setGraphic(is ? folded : open));
    }

    @Override
    void show(JobRow row, String text) {
      super.show(row, text);
      setGraphic(sample);
      dress(row.colour().get());
      row.colour().addListener(repaint);
      watching = () -> row.colour().removeListener(repaint);
    }

    private void dress(int colour) {
      SeriesKey.dress(sample, colour, getTableRow() != null && getTableRow().isSelected());
    }
  }

  static final class Status extends RunCell<JobState> {
    Status() {
      super(run -> run.statistics().map(RunStatistics::progress));
    }

    @Override
    void clear() {
      getStyleClass().removeIf(style -> style.startsWith("state-"));
      setGraphic(null);
    }

    @Override
    void show(JobRow row, JobState state) {
      setText(state.word());
      setGraphic(StateStyle.icon(state));
      getStyleClass().add(StateStyle.styleClass(state));
    }
  }
}
