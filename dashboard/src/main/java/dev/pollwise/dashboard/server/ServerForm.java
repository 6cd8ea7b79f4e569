package dev.pollwise.dashboard.server;

import dev.pollwise.client.job.ResumeToken.ServerAddress;
import dev.pollwise.dashboard.form.Secret;
import dev.pollwise.dashboard.form.Setting;
import java.net.URI;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;

/** The part of a form that names a server, and what it wants to see. */
public final class ServerForm {

  private final BooleanProperty embedded = new SimpleBooleanProperty(true);
  private final Setting<URI> address =
      new Setting<>(
          "server",
          "Address",
          URI.create("https://api.heygen.com"),
          ServerChoice::address,
          URI::toString);
  private final StringProperty key = new SimpleStringProperty("");
  private final ReadOnlyStringWrapper keyProblem = new ReadOnlyStringWrapper("");

  /** Names the embedded simulator. */
  public ServerForm() {
    key.addListener((o, before, now) -> checkKey());
  }

  private void checkKey() {
    try {
      Secret.typed("API key", key.get());
      keyProblem.set("");
    } catch (IllegalArgumentException refused) {
      keyProblem.set(String.valueOf(refused.getMessage()));
    }
  }

  /**
   * What the form names.
   *
   * @param refused told the rule that it breaks, if it names none
   */
  public Optional<ServerChoice> choice(Consumer<String> refused) {
    if (embedded.get()) {
      return Optional.of(new ServerChoice.Embedded());
    }
    String rule = address.isValid() ? keyProblem.get() : address.error().get();
    if (rule.isEmpty()) {
      try {
        return Optional.of(typed());
      } catch (IllegalArgumentException unfit) {
        rule = String.valueOf(unfit.getMessage());
        address.refuse(rule);
      }
    }
    refused.accept(rule);
    return Optional.empty();
  }

  private ServerChoice.Remote typed() {
    return new ServerChoice.Remote(address.value().get(), Secret.typed("API key", key.get()));
  }

  /**
   * A server that jobs were launched at, to ask it about them. The key of the form counts more than
   * the one of the launch: that one may have been wrong.
   *
   * @return empty if nobody knows its key
   * @throws IllegalArgumentException if the key could not be sent
   */
  public Optional<ServerChoice> knownAt(URI server, Optional<ServerChoice> ofLaunch) {
    Optional<ServerChoice> named =
        embedded.get() || !address.isValid()
            ? Optional.empty()
            : Optional.of(typed()).filter(one -> one.uri().equals(server)).map(one -> one);
    return named
        .filter(choice -> !isKeyless(choice))
        .or(() -> ofLaunch)
        .filter(choice -> !isKeyless(choice));
  }

  private static boolean isKeyless(ServerChoice choice) {
    return choice instanceof ServerChoice.Remote remote
        && remote.isPaid()
        && remote.key().value().isEmpty();
  }

  /** Turns to a server whose key is wanted; the key of another one is none of its. */
  public void turnTo(URI server) {
    if (!ServerAddress.normalised(address.value().get()).equals(server)) {
      key.set("");
    }
    embedded.set(false);
    address.set(server);
  }

  /** Whether the embedded simulator is the server; otherwise {@link #address} is. */
  public BooleanProperty embedded() {
    return embedded;
  }

  /** The address of a server outside. */
  public Setting<URI> address() {
    return address;
  }

  /** The API key of a server outside; never stored. */
  public StringProperty key() {
    return key;
  }

  /** The rule that the API key breaks, in words; empty when all is well. */
  public ReadOnlyStringProperty keyProblem() {
    return keyProblem.getReadOnlyProperty();
  }
}
