package dev.pollwise.benchmarks.cases;

import dev.pollwise.benchmarks.Contender;
import dev.pollwise.benchmarks.child.Child;
import dev.pollwise.benchmarks.peers.Peer;
import dev.pollwise.client.TranslationClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Who takes part.
 *
 * @param name as the tables call it
 * @param library what does the waiting, with its version
 * @param setting how it is set up, a sentence
 * @param maker makes one within this process; empty if it is a program of Node
 */
record Contestant(String name, String library, String setting, Optional<Maker> maker) {

  static final String OURS = "Pollwise";

  /** Where npm has installed the clients of Node; without it they are left out. */
  private static final String CLIENTS = System.getProperty("clients", "");

  private static final Path NODE = Path.of("benchmarks", "src", "main", "node", "cases.mjs");
  private static final Pattern VERSION = Pattern.compile("\"version\"\\s*:\\s*\"([^\"]+)\"");
  private static final RandomGeneratorFactory<RandomGenerator> RANDOM =
      RandomGeneratorFactory.of("L64X128MixRandom");

  /** Makes a program. */
  @FunctionalInterface
  interface Maker {
    Program make(Site site);
  }

  /** Those of this build, and those of Node that are there. */
  static List<Contestant> all() {
    List<Contestant> all = new ArrayList<>(builtIn());
    node().stream()
        .filter(one -> !CLIENTS.isEmpty() && Files.isRegularFile(manifest(one)))
        .map(one ->
            new Contestant(one.name, one.library + " " + version(one), one.setting, one.maker))
        .forEach(all::add);
    return all;
  }

  static List<Contestant> builtIn() {
    Stream<Contestant> own =
        Stream.of(
            new Contestant(
                OURS,
                Contender.libraryOf(TranslationClient.class),
                "as it comes, with a deadline and a `TokenStore`",
                Optional.of(PollwiseProgram::new)),
            new Contestant(
                "loop by hand",
                Contender.libraryOf(String.class),
                "submit, ask every 5 s, any error ends it, no key, no deadline",
                Optional.of(LoopProgram::new)),
            new Contestant(
                "HeyGen CLI's algorithm",
                "stated again from its source",
                "`--wait --timeout`",
                Optional.of(site -> new CliProgram(site, RANDOM.create(1)))));
    Stream<Contestant> libraries =
        Peer.setUp().stream()
            .map(peer ->
                new Contestant(
                    peer.name(),
                    peer.library(),
                    "submit and wait repeated after every error until a deadline, by its own"
                        + " means, under the order's number as key",
                    Optional.of(site -> new PeerProgram(peer, site))));
    return Stream.concat(own, libraries).toList();
  }

  /**
   * Their own code; only the words of the wire are translated, by the {@code fetch} they are given.
   */
  private static List<Contestant> node() {
    return List.of(
        new Contestant(
            "Runway SDK",
            "@runwayml/sdk",
            "`waitForTaskOutput({timeout})`, its own two retries",
            Optional.empty()),
        new Contestant(
            "Replicate SDK",
            "replicate",
            "`run(model, {input, wait: {mode: \"poll\"}})`",
            Optional.empty()),
        new Contestant(
            "fal SDK", "@fal-ai/client", "`subscribe(id, {input, timeout})`", Optional.empty()));
  }

  static Contestant named(String name) {
    return builtIn().stream().filter(one -> one.name.equals(name)).findFirst().orElseThrow();
  }

  Program enter(Site site) throws IOException {
    return maker.isPresent() ? maker.get().make(site) : process(site);
  }

  ProcessProgram process(Site site) throws IOException {
    List<String> command = new ArrayList<>();
    if (maker.isPresent()) {
      command.addAll(Child.javaCommand(List.of("-XX:TieredStopAtLevel=1"), Alone.class));
    } else {
      command.addAll(List.of("node", NODE.toString(), CLIENTS));
    }
    command.add(name);
    command.addAll(site.arguments());
    return new ProcessProgram(command);
  }

  private static Path manifest(Contestant one) {
    return Path.of(CLIENTS, "node_modules", one.library, "package.json");
  }

  private static String version(Contestant one) {
    try {
      Matcher version = VERSION.matcher(Files.readString(manifest(one)));
      return version.find() ? version.group(1) : "";
    } catch (IOException e) {
      return "";
    }
  }
}
