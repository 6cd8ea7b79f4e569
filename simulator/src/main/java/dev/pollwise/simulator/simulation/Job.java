package dev.pollwise.simulator.simulation;

import dev.pollwise.simulator.fault.RequestMatcher;
import dev.pollwise.simulator.job.JobPlan;
import dev.pollwise.simulator.job.PlanLaw;
import dev.pollwise.simulator.scenario.Scenario;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.DoubleAdder;

/**
 * One job. Only its title, its subtitles, its counts and its notice ever change. Safe for use by
 * many threads.
 */
public final class Job {

  private final String id;
  private final long number;
  private final JobPlan.Identity identity;
  private final Spec spec;
  private final PlanLaw law;
  private final Scenario.WebhookLaw webhookLaw;
  private final JobPlan plan;
  private final Duration createdAt;
  private final Instant createdOnWall;
  private final AtomicLong polls = new AtomicLong();
  private final DoubleAdder calls = new DoubleAdder();
  private final EndNotice endNotice = new EndNotice();
  private volatile String title;
  private volatile String subtitles;
  private int noted; // guarded by the lock of the simulation

  Job(
      String id,
      long number,
      JobPlan.Identity identity,
      Spec spec,
      PlanLaw law,
      Scenario.WebhookLaw webhookLaw,
      JobPlan plan,
      Duration createdAt,
      Instant createdOnWall) {
    this.id = id;
    this.number = number;
    this.identity = identity;
    this.spec = spec;
    this.law = law;
    this.webhookLaw = webhookLaw;
    this.plan = plan;
    this.createdAt = createdAt;
    this.createdOnWall = createdOnWall;
    this.title = spec.title();
    this.subtitles = spec.subtitles();
  }

  /** By which clients name it. */
  public String id() {
    return id;
  }

  /** The order of creation, from 1. */
  public long number() {
    return number;
  }

  /** Who it is as far as chance is concerned. */
  public JobPlan.Identity identity() {
    return identity;
  }

  /** What was asked for. */
  public Spec spec() {
    return spec;
  }

  /** What a request is about that asks about this job, as far as faults care. */
  public RequestMatcher.Subject subject(String route) {
    return new RequestMatcher.Subject(route, identity.value(), id, spec.callbackId());
  }

  /** The law by which its plan was drawn. */
  public PlanLaw law() {
    return law;
  }

  /** What goes wrong with the webhooks that tell of its end. */
  public Scenario.WebhookLaw webhookLaw() {
    return webhookLaw;
  }

  /** What it does. */
  public JobPlan plan() {
    return plan;
  }

  /** Whether only a poll can tell of its end. */
  public EndNotice endNotice() {
    return endNotice;
  }

  /** The client gives it up, which makes no difference once it is over. */
  void giveUp(Duration now) {
    if (!peek(now).isOver()) {
      endNotice.waived();
    }
  }

  /** Simulated time of its creation. */
  public Duration createdAt() {
    return createdAt;
  }

  /** Wall-clock time of its creation. */
  public Instant createdOnWall() {
    return createdOnWall;
  }

  /** Its present title; empty if it has none. */
  public String title() {
    return title;
  }

  /** Gives it another title. */
  void rename(String other) {
    title = other;
  }

  /** Notes that so many characters more are kept for its sake. */
  void note(int characters) {
    noted += characters;
  }

  /** Its present subtitles: the id of an asset or a URL; empty if the client gave none. */
  public String subtitles() {
    return subtitles;
  }

  /** Gives it other subtitles. */
  void subtitle(String other) {
    subtitles = other;
  }

  /** How many characters a client wrote into it. */
  public int textLength() {
    // The callback id is in its identity, too.
    return noted
        + title.length()
        + spec.inputLanguage().length()
        + 2 * spec.callbackId().length()
        + spec.subtitles().length()
        + subtitles.length();
  }

  /** Answers a client: what it looks like now. Counts as a poll. */
  public JobPlan.State ask(Duration now) {
    return plan.stateAt(now.minus(createdAt), polls.getAndIncrement());
  }

  /** What the next answer would be, without counting as one. */
  public JobPlan.State peek(Duration now) {
    return plan.stateAt(now.minus(createdAt), polls.get());
  }

  /**
   * How much of the work is done, 0 to 100, for an answer that shows it in that state: 0 while it
   * is queued, 100 only when it has completed.
   */
  public int percent(JobPlan.State shown, Duration now) {
    return switch (shown) {
      case JobPlan.State.Pending pending -> 0;
      case JobPlan.State.Completed completed -> 100;
      case JobPlan.State.Running running -> plan.percentAt(now.minus(createdAt), polls.get());
      case JobPlan.State.Failed failed -> plan.percentAt(now.minus(createdAt), polls.get());
    };
  }

  /**
   * How many requests were about it, those that met a fault included; one about <i>m</i> jobs
   * counts as one <i>m</i>th.
   */
  public double calls() {
    return calls.sum();
  }

  /** How many times a client was told its state. */
  public long polls() {
    return polls.get();
  }

  /** Counts its share of a request. */
  public void called(double share) {
    calls.add(share);
  }

  /**
   * Whether a client still has to learn by a poll that a job is over: not once a webhook was
   * accepted that tells it, nor if the client gave the job up before. Holds nothing that a client
   * wrote. Safe for use by many threads.
   */
  public static final class EndNotice {

    private volatile boolean owed = true;
    private volatile boolean seen;

    EndNotice() {}

    /** A webhook was accepted that tells of the end. */
    public void delivered() {
      owed = false;
    }

    /** The client wants to know no more. */
    void waived() {
      owed = false;
    }

    /** A poll told of the end, whose ever it was. */
    public void seen() {
      seen = true;
    }

    /** Whether no poll has told of the end. */
    public boolean isUnseen() {
      return !seen;
    }

    /** Whether nothing but a poll can tell. */
    public boolean isOwed() {
      return owed;
    }
  }

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
  public record Spec(
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
    public Spec(
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
    static Spec implicit() {
      return new Spec(
          "", "", "", "", "", "", false, false, new JobPlan.SourceLength.Unknown(), true);
    }
  }
}
