package dev.pollwise.client.poll;

import dev.pollwise.client.job.JobId;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** The waits of a poller that are not over, by job. Safe for any thread. */
final class Waits {

  private final Map<JobId, List<PollLoop>> byJob = new ConcurrentHashMap<>();

  void add(PollLoop loop) {
    byJob.merge(
        loop.id(),
        List.of(loop),
        (present, added) -> Stream.concat(present.stream(), added.stream()).toList());
  }

  void remove(PollLoop loop) {
    byJob.computeIfPresent(
        loop.id(),
        (job, present) -> {
          List<PollLoop> left = present.stream().filter(other -> other != loop).toList();
          return left.isEmpty() ? null : left;
        });
  }

  /** Those for one job, usually one or none. */
  List<PollLoop> of(JobId job) {
    return byJob.getOrDefault(job, List.of());
  }

  List<PollLoop> all() {
    return byJob.values().stream().flatMap(List::stream).toList();
  }

  /** How many jobs are waited for. */
  int jobs() {
    return byJob.size();
  }
}
