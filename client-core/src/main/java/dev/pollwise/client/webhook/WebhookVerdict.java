package dev.pollwise.client.webhook;

import static java.util.Objects.requireNonNull;

import dev.pollwise.client.job.JobId;

/** What a delivery to the user's web server is. */
public sealed interface WebhookVerdict {

  /** The HTTP status to answer the delivery with; any that is not 2xx has it delivered again. */
  default int httpStatus() {
    return switch (this) {
      case Accepted accepted -> 200;
      case Unrelated unrelated -> 200;
      case Duplicate duplicate -> 200;
      case Refused refused -> refused.reason().httpStatus();
    };
  }

  /**
   * Genuine, new, and about a translation. That is a reason to look, not the truth about the job:
   * how it ended, only a call tells.
   *
   * @param jobId the job
   * @param kind what is said to have happened
   * @param eventId the event; empty where the server gave it no id
   * @param callbackId the caller's own mark of the job; empty without one
   */
  record Accepted(JobId jobId, Kind kind, String eventId, String callbackId)
      implements WebhookVerdict {
    /** Refuses null. */
    public Accepted {
      requireNonNull(jobId, "jobId");
      requireNonNull(kind, "kind");
      requireNonNull(eventId, "eventId");
      requireNonNull(callbackId, "callbackId");
    }
  }

  /**
   * Genuine and new, but not about a translation that anybody could wait for.
   *
   * @param eventType the server's name for what happened
   * @param eventId the event; empty where the server gave it no id
   */
  record Unrelated(String eventType, String eventId) implements WebhookVerdict {
    /** Refuses null. */
    public Unrelated {
      requireNonNull(eventType, "eventType");
      requireNonNull(eventId, "eventId");
    }
  }

  /**
   * Genuine, and delivered before.
   *
   * @param eventId the event; empty where the server gave it no id and repeated it word for word
   */
  record Duplicate(String eventId) implements WebhookVerdict {
    /** Refuses null. */
    public Duplicate {
      requireNonNull(eventId, "eventId");
    }
  }

  /**
   * Not to be trusted, or not to be understood.
   *
   * @param reason why
   */
  record Refused(Reason reason) implements WebhookVerdict {
    /** Refuses null. */
    public Refused {
      requireNonNull(reason, "reason");
    }
  }

  /** What is said to have happened to a translation. */
  enum Kind {
    /** It completed. */
    SUCCESS,
    /** It failed. */
    FAIL,
    /** Something else. */
    OTHER
  }

  /** Why a delivery is refused. */
  enum Reason {
    /** It carries no signature. */
    UNSIGNED(401),
    /** Its signature is not that of any of the secrets over this body. */
    WRONG_SIGNATURE(401),
    /** It does not say when it was sent. */
    UNDATED(401),
    /** It was sent too long ago, or in the future. */
    OUT_OF_TIME(401),
    /** Its body is larger than any event. */
    TOO_LARGE(413),
    /** Its body or its id is not that of an event. */
    UNREADABLE(400);

    private final int httpStatus;

    Reason(int httpStatus) {
      this.httpStatus = httpStatus;
    }

    int httpStatus() {
      return httpStatus;
    }
  }
}
