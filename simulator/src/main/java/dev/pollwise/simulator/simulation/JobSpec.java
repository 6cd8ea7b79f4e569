package dev.pollwise.simulator.simulation;

import dev.pollwise.simulator.job.JobPlan;

/**
 * What a client asked for. A text that was not given is empty.
 *
 * @param owner who asked; a fingerprint, never the key itself
 * @param language in which the result is to be, as a name
 * @param languageCode the short form of the language, part of the job's id
 * @param source how long the video is, as far as the request tells
 * @param sourceUsable false if nobody could fetch the source, so that the job fails at once
 * @param kind what the job makes
 * @param subtitles that the client gave: the id of an asset or a URL
 */
public record JobSpec(
    String owner,
    String language,
    String languageCode,
    String title,
    String inputLanguage,
    String callbackId,
    boolean audioOnly,
    boolean captions,
    JobPlan.SourceLength source,
    boolean sourceUsable,
    Kind kind,
    String subtitles) {

  /** What a job makes. */
  public enum Kind {
    /** A video in another language. */
    TRANSLATION,
    /** Subtitles to be checked before there is a video. */
    PROOFREAD
  }

  /** A translation whose subtitles the client leaves to the server. */
  public JobSpec(
      String owner,
      String language,
      String languageCode,
      String title,
      String inputLanguage,
      String callbackId,
      boolean audioOnly,
      boolean captions,
      JobPlan.SourceLength source,
      boolean sourceUsable) {
    this(
        owner,
        language,
        languageCode,
        title,
        inputLanguage,
        callbackId,
        audioOnly,
        captions,
        source,
        sourceUsable,
        Kind.TRANSLATION,
        "");
  }

  /** The implicit job of the plain API. */
  static JobSpec implicit() {
    return new JobSpec(
        "", "", "", "", "", "", false, false, new JobPlan.SourceLength.Unknown(), true);
  }
}
