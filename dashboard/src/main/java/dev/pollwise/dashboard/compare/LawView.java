package dev.pollwise.dashboard.compare;

import dev.pollwise.dashboard.form.Controls;
import dev.pollwise.dashboard.form.Setting;
import dev.pollwise.dashboard.form.SettingField;
import java.util.Map;
import javafx.scene.Node;
import javafx.scene.control.ComboBox;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.util.StringConverter;
import org.jspecify.annotations.Nullable;

/**
 * Which law the durations of jobs follow, and its parameters, below it or beside it. The rules that
 * it breaks are shown by whoever shows it.
 */
final class LawView extends GridPane {

  private static final Map<String, String> HELP =
      Map.ofEntries(
          Map.entry("median", "Half of the jobs take longer"),
          Map.entry(
              "sigma",
              "Spread of the logarithm: with 0.5, two thirds of the jobs lie between 0.6 and 1.6"
                  + " medians"),
          Map.entry("value", "Every job takes exactly this long"),
          Map.entry("min", "No job is shorter"),
          Map.entry("max", "No job is longer"),
          Map.entry("mean", "How long jobs take on average"),
          Map.entry("scale", "63 % of the jobs end within it"),
          Map.entry("shape", "Above 1, a job is more likely to end the longer it has run"),
          Map.entry("quick share", "The share of jobs that are quick"),
          Map.entry("quick median", "Half of the quick jobs take longer"),
          Map.entry("slow median", "Half of the slow jobs take longer"));

  LawView(LawModel model, String id, boolean beside) {
    getStyleClass().add("law");
    Node kinds = Controls.labelled("How long jobs take", kinds(model, id));
    GridPane.setHgrow(kinds, Priority.ALWAYS);
    add(kinds, 0, 0);
    for (LawKind kind : LawKind.values()) {
      if (!model.settings(kind).isEmpty()) {
        Node fields = fields(model, kind, id);
        Controls.showWhile(fields, model.kind().map(now -> now == kind));
        add(fields, beside ? 1 : 0, beside ? 0 : 1);
      }
    }
  }

  private static Node kinds(LawModel model, String id) {
    ComboBox<LawKind> kinds = new ComboBox<>();
    kinds.setId(id + "-law");
    kinds.setConverter(
        new StringConverter<>() {
          @Override
          public String toString(@Nullable LawKind kind) {
            return kind == null ? "" : kind.label();
          }

          @Override
          public @Nullable LawKind fromString(String label) {
            return null;
          }
        });
    kinds.setItems(model.kinds());
    kinds.valueProperty().bindBidirectional(model.kind());
    kinds.setMaxWidth(Double.MAX_VALUE);
    return kinds;
  }

  private static Node fields(LawModel model, LawKind kind, String id) {
    HBox row = new HBox();
    row.getStyleClass().add("law-fields");
    for (Setting<?> setting : model.settings(kind)) {
      String help = HELP.getOrDefault(setting.name(), "");
      SettingField field = new SettingField(setting.label(), help, setting);
      field.field().setId(id + "-" + setting.name().replace(' ', '-'));
      field.setMinWidth(0);
      HBox.setHgrow(field, Priority.ALWAYS);
      row.getChildren().add(field);
    }
    return row;
  }
}
