package dev.pollwise.benchmarks.server;

import com.github.tomakehurst.wiremock.WireMockServer;
import dev.pollwise.benchmarks.Contender;
import dev.pollwise.simulator.SimulatorServer;
import io.helidon.webserver.WebServer;

/** The servers that are compared. */
enum Rival {
  BARE("bare Helidon route", Contender.libraryOf(WebServer.class)),
  SIMULATOR("Pollwise simulator", Contender.libraryOf(SimulatorServer.class)),
  WIREMOCK("WireMock", Contender.libraryOf(WireMockServer.class)),
  EXPRESS("Node Express", "express-" + Express.VERSION);

  private final String title;
  private final String library;

  Rival(String title, String library) {
    this.title = title;
    this.library = library;
  }

  String title() {
    return title;
  }

  String library() {
    return library;
  }

  /** Whether its long polls can be answered by something that happens. */
  boolean canWake() {
    return this != WIREMOCK;
  }
}
