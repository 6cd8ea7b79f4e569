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
import java.util.function.Supplier;
import javafx.collections.FXCollections;
import javafx.collections.ListChangeListener;
import javafx.collections.ObservableList;

/**
 * What can take part in a comparison: the policy of the form, what adaptive pacing comes to, the
 * presets, and the profiles as they come and go.
 */
final class Candidates {

  /** A policy that can be chosen, where it comes from, and what it is now. */
  private record Candidate(String name, String about, Supplier<Contender> contender) {}

  private static final String CURRENT = "Current policy";
  private static final String LEARNED = "Adaptive, after such jobs";
  private static final List<String> FIRST_CHOICE =
      List.of(CURRENT, LEARNED, "Every second", "HeyGen CLI", "AWS waiter, EC2");

  private final PolicyModel policy;
  private final ProfilesModel profiles;
  private final List<Candidate> all = new ArrayList<>();
  private final ObservableList<String> names = FXCollections.observableArrayList();
  private final ObservableList<String> chosen = FXCollections.observableArrayList(FIRST_CHOICE);

  Candidates(PolicyModel policy, ProfilesModel profiles) {
    this.policy = policy;
    this.profiles = profiles;
    profiles.profiles().addListener((ListChangeListener<Profile>) change -> gather());
    gather();
  }

  /** Gathers anew; choices stay as they are. */
  private void gather() {
    List<Candidate> gathered = new ArrayList<>();
    gathered.add(
        candidate(
            CURRENT,
            "What the form on the left says.",
            policy.policy()::get,
            policy.expectation()::get,
            false));
    gathered.add(
        candidate(
            LEARNED,
            "The default of this client, once it has seen so many such jobs that it knows how long"
                + " they take.",
            PollingPolicy::defaults,
            Expectation::none,
            true));
    for (Preset preset : Preset.all()) {
      gathered.add(
          candidate(
              preset.name(),
              preset.about(),
              () -> preset.of(PollingPolicy.defaults()),
              Expectation::none,
              false));
    }
    for (Profile profile : profiles.profiles()) {
      gathered.add(
          candidate(
              "Profile " + profile.name(),
              "A profile of your own.",
              profile::policy,
              profile::expectation,
              false));
    }
    all.clear();
    all.addAll(gathered);
    names.setAll(gathered.stream().map(Candidate::name).toList());
    chosen.retainAll(names);
  }

  private static Candidate candidate(
      String name,
      String about,
      Supplier<PollingPolicy> tried,
      Supplier<Expectation> expectation,
      boolean knowsJobs) {
    return new Candidate(
        name, about, () -> new Contender(name, about, tried.get(), expectation.get(), knowsJobs));
  }

  /** Those that are chosen, as they are now. */
  List<Contender> contenders() {
    return all.stream()
        .filter(candidate -> chosen.contains(candidate.name()))
        .map(candidate -> candidate.contender().get())
        .toList();
  }

  /** Of that name, as it is now. */
  Optional<Contender> now(String name) {
    return all.stream()
        .filter(candidate -> candidate.name().equals(name))
        .map(candidate -> candidate.contender().get())
        .findFirst();
  }

  /** Where a policy of that name comes from. */
  String about(String name) {
    return all.stream()
        .filter(candidate -> candidate.name().equals(name))
        .map(Candidate::about)
        .findFirst()
        .orElse("");
  }

  /** All that can take part, by name. */
  ObservableList<String> names() {
    return names;
  }

  /** Those that do, by name. */
  ObservableList<String> chosen() {
    return chosen;
  }
}
