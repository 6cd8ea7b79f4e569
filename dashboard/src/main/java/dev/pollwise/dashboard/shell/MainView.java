package dev.pollwise.dashboard.shell;

import atlantafx.base.theme.Styles;
import dev.pollwise.dashboard.answer.AnswerView;
import dev.pollwise.dashboard.chart.BackoffView;
import dev.pollwise.dashboard.chart.TimelineView;
import dev.pollwise.dashboard.compare.CompareView;
import dev.pollwise.dashboard.compare.ForecastView;
import dev.pollwise.dashboard.duel.DuelOfferView;
import dev.pollwise.dashboard.duel.DuelView;
import dev.pollwise.dashboard.form.Controls;
import dev.pollwise.dashboard.form.Hints;
import dev.pollwise.dashboard.form.KeyText;
import dev.pollwise.dashboard.jobs.LaunchView;
import dev.pollwise.dashboard.jobs.UnfinishedView;
import dev.pollwise.dashboard.log.LogView;
import dev.pollwise.dashboard.policy.PolicyView;
import dev.pollwise.dashboard.runs.JobsView;
import dev.pollwise.dashboard.server.ServerView;
import java.util.List;
import java.util.Locale;
import javafx.application.ColorScheme;
import javafx.beans.property.BooleanProperty;
import javafx.geometry.Insets;
import javafx.geometry.Orientation;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.SplitPane;
import javafx.scene.control.Tab;
import javafx.scene.control.TabPane;
import javafx.scene.control.TableView;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.material2.Material2OutlinedAL;
import org.kordamp.ikonli.material2.Material2OutlinedMZ;

/** The whole window: parameters at the left, evidence at the right, the server at the foot. */
public final class MainView {

  private static final double TOAST_RIGHT = 16;
  private static final double TOAST_BOTTOM = 44;
  private static final double[] DIVIDERS = {0.36, 0.72};
  private static final double COMPARE_DIVIDER = 0.48;

  private final DashboardModel model;
  private final Dialogs dialogs;
  private final LaunchView launch;
  private final PolicyView policy;
  private final JobsView jobs;
  private final LogView log;
  private final Scene scene;
  private final Theme theme;
  private final TabPane areas = new TabPane();
  private final BackoffView chart;
  private final TimelineView timeline;
  private final Tab duelArea;
  private final AppearanceMenu looks;
  private final SessionMenu session;
  private final Shortcuts shortcuts;

  private MainView(DashboardModel model, double width, double height) {
    this.model = model;
    this.dialogs = new Dialogs(model);
    this.launch = new LaunchView(model.launch(), model.server());
    this.policy =
        new PolicyView(
            model.policy(),
            model.profiles(),
            model.backoff().plan().preview(),
            model.policyInForce(),
            model::copyAsJava);
    this.jobs = new JobsView(model.jobs(), model.runs(), model.unfinished(), model.page()::show);
    this.log = new LogView(model.log());
    this.chart = new BackoffView(model.backoff(), model.jobs());
    this.timeline = new TimelineView(model.timeline(), model.jobs(), model.window().textSize());
    this.duelArea =
        tab("Duel", new DuelView(model.duel(), model.window().textSize()), model.duel().inSight());
    this.looks = new AppearanceMenu(model.window());
    this.session = new SessionMenu(model.saved());
    remember(jobs.table(), "jobs");
    remember(log.table(), "log");
    BorderPane window = new BorderPane();
    window.getStyleClass().add("window");
    ToastView toast = new ToastView(model.toasts());
    StackPane root = new StackPane(window, toast, dialogs);
    StackPane.setAlignment(toast, Pos.BOTTOM_RIGHT);
    StackPane.setMargin(toast, new Insets(0, TOAST_RIGHT, TOAST_BOTTOM, 0));
    this.scene = new Scene(root, width, height);
    this.theme = Theme.of(scene, model.window());
    window.setTop(
        new VBox(
            header(),
            new RisksView(model.risks(), model::copy),
            new UnfinishedView(model.unfinished()),
            new DuelOfferView(model.duel(), this::duel)));
    window.setLeft(sidebar());
    window.setCenter(areas());
    window.setBottom(new StatusBarView(model.server(), model.jobs(), model::copy));
    shortcuts = new Shortcuts(this);
    shortcuts.installIn(scene);
    Hints.install(root);
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
        Controls.iconButton(Material2OutlinedAL.HELP_OUTLINE, "Keyboard (F1)", this::cheatSheet);
    help.setId("help");
    HBox header =
        new HBox(
            Controls.icon(Material2OutlinedMZ.TIMELINE),
            Controls.label("Pollwise", "brand"),
            Controls.label("Poll less, know sooner.", Styles.TEXT_MUTED),
            Controls.spacer(),
            session,
            scheme,
            looks,
            help);
    header.getStyleClass().add("app-header");
    return header;
  }

