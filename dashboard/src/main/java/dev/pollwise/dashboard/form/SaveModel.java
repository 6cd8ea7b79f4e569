package dev.pollwise.dashboard.form;

import java.nio.file.Path;
import java.util.Optional;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;

/** What became of the last wish to save something, told where it was wished. */
public final class SaveModel {

  private final DesktopCommands commands;
  private final ReadOnlyStringWrapper news = new ReadOnlyStringWrapper("");
  private final ReadOnlyStringWrapper problem = new ReadOnlyStringWrapper("");

  public SaveModel(DesktopCommands commands) {
    this.commands = commands;
  }

  public void save(Document document) {
    news.set("saving " + document.file().getFileName() + " …");
    problem.set("");
    commands.save(document);
  }

  public void done(Path file, Optional<Problem> why) {
    news.set(why.isPresent() ? "" : "saved " + file.getFileName());
    problem.set(why.map(Problem::summary).orElse(""));
  }

  /** That it is being saved, or was; empty before the first wish and after a failure. */
  public ReadOnlyStringProperty news() {
    return news.getReadOnlyProperty();
  }

  /** Why it was not saved; empty where it was. */
  public ReadOnlyStringProperty problem() {
    return problem.getReadOnlyProperty();
  }
}
