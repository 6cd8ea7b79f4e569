package dev.pollwise.simulator.heygen;

import dev.pollwise.simulator.fault.RequestMatcher;
import dev.pollwise.simulator.http.ApiError;
import dev.pollwise.simulator.http.Exchange;
import dev.pollwise.simulator.http.Face;
import dev.pollwise.simulator.http.RequestContext;
import dev.pollwise.simulator.http.Response;
import dev.pollwise.simulator.http.Route;
import dev.pollwise.simulator.http.Routes;
import dev.pollwise.simulator.http.ServerContext;
import dev.pollwise.simulator.job.JobPlan;
import dev.pollwise.simulator.simulation.Job;
import dev.pollwise.simulator.simulation.Simulation;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import java.util.Optional;

/**
 * The files that the URLs of a completed job lead to. No key is needed, the URL is enough; after a
 * while it is refused with 403 and another {@code GET} of the job gives a fresh one.
 *
 * <pre>
 * curl -o a.mp4 'http://localhost:8080/results/ID/video.mp4?Expires=…&amp;Signature=…'
 * </pre>
 */
final class ResultService implements HttpService {

  private final ServerContext bench;
  private final Simulation simulation;
  private final Face face;
  private final ResultUrls urls;
  private final AssetBook assets;
  private final ResultFiles files = new ResultFiles();

  ResultService(ServerContext bench, HeyGenFace heyGen, ResultUrls urls, AssetBook assets) {
    this.assets = assets;
    this.bench = bench;
    this.simulation = bench.simulation();
    this.urls = urls;
    this.face = Face.withoutKey(heyGen);
  }

  @Override
  public void routing(HttpRules rules) {
    Routes routes = new Routes(rules, new Exchange(bench).of(face));
    routes
        .get("/results/{id}/{file}", new Route("result", this::subject, this::file))
        .refuseOtherMethods()
        .refuseOtherPaths();
  }

  private Response file(RequestContext call) {
    Job job = find(call).orElseThrow(ResultService::gone);
    ResultFiles.Kind kind =
        ResultFiles.Kind.named(call.pathParameter("file"))
            .filter(known -> belongs(known, job.spec().kind()))
            .orElseThrow(ResultService::gone);
    if (!urls.isGood(call)) {
      throw ApiError.of(403, "resource_access_denied", "This URL is not valid or has expired");
    }
    if (!(job.peek(simulation.clock().now()) instanceof JobPlan.State.Completed)) {
      throw gone();
    }
    return file(job, kind, call);
  }

  private Response file(Job job, ResultFiles.Kind kind, RequestContext call) {
    String tag = job.id() + '-' + kind.fileName();
    String own = subtitles(job, kind);
    if (own.isEmpty()) {
      return ByteRange.answer(call, files.answer(kind, job.spec().language()), tag);
    }
    if (Subtitles.isUrl(own)) {
      return Response.empty(302).with("Location", own);
    }
    byte[] file = assets.file(own).orElseThrow(ResultService::gone);
    return ByteRange.answer(call, ResultFiles.subtitles(kind, file), tag + '-' + own);
  }

  /** The client's own subtitles, if the file shows them; empty otherwise. */
  private static String subtitles(Job job, ResultFiles.Kind kind) {
    return switch (kind) {
      case VIDEO, AUDIO -> "";
      case ORIGINAL -> job.spec().subtitles();
      case SRT, PROOFREAD -> job.subtitles();
      // What is elsewhere cannot be put into another form.
      case VTT -> Subtitles.isUrl(job.subtitles()) ? "" : job.subtitles();
    };
  }

  private static boolean belongs(ResultFiles.Kind kind, Job.Spec.Kind job) {
    return switch (kind) {
      case PROOFREAD, ORIGINAL -> job == Job.Spec.Kind.PROOFREAD;
      case VIDEO, AUDIO, SRT, VTT -> job == Job.Spec.Kind.TRANSLATION;
    };
  }

  private RequestMatcher.Subject subject(RequestContext call) {
    return find(call)
        .map(job -> job.subject("result"))
        .orElseGet(() -> RequestMatcher.Subject.ofRoute("result"));
  }

  private Optional<Job> find(RequestContext call) {
    return simulation.jobs().find(call.pathParameter("id"));
  }

  private static ApiError gone() {
    return ApiError.of(404, "resource_not_found", "There is no such result");
  }
}
