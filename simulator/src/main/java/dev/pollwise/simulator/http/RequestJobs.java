package dev.pollwise.simulator.http;

import dev.pollwise.simulator.job.JobPlan;
import dev.pollwise.simulator.simulation.Job;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The jobs that one request is about, and what its answer says of jobs. Of one thread. */
final class RequestJobs {

  private final Set<Job> about = new LinkedHashSet<>();
  private final Map<Job, JobPlan.State> told = new LinkedHashMap<>();

  /** A job that the request is about or that its answer shows; empty if it says nothing of it. */
  record Shown(Job job, Optional<JobPlan.State> state) {}

  void about(Job job) {
    about.add(job);
  }

  void told(Job job, JobPlan.State state) {
    told.put(job, state);
  }

  /** The jobs of which the answer says something. To be asked before {@link #states}. */
  Set<Job> asked() {
    return told.keySet();
  }

  /** The jobs that the request is about, as far as is known. */
  List<Job> all() {
    return List.copyOf(about);
  }

  /** The job that it is about, if there is exactly one. */
  Optional<Job> only() {
    return about.size() == 1 ? Optional.of(about.iterator().next()) : Optional.empty();
  }

  /** The ids of the jobs that it is about. */
  String ids() {
    return only()
        .map(Job::id)
        .orElseGet(() -> about.stream().map(Job::id).collect(Collectors.joining(",")));
  }

  /** Those that it is about or that are shown, each once. To be asked when the work is over. */
  List<Shown> states() {
    List<Shown> all = new ArrayList<>(about.size() + told.size());
    for (Job job : about) {
      all.add(new Shown(job, Optional.ofNullable(told.remove(job))));
    }
    told.forEach((job, state) -> all.add(new Shown(job, Optional.of(state))));
    return all;
  }
}
