package dev.pollwise.dashboard.policy;

import dev.pollwise.dashboard.form.Problem;
import dev.pollwise.dashboard.form.UndoOffer;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/** The profiles to choose from, and saving the policy as one. */
public final class ProfilesModel {

  private final PolicyModel policy;
  private final PolicyCommands commands;
  private final StringProperty last;
  private final ObservableList<Profile> profiles = FXCollections.observableArrayList();
  private final ObservableList<Profile> readOnlyProfiles =
      FXCollections.unmodifiableObservableList(profiles);
  private final StringProperty name = new SimpleStringProperty("");
  private final ReadOnlyStringWrapper problem = new ReadOnlyStringWrapper("");
  private boolean begun;
  private UndoOffer undo = UndoOffer.NONE;

  /**
   * Offers no profile yet.
   *
   * @param last the name of the profile that was used last; it is used again when it is first read
   */
  public ProfilesModel(PolicyModel policy, PolicyCommands commands, StringProperty last) {
    this.last = last;
    this.policy = policy;
    this.commands = commands;
  }

  /** Shows a profile in the policy form; it is in force from then on. */
  public void use(Profile profile) {
    policy.show(profile.policy(), profile.expectation());
    name.set(profile.name());
    last.set(profile.name());
    problem.set("");
  }

  public void offerUndoTo(UndoOffer offer) {
    undo = offer;
  }

  /** Saves the policy under the name; a profile of that name is replaced. */
  public void save() {
    try {
      if (!policy.valid().get()) {
        throw new IllegalArgumentException("the policy: correct the marked fields first");
      }
      Profile saved =
          new Profile(name.get().strip(), policy.policy().get(), policy.expectation().get());
      Optional<Profile> before =
          profiles.stream().filter(old -> old.name().equalsIgnoreCase(saved.name())).findFirst();
      commands.saveProfile(saved);
      last.set(saved.name());
      problem.set("");
      before
          .filter(old -> !old.equals(saved))
          .ifPresent(old ->
              undo.offer(
                  "The profile " + old.name() + " was replaced.", () -> commands.saveProfile(old)));
    } catch (IllegalArgumentException refused) {
      problem.set(refused.getMessage());
    }
  }

  public void show(List<Profile> read, List<Problem> problems) {
    profiles.setAll(read);
    if (!begun) {
      begun = true;
      read.stream()
          .filter(profile -> profile.name().equals(last.get()))
          .findFirst()
          .ifPresent(this::use);
    }
    problem.set(problems.stream().map(Problem::summary).collect(Collectors.joining("\n")));
  }

  public void notSaved(Problem why) {
    problem.set(why.summary());
  }

  /** Those that can be read, by name. */
  public ObservableList<Profile> profiles() {
    return readOnlyProfiles;
  }

  /** The name to save under. */
  public StringProperty name() {
    return name;
  }

  /** What is wrong with a profile, or with saving, in words; empty when all is well. */
  public ReadOnlyStringProperty problem() {
    return problem.getReadOnlyProperty();
  }
}
