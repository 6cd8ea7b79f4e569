package dev.pollwise.dashboard.shell;

import dev.pollwise.dashboard.compare.CompareWish;
import dev.pollwise.dashboard.compare.Estimates;
import dev.pollwise.dashboard.compare.ForecastWish;
import java.util.ArrayList;
import java.util.List;

/** Keeps what the model wanted to know. */
public final class RecordingEstimates implements Estimates {

  public final List<ForecastWish> forecasts = new ArrayList<>();
  public final List<CompareWish> comparisons = new ArrayList<>();
  public int stops;

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
