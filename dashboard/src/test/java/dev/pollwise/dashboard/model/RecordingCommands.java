package dev.pollwise.dashboard.model;

import dev.pollwise.client.job.Expectation;
import dev.pollwise.client.job.ResumeToken;
import dev.pollwise.client.policy.PollingPolicy;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/** Keeps what the model asked for. */
final class RecordingCommands implements Commands {

  final List<ServerChoice> connects = new ArrayList<>();
  final List<String> scenarios = new ArrayList<>();
  final List<LaunchOrder> launches = new ArrayList<>();
  final List<JobKey> stops = new ArrayList<>();
  final List<PollingPolicy> policies = new ArrayList<>();
  final List<Expectation> expectations = new ArrayList<>();
  final List<Profile> saved = new ArrayList<>();
  final List<ServerChoice> resumedAt = new ArrayList<>();
  final List<ResumeToken> resumed = new ArrayList<>();
  final List<ControlWish> controls = new ArrayList<>();
  final List<URI> opened = new ArrayList<>();
  final List<String> copied = new ArrayList<>();
  final List<Document> documents = new ArrayList<>();
  int profileReads;
  final List<ResumeToken> forgotten = new ArrayList<>();
  int looks;
  int launchStops;

  @Override
  public void connect(ServerChoice server) {
    connects.add(server);
  }

  @Override
  public void useScenario(String name) {
    scenarios.add(name);
  }

  @Override
  public void launch(LaunchOrder order) {
    launches.add(order);
  }

  @Override
  public void stopLaunching() {
    launchStops++;
  }

  @Override
  public void stopWatching(JobKey job) {
    stops.add(job);
  }

  @Override
  public void applyPolicy(PollingPolicy policy) {
    policies.add(policy);
  }

  @Override
  public void expect(Expectation expectation) {
    expectations.add(expectation);
  }

  @Override
  public void readProfiles() {
    profileReads++;
  }

  @Override
  public void saveProfile(Profile profile) {
    saved.add(profile);
  }

  @Override
  public void resume(ServerChoice server, List<ResumeToken> tokens) {
    resumedAt.add(server);
    resumed.addAll(tokens);
  }

  @Override
  public void forget(List<ResumeToken> tokens) {
    forgotten.addAll(tokens);
  }

  @Override
  public void lookAfterKept() {
    looks++;
  }

  @Override
  public void save(Document document) {
    documents.add(document);
  }

  @Override
  public void control(ControlWish wish) {
    controls.add(wish);
  }

  @Override
  public void open(URI address) {
    opened.add(address);
  }

  @Override
  public void copy(String text) {
    copied.add(text);
  }
}