  private static void nameSchemeButton(Button button, ColorScheme scheme) {
    String name =
        KeyText.of((scheme == ColorScheme.DARK ? "Light" : "Dark") + " colours (Ctrl+Shift+D)");
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
    areas
        .getTabs()
        .addAll(
            tab("Live", live(), model.backoff().inSight(), model.log().inSight()),
            tab("Timeline", timeline, model.timeline().inSight()),
            tab("Compare", compare()),
            duelArea,
            server());
    areas.setTabClosingPolicy(TabPane.TabClosingPolicy.UNAVAILABLE);
    areas.setId("areas");
    areas.getStyleClass().add("areas");
    remember(areas);
    return areas;
  }

  /** Shows the duel, and begins one where none runs. */
  void duel() {
    areas.getSelectionModel().select(duelArea);
    areas.requestFocus();
    model.duel().begin();
  }

  private void remember(TabPane areas) {
    areas.getTabs().stream()
        .filter(tab -> tab.getId().equals(model.window().area().get()))
        .findFirst()
        .ifPresent(areas.getSelectionModel()::select);
    areas
        .getSelectionModel()
        .selectedItemProperty()
        .addListener((o, before, now) -> model.window().area().set(now.getId()));
  }

  private Node compare() {
    CompareView compare = new CompareView(model.compare(), model.recorded());
    SplitMemory.keep(compare.split(), model.window().split("compare"), COMPARE_DIVIDER);
    remember(compare.table(), "compare");
    return compare;
  }

  private void remember(TableView<?> table, String name) {
    TextSize.grow(table, model.window().textSize());
    TableMemory.keep(table, model.window().table(name));
  }

  /** Asks its control API only while it can be seen. */
  private Tab server() {
    return tab("Server", new ServerView(model.control()), model.control().shown());
  }

  /** A tab that says whether it can be seen. */
  private static Tab tab(String name, Node content, BooleanProperty... inSight) {
    Tab tab = new Tab(name, content);
    tab.setId("area-" + name.toLowerCase(Locale.ROOT));
    for (BooleanProperty each : inSight) {
      each.bind(tab.selectedProperty());
    }
    return tab;
  }

  private Node live() {
    SplitPane split = new SplitPane(jobs, chart, log);
    split.setOrientation(Orientation.VERTICAL);
    SplitMemory.keep(split, model.window().split("live"), DIVIDERS);
    split.getStyleClass().add("evidence");
    VBox.setVgrow(split, Priority.ALWAYS);
    // Where there is little room a person divides it, and not the least heights of the parts.
    List.of(jobs, chart, log).forEach(part -> part.setMinHeight(0));
    return new VBox(new AnswerView(model.answer(), model.belief(), model::forgetLearned), split);
  }

  /** Shows the area so many tabs further on, in a circle. */
  void showArea(int further) {
    int shown = areas.getSelectionModel().getSelectedIndex() + further;
    areas.getSelectionModel().select(Math.floorMod(shown, areas.getTabs().size()));
    areas.requestFocus();
  }

  /** Shows the live area and something in it. */
  void focusLive(Node node) {
    areas.getSelectionModel().selectFirst();
    node.requestFocus();
  }

  void cheatSheet() {
    dialogs.cheatSheet(
        List.of(shortcuts.group(), jobs.keys(), log.keys(), chart.keys(), timeline.keys()));
  }

  void openLooks() {
    looks.requestFocus();
    looks.show();
  }

  SessionMenu session() {
    return session;
  }

  Node chart() {
    return chart.plot();
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
