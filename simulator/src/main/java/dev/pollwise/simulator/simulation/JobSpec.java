package dev.pollwise.simulator.simulation;

import dev.pollwise.simulator.job.SourceLength;

/**
 * What a client asked for. A text that was not given is empty.
 *
 * @param owner who asked; a fingerprint, never the key itself
 * @param language in which the result is to be, as a name
 * @param languageCode the short form of the language, part of the job's id
 * @param source how long the video is, as far as the request tells
 * @param sourceUsable false if nobody could fetch the source, so that the job fails at once
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
    SourceLength source,
    boolean sourceUsable) {

  /** The implicit job of the plain face. */
  static JobSpec implicit() {
    return new JobSpec("", "", "", "", "", "", false, false, new SourceLength.Unknown(), true);
  }
}
