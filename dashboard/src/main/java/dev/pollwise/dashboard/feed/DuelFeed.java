package dev.pollwise.dashboard.feed;

import dev.pollwise.dashboard.duel.DuelCommands;
import dev.pollwise.dashboard.duel.DuelNews;
import dev.pollwise.dashboard.duel.DuelOrder;
import dev.pollwise.dashboard.form.ErrorText;
import dev.pollwise.dashboard.form.Secret;
import dev.pollwise.dashboard.server.ControlAddress;
import dev.pollwise.dashboard.server.ServerChoice;
import dev.pollwise.dashboard.shell.Event;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/** Carries out duels, one at a time, on a virtual thread. */
final class DuelFeed implements DuelCommands, AutoCloseable {

  private static final Duration LONGEST_CLOSE = Duration.ofSeconds(3);

  private final Simulator simulator;
  private final Duel.Clients clients;
  private final Consumer<Event> out;
  private final Worker work;
  private volatile Optional<Duel> running = Optional.empty();

  /**
   * Has begun none yet.
   *
   * @param simulator started when first asked for
   * @param clients make one for each side
   * @param out takes news, from any thread
   * @param broken told of defects
   */
  DuelFeed(
      Simulator simulator, Duel.Clients clients, Consumer<Event> out, Consumer<Throwable> broken) {
    this.simulator = simulator;
    this.clients = clients;
    this.out = out;
    this.work = new Worker("duel", broken);
  }

  @Override
  public void beginDuel(DuelOrder order) {
    work.execute(() -> begin(order));
  }

  private void begin(DuelOrder order) {
    end();
    try {
      Duel duel =
          new Duel(order, address(order), key(order), control(order), clients, work, this::tell);
      running = Optional.of(duel);
      duel.begin();
    } catch (RuntimeException refused) {
      tell(
          new DuelNews.NotLaunched(
              order.number(), ErrorText.failure(order.server().label(), refused)));
      tell(new DuelNews.Over(order.number()));
    }
  }

  private void tell(DuelNews news) {
    out.accept(new Event.DuelHeard(news));
  }

  private URI address(DuelOrder order) {
    return switch (order.server()) {
      case ServerChoice.Embedded embedded -> simulator.start();
      case ServerChoice.Remote remote -> remote.uri();
    };
  }

  /** A key of its own: the verdict on the window's client does not count the calls of a duel. */
  private static Secret key(DuelOrder order) {
    return switch (order.server()) {
      case ServerChoice.Embedded embedded -> new Secret("pollwise-duel-" + order.number());
      case ServerChoice.Remote remote -> remote.key();
    };
  }

  private ControlClient control(DuelOrder order) {
    return new ControlClient(
        switch (order.control()) {
          case ControlAddress.OfEmbedded embedded ->
              new ControlAddress.At(
                  simulator
                      .control()
                      .orElseThrow(() -> new IllegalStateException("it has no control API")),
                  new Secret(""),
                  key(order));
          case ControlAddress.At place -> place;
        });
  }

  @Override
  public void stopDuel() {
    work.execute(this::end);
  }

  private void end() {
    running.ifPresent(Duel::close);
    running = Optional.empty();
  }

  /** Ends both sides of the duel that runs; blocks for a few seconds at most. */
  @Override
  public void close() {
    work.close();
    try {
      work.hasEnded(LONGEST_CLOSE);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
    end();
  }
}
