package dev.pollwise.benchmarks.cases;

import dev.pollwise.benchmarks.peers.HeyGenCalls;
import dev.pollwise.benchmarks.peers.HeyGenCalls.Look;
import dev.pollwise.benchmarks.peers.Pace;

/** The loop that most people write: it asks every five seconds, and any error ends it. */
final class LoopProgram implements Program {

  private final HeyGenCalls calls;
  private final Pace pace;

  LoopProgram(Site site) {
    this.pace = site.pace();
    this.calls = new HeyGenCalls(site.server(), pace);
  }

  @Override
  public Told translate(String order) throws Exception {
    return await(calls, pace, calls.submit(order, ""));
  }

  static Told await(HeyGenCalls calls, Pace pace, String id) throws Exception {
    while (true) {
      Look look = calls.look(id);
      if (look.status().equals("completed")) {
        return new Told.Completed(id, look.url());
      }
      if (look.status().equals("failed")) {
        return new Told.Failed(id, look.reason());
      }
      Thread.sleep(pace.seconds(5));
    }
  }

  @Override
  public Told resume(Told.Open open) throws Exception {
    return await(calls, pace, open.id());
  }

  @Override
  public void close() {
    calls.close();
  }
}
