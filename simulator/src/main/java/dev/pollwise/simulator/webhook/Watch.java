package dev.pollwise.simulator.webhook;

import dev.pollwise.simulator.fault.RequestMatcher;
import dev.pollwise.simulator.simulation.Job;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * That somebody is to be told when all of some jobs are over. What goes wrong on the way was
 * settled when the first of them was created.
 *
 * @param owner whose jobs they are
 * @param jobs at least one
 * @param identity who it is as far as chance is concerned
 * @param callback an address of its own beside the endpoints
 * @param data what to tell, given the simulated time
 * @param stillWanted whether anybody is to be told at all, asked when the jobs are over
 */
public record Watch(
    String owner,
    List<Job> jobs,
    String identity,
    Callback callback,
    Function<Duration, WebhookEvent.Data> data,
    Wanted stillWanted) {

  /** Whether a client gave an address with the job. */
  public sealed interface Callback {

    /** It gave none. */
    record None() implements Callback {}

    /** It gave this one. */
    record To(URI url) implements Callback {}
  }

  /** Answers whether an event is still wanted. */
  @FunctionalInterface
  public interface Wanted {

    /** False, for example, when the job was deleted meanwhile. */
    boolean now();
  }

  /** Copies the jobs. */
  public Watch {
    jobs = List.copyOf(jobs);
  }

  /** What its event is about, as far as fault rules care: a job, or several. */
  RequestMatcher.Subject subject(Duration now) {
    if (jobs.size() > 1) {
      return new RequestMatcher.Subject(RequestMatcher.WEBHOOK, identity, "", "", owner, "");
    }
    Job job = jobs.getFirst();
    return new RequestMatcher.Subject(
        RequestMatcher.WEBHOOK,
        identity,
        job.id(),
        job.spec().callbackId(),
        owner,
        job.peek(now).word());
  }

  /** The simulated time at which the last job is over; empty if polls move a job on. */
  Optional<Duration> endsAt() {
    Duration latest = Duration.ZERO;
    for (Job job : jobs) {
      Optional<Duration> after = job.plan().endsAfter();
      if (after.isEmpty()) {
        return Optional.empty();
      }
      Duration end = job.createdAt().plus(after.get());
      latest = end.compareTo(latest) > 0 ? end : latest;
    }
    return Optional.of(latest);
  }

  boolean isOver(Duration now) {
    return jobs.stream().allMatch(job -> job.peek(now).isOver());
  }
}
