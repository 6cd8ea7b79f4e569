package dev.pollwise.simulator.heygen;

import dev.pollwise.simulator.fault.RequestMatcher;
import dev.pollwise.simulator.heygen.HeyGenOptions.ForeignJobs;
import dev.pollwise.simulator.http.ApiError;
import dev.pollwise.simulator.http.RequestContext;
import dev.pollwise.simulator.http.Response;
import dev.pollwise.simulator.http.Route;
import dev.pollwise.simulator.http.ServerContext;
import dev.pollwise.simulator.simulation.Job;
import dev.pollwise.simulator.simulation.Job.Spec.Kind;
import dev.pollwise.simulator.simulation.Simulation;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;

/** Finds the jobs of one kind that requests name, for those who may know of them. */
final class JobLookup {

  private final Simulation simulation;
  private final HeyGenOptions options;
  private final Kind kind;
  private final String noun;
  private final JobViews views;
  private final LongPoll longPoll;

  /**
   * A lookup of jobs.
   *
   * @param noun what messages call them
   */
  JobLookup(ServerContext bench, HeyGenOptions options, Kind kind, String noun) {
    this.simulation = bench.simulation();
    this.options = options;
    this.kind = kind;
    this.noun = noun;
    this.views = new JobViews(simulation);
    this.longPoll = new LongPoll(bench);
  }

  /** The job of an id; empty if there is none of this kind, or the client is not to know. */
  Optional<Job> find(String id, RequestContext call) {
    return any(id).filter(job -> options.shows(job.spec().owner(), call.client()));
  }

  private Optional<Job> any(String id) {
    return simulation.jobs().find(id).filter(job -> job.spec().kind() == kind);
  }

  /**
   * The job that the path names.
   *
   * @throws ApiError if there is none, or the client is not to know
   */
  Job job(RequestContext call) {
    Job job = any(call.pathParameter("id")).orElseThrow(this::notFound);
    if (options.shows(job.spec().owner(), call.client())) {
      return job;
    }
    throw options.foreignJobs() == ForeignJobs.FORBIDDEN
        ? ApiError.of(403, "resource_access_denied", "This " + noun + " is not yours")
        : notFound();
  }

  private ApiError notFound() {
    String words = Character.toUpperCase(noun.charAt(0)) + noun.substring(1);
    return ApiError.of(404, options.notFoundCode(), words + " not found");
  }

  /**
   * What a client is shown of a job.
   *
   * @throws ApiError if it is hidden
   */
  JobView.Shown look(Job job, String route, RequestContext call) {
    JobView view =
        switch (kind) {
          case TRANSLATION -> views.of(job, route, call);
          case PROOFREAD -> views.ofStatus(job, route, call);
        };
    return switch (view) {
      case JobView.Shown shown -> shown;
      case JobView.Hidden hidden -> throw notFound();
    };
  }

  /** How far a job is, held and with a hint where that is switched on. */
  Response status(String route, RequestContext call, Shows shows) {
    Job asked = job(call);
    if (options.extensions().longPoll()) {
      longPoll.hold(asked, call);
    }
    Job job = job(call); // it may be gone meanwhile
    JobView.Shown shown = look(job, route, call);
    Response answer = shows.answer(job, shown);
    Duration again = options.extensions().pendingRetryAfter();
    return again.isZero() || shown.state().isOver()
        ? answer
        : answer.with("Retry-After", Long.toString(simulation.clock().waitSeconds(again)));
  }

  /** How a job is shown. */
  @FunctionalInterface
  interface Shows {

    Response answer(Job job, JobView.Shown shown);
  }

  /** A route about the job that its path names. */
  Route route(String name, Function<RequestContext, Response> work) {
    return new Route(name, call -> subject(call, name), work);
  }

  private RequestMatcher.Subject subject(RequestContext call, String route) {
    any(call.pathParameter("id")).ifPresent(call::about);
    return RequestMatcher.Subject.ofRoute(route);
  }
}
