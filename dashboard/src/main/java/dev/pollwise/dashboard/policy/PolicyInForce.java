package dev.pollwise.dashboard.policy;

import dev.pollwise.client.policy.PollingPolicy;
import dev.pollwise.dashboard.form.Confirmation;
import dev.pollwise.dashboard.jobs.JobRow;
import dev.pollwise.dashboard.jobs.JobsModel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;

/**
 * When what the form says becomes what jobs follow: on Enter, on leaving a field, and after a pause
 * in typing. What would end running waits is asked about first, and waits for Enter; half of a
 * number is never in force by accident.
 */
public final class PolicyInForce {

  /** How long nobody has to type. */
  static final Duration PAUSE = Duration.ofMillis(500);

  private final PolicyModel form;
  private final JobsModel jobs;
  private final Consumer<Confirmation> asker;
  private final Runnable changed;
  private final ReadOnlyStringWrapper news = new ReadOnlyStringWrapper("");
  private final ReadOnlyStringWrapper pending = new ReadOnlyStringWrapper("");
  private Duration now = Duration.ZERO;
  private Duration typedAt = Duration.ZERO;
  private boolean isTyping;

  /**
   * Follows a form.
   *
   * @param asker asks a person first
   * @param changed told when another policy, or another expectation, is in force
   */
  public PolicyInForce(
      PolicyModel form, JobsModel jobs, Consumer<Confirmation> asker, Runnable changed) {
    this.form = form;
    this.jobs = jobs;
    this.asker = asker;
    this.changed = changed;
    form.edited(this::typed, this::enter);
  }

  private void typed() {
    typedAt = now;
    isTyping = true;
    tell();
  }

  public void tick(Duration now) {
    this.now = now;
    if (isTyping && now.minus(typedAt).compareTo(PAUSE) >= 0) {
      isTyping = false;
      if (mayBe() && ended().isEmpty()) {
        putInForce();
      }
      tell();
    }
  }

  private boolean mayBe() {
    return form.valid().get() && !form.isInForce();
  }

  /** Puts the form in force now; asks first where that would end running waits. */
  public void enter() {
    isTyping = false;
    if (mayBe()) {
      List<String> ended = ended();
      if (ended.isEmpty()) {
        putInForce();
      } else {
        asker.accept(question(ended));
      }
    }
    tell();
  }

  /** As {@link #enter()}, for a launch. Gives what keeps it from following the form; or nothing. */
  public String enterForLaunch() {
    enter();
    return form.valid().get()
        ? ""
        : "The policy is not in force as it stands in the form. Correct the marked fields first.";
  }

  /** Which running waits would end at once, by a limit that they have not reached yet. */
  private List<String> ended() {
    PollingPolicy after = form.policy().get();
    List<String> ended = new ArrayList<>();
    for (JobRow row : jobs.rows()) {
      if (row.isWatched() && isOver(row, after) && !isOver(row, form.inForce())) {
        ended.add(row.title().get());
      }
    }
    return ended;
  }

  private static boolean isOver(JobRow row, PollingPolicy policy) {
    return row.elapsed().get().compareTo(policy.deadline()) >= 0
        || row.calls().get() >= policy.maxPolls()
        || row.withoutAnswer().compareTo(policy.failureBudget()) >= 0;
  }

  private Confirmation question(List<String> ended) {
    String waits = ended.size() == 1 ? "1 running wait" : ended.size() + " running waits";
    return new Confirmation(
        "End " + waits + "?",
        "A limit of this policy is reached already: "
            + waits
            + " would end at once. The jobs go on at the server, and each can be watched again from"
            + " its row.",
        "Put in force",
        this::putInForce,
        form::revert);
  }

  private void putInForce() {
    if (!mayBe()) {
      return;
    }
    boolean samePolicy = form.inForce().equals(form.policy().get());
    form.putInForce();
    changed.run();
    int running = jobs.watched().get();
    if (samePolicy) {
      news.set("Applies to jobs launched from now on.");
    } else {
      news.set(
          switch (running) {
            case 0 -> "In force for the next launch.";
            case 1 -> "In force at once, for the running job too.";
            default -> "In force at once, for " + running + " running jobs too.";
          });
    }
    tell();
  }

  private void tell() {
    if (!form.valid().get()) {
      news.set("");
      pending.set(
          "Not in force: correct the marked fields. Until then jobs follow the policy before.");
    } else if (form.isInForce()) {
      pending.set("");
    } else {
      news.set("");
      int ended = ended().size();
      pending.set(
          ended == 0
              ? "Not in force yet."
              : "Not in force: it would end "
                  + (ended == 1 ? "1 running wait" : ended + " running waits")
                  + ". Press Enter to decide.");
    }
  }

  /** Says something about the policy. */
  public void note(String words) {
    news.set(words);
  }

  /** What the last change meant; empty before the first, and while the form is not in force. */
  public ReadOnlyStringProperty news() {
    return news.getReadOnlyProperty();
  }

  /** Why the form is not in force; empty while it is. */
  public ReadOnlyStringProperty pending() {
    return pending.getReadOnlyProperty();
  }
}
