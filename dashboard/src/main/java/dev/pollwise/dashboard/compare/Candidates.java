package dev.pollwise.dashboard.compare;

import dev.pollwise.client.job.Expectation;
import dev.pollwise.client.policy.PollingPolicy;
import dev.pollwise.dashboard.policy.PolicyModel;
import dev.pollwise.dashboard.policy.Preset;
import dev.pollwise.dashboard.policy.Profile;
import dev.pollwise.dashboard.policy.ProfilesModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import javafx.collections.FXCollections;
import javafx.collections.ListChangeListener;
import javafx.collections.ObservableList;

/**
 * What can take part in a comparison: the policy of the form, what adaptive pacing comes to, the
 * presets, and the profiles as they come and go.
 */
final class Candidates {

  private static final String CURRENT = "Current policy";
  private static final String LEARNED = "Adaptive, after such jobs";
  private static final Set<String> FIRST_CHOICE =
      Set.of(CURRENT, LEARNED, "Every second", "HeyGen CLI", "AWS waiter, EC2");

  private final PolicyModel policy;
  private final ProfilesModel profiles;
  private final ObservableList<Candidate> all =
      FXCollections.observableArrayList(
          candidate -> new javafx.beans.Observable[] {candidate.chosen()});
  private final ObservableList<Candidate> readOnly = FXCollections.unmodifiableObservableList(all);

  Candidates(PolicyModel policy, ProfilesModel profiles) {
    this.policy = policy;
    this.profiles = profiles;
    profiles.profiles().addListener((ListChangeListener<Profile>) change -> gather());
    gather();
  }

  /** Gathers anew; choices stay as they are. */
  private void gather() {
    Set<String> chosen =
        all.isEmpty()
            ? FIRST_CHOICE
            : all.stream()
                .filter(candidate -> candidate.chosen().get())
                .map(Candidate::name)
                .collect(Collectors.toSet());
    List<Candidate> gathered = new ArrayList<>();
    gathered.add(
        candidate(
            chosen,
            CURRENT,
            "What the form on the left says.",
            policy.policy()::get,
            policy.expectation()::get,
            false));
    gathered.add(
        candidate(
            chosen,
            LEARNED,
            "The default of this client, once it has seen so many such jobs that it knows how long"
                + " they take.",
            PollingPolicy::defaults,
            Expectation::none,
            true));
    for (Preset preset : Preset.all()) {
      gathered.add(
          candidate(
              chosen,
              preset.name(),
              preset.about(),
              () -> preset.of(PollingPolicy.defaults()),
              Expectation::none,
              false));
    }
    for (Profile profile : profiles.profiles()) {
      gathered.add(
          candidate(
              chosen,
              "Profile " + profile.name(),
              "A profile of your own.",
              profile::policy,
              profile::expectation,
              false));
    }
    all.setAll(gathered);
  }

  private static Candidate candidate(
      Set<String> chosen,
      String name,
      String about,
      Supplier<PollingPolicy> tried,
      Supplier<Expectation> expectation,
      boolean knowsJobs) {
    return new Candidate(
        name,
        about,
        chosen.contains(name),
        () -> new Contender(name, about, tried.get(), expectation.get(), knowsJobs));
  }

  /** Those that are chosen, as they are now. */
  List<Contender> contenders() {
    return all.stream()
        .filter(candidate -> candidate.chosen().get())
        .map(Candidate::contender)
        .toList();
  }

  /** Of that name, as it is now. */
  Optional<Contender> now(String name) {
    return all.stream()
        .filter(candidate -> candidate.name().equals(name))
        .map(Candidate::contender)
        .findFirst();
  }

  /** All that can take part; changes when a choice does, too. */
  ObservableList<Candidate> all() {
    return readOnly;
  }
}
