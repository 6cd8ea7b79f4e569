package dev.pollwise.dashboard.recorded;

import dev.pollwise.dashboard.form.Controls;
import dev.pollwise.dashboard.form.FilePrompt;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.VBox;
import javafx.stage.FileChooser;
import org.kordamp.ikonli.material2.Material2OutlinedAL;

/** Opens a log of somebody's own polling and says what it comes to. */
public final class RecordedLogView {

  private static final List<FileChooser.ExtensionFilter> FORMATS =
      List.of(
          new FileChooser.ExtensionFilter(
              "Logs and tables", "*.csv", "*.log", "*.txt", "*.json", "*.jsonl", "*.tsv"),
          new FileChooser.ExtensionFilter("All files", "*"));

  private RecordedLogView() {}

  /** Asks which log to open. */
  public static Node opener(RecordedLogModel model) {
    Button open = new Button("Open a log…", Controls.icon(Material2OutlinedAL.FOLDER_OPEN));
    open.setId("open-log");
    open.setTooltip(
        new Tooltip(
            "A table with the columns time, job and status, or lines of a log that have a time, a"
                + " status and mostly the id of a job"));
    open.setOnAction(event ->
        FilePrompt.open(open, "Open a log of your own polling", FORMATS).ifPresent(model::open));
    open.disableProperty().bind(model.busy());
    return open;
  }

  /** What the log comes to; takes no room as long as there is none. */
  public static Node verdict(RecordedLogModel model) {
    Node verdict = Controls.message(model.verdict(), "forecast-sentence");
    verdict.setId("log-verdict");
    VBox all =
        new VBox(
            Controls.message(model.problem(), "problem"),
            Controls.message(model.jobs(), "plan"),
            verdict,
            Controls.message(model.remarks(), "plan"));
    all.getStyleClass().add("recorded-log");
    return all;
  }
}
