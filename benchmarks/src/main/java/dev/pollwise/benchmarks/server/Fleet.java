package dev.pollwise.benchmarks.server;

import dev.pollwise.benchmarks.child.Child;
import dev.pollwise.benchmarks.server.ServerMachine.Kind;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A process for each server; all but one of them rest. */
final class Fleet implements AutoCloseable {

  /** The same for all that are Java machines. */
  static final String HEAP = "-Xmx2g";

  private final Map<Rival, Running> all = new EnumMap<>(Rival.class);

  /** A server that listens. */
  record Running(Child child, URI uri) {

    static Running of(Child child) throws IOException {
      try {
        return new Running(child, URI.create(child.hear()));
      } catch (IOException e) {
        child.close();
        throw e;
      }
    }

    /** Heap in use after a collection, in bytes. */
    long heap() throws IOException {
      return Long.parseLong(child.ask("heap"));
    }
  }

  private Fleet() {}

  /**
   * Starts the servers.
   *
   * @param express if it can be had
   * @param simulator which simulator
   */
  static Fleet start(Optional<Express> express, Kind simulator) throws IOException {
    Fleet fleet = new Fleet();
    try {
      fleet.add(Rival.BARE, java(Kind.BARE));
      fleet.add(Rival.SIMULATOR, java(simulator));
      fleet.add(Rival.WIREMOCK, java(Kind.STUB));
      if (express.isPresent()) {
        fleet.add(Rival.EXPRESS, express.get().start(0));
      }
      return fleet;
    } catch (IOException e) {
      fleet.close();
      throw e;
    }
  }

  static Child java(Kind kind) throws IOException {
    return Child.java(List.of(HEAP), ServerMachine.class, kind.name(), "0");
  }

  private void add(Rival rival, Child child) throws IOException {
    all.put(rival, Running.of(child));
  }

  List<Rival> rivals() {
    return List.copyOf(all.keySet());
  }

  Running of(Rival rival) {
    Running running = all.get(rival);
    if (running == null) {
      throw new IllegalArgumentException("server " + rival + ": must be one of " + rivals());
    }
    return running;
  }

  /**
   * Creates a job at the simulator; from now on the others answer as it does.
   *
   * @return the job's path
   */
  String shareJob() throws IOException, InterruptedException {
    try (Api api = new Api(of(Rival.SIMULATOR).uri())) {
      String id = api.create("demo", List.of("French (France)")).getFirst();
      String body = api.text(id);
      String text = Base64.getEncoder().encodeToString(body.getBytes(StandardCharsets.UTF_8));
      for (Running running : all.values()) {
        String _ = running.child().ask("serve " + Api.pathOf(id) + " " + text);
      }
      return Api.pathOf(id);
    }
  }

  @Override
  public void close() throws IOException {
    for (Running running : new ArrayList<>(all.values())) {
      running.child().close();
    }
  }
}
