package dev.pollwise.simulator.control;

import dev.pollwise.simulator.http.ApiError;
import dev.pollwise.simulator.http.Face;
import dev.pollwise.simulator.http.Json;
import dev.pollwise.simulator.http.RequestContext;
import dev.pollwise.simulator.http.Response;
import io.helidon.http.Status;
import java.util.Map;

/** Problem details (RFC 9457) for those who may use the control API. */
final class ProblemFace implements Face {

  private final ControlAccess access;

  ProblemFace(ControlAccess access) {
    this.access = access;
  }

  @Override
  public Response envelope(ApiError refusal) {
    var problem =
        Json.object()
            .add("type", "about:blank")
            .add("title", Status.create(refusal.status()).reasonPhrase())
            .add("status", refusal.status())
            .add("detail", refusal.message());
    if (!refusal.param().isEmpty()) {
      problem.add("param", refusal.param());
    }
    return new Response(
        refusal.status(),
        Map.of("Content-Type", "application/problem+json"),
        Json.bytes(problem.build()));
  }

  @Override
  public void recognise(RequestContext call) {
    access.check(call);
  }

  @Override
  public void admit(RequestContext call) {
    access.admit(call);
  }
}
