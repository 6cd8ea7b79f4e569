package dev.pollwise.dashboard.compare;

import dev.pollwise.dashboard.form.Controls;
import java.util.function.Function;
import javafx.beans.value.ObservableValue;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.material2.Material2OutlinedAL;

/** What the policy in the form would cost: law, preview, and the forecast in sentences. */
public final class ForecastView extends VBox {

  public ForecastView(ForecastModel model) {
    getStyleClass().addAll("form", "forecast");
    Button reroll = Controls.iconButton(Material2OutlinedAL.CASINO, "Reroll", model::reroll);
    reroll.setId("reroll");
    model.seed().addListener((o, before, now) -> nameReroll(reroll, now));
    nameReroll(reroll, model.seed().get());
    Label computing = Controls.label("computing …", "aside");
    Controls.showWhile(computing, model.busy());
    HBox title = new HBox(Controls.title("Forecast"), computing, Controls.spacer(), reroll);
    title.getStyleClass().add("field-row");
    PreviewPlot plot = new PreviewPlot(model.curve());
    plot.setAccessibleText("Preview of the pauses between calls");
    Tooltip.install(
        plot,
        new Tooltip(
            "Line: pause before the next call, over time, of a job that is launched now. Band: what"
                + " jitter can make of it. Dots: one random sample, where nothing was learned and"
                + " each job is asked about alone. Shade: jobs still running."));
    model.law().law().addListener((o, before, now) -> plot.show(model.curve()));
    model.found().addListener((o, before, now) -> plot.show(model.curve()));
    model.plan().addListener((o, before, now) -> plot.show(model.curve()));
    Label sentence = Controls.message(words(model, PolicyForecast::sentence), "forecast-sentence");
    sentence.setId("forecast-sentence");
    getChildren()
        .addAll(
            title,
            new LawView(model.law(), "forecast", false),
            Controls.message(model.law().brokenRules(), "rule"),
            plot,
            Controls.message(model.problem(), "problem"),
            sentence,
            Controls.message(words(model, PolicyForecast::advised), "plan"));
  }

  private static void nameReroll(Button reroll, long seed) {
    String name = "New random sample (seed " + seed + ")";
    reroll.setAccessibleText(name);
    reroll.getTooltip().setText(name);
  }

  private static ObservableValue<String> words(
      ForecastModel model, Function<PolicyForecast, String> said) {
    return model.found().map(found -> found.map(said).orElse(""));
  }
}
