package dev.pollwise.simulator.heygen;

import dev.pollwise.simulator.fault.Distortion;
import dev.pollwise.simulator.fault.FaultBoard;
import dev.pollwise.simulator.fault.RequestMatcher;
import dev.pollwise.simulator.http.Json;
import dev.pollwise.simulator.http.RequestContext;
import dev.pollwise.simulator.http.Routes;
import dev.pollwise.simulator.http.ServerContext;
import dev.pollwise.simulator.job.JobPlan;
import dev.pollwise.simulator.simulation.Job;
import dev.pollwise.simulator.simulation.Job.Spec.Kind;
import dev.pollwise.simulator.simulation.Simulation;
import dev.pollwise.simulator.webhook.Endpoints;
import dev.pollwise.simulator.webhook.Outbox;
import dev.pollwise.simulator.webhook.Watch;
import dev.pollwise.simulator.webhook.WebhookEvent;
import dev.pollwise.simulator.webhook.WebhookSender;
import dev.pollwise.simulator.webhook.WebhookSettings;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;

/** What the HeyGen API tells unasked. Safe for use by many threads. */
final class Webhooks implements AutoCloseable {

  private final ServerContext bench;
  private final WebhookSettings settings;
  private final HeyGenOptions options;
  private final Simulation simulation;
  private final ResultUrls urls;
  private final Endpoints endpoints;
  private final Outbox.History history = new Outbox.History();
  private final Outbox outbox;
  private final WebhookSender postman;

  Webhooks(
      ServerContext bench,
      WebhookSettings settings,
      HeyGenOptions options,
      ResultUrls urls,
      BatchBook batches,
      RandomGenerator secrets) {
    this.bench = bench;
    this.settings = settings;
    this.options = options;
    this.simulation = bench.simulation();
    this.urls = urls;
    this.endpoints = new Endpoints(secrets);
    this.outbox = new Outbox(simulation, endpoints, history);
    this.postman =
        new WebhookSender(
            outbox,
            endpoints,
            simulation.clock(),
            bench.wall(),
            settings,
            bench.background(),
            event -> Json.bytes(json().event(event).build()),
            new WebhookBooks(bench, batches)::write);
    simulation.onReset(outbox::clear);
  }

  WebhookSettings settings() {
    return settings;
  }

  /** How events are told. */
  WebhookJson json() {
    return new WebhookJson(settings.idField());
  }

  Endpoints endpoints() {
    return endpoints;
  }

  Outbox.History history() {
    return history;
  }

  /** Tells of the end of a job, whoever wants to know then. */
  void watch(Job job, Watch.Callback callback, RequestContext call) {
    String authority = call.authority();
    note(job, callback);
    outbox.watch(
        new Watch(
            job.spec().owner(),
            List.of(job),
            "job " + job.identity().value(),
            callback,
            now -> end(job, told(job, now), authority),
            () -> isThere(job)));
  }

  private void note(Job job, Watch.Callback callback) {
    switch (callback) {
      case Watch.Callback.None none -> {}
      case Watch.Callback.To(var url) -> simulation.note(job, url.toString().length());
    }
  }

  private boolean isThere(Job job) {
    return simulation.jobs().find(job.id()).isPresent();
  }

  /** Tells of the end of a batch. */
  void watch(Batch batch, Watch.Callback callback) {
    note(batch.jobs().getFirst(), callback);
    outbox.watch(
        new Watch(
            batch.owner(),
            batch.jobs(),
            "batch " + batch.jobs().getFirst().identity().value(),
            callback,
            now -> {
              List<JobPlan.State> states = batch.peek(now);
              return new WebhookEvent.Data.BatchFinished(
                  batch.id(), batch.title(), Batch.status(states), Batch.counts(states));
            },
            () -> batch.jobs().stream().anyMatch(this::isThere)));
  }

  /** The job's state, unless a rule has the webhook contradict it. */
  private JobPlan.State told(Job job, Duration now) {
    JobPlan.State truth = job.peek(now);
    Optional<FaultBoard.Injected> wrong =
        simulation.distortion(
            job,
            RequestMatcher.WEBHOOK,
            job.spec().owner(),
            now,
            distortion ->
                distortion instanceof Distortion.WrongState other
                    && !other.shown().equals(truth.word()));
    if (wrong.isPresent() && wrong.get().fault() instanceof Distortion.WrongState other) {
      bench.metrics().fault(other.word());
      return JobViews.shown(other);
    }
    return truth;
  }

  private WebhookEvent.Data end(Job job, JobPlan.State state, String authority) {
    String callbackId = job.spec().callbackId();
    String language = job.spec().language();
    boolean proofread = job.spec().kind() == Kind.PROOFREAD;
    return switch (state) {
      case JobPlan.State.Failed(String message) ->
          proofread
              ? new WebhookEvent.Data.Proofread(job.id(), message, language)
              : new WebhookEvent.Data.NotTranslated(job.id(), message, callbackId, language);
      case JobPlan.State.Completed completed -> {
        if (proofread) {
          yield new WebhookEvent.Data.Proofread(job.id(), "", language);
        }
        ResultFiles.Kind kind =
            options.hasVideo(job) ? ResultFiles.Kind.VIDEO : ResultFiles.Kind.AUDIO;
        String url = urls.to(job, kind, authority);
        yield new WebhookEvent.Data.Translated(job.id(), url, callbackId, language);
      }
      case JobPlan.State.Pending pending -> throw notOver(job);
      case JobPlan.State.Running running -> throw notOver(job);
    };
  }

  private static IllegalStateException notOver(Job job) {
    return new IllegalStateException("job " + job.id() + " is not over");
  }

  /** A pipeline after whose work the jobs that it asked about are looked at. */
  Routes.Pipeline lookAfter(Routes.Pipeline pipeline) {
    return (route, request, response) ->
        pipeline.serve(route.before(this::look), request, response);
  }

  private void look(RequestContext call) {
    call.whenDone(answer -> outbox.look(call.asked()));
  }

  void start(Set<Integer> ownPorts) {
    postman.start(ownPorts);
  }

  @Override
  public void close() {
    postman.close();
  }
}
