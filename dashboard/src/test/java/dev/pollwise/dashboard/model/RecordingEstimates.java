package dev.pollwise.dashboard.model;

import java.util.ArrayList;
import java.util.List;

/** Keeps what the model wanted to know. */
final class RecordingEstimates implements Estimates {

  final List<ForecastWish> forecasts = new ArrayList<>();
  final List<CompareWish> comparisons = new ArrayList<>();
  int stops;

  @Override
  public void forecast(ForecastWish wish) {
    forecasts.add(wish);
  }

  @Override
  public void compare(CompareWish wish) {
    comparisons.add(wish);
  }

  @Override
  public void stopComparing() {
    stops++;
  }
}
