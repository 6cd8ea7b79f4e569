package dev.pollwise.client.store;

import dev.pollwise.client.job.JobId;
import dev.pollwise.client.job.ResumeToken;
import dev.pollwise.client.poll.JobHandle;
import dev.pollwise.client.store.TokenStore.Kept;
import dev.pollwise.client.store.TokenStore.Submit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a token store holds in memory, in the order in which it came. What changes something says
 * whether it did. Safe for any thread.
 */
final class Entries {

  private final Map<ResumeToken, Kept> waits = new LinkedHashMap<>();
  private final Submits submits;

  Entries(Submits submits) {
    this.submits = submits;
  }

  synchronized void restore(WaitsFormat.Found found) {
    found.waits().forEach(wait -> waits.putIfAbsent(wait.token(), wait));
    found.submits().forEach(submits::restore);
  }

  /** As it is in the file. */
  synchronized byte[] content() {
    return WaitsFormat.write(waits.values(), submits.all());
  }

  synchronized List<Kept> waits() {
    return List.copyOf(waits.values());
  }

  synchronized List<Submit> submits() {
    return List.copyOf(submits.all());
  }

  synchronized Optional<Kept> find(JobId job) {
    return waits.values().stream().filter(wait -> wait.token().jobId().equals(job)).findFirst();
  }

  /** Without reference and title where it is not kept any more. */
  synchronized Kept find(ResumeToken token) {
    return waits.getOrDefault(token, new Kept(token, "", ""));
  }

  synchronized boolean addAll(List<ResumeToken> added) {
    int before = waits.size();
    added.forEach(token -> waits.putIfAbsent(token, new Kept(token, "", "")));
    return waits.size() > before;
  }

  synchronized boolean replace(ResumeToken kept, ResumeToken fresh) {
    Kept before = kept.equals(fresh) ? null : waits.remove(kept);
    if (before != null) {
      waits.put(fresh, new Kept(fresh, before.reference(), before.title()));
    }
    return before != null;
  }

  synchronized boolean remove(ResumeToken token) {
    return waits.remove(token) != null;
  }

  /**
   * The submit that was begun before, or a new one, of which somebody is told; empty if its jobs
   * are known.
   */
  synchronized Optional<Submit> begin(String reference, Runnable isNew) {
    return submits.isHandled(reference)
            || waits.values().stream().anyMatch(wait -> wait.reference().equals(reference))
        ? Optional.empty()
        : Optional.of(submits.begin(reference, isNew));
  }

  String lastingKey(Submit submit) {
    return submits.lastingKey(submit);
  }

  synchronized boolean forget(String reference) {
    return submits.forget(reference);
  }

  /** The tokens of jobs for the mark of their submit. */
  synchronized boolean follow(String reference, List<JobHandle> jobs) {
    boolean isNew = submits.remove(reference);
    for (JobHandle job : jobs) {
      Kept kept = new Kept(job.resumeToken(), reference, job.title());
      isNew |=
          reference.isEmpty()
              ? waits.putIfAbsent(kept.token(), kept) == null
              : !kept.equals(waits.put(kept.token(), kept));
    }
    return isNew;
  }

  synchronized boolean handled(Kept wait) {
    submits.handled(wait.reference());
    return waits.remove(wait.token()) != null;
  }
}
