package dev.pollwise.dashboard.shell;

import dev.pollwise.client.policy.PollingPolicy;
import dev.pollwise.dashboard.jobs.LaunchModel;
import dev.pollwise.dashboard.log.LogLine;
import dev.pollwise.dashboard.server.ServerChoice;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;

/** The model of the whole window, with commands that are only recorded. */
public abstract class DashboardModelFixture {

  public static final ServerChoice EMBEDDED = new ServerChoice.Embedded();
  public static final List<String> LANGUAGES = List.of("English", "French", "German", "Greek");

  public final RecordingCommands commands = new RecordingCommands();
  public final DashboardModel model =
      new DashboardModel(
          PollingPolicy.defaults(),
          commands,
          new RecordingForecasts(),
          () -> Story.START,
          ZoneId.of("UTC"));
  public final LaunchModel launch = model.launch();

  public void hear(Event... news) {
    model.accept(List.of(news), Duration.ZERO);
  }

  public void connectEmbedded() {
    hear(new Event.ServerSought(EMBEDDED), new Event.ServerFound(EMBEDDED, Story.HERE, LANGUAGES));
  }

  public List<String> log() {
    return model.log().shown().stream().map(LogLine::message).toList();
  }
}
