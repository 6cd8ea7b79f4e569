package dev.pollwise.dashboard.feed;

import dev.pollwise.client.job.Durations;
import dev.pollwise.dashboard.feed.ControlClient.RefusedException;
import dev.pollwise.dashboard.files.ScenarioFile;
import dev.pollwise.dashboard.form.Quantities;
import dev.pollwise.dashboard.form.Secret;
import dev.pollwise.dashboard.server.ControlAddress;
import dev.pollwise.dashboard.server.SimulatorCommand;
import dev.pollwise.dashboard.server.SimulatorNews;
import jakarta.json.Json;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Looks at the control API of a simulator once a second while somebody watches, and carries out
 * what is asked of it. All of that on one virtual thread; methods return at once.
 */
final class SimulatorControl implements AutoCloseable {

  private static final Duration PAUSE = Duration.ofSeconds(1);

  private final Worker work;
  private final Supplier<Optional<URI>> embedded;
  private final Secret embeddedKey;
  private final Consumer<SimulatorNews> out;
  private volatile Duration price;
  private @Nullable ControlClient client;
  private @Nullable Future<?> looks;

  /**
   * Prepares a desk that looks at nothing yet.
   *
   * @param embedded the address of the control API of the embedded simulator; empty as long as
   *     there is none
   * @param embeddedKey the API key that the embedded simulator sees
   * @param price what one call is worth in lateness, for a verdict
   * @param out takes news, from any thread
   * @param broken told of defects
   */
  SimulatorControl(
      Supplier<Optional<URI>> embedded,
      Secret embeddedKey,
      Duration price,
      Consumer<SimulatorNews> out,
      Consumer<Throwable> broken) {
    this.work = new Worker("control", broken);
    this.embedded = embedded;
    this.embeddedKey = embeddedKey;
    this.price = price;
    this.out = out;
  }

  /** Judges by another price from the next look on. */
  void price(Duration changed) {
    price = changed;
  }

  /** Carries out a wish, later. */
  void accept(SimulatorCommand command) {
    work.execute(() -> carryOut(command));
  }

  private void carryOut(SimulatorCommand command) {
    switch (command) {
      case SimulatorCommand.Watch(ControlAddress place) -> watch(place, this::look);
      case SimulatorCommand.Count(ControlAddress place) -> watch(place, this::count);
      case SimulatorCommand.Rest rest -> rest();
      case SimulatorCommand.UseScenario(String name) ->
          change(
              "scenario " + name + " in force for jobs from now on",
              face ->
                  face.put(
                      "/simulator/scenario",
                      Json.createObjectBuilder().add("name", name).build().toString()));
      case SimulatorCommand.OpenScenario(Path file) ->
          change("scenario of " + file + " in force for jobs from now on", face -> use(face, file));
      case SimulatorCommand.SaveScenario(Path file) ->
          change("scenario saved to " + file, face -> save(face, file));
      case SimulatorCommand.AddFault added ->
          change(
              added.fault().kind().title()
                  + ": in force for "
                  + Durations.text(added.fault().lease()),
              face -> face.post("/simulator/faults", ControlJson.write(added.fault())));
      case SimulatorCommand.LiftFault(String id) ->
          change(id + " lifted", face -> face.delete("/simulator/faults/" + id));
      case SimulatorCommand.SetClock(double scale, boolean frozen) ->
          change(
              frozen
                  ? "time stands still"
                  : "time passes " + Quantities.writeNumber(scale) + " times as fast",
              face ->
                  face.put(
                      "/simulator/clock",
                      Json.createObjectBuilder()
                          .add("scale", scale)
                          .add("frozen", frozen)
                          .build()
                          .toString()));
      case SimulatorCommand.Advance(Duration by) ->
          change(
              Durations.text(by) + " have passed at once",
              face ->
                  face.post(
                      "/simulator/clock/advance",
                      Json.createObjectBuilder().add("by", by.toString()).build().toString()));
    }
  }

  private interface Look {
    void at(ControlClient face, URI place);
  }

  private void watch(ControlAddress place, Look kind) {
    rest();
    Optional<ControlAddress.At> at =
        switch (place) {
          case ControlAddress.OfEmbedded here ->
              embedded.get().map(uri -> new ControlAddress.At(uri, new Secret(""), embeddedKey));
          case ControlAddress.At there -> Optional.of(there);
        };
    if (at.isEmpty()) {
      out.accept(new SimulatorNews.Absent("The embedded simulator does not run."));
      return;
    }
    ControlClient opened = new ControlClient(at.get());
    client = opened;
    looks = work.every(PAUSE, () -> kind.at(opened, at.get().uri()));
  }

  private void rest() {
    if (looks != null) {
      looks.cancel(false);
      looks = null;
    }
    if (client != null) {
      client.close();
      client = null;
    }
  }

  private void look(ControlClient face, URI at) {
    try {
      out.accept(new SimulatorNews.Seen(face.look(price)));
    } catch (RefusedException refused) {
      out.accept(new SimulatorNews.Absent("At " + at + ": " + refused.getMessage() + "."));
    } catch (IOException failed) {
      out.accept(
          new SimulatorNews.Absent(
              "No control API answers at "
                  + at
                  + ". A simulator's listens one port above the simulator, unless told otherwise; a"
                  + " real server has none."));
    } catch (RuntimeException unforeseen) {
      out.accept(new SimulatorNews.Absent("At " + at + ": cannot be asked (" + unforeseen + ")."));
    } catch (InterruptedException closing) {
      Thread.currentThread().interrupt();
    }
  }

  /** Nobody looks, so silence is told to nobody: it ends the counting until somebody does. */
  private void count(ControlClient face, URI at) {
    try {
      out.accept(face.count());
    } catch (RefusedException | IOException | RuntimeException silence) {
      rest();
    } catch (InterruptedException closing) {
      Thread.currentThread().interrupt();
    }
  }

  private interface Change {
    void on(ControlClient face) throws IOException, InterruptedException, RefusedException;
  }

  /** Looks again afterwards, so that the change shows before the second is over. */
  private void change(String told, Change change) {
    ControlClient face = client;
    if (face == null) {
      out.accept(new SimulatorNews.Refused("there is no control API to ask"));
      return;
    }
    try {
      change.on(face);
      out.accept(new SimulatorNews.Done(told));
      out.accept(new SimulatorNews.Seen(face.look(price)));
    } catch (RefusedException | IOException | RuntimeException failed) {
      String words = failed.getMessage();
      out.accept(
          new SimulatorNews.Refused(words == null ? failed.getClass().getSimpleName() : words));
    } catch (InterruptedException closing) {
      Thread.currentThread().interrupt();
    }
  }

  /** A refusal names the file where the face, which never saw it, speaks of the body. */
  private void use(ControlClient face, Path file)
      throws IOException, InterruptedException, RefusedException {
    String text;
    try {
      text = Files.readString(file);
    } catch (IOException unreadable) {
      throw new IOException(
          file + ": cannot be read (" + unreadable.getMessage() + ")", unreadable);
    }
    try {
      String name = face.put("/simulator/scenario", text).getString("name", "");
      out.accept(new SimulatorNews.ScenarioOpened(file, name));
    } catch (RefusedException refused) {
      String reason = String.valueOf(refused.getMessage());
      throw new RefusedException(
          reason.startsWith("body:")
              ? file + reason.substring("body".length())
              : file + ": " + reason);
    }
  }

  private static void save(ControlClient face, Path file)
      throws IOException, InterruptedException, RefusedException {
    ScenarioFile.write(face.get("/simulator/scenario"), file);
  }

  @Override
  public void close() {
    work.close();
  }
}
