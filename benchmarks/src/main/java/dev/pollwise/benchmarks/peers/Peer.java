package dev.pollwise.benchmarks.peers;

import java.time.Duration;
import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.Stream;

/**
 * A library as its users have it.
 *
 * @param name of the library
 * @param setting {@code set up}, or how it comes
 * @param library what does the waiting, with its version
 * @param maker makes one for a pace, and a simulated time after which it is to give up; as it comes
 *     it has a limit of its own
 */
public record Peer(
    String name, String setting, String library, BiFunction<Pace, Duration, Watcher> maker) {

  /** By somebody who thought of patience and of failing calls. */
  static final String SET_UP = "set up";

  /** Everybody: each library as it comes, and set up. */
  public static List<Peer> all() {
    return Stream.of(BlockingPeers.all(), AzurePoller.all(), GaxPoller.all())
        .flatMap(List::stream)
        .toList();
  }

  /** Those who waited for a failing call. */
  public static List<Peer> setUp() {
    return all().stream().filter(peer -> peer.setting.equals(SET_UP)).toList();
  }

  /** As the tables call it. */
  public String title() {
    return name + ", " + setting;
  }

  /** One that waits. */
  public Watcher watcher(Pace pace, Duration deadline) {
    return maker.apply(pace, deadline);
  }
}
