package dev.pollwise.simulator.heygen;

import dev.pollwise.simulator.fault.ErrorBody;
import dev.pollwise.simulator.fault.Fault;
import dev.pollwise.simulator.http.ApiError;
import dev.pollwise.simulator.http.RequestContext;
import dev.pollwise.simulator.http.ServerContext;
import dev.pollwise.simulator.report.Caller.Bound;
import dev.pollwise.simulator.scenario.ConcurrencyLimit;
import dev.pollwise.simulator.simulation.Job;
import dev.pollwise.simulator.simulation.Simulation;
import jakarta.json.JsonObject;
import java.time.Duration;
import java.util.List;

/** How jobs come to be, one request at a time or in batches. Safe for use by many threads. */
final class Submission {

  private final ServerContext bench;
  private final Languages languages;
  private final AssetBook assets;
  private final boolean languageCodes;

  Submission(ServerContext bench, Languages languages, AssetBook assets, boolean languageCodes) {
    this.bench = bench;
    this.languages = languages;
    this.assets = assets;
    this.languageCodes = languageCodes;
  }

  private ApiError refused(int limit, Duration untilFree) {
    ConcurrencyLimit over = bench.simulation().scenario().concurrency();
    Fault.StatusError told = over.refusal();
    Fault.RetryHint hint =
        over.untilFree() ? new Fault.RetryHint.InSeconds(untilFree) : told.retryAfter();
    ErrorBody body =
        told.body() instanceof ErrorBody.Envelope(String code, String message)
            ? new ErrorBody.Envelope(
                code,
                message.isEmpty()
                    ? "Concurrency limit of " + limit + " unfinished jobs reached"
                    : message)
            : told.body();
    return ApiError.tooMany("Too many unfinished jobs", untilFree, Bound.SUBMITS)
        .answeredBy(new Fault.StatusError(told.status(), body, hint, told.headers()));
  }

  CreateRequest request(JsonObject body) {
    return new CreateRequest(body, languages, assets, languageCodes);
  }

  /**
   * Creates all jobs of all requests or none.
   *
   * @throws ApiError if there are too many unfinished ones
   */
  List<Job> submit(RequestContext call, List<List<Job.Spec>> requests) {
    return switch (bench.simulation().createTogether(requests)) {
      case Simulation.Creation.Refused(int limit, var retryAfter) -> {
        bench.metrics().rateLimited("concurrency");
        throw refused(limit, retryAfter);
      }
      case Simulation.Creation.Created(List<Job> jobs) -> {
        bench.metrics().jobsCreated(jobs.size());
        jobs.forEach(call::about);
        yield jobs;
      }
    };
  }
}
