package dev.pollwise.dashboard.server;

import javafx.collections.ObservableList;
import javafx.scene.layout.Region;
import javafx.scene.shape.Line;
import javafx.scene.shape.Polyline;

/** Requests per second over the last two minutes, the newest at the right edge. */
final class RateChart extends Region {

  private static final double HEIGHT = 72;
  private static final double LEAST_TOP = 1;

  private final ObservableList<Double> rates;
  private final Polyline line = new Polyline();
  private final Line base = new Line();

  RateChart(ObservableList<Double> rates) {
    this.rates = rates;
    getStyleClass().add("rate-chart");
    line.getStyleClass().add("rate-line");
    base.getStyleClass().add("rate-base");
    setMinHeight(HEIGHT);
    setPrefHeight(HEIGHT);
    setAccessibleText("Requests per second over the last two minutes");
    getChildren().addAll(base, line);
    rates.addListener((javafx.beans.Observable o) -> requestLayout());
  }

  @Override
  protected void layoutChildren() {
    double width = getWidth();
    double height = getHeight() - 2;
    base.setEndX(width);
    base.setStartY(height);
    base.setEndY(height);
    double top = rates.stream().mapToDouble(Double::doubleValue).max().orElse(0);
    double scale = (height - 2) / Math.max(LEAST_TOP, top);
    double step = width / (SimulatorModel.MOST_RATES - 1);
    Double[] points = new Double[rates.size() * 2];
    for (int i = 0; i < rates.size(); i++) {
      points[2 * i] = width - (rates.size() - 1 - i) * step;
      points[2 * i + 1] = height - rates.get(i) * scale;
    }
    line.getPoints().setAll(points);
  }
}
