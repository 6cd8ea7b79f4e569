package dev.pollwise.simulator.heygen;

import dev.pollwise.simulator.http.ApiError;
import dev.pollwise.simulator.http.RequestContext;
import dev.pollwise.simulator.http.ServerContext;
import dev.pollwise.simulator.report.Caller.Bound;
import dev.pollwise.simulator.simulation.Creation;
import dev.pollwise.simulator.simulation.Job;
import dev.pollwise.simulator.simulation.JobSpec;
import jakarta.json.JsonObject;
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

  CreateRequest request(JsonObject body) {
    return new CreateRequest(body, languages, assets, languageCodes);
  }

  /**
   * Creates all jobs or none.
   *
   * @throws ApiError if there are too many unfinished ones
   */
  List<Job> submit(RequestContext call, List<JobSpec> specs) {
    return switch (bench.simulation().create(specs)) {
      case Creation.Refused(int limit, var retryAfter) -> {
        bench.metrics().rateLimited("concurrency");
        throw ApiError.tooMany(
            "Concurrency limit of " + limit + " unfinished jobs reached",
            retryAfter,
            Bound.SUBMITS);
      }
      case Creation.Created(List<Job> jobs) -> {
        bench.metrics().jobsCreated(jobs.size());
        jobs.forEach(call::about);
        yield jobs;
      }
    };
  }
}
