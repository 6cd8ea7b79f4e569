package dev.pollwise.benchmarks.elsewhere;

import dev.pollwise.benchmarks.Rounds;
import dev.pollwise.benchmarks.Spread;
import dev.pollwise.benchmarks.Trial;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Samples that a module took of itself, and left in a file: a line for each, with the run, the
 * contender, the round from 0, the figure with its unit, and the value. A figure may have many
 * samples in a round.
 */
final class Samples {

  private static final String HEAD = "run,contender,round,figure,value";
  private static final Pattern LINE =
      Pattern.compile("([^,\"]+),([^,\"]+),([^,\"]+),\"([^\"]+)\",([^,\"]+)");

  /** By contender, round and figure. */
  private final Map<String, List<Map<String, List<Double>>>> samples;

  private Samples(Map<String, List<Map<String, List<Double>>>> samples) {
    this.samples = samples;
  }

  /**
   * Reads what was measured just before.
   *
   * @param run the run that has to have written the file
   * @param command what writes it, for people
   * @throws IOException if there is no such file, if another run has written it, or if it is not
   *     complete; the message says which, and names the command
   */
  static Samples read(Path file, String run, String command) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new IOException("%s: is not there; written by: %s".formatted(file, command));
    }
    List<String> lines = Files.readAllLines(file);
    Map<String, List<Map<String, List<Double>>>> samples = new LinkedHashMap<>();
    try {
      if (lines.isEmpty() || !lines.getFirst().equals(HEAD)) {
        throw new IllegalArgumentException("line 1: must be " + HEAD);
      }
      for (int i = 1; i < lines.size(); i++) {
        add(samples, run, "line " + (i + 1), lines.get(i));
      }
      checkRounds(samples);
    } catch (IllegalArgumentException e) {
      throw new IOException(
          "%s: %s; written anew by: %s".formatted(file, e.getMessage(), command), e);
    }
    return new Samples(samples);
  }

  private static void add(
      Map<String, List<Map<String, List<Double>>>> samples, String run, String where, String line) {
    Matcher fields = LINE.matcher(line);
    if (!fields.matches()) {
      throw new IllegalArgumentException(where + ": must be " + HEAD + ", the figure in quotes");
    }
    if (!fields.group(1).equals(run)) {
      throw new IllegalArgumentException(
          "%s: run %s: must be this one, %s".formatted(where, fields.group(1), run));
    }
    List<Map<String, List<Double>>> rounds =
        samples.computeIfAbsent(fields.group(2), unseen -> new ArrayList<>());
    int round = round(where, fields.group(3), rounds.size());
    if (round == rounds.size()) {
      rounds.add(new LinkedHashMap<>());
    }
    rounds
        .get(round)
        .computeIfAbsent(fields.group(4), unseen -> new ArrayList<>())
        .add(value(where, fields.group(5)));
  }

  private static int round(String where, String text, int next) {
    if (!text.matches("\\d{1,6}") || Integer.parseInt(text) > next) {
      throw new IllegalArgumentException(
          "%s: round %s: must be from 0 to %d".formatted(where, text, next));
    }
    return Integer.parseInt(text);
  }

  private static double value(String where, String text) {
    double value;
    try {
      value = Double.parseDouble(text);
    } catch (NumberFormatException _) {
      value = Double.NaN;
    }
    if (!(value >= 0 && value < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "%s: value %s: must be a number, 0 or more".formatted(where, text));
    }
    return value;
  }

  private static void checkRounds(Map<String, List<Map<String, List<Double>>>> samples) {
    if (samples.isEmpty()) {
      throw new IllegalArgumentException("samples: must be one or more");
    }
    int rounds = samples.values().iterator().next().size();
    samples.forEach((contender, each) -> {
      if (each.size() != rounds) {
        throw new IllegalArgumentException(
            "%s: %d rounds: must be %d as for all".formatted(contender, each.size(), rounds));
      }
      for (int round = 0; round < rounds; round++) {
        if (!each.get(round).keySet().equals(each.getFirst().keySet())) {
          throw new IllegalArgumentException(
              "%s: round %d: must have the figures of round 0".formatted(contender, round));
        }
      }
    });
  }

  /** All rounds; a figure with many samples in a round counts with their median. */
  Rounds rounds() {
    Map<String, List<Trial>> trials = new LinkedHashMap<>();
    samples.forEach(
        (contender, rounds) -> trials.put(contender, rounds.stream().map(Samples::trial).toList()));
    return new Rounds(trials);
  }

  private static Trial trial(Map<String, List<Double>> figures) {
    Map<String, Double> medians = new LinkedHashMap<>();
    figures.forEach((figure, values) -> medians.put(figure, Spread.of(array(values)).median()));
    return new Trial(medians);
  }

  /** All samples of a figure, of all rounds together. */
  Distribution all(String contender, String figure) {
    return new Distribution(
        byRound(contender, figure).stream()
            .flatMapToDouble(values -> values.stream().mapToDouble(Double::doubleValue))
            .toArray());
  }

  /** The quantile of a figure in each round by itself. */
  Spread quantile(String contender, String figure, double share) {
    return Spread.of(
        byRound(contender, figure).stream()
            .mapToDouble(values -> new Distribution(array(values)).quantile(share))
            .toArray());
  }

  private List<List<Double>> byRound(String contender, String figure) {
    List<Map<String, List<Double>>> rounds = samples.get(contender);
    if (rounds == null) {
      throw new IllegalArgumentException(
          "contender " + contender + ": must be one of " + samples.keySet());
    }
    return rounds.stream()
        .map(figures -> {
          List<Double> values = figures.get(figure);
          if (values == null) {
            throw new IllegalArgumentException(
                "figure " + figure + ": must be one of " + figures.keySet());
          }
          return values;
        })
        .toList();
  }

  private static double[] array(List<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).toArray();
  }
}
