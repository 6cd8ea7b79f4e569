package dev.pollwise.simulator.heygen;

import dev.pollwise.simulator.fault.Fault;
import dev.pollwise.simulator.job.DurationLaw;
import dev.pollwise.simulator.simulation.Job;
import java.time.Duration;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What is not known of HeyGen's service, or differs between its customers.
 *
 * @param apiKeys the keys and bearer tokens that are let in; empty (default) for any
 * @param languageCodes whether codes such as {@code es} or {@code es-ES} are accepted beside names
 *     such as {@code Spanish (Spain)}; default true, as the example of HeyGen's own command line
 *     sends one
 * @param notFoundCode error code for an unknown translation; default {@code resource_not_found}
 * @param foreignJobs what a key is told about another key's job; default as if it did not exist
 * @param deleteUnfinished whether a job may be deleted before it is over; default true; otherwise
 *     409 {@code resource_not_ready}
 * @param audioOnlyVideo whether a job that translates audio only has a {@code video_url} as well;
 *     default true, as HeyGen's schema says that the original video is kept
 * @param urlLifetime simulated time for which a result's URL answers; default 7 days
 * @param extensions what HeyGen does not do; default none of it
 */
public record HeyGenOptions(
    Set<String> apiKeys,
    boolean languageCodes,
    String notFoundCode,
    ForeignJobs foreignJobs,
    boolean deleteUnfinished,
    boolean audioOnlyVideo,
    Duration urlLifetime,
    Extensions extensions) {

  private static final Pattern CODE = Pattern.compile("[a-z][a-z_]{0,63}");

  /** What a key is told about another key's job. */
  public enum ForeignJobs {
    /** 404. */
    NOT_FOUND,
    /** 403. */
    FORBIDDEN,
    /** All about it. */
    VISIBLE
  }

  /** Refuses an empty code and a lifetime that is over at once. */
  public HeyGenOptions {
    apiKeys = Set.copyOf(apiKeys);
    if (!CODE.matcher(notFoundCode).matches()) {
      throw new IllegalArgumentException(
          "not-found code \"" + notFoundCode + "\": must be lower-case letters and underscores");
    }
    DurationLaw.POSITIVE.require("url lifetime", urlLifetime);
  }

  /** As documented for each. */
  public static HeyGenOptions defaults() {
    return new HeyGenOptions(
        Set.of(),
        true,
        "resource_not_found",
        ForeignJobs.NOT_FOUND,
        true,
        true,
        Duration.ofDays(7),
        Extensions.none());
  }

  /** With these keys only. */
  public HeyGenOptions withApiKeys(Set<String> keys) {
    return new HeyGenOptions(
        keys,
        languageCodes,
        notFoundCode,
        foreignJobs,
        deleteUnfinished,
        audioOnlyVideo,
        urlLifetime,
        extensions);
  }

  /** With another error code for an unknown translation. */
  public HeyGenOptions withNotFoundCode(String code) {
    return new HeyGenOptions(
        apiKeys,
        languageCodes,
        code,
        foreignJobs,
        deleteUnfinished,
        audioOnlyVideo,
        urlLifetime,
        extensions);
  }

  /** With these extensions. */
  public HeyGenOptions withExtensions(Extensions other) {
    return new HeyGenOptions(
        apiKeys,
        languageCodes,
        notFoundCode,
        foreignJobs,
        deleteUnfinished,
        audioOnlyVideo,
        urlLifetime,
        other);
  }

  /** With or without language codes. */
  public HeyGenOptions withLanguageCodes(boolean accepted) {
    return new HeyGenOptions(
        apiKeys,
        accepted,
        notFoundCode,
        foreignJobs,
        deleteUnfinished,
        audioOnlyVideo,
        urlLifetime,
        extensions);
  }

  /** With or without a video of jobs that translate audio only. */
  public HeyGenOptions withAudioOnlyVideo(boolean shown) {
    return new HeyGenOptions(
        apiKeys,
        languageCodes,
        notFoundCode,
        foreignJobs,
        deleteUnfinished,
        shown,
        urlLifetime,
        extensions);
  }

  /** Whether a completed job has a video. */
  boolean hasVideo(Job job) {
    return audioOnlyVideo || !job.spec().audioOnly();
  }

  /** Whether a client is told about what an owner has. */
  boolean shows(String owner, String client) {
    return foreignJobs == ForeignJobs.VISIBLE || owner.equals(client);
  }

  /** Never shows the keys. */
  @Override
  public String toString() {
    return "HeyGenOptions[apiKeys="
        + (apiKeys.isEmpty() ? "any" : apiKeys.size())
        + ", languageCodes="
        + languageCodes
        + ", notFoundCode="
        + notFoundCode
        + ", foreignJobs="
        + foreignJobs
        + ", deleteUnfinished="
        + deleteUnfinished
        + ", audioOnlyVideo="
        + audioOnlyVideo
        + ", urlLifetime="
        + urlLifetime
        + ", extensions="
        + extensions
        + "]";
  }

  /**
   * What the HeyGen API can do that HeyGen's service does not. All of it is off by default.
   *
   * @param longPoll whether {@code Prefer: wait=N} holds a poll about one job until its status
   *     changes or N wall-clock seconds have passed, 60 at most; the answer then says {@code
   *     Preference-Applied}
   * @param pendingRetryAfter simulated time after which a client is told to ask again about a job
   *     that is not over; zero for no such hint
   * @param progress whether a translation has a {@code progress}, 0 to 100
   * @param rateLimitHeaders whether answers carry {@code RateLimit} and {@code RateLimit-Policy}
   *     where a limit applies
   */
  public record Extensions(
      boolean longPoll, Duration pendingRetryAfter, boolean progress, boolean rateLimitHeaders) {

    /** Refuses a time that is negative, or longer than 100 years. */
    public Extensions {
      Fault.RetryHint.WAITS.require("pending-retry-after", pendingRetryAfter);
    }

    /** Nothing that HeyGen does not do. */
    public static Extensions none() {
      return new Extensions(false, Duration.ZERO, false, false);
    }

    /** With or without long polls. */
    public Extensions withLongPoll(boolean on) {
      return new Extensions(on, pendingRetryAfter, progress, rateLimitHeaders);
    }

    /** With that hint on pending answers; zero for none. */
    public Extensions withPendingRetryAfter(Duration time) {
      return new Extensions(longPoll, time, progress, rateLimitHeaders);
    }

    /** With or without progress. */
    public Extensions withProgress(boolean on) {
      return new Extensions(longPoll, pendingRetryAfter, on, rateLimitHeaders);
    }

    /** With or without headers about limits. */
    public Extensions withRateLimitHeaders(boolean on) {
      return new Extensions(longPoll, pendingRetryAfter, progress, on);
    }
  }
}
