package dev.pollwise.dashboard.model;

import dev.pollwise.client.policy.PollingPolicy;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;

/** The model of the whole window, with commands that are only recorded. */
abstract class DashboardModelFixture {

  static final ServerChoice EMBEDDED = new ServerChoice.Embedded();
  static final List<String> LANGUAGES = List.of("English", "French", "German", "Greek");

  final RecordingCommands commands = new RecordingCommands();
  final DashboardModel model =
      new DashboardModel(
          PollingPolicy.defaults(),
          commands,
          new RecordingEstimates(),
          () -> Story.START,
          ZoneId.of("UTC"));
  final LaunchModel launch = model.launch();

  void hear(Signal... news) {
    model.accept(List.of(news), Duration.ZERO);
  }

  void connectEmbedded() {
    hear(
        new Signal.ServerSought(EMBEDDED), new Signal.ServerFound(EMBEDDED, Story.HERE, LANGUAGES));
  }

  List<String> log() {
    return model.log().shown().stream().map(LogLine::message).toList();
  }
}
