package dev.pollwise.dashboard.shell;

import atlantafx.base.theme.Styles;
import atlantafx.base.theme.Tweaks;
import dev.pollwise.dashboard.form.Controls;
import dev.pollwise.dashboard.form.FilePrompt;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.Tooltip;
import javafx.stage.FileChooser;
import org.kordamp.ikonli.material2.Material2OutlinedMZ;

/** Saves the session, opens one, and makes a report of it. */
final class SessionMenu extends MenuButton {

  private static final List<FileChooser.ExtensionFilter> SESSIONS =
      List.of(new FileChooser.ExtensionFilter("Pollwise session", "*.pollwise.json"));
  private static final List<FileChooser.ExtensionFilter> REPORTS =
      List.of(new FileChooser.ExtensionFilter("Report", "*.html"));

  private final SessionModel model;

  SessionMenu(SessionModel model) {
    super("", Controls.icon(Material2OutlinedMZ.SAVE));
    this.model = model;
    setId("session");
    getStyleClass().addAll(Styles.BUTTON_ICON, Styles.FLAT, Styles.SMALL, Tweaks.NO_ARROW);
    setAccessibleText("Session");
    setTooltip(new Tooltip("Save, open or report this session"));
    getItems()
        .addAll(
            item("Save session…", this::save),
            item("Open session…", this::open),
            item("Save report…", this::report));
  }

  private static MenuItem item(String name, Runnable action) {
    MenuItem item = new MenuItem(name);
    item.setOnAction(event -> action.run());
    return item;
  }

  /** Asks where, and saves. */
  void save() {
    Optional<Path> file = FilePrompt.ask(this, "Save session", "session.pollwise.json", SESSIONS);
    file.ifPresent(model::save);
  }

  /** Asks which, and opens it. */
  void open() {
    FilePrompt.open(this, "Open session", SESSIONS).ifPresent(model::open);
  }

  /** Asks where, and makes a report. */
  void report() {
    FilePrompt.ask(this, "Save report", "pollwise-report.html", REPORTS).ifPresent(model::report);
  }
}
