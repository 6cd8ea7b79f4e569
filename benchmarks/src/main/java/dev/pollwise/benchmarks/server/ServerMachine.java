package dev.pollwise.benchmarks.server;

import dev.pollwise.benchmarks.child.Self;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * The Java machine of one server. Says its address, then obeys: {@code serve PATH BASE64}, {@code
 * heap}, {@code wake}.
 */
public final class ServerMachine {

  private static final Logger HELIDON = Logger.getLogger("io.helidon");

  private ServerMachine() {}

  /** What is to be served. */
  enum Kind {
    BARE,
    STUB,
    SIMULATOR,
    PARKING_SIMULATOR,
    PLAIN_SIMULATOR;

    Served start(int port) {
      return switch (this) {
        case BARE -> new BareRoute(port);
        case STUB -> new Stub(port);
        case SIMULATOR -> Simulated.open(port);
        case PARKING_SIMULATOR -> Simulated.parking(port);
        case PLAIN_SIMULATOR -> Simulated.plain(port);
      };
    }
  }

  /** Two arguments: the name of a kind, the port (0 for any). */
  public static void main(String[] args) throws Exception {
    HELIDON.setLevel(Level.WARNING);
    try (Served served = Kind.valueOf(args[0]).start(Integer.parseInt(args[1]))) {
      Self.say(served.address());
      Self.obey(order -> obey(served, order.split(" ", -1)));
    }
  }

  private static String obey(Served served, String[] words) throws InterruptedException {
    return switch (words[0]) {
      case "serve" -> {
        served.serve(
            words[1], new String(Base64.getDecoder().decode(words[2]), StandardCharsets.UTF_8));
        yield "served";
      }
      case "heap" -> Long.toString(Self.heap());
      case "wake" -> {
        served.wake();
        yield "woken";
      }
      default -> throw new IllegalArgumentException("order " + words[0] + ": must be known");
    };
  }
}
