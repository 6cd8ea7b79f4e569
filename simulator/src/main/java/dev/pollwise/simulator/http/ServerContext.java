package dev.pollwise.simulator.http;

import dev.pollwise.simulator.event.EventRing;
import dev.pollwise.simulator.report.Gradebook;
import dev.pollwise.simulator.simulation.BackgroundWork;
import dev.pollwise.simulator.simulation.Simulation;
import dev.pollwise.simulator.simulation.WallClock;
import dev.pollwise.simulator.transport.Parking;
import dev.pollwise.simulator.transport.Sockets;

/**
 * What the services of one server share.
 *
 * @param bodyLimit bytes that a request's body may have
 */
public record ServerContext(
    Simulation simulation,
    Gradebook gradebook,
    EventRing events,
    WallClock wall,
    ServerMetrics metrics,
    RequestLog log,
    Parking parking,
    Sockets sockets,
    RequestIds ids,
    BackgroundWork background,
    int bodyLimit) {}
