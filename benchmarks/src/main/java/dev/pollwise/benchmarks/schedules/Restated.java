package dev.pollwise.benchmarks.schedules;

import dev.pollwise.benchmarks.schedules.Peer.Schedule;
import java.util.List;
import java.util.random.RandomGenerator;

/** Schedules of programs that are no Java libraries, stated again from what they document. */
final class Restated {

  private static final double TWENTY_MINUTES = 1200;

  private Restated() {}

  /** The command line of HeyGen, and the clients that exercises of this kind come with. */
  static List<Peer> shipped() {
    return List.of(
        new Peer(
            "HeyGen CLI's algorithm", "its documentation", new Schedule.Drawn(Restated::heyGen)),
        new Peer(
            "exercise: 1 s doubling, 5 tries",
            "stated again",
            new Schedule.Same(Polls.limited(1, 3, 7, 15, 31))),
        new Peer("exercise: 2 s × 1.5", "stated again", new Schedule.Same(growing())),
        new Peer("exercise: every second", "stated again", new Schedule.Same(everySecond())));
  }

  /** At once, then 2 s doubling up to 30 s, each times 0.75 to 1.25; gives up after 20 minutes. */
  private static Polls heyGen(RandomGenerator random) {
    Recorder recorder = new Recorder();
    double interval = 2;
    for (double at = 0; at < TWENTY_MINUTES; ) {
      recorder.called(at);
      at += interval * random.nextDouble(0.75, 1.25);
      interval = Math.min(30, interval * 2);
    }
    return recorder.polls(true);
  }

  /** Without a cap. */
  private static Polls growing() {
    Recorder recorder = new Recorder();
    double interval = 2;
    for (double at = 2; at < Polls.HORIZON; at += interval) {
      recorder.called(at);
      interval *= 1.5;
    }
    return recorder.polls(false);
  }

  private static Polls everySecond() {
    Recorder recorder = new Recorder();
    for (int at = 1; at < Polls.HORIZON; at++) {
      recorder.called(at);
    }
    return recorder.polls(false);
  }
}
