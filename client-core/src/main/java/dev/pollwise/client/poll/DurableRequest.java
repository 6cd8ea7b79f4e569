package dev.pollwise.client.poll;

import static java.util.Objects.requireNonNull;

import dev.pollwise.client.job.Answer.Hint;
import dev.pollwise.client.job.Answer.Miss;
import dev.pollwise.client.policy.PollingPolicy;
import dev.pollwise.client.poll.RequestStep.Part;
import dev.pollwise.client.poll.RequestStep.Progress;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A submit, or another request that must not be sent under two keys, as a value: for an engine that
 * repeats it across restarts, by the decision of {@link RepeatedRequest}. Pure and immutable.
 *
 * <p>Every time is elapsed time since the first attempt. {@link #text()} is the whole of it but for
 * what a {@link Reply.Partial} brought: that is remembered in this process only, and of it the text
 * keeps that it came, and so that the server has acted.
 */
public final class DurableRequest {

  private static final String REQUEST = "request";

  private final Progress<?> progress;

  private DurableRequest(Progress<?> progress) {
    this.progress = progress;
  }

  /** As {@link Progress}, without the value of a part. */
  record Kept(
      int misses,
      int failures,
      Duration failingSince,
      Optional<Miss> doubt,
      @Nullable Duration partSince) {
    Kept {
      requireNotNegative("misses", misses);
      requireNotNegative("failures", failures);
    }

    private static void requireNotNegative(String name, int value) {
      if (value < 0) {
        throw new IllegalArgumentException(name + " " + value + ": must be at least 0");
      }
    }
  }

  /** No attempt was made yet. */
  public static DurableRequest begun() {
    return new DurableRequest(Progress.begun());
  }

  /**
   * An attempt was made: what comes next.
   *
   * @param reply what it brought; of the same kind for all attempts of a request
   * @param policy gives deadline and failure budget
   * @param now elapsed time since the first attempt, 0 or more
   * @param chance drawn evenly from [0, 1)
   */
  @SuppressWarnings("unchecked") // a part is of the kind that a reply before has brought
  public <T> Next<T> after(Reply<T> reply, PollingPolicy policy, Duration now, double chance) {
    requireNonNull(reply, "reply");
    requireNonNull(policy, "policy");
    if (now.isNegative()) {
      throw new IllegalArgumentException("now " + now + ": must not be negative");
    }
    if (!(chance >= 0 && chance < 1)) {
      throw new IllegalArgumentException("chance " + chance + ": must be from 0 to below 1");
    }
    return switch (RequestStep.after((Progress<T>) progress, reply, policy, now, chance)) {
      case RequestStep.Again<T>(var next, Miss miss, Duration delay, var wish, var floor) ->
          new Next.Again<>(new DurableRequest(next), miss, delay, reply instanceof Reply.Busy<T>);
      case RequestStep.Done<T>(T value) -> new Next.Done<>(value);
      case RequestStep.GivenUp<T>(Miss miss, var doubt) -> new Next.GivenUp<>(miss, doubt);
    };
  }

  /**
   * The first miss after which the server may have acted on the request; empty if it certainly has
   * not.
   */
  public Optional<Miss> doubt() {
    return progress.doubt();
  }

  /**
   * An attempt may have been made of which nobody has heard, since the process that made it is
   * gone: the server may have acted on it, whatever it says to the next.
   *
   * @param miss told as the reason, if no attempt before has left a doubt
   */
  public DurableRequest interrupted(Miss miss) {
    return new DurableRequest(progress.doubting(requireNonNull(miss, "miss")));
  }

  /** All that is to be kept, as ASCII text. */
  public String text() {
    return StateText.write(
        REQUEST,
        Kept.class,
        new Kept(
            progress.misses(),
            progress.failures(),
            progress.failingSince(),
            progress.doubt(),
            progress.part().map(Part::since).orElse(null)));
  }

  /**
   * Reads {@link #text()}.
   *
   * @throws IllegalArgumentException if it is damaged, or holds anything that this version does not
   *     know: another may have written it, and it is to be left alone
   */
  public static DurableRequest parse(String text) {
    Kept kept = StateText.read(REQUEST, Kept.class, requireNonNull(text, "text"));
    return new DurableRequest(
        new Progress<>(
            kept.misses(),
            kept.failures(),
            kept.failingSince(),
            kept.doubt(),
            Optional.ofNullable(kept.partSince()).map(since -> new Part<>(null, since))));
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof DurableRequest request && request.progress.equals(progress);
  }

  @Override
  public int hashCode() {
    return progress.hashCode();
  }

  @Override
  public String toString() {
    return "DurableRequest[" + progress.misses() + " misses]";
  }

  /** What comes after an attempt. */
  public sealed interface Next<T> {

    /**
     * Ask again.
     *
     * @param request as it is now: what the store is to keep
     * @param miss what the attempt brought instead
     * @param delay from now to the next attempt, 0 or more
     * @param noRoom whether the server lives and has not begun, since it has no room yet
     */
    record Again<T>(DurableRequest request, Miss miss, Duration delay, boolean noRoom)
        implements Next<T> {
      public Again {
        requireNonNull(request, "request");
        requireNonNull(miss, "miss");
        requireNonNull(delay, "delay");
      }
    }

    /**
     * What was asked for is there.
     *
     * @param value all that could be had of it
     */
    record Done<T>(T value) implements Next<T> {
      public Done {
        requireNonNull(value, "value");
      }
    }

    /**
     * Asking again is pointless, or the time is up.
     *
     * @param miss the last one
     * @param doubt the first after which the server may have acted on the request all the same;
     *     empty if it certainly has not
     */
    record GivenUp<T>(Miss miss, Optional<Miss> doubt) implements Next<T> {
      public GivenUp {
        requireNonNull(miss, "miss");
        requireNonNull(doubt, "doubt");
      }
    }
  }

  /**
   * What one attempt of a request brought that is repeated until its fate is known, and so what is
   * known of that.
   */
  public sealed interface Reply<T> {

    /**
     * What was asked for.
     *
     * @param value the whole of it
     */
    record Done<T>(T value) implements Reply<T> {
      public Done {
        requireNonNull(value, "value");
      }
    }

    /**
     * A part of what was asked for: the rest is asked for again for a minute, then this has to do.
     *
     * @param value all that is known so far
     */
    record Partial<T>(T value, Miss miss) implements Reply<T> {
      public Partial {
        requireNonNull(value, "value");
        requireNonNull(miss, "miss");
      }
    }

    /**
     * The server is still at work on this very request.
     *
     * @param miss why there is no more than that
     * @param isNews whether there was progress, so that more may come soon
     */
    record InProgress<T>(Miss miss, Hint hint, boolean isNews) implements Reply<T> {
      public InProgress {
        requireNonNull(miss, "miss");
        requireNonNull(hint, "hint");
      }
    }

    /** The server lives, and has not begun: it has no room yet. */
    record Busy<T>(Miss miss) implements Reply<T> {
      public Busy {
        requireNonNull(miss, "miss");
      }
    }

    /** Nobody knows whether the server has acted on the request. */
    record Lost<T>(Miss miss) implements Reply<T> {
      public Lost {
        requireNonNull(miss, "miss");
      }
    }

    /** The server cannot have acted on it: there was no connection. */
    record Unsent<T>(Miss miss) implements Reply<T> {
      public Unsent {
        requireNonNull(miss, "miss");
      }
    }

    /**
     * The server will not act on this attempt. What it says of an earlier one is another matter.
     *
     * @param knowsKey whether it says that it has met the key before
     */
    record Refused<T>(Miss miss, boolean knowsKey) implements Reply<T> {
      public Refused {
        requireNonNull(miss, "miss");
      }

      /** A refusal that says nothing of earlier attempts. */
      public Refused(Miss miss) {
        this(miss, false);
      }
    }
  }
}
