package dev.pollwise.dashboard.shell;

import dev.pollwise.dashboard.compare.CompareRequest;
import dev.pollwise.dashboard.compare.ForecastCommands;
import dev.pollwise.dashboard.compare.ForecastRequest;
import java.util.ArrayList;
import java.util.List;

/** Keeps what the model wanted to know. */
public final class RecordingForecasts implements ForecastCommands {

  public final List<ForecastRequest> forecasts = new ArrayList<>();
  public final List<CompareRequest> comparisons = new ArrayList<>();
  public int stops;

  @Override
  public void forecast(ForecastRequest request) {
    forecasts.add(request);
  }

  @Override
  public void compare(CompareRequest request) {
    comparisons.add(request);
  }

  @Override
  public void stopComparing() {
    stops++;
  }
}
