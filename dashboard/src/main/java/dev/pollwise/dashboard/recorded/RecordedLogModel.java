package dev.pollwise.dashboard.recorded;

import dev.pollwise.client.policy.PollingPolicy;
import dev.pollwise.dashboard.form.Problem;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.value.ObservableValue;

/** A log of somebody's own polling: opened, judged at the price in force. */
public final class RecordedLogModel {

  private final Consumer<Path> reader;
  private final ReadOnlyObjectWrapper<Optional<RecordedLog>> log =
      new ReadOnlyObjectWrapper<>(Optional.empty());
  private final ReadOnlyStringWrapper problem = new ReadOnlyStringWrapper("");
  private final ReadOnlyBooleanWrapper busy = new ReadOnlyBooleanWrapper();
  private final ReadOnlyStringWrapper verdict = new ReadOnlyStringWrapper("");

  /**
   * Has no log yet.
   *
   * @param reader has a file read
   * @param policy the price in force
   */
  public RecordedLogModel(Consumer<Path> reader, ObservableValue<PollingPolicy> policy) {
    this.reader = reader;
    policy.addListener((o, before, now) -> judge(now));
    log.addListener((o, before, now) -> judge(policy.getValue()));
  }

  private void judge(PollingPolicy policy) {
    verdict.set(log.get().map(found -> found.verdict(policy.callPrice())).orElse(""));
  }

  /** Has a file read. */
  public void open(Path file) {
    busy.set(true);
    problem.set("");
    reader.accept(file);
  }

  /** A file was read. */
  public void read(RecordedLog found) {
    busy.set(false);
    log.set(Optional.of(found));
  }

  /** A file could not be read; the log before stays. */
  public void notRead(Problem why) {
    busy.set(false);
    problem.set(why.summary());
  }

  /** The last log that was read. */
  public ReadOnlyObjectProperty<Optional<RecordedLog>> log() {
    return log.getReadOnlyProperty();
  }

  /** How many jobs it has, and how long they took; empty without a log. */
  public ObservableValue<String> jobs() {
    return said(RecordedLog::jobs);
  }

  /** What was left out or assumed; empty where nothing was. */
  public ObservableValue<String> remarks() {
    return said(found -> String.join(" ", found.remarks()));
  }

  private ObservableValue<String> said(Function<RecordedLog, String> text) {
    return log.map(found -> found.map(text).orElse(""));
  }

  /** What the polling cost, and what the best would cost; empty without a log. */
  public ReadOnlyStringProperty verdict() {
    return verdict.getReadOnlyProperty();
  }

  /** Why the last file could not be read; empty when all is well. */
  public ReadOnlyStringProperty problem() {
    return problem.getReadOnlyProperty();
  }

  /** Whether a file is being read. */
  public ReadOnlyBooleanProperty busy() {
    return busy.getReadOnlyProperty();
  }
}
