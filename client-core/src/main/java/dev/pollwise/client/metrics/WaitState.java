package dev.pollwise.client.metrics;

import dev.pollwise.client.job.JobEvent.WaitReason;
import java.util.Locale;

/** What a wait is doing, coarse enough to be counted. */
enum WaitState {
  /** A call is under way, or comes at once. */
  ASKING,
  /** The policy has chosen the interval. */
  PACED,
  /** The server has asked for a pause. */
  PAUSED,
  /** Calls have failed. */
  BACKING_OFF,
  /** The call budget is used up. */
  OVER_BUDGET;

  static WaitState of(WaitReason reason) {
    return switch (reason) {
      case WaitReason.Paced paced -> PACED;
      case WaitReason.LastLook last -> PACED;
      case WaitReason.Hinted hinted -> PAUSED;
      case WaitReason.HintedToAnother hinted -> PAUSED;
      case WaitReason.BackingOff failing -> BACKING_OFF;
      case WaitReason.OverBudget over -> OVER_BUDGET;
      case WaitReason.OutOfReach ending -> of(ending.floor());
      case WaitReason.ResultMissing missing -> PACED;
      case WaitReason.LongPolled held -> ASKING;
      case WaitReason.Announced announced -> ASKING;
      case WaitReason.ResultElsewhere elsewhere -> ASKING;
      case WaitReason.FirstLook first -> ASKING;
      case WaitReason.AskedNow asked -> ASKING;
    };
  }

  /** As the value of a tag. */
  String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
