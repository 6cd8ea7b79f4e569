package dev.pollwise.dashboard.chart;

import dev.pollwise.client.duration.Outlook;
import dev.pollwise.dashboard.jobs.JobsModel;
import dev.pollwise.dashboard.policy.PolicyModel;
import dev.pollwise.dashboard.policy.PolicyPreview;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/**
 * The plan of the policy for a job that is launched now: by what the client has learned of such
 * jobs, and by how many of them share a call.
 */
public final class PlanModel {

  /** As many as a call can ask about. */
  private static final int MOST_PARTICIPANTS = 100;

  /** A crowd changes all the time, and a plan takes some milliseconds. */
  private static final Duration PAUSE = Duration.ofSeconds(1);

  private final PolicyModel policy;
  private final JobsModel jobs;
  private final Map<URI, Outlook> learned = new HashMap<>();
  private final ReadOnlyObjectWrapper<PolicyPreview> preview;
  private final ReadOnlyObjectWrapper<Outlook> belief;
  private Optional<URI> server = Optional.empty();
  private int launching = 1;
  private int plannedParticipants;
  private Optional<Duration> plannedAt = Optional.empty();

  PlanModel(PolicyModel policy, JobsModel jobs) {
    this.policy = policy;
    this.jobs = jobs;
    this.belief = new ReadOnlyObjectWrapper<>(outlook());
    this.preview = new ReadOnlyObjectWrapper<>(plan());
    policy.policy().addListener((o, before, now) -> planAnew());
    policy.expectation().addListener((o, before, now) -> planAnew());
  }

  private void planAnew() {
    belief.set(outlook());
    preview.set(plan());
  }

  private PolicyPreview plan() {
    plannedParticipants = participants();
    return PolicyPreview.of(policy, belief.get(), plannedParticipants);
  }

  private Outlook outlook() {
    return server
        .flatMap(at -> Optional.ofNullable(learned.get(at)))
        .filter(known -> known.law().isPresent())
        .orElseGet(() -> Outlook.expecting(policy.expectation().get()));
  }

  private int participants() {
    return Math.clamp(jobs.participants().orElse(launching), 1, MOST_PARTICIPANTS);
  }

  /** The jobs of a server are launched from now on. */
  public void turnTo(URI address) {
    server = Optional.of(address);
    planAnew();
  }

  /** What the client knows by now of the jobs of a server. */
  public void learned(URI address, Outlook outlook) {
    learned.put(address, outlook);
    if (server.filter(address::equals).isPresent()) {
      planAnew();
    }
  }

  /** So many jobs would be launched together. */
  public void launching(int together) {
    launching = together;
  }

  /** Plans anew where other calls are shared than before. */
  public void tick(Duration now) {
    boolean rested = plannedAt.filter(at -> now.minus(at).compareTo(PAUSE) < 0).isEmpty();
    if (rested && plannedParticipants != participants()) {
      plannedAt = Optional.of(now);
      preview.set(plan());
    }
  }

  /** Whose jobs are planned; empty until a server is found. */
  public Optional<URI> server() {
    return server;
  }

  /** What the plan goes by. */
  public ReadOnlyObjectProperty<Outlook> belief() {
    return belief.getReadOnlyProperty();
  }

  /** What the policy plans. */
  public ReadOnlyObjectProperty<PolicyPreview> preview() {
    return preview.getReadOnlyProperty();
  }
}
