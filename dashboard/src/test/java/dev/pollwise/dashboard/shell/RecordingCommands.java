package dev.pollwise.dashboard.shell;

import dev.pollwise.client.job.Expectation;
import dev.pollwise.client.job.ResumeToken;
import dev.pollwise.client.policy.PollingPolicy;
import dev.pollwise.dashboard.duel.DuelCommands;
import dev.pollwise.dashboard.duel.DuelOrder;
import dev.pollwise.dashboard.form.Document;
import dev.pollwise.dashboard.jobs.JobKey;
import dev.pollwise.dashboard.jobs.LaunchOrder;
import dev.pollwise.dashboard.policy.Profile;
import dev.pollwise.dashboard.server.ServerChoice;
import dev.pollwise.dashboard.server.SimulatorCommand;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Keeps what the model asked for. */
public final class RecordingCommands implements Commands, DuelCommands {

  public final List<ServerChoice> connects = new ArrayList<>();
  public final List<String> scenarios = new ArrayList<>();
  public final List<LaunchOrder> launches = new ArrayList<>();
  public final List<JobKey> stops = new ArrayList<>();
  public final List<PollingPolicy> policies = new ArrayList<>();
  public final List<Expectation> expectations = new ArrayList<>();
  public final List<Profile> saved = new ArrayList<>();
  public final List<ServerChoice> resumedAt = new ArrayList<>();
  public final List<ResumeToken> resumed = new ArrayList<>();
  public final List<SimulatorCommand> controls = new ArrayList<>();
  public final List<URI> opened = new ArrayList<>();
  public final List<String> copied = new ArrayList<>();
  public final List<Document> documents = new ArrayList<>();
  public int profileReads;
  public final List<Path> sessions = new ArrayList<>();
  public final List<Path> logs = new ArrayList<>();
  public final List<URI> unlearned = new ArrayList<>();
  public final List<ResumeToken> forgotten = new ArrayList<>();
  public final List<String> forgottenSubmits = new ArrayList<>();
  public int looks;
  public int launchStops;
  public final List<DuelOrder> duels = new ArrayList<>();
  public int duelStops;

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
  public void forgetSubmits(List<String> references) {
    forgottenSubmits.addAll(references);
  }

  @Override
  public void stopLaunching() {
    launchStops++;
  }

  @Override
  public DuelCommands duels() {
    return this;
  }

  @Override
  public void beginDuel(DuelOrder order) {
    duels.add(order);
  }

  @Override
  public void stopDuel() {
    duelStops++;
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
  public void readSession(Path file) {
    sessions.add(file);
  }

  @Override
  public void readPollLog(Path file) {
    logs.add(file);
  }

  @Override
  public void forgetLearned(URI server) {
    unlearned.add(server);
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
  public void control(SimulatorCommand command) {
    controls.add(command);
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
