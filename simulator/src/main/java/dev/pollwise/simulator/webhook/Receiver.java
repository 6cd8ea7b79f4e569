package dev.pollwise.simulator.webhook;

import java.net.URI;

/** Who gets a delivery. */
sealed interface Receiver {

  /** Whoever is behind an endpoint when the delivery leaves: its address and secret may change. */
  record Registered(String endpointId, String owner, long number) implements Receiver {}

  /** The address that a client gave with one job or batch. */
  record Callback(URI url) implements Receiver {}

  /** Who it is as far as chance is concerned; the same in every run of the same requests. */
  default String identity() {
    return switch (this) {
      case Registered registered -> "endpoint " + registered.number();
      case Callback callback -> "callback";
    };
  }
}
