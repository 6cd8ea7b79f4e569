package dev.pollwise.dashboard.view;

import atlantafx.base.theme.Styles;
import dev.pollwise.dashboard.model.DashboardModel;
import java.util.Locale;
import javafx.application.ColorScheme;
import javafx.geometry.Orientation;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.SplitPane;
import javafx.scene.control.Tab;
import javafx.scene.control.TabPane;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.material2.Material2OutlinedAL;
import org.kordamp.ikonli.material2.Material2OutlinedMZ;

/** The whole window: parameters at the left, evidence at the right, the server at the foot. */
public final class MainView {

  private static final double[] DIVIDERS = {0.4, 0.7};

  private final DashboardModel model;
  private final Dialogs dialogs;
  private final LaunchView launch;
  private final PolicyView policy;
  private final JobsView jobs;
  private final LogView log;
  private final Scene scene;
  private final Theme theme;

  private MainView(DashboardModel model, double width, double height) {
    this.model = model;
    this.dialogs = new Dialogs(model);
    this.launch = new LaunchView(model.launch(), model.server());
    this.policy =
        new PolicyView(
            model.policy(), model.profiles(), model.backoff().preview(), model.policyNews());
    this.jobs = new JobsView(model.jobs());
    this.log = new LogView(model.log());
    BorderPane window = new BorderPane();
    window.getStyleClass().add("window");
    StackPane root = new StackPane(window, dialogs);
    this.scene = new Scene(root, width, height);
    this.theme = Theme.of(scene);
    window.setTop(new VBox(header(), new UnfinishedView(model.unfinished())));
    window.setLeft(sidebar());
    window.setCenter(areas());
    window.setBottom(new StatusBarView(model.server(), model.jobs(), model::copy));
    new Shortcuts(this).installIn(scene);
  }

  /** Builds the scene of the window. */
  public static Scene scene(DashboardModel model, double width, double height) {
    return new MainView(model, width, height).scene;
  }

  private Node header() {
    Button scheme = Controls.iconButton(Material2OutlinedAL.BRIGHTNESS_4, "", theme::toggle);
    scheme.setId("theme");
    theme.scheme().addListener((o, before, now) -> nameSchemeButton(scheme, now));
    nameSchemeButton(scheme, theme.scheme().get());
    Button help =
        Controls.iconButton(Material2OutlinedAL.HELP_OUTLINE, "Keyboard (F1)", dialogs::cheatSheet);
    help.setId("help");
    HBox header =
        new HBox(
            Controls.icon(Material2OutlinedMZ.TIMELINE),
            Controls.label("Pollwise", "brand"),
            Controls.label("Poll less, know sooner.", Styles.TEXT_MUTED),
            Controls.spacer(),
            scheme,
            help);
    header.getStyleClass().add("app-header");
    return header;
  }

  private static void nameSchemeButton(Button button, ColorScheme scheme) {
    String name = (scheme == ColorScheme.DARK ? "Light" : "Dark") + " colours (Ctrl+Shift+D)";
    button.setAccessibleText(name);
    button.getTooltip().setText(name);
  }

  private Node sidebar() {
    VBox forms = new VBox(launch, policy, new ForecastView(model.forecast()));
    forms.getStyleClass().add("forms");
    ScrollPane scroll = new ScrollPane(forms);
    scroll.setFitToWidth(true);
    scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
    scroll.getStyleClass().add("sidebar");
    return scroll;
  }

  private Node areas() {
    TabPane areas =
        new TabPane(
            tab("Live", live()),
            tab("Timeline", new TimelineView(model.timeline(), model.jobs())),
            tab("Compare", new CompareView(model.compare())));
    areas.setTabClosingPolicy(TabPane.TabClosingPolicy.UNAVAILABLE);
    areas.setId("areas");
    areas.getStyleClass().add("areas");
    return areas;
  }

  private static Tab tab(String name, Node content) {
    Tab tab = new Tab(name, content);
    tab.setId("area-" + name.toLowerCase(Locale.ROOT));
    return tab;
  }

  private Node live() {
    SplitPane split = new SplitPane(jobs, new BackoffView(model.backoff(), model.jobs()), log);
    split.setOrientation(Orientation.VERTICAL);
    split.setDividerPositions(DIVIDERS);
    split.getStyleClass().add("evidence");
    return split;
  }

  DashboardModel model() {
    return model;
  }

  Dialogs dialogs() {
    return dialogs;
  }

  Theme theme() {
    return theme;
  }

  LogView log() {
    return log;
  }

  JobsView jobs() {
    return jobs;
  }

  LaunchView launch() {
    return launch;
  }

  PolicyView policy() {
    return policy;
  }
}
