package dev.pollwise.simulator.heygen;

import dev.pollwise.simulator.http.Face;
import dev.pollwise.simulator.http.FaultFreeExchange;
import dev.pollwise.simulator.http.Route;
import dev.pollwise.simulator.http.Routes;
import dev.pollwise.simulator.http.ServerContext;
import dev.pollwise.simulator.report.Gradebook;
import dev.pollwise.simulator.simulation.Simulation;
import dev.pollwise.simulator.simulation.WallClock;
import dev.pollwise.simulator.transport.Listener;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.HttpRules;
import java.security.SecureRandom;
import java.util.Set;

/** The faces that clients see: plain and HeyGen, on one listener. */
public final class SimulatedFaces {

  private final ServerContext bench;
  private final FaceSettings settings;
  private final PlainService plain;
  private final HeyGenFace heyGen;
  private final ResultUrls urls;
  private final Webhooks webhooks;
  private final Languages languages = Languages.shipped();
  private final AssetBook assets;
  private final BatchBook batches;
  private final Submission submission;
  private final IdempotencyKeys keys;

  /** Faces of this world; nothing listens yet. */
  public SimulatedFaces(
      Simulation simulation, WallClock wall, FaceSettings settings, ServerContext.RequestLog log) {
    this.settings = settings;
    this.bench = new ServerContext(simulation, wall, log, settings.bodyLimit());
    this.plain = new PlainService(bench, settings.plainLimit(), settings.plainDelay());
    this.heyGen =
        new HeyGenFace(
            bench, settings.heyGen().apiKeys(), settings.heyGen().extensions().rateLimitHeaders());
    this.urls =
        new ResultUrls(simulation.clock(), settings.heyGen().urlLifetime(), simulation.seed());
    this.batches = new BatchBook(simulation);
    this.webhooks =
        new Webhooks(
            bench, settings.webhooks(), settings.heyGen(), urls, batches, new SecureRandom());
    this.assets = new AssetBook(simulation.ids());
    this.keys = new IdempotencyKeys(simulation, bench.gradebook()::keyForgotten);
    simulation.onReset(keys::clear);
    this.submission = new Submission(bench, languages, assets, settings.heyGen().languageCodes());
  }

  /** The route table of the listener; the same for a real server and for a test without sockets. */
  public void routing(HttpRouting.Builder routing) {
    routing
        .register(plain)
        .register(
            new ProofreadService(
                bench, heyGen, settings.heyGen(), submission, assets, webhooks, urls, keys))
        .register(
            new BatchService(bench, heyGen, settings.heyGen(), submission, webhooks, batches, keys))
        .register(
            new HeyGenService(
                bench,
                heyGen,
                settings.heyGen(),
                urls,
                languages,
                submission,
                webhooks,
                batches,
                keys))
        .register(new UploadService(bench, heyGen, assets, urls, keys))
        .register(new AssetSearchService(bench, heyGen, assets))
        .register(new AssetService(bench, heyGen, assets, keys))
        .register(new WebhookService(bench, heyGen, webhooks, keys))
        .register(this::document)
        .register(new ResultService(bench, heyGen, urls, assets));
  }

  /**
   * Begins to send webhooks. To be called once.
   *
   * @param ownPorts on which this server listens, and to which no webhook is ever sent
   */
  public void open(Set<Integer> ownPorts) {
    webhooks.start(ownPorts);
  }

  /** Has their listener follow the outages from now on. */
  public void keepOutages(Listener listener) {
    listener.keepOutages(bench.simulation(), bench.wall());
  }

  /**
   * Wakes requests that are held back and ends streams; from now on each answer ends its
   * connection.
   */
  public void drain() {
    webhooks.close();
    bench.parking().close();
    bench.events().close();
  }

  /** What the clients did. */
  public Gradebook gradebook() {
    return bench.gradebook();
  }

  /** Out of reach of faults, limits and grading: it is about the faces, not one of them. */
  private void document(HttpRules rules) {
    Routes unused =
        new Routes(rules, new FaultFreeExchange(bench, Face.withoutKey(heyGen))::serve)
            .get("/openapi", Route.open(Face.ApiDocument.ofFaces()::answer))
            .refuseOtherMethods();
  }

  /** What a listener needs, with a limit for the longest body that any route takes. */
  public Listener.Served served() {
    HttpRouting.Builder routing = HttpRouting.builder();
    routing(routing);
    return bench.served(routing, path -> path.equals("/status") ? plain : heyGen);
  }

  /** What the services share, those of the control API too. */
  public ServerContext bench() {
    return bench;
  }
}
