package dev.pollwise.dashboard.shell;

import atlantafx.base.controls.Popover;
import atlantafx.base.theme.Styles;
import dev.pollwise.dashboard.form.Controls;
import dev.pollwise.dashboard.form.Problem;
import dev.pollwise.dashboard.jobs.JobsModel;
import dev.pollwise.dashboard.jobs.ServerModel;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.beans.binding.Bindings;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.OverrunStyle;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.material2.Material2OutlinedAL;

/** One line at the foot: which server, whether it answers, what it costs, what went wrong last. */
final class StatusBarView extends HBox {

  private final Consumer<String> copy;
  private final Label contact = new Label();

  StatusBarView(ServerModel server, JobsModel jobs, Consumer<String> copy) {
    this.copy = copy;
    getStyleClass().add("status-bar");
    setId("status-bar");
    contact.setId("contact");
    Label name = new Label();
    name.setId("server-name");
    name.textProperty().bind(server.name());
    name.setMinWidth(0);
    Label running =
        counter(
            Bindings.createStringBinding(() -> jobs.watched().get() + " running", jobs.watched()));
    Label calls = counter(jobs.calls().words());
    calls.setId("calls-made");
    server.contact().addListener((o, before, now) -> showContact(now));
    showContact(server.contact().get());
    Button problem = problemButton(server);
    HBox.setHgrow(problem, Priority.SOMETIMES);
    getChildren().addAll(contact, name, running, calls, Controls.spacer(), problem);
  }

  private static Label counter(javafx.beans.value.ObservableValue<String> text) {
    Label label = Controls.label("", "counter");
    label.setMinWidth(USE_PREF_SIZE);
    label.textProperty().bind(text);
    return label;
  }

  private void showContact(ServerModel.Contact state) {
    contact.setText(state.word());
    contact.setMinWidth(USE_PREF_SIZE);
    Ikon icon =
        switch (state) {
          case SOUGHT -> Material2OutlinedAL.AUTORENEW;
          case ANSWERING -> Material2OutlinedAL.CHECK_CIRCLE;
          case REFUSING -> Material2OutlinedAL.BLOCK;
          case SILENT -> Material2OutlinedAL.CLOUD_OFF;
        };
    contact.setGraphic(Controls.icon(icon));
    contact
        .getStyleClass()
        .setAll(
            "label",
            switch (state) {
              case SOUGHT -> "state-quiet";
              case ANSWERING -> "state-success";
              case REFUSING, SILENT -> "state-danger";
            });
  }

  private Button problemButton(ServerModel server) {
    Button button = new Button();
    button.setId("last-problem");
    button.getStyleClass().addAll(Styles.FLAT, Styles.SMALL, "last-problem");
    button.setGraphic(Controls.icon(Material2OutlinedAL.ERROR_OUTLINE));
    button.setTextOverrun(OverrunStyle.ELLIPSIS);
    button.setMinWidth(0);
    button.setMnemonicParsing(false);
    button.textProperty().bind(server.lastProblem().map(p -> p.map(Problem::summary).orElse("")));
    Controls.showWhile(button, server.lastProblem().map(Optional::isPresent));
    button.setOnAction(
        event -> server.lastProblem().get().ifPresent(problem -> showDetails(button, problem)));
    return button;
  }

  private void showDetails(Button owner, Problem problem) {
    Label text = Controls.label(problem.details(), "problem-details");
    text.setWrapText(true);
    text.setMaxWidth(460);
    Button copyDetails = new Button("Copy details");
    copyDetails.setGraphic(Controls.icon(Material2OutlinedAL.CONTENT_COPY));
    copyDetails.setOnAction(event -> copy.accept(problem.details()));
    VBox content = new VBox(text, copyDetails);
    content.getStyleClass().add("popover-content");
    Popover popover = new Popover(content);
    popover.setTitle("Last error");
    popover.setHeaderAlwaysVisible(true);
    popover.setArrowLocation(Popover.ArrowLocation.BOTTOM_RIGHT);
    Controls.pop(popover, owner);
    copyDetails.requestFocus();
  }
}
