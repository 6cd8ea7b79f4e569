package dev.pollwise.dashboard.runs;

import dev.pollwise.dashboard.jobs.JobState;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.javafx.FontIcon;
import org.kordamp.ikonli.material2.Material2OutlinedAL;
import org.kordamp.ikonli.material2.Material2OutlinedMZ;

/** The icon and the style class of a state; colour is never the only cue. */
final class StateStyle {

  private StateStyle() {}

  static FontIcon icon(JobState state) {
    FontIcon icon = new FontIcon(ikon(state));
    icon.getStyleClass().addAll("state-icon", styleClass(state));
    return icon;
  }

  static String styleClass(JobState state) {
    return switch (state) {
      case SUBMITTED, PENDING, STOPPED, NOT_WATCHED, ELSEWHERE -> "state-quiet";
      case RUNNING -> "state-accent";
      case COMPLETED -> "state-success";
      case RETRYING, THROTTLED, TIMED_OUT -> "state-warning";
      case FAILED, LOST_CONTACT, BROKEN -> "state-danger";
    };
  }

  private static Ikon ikon(JobState state) {
    return switch (state) {
      case SUBMITTED -> Material2OutlinedMZ.SEND;
      case PENDING -> Material2OutlinedMZ.SCHEDULE;
      case RUNNING -> Material2OutlinedAL.AUTORENEW;
      case RETRYING -> Material2OutlinedMZ.REPLAY;
      case THROTTLED -> Material2OutlinedMZ.SPEED;
      case COMPLETED -> Material2OutlinedAL.CHECK_CIRCLE;
      case FAILED -> Material2OutlinedAL.CANCEL;
      case TIMED_OUT -> Material2OutlinedMZ.TIMER_OFF;
      case LOST_CONTACT -> Material2OutlinedAL.LINK_OFF;
      case STOPPED -> Material2OutlinedMZ.STOP_CIRCLE;
      case BROKEN -> Material2OutlinedAL.ERROR_OUTLINE;
      case NOT_WATCHED -> Material2OutlinedMZ.PAUSE_CIRCLE_OUTLINE;
      case ELSEWHERE -> Material2OutlinedAL.LAUNCH;
    };
  }
}
