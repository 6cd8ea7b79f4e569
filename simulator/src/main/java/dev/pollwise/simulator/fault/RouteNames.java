package dev.pollwise.simulator.fault;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The names of the routes that a rule can name. A route of the simulated faces refuses to be made
 * under any other name, so that what is written here is what there is.
 */
public final class RouteNames {

  /** All of them, in the order in which they are told. */
  public static final Set<String> ALL =
      Collections.unmodifiableSet(
          new LinkedHashSet<>(
              List.of(
                  "status",
                  "restart",
                  "create",
                  "list",
                  "languages",
                  "statuses",
                  "get",
                  "rename",
                  "delete",
                  "batch-create",
                  "batch-get",
                  "proofread-create",
                  "proofread-get",
                  "proofread-srt",
                  "proofread-update",
                  "proofread-generate",
                  "asset-create",
                  "asset-list",
                  "asset-get",
                  "asset-delete",
                  "asset-statuses",
                  "asset",
                  "upload-create",
                  "upload",
                  "upload-complete",
                  "user",
                  "webhook-create",
                  "webhook-list",
                  "webhook-update",
                  "webhook-delete",
                  "webhook-rotate",
                  "webhook-event-types",
                  "webhook-events",
                  "result",
                  RequestMatcher.WEBHOOK,
                  "refused")));

  /** Those whose answers show jobs, so that a {@link Distortion} can strike. */
  static final List<String> SHOWING_JOBS =
      List.of(
          "status",
          "list",
          "statuses",
          "get",
          "rename",
          "batch-get",
          "proofread-get",
          "proofread-update",
          RequestMatcher.WEBHOOK);

  private RouteNames() {}
}
