package dev.pollwise.fleet;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What copies had in their hands when they went, and how long it took until another went on: after
 * {@code kill -9}, when they are taken for dead; after SIGTERM, when they hand it over, which is at
 * once for all but submits: these they hear out before they end.
 */
final class TakeOvers {

  private static final int NAMED = 5;

  /** How a copy goes. */
  enum End {
    KILLED,
    TOLD_TO_END
  }

  private record Orphan(
      End end, String copy, String task, String id, String reference, Duration since) {

    String key() {
      return task + " " + id;
    }

    boolean isHeardOut() {
      return end == End.TOLD_TO_END && task.equals("pollwise-submit");
    }

    Orphan since(Duration later) {
      return new Orphan(end, copy, task, id, reference, later);
    }
  }

  private record Heard(String copy, Duration at) {}

  private final World world;
  private final Map<String, Orphan> orphans = new HashMap<>();
  private final Map<End, List<Duration>> took = new HashMap<>();
  private final Set<String> gone = new HashSet<>();
  private final Set<String> leaving = new HashSet<>();

  /** Which copy was heard of an order last, by reference and by id. */
  private final Map<String, Heard> heard = new HashMap<>();

  TakeOvers(World world) {
    this.world = world;
    for (End end : End.values()) {
      took.put(end, new ArrayList<>());
    }
  }

  /** A copy says something of an order. */
  void heard(String copy, String order, Duration now) {
    heard.put(order, new Heard(copy, now));
  }

  /**
   * A copy goes.
   *
   * @param copy as it is called in the table
   * @return what it has in its hands, for people
   */
  String gone(End end, String copy, Duration now) {
    gone.add(copy);
    if (end == End.TOLD_TO_END) {
      leaving.add(copy);
    }
    List<Orphan> hands = hands(end, copy, now);
    hands.forEach(orphan -> orphans.put(orphan.key(), orphan));
    return hands.isEmpty() ? "with nothing in its hands" : doing(hands);
  }

  /** A copy that was told to end is no more. */
  void ended(String copy, Duration now) {
    if (leaving.remove(copy)) {
      orphans.replaceAll((key, orphan) ->
          orphan.copy().equals(copy) && orphan.isHeardOut() ? orphan.since(now) : orphan);
    }
  }

  private List<Orphan> hands(End end, String copy, Duration since) {
    return world
        .rows(
            "select t.task_name || ' ' || t.task_instance || ' ' || j.reference from pollwise_task"
                + " t join pollwise_job j on j.id = t.task_instance where t.picked_by = '"
                + copy
                + "' and t.picked order by j.id")
        .stream()
        .map(row -> row.split(" "))
        .map(row -> new Orphan(end, copy, row[0], row[1], row[2], since))
        .toList();
  }

  private static String doing(List<Orphan> hands) {
    Map<String, List<Orphan>> byTask =
        hands.stream()
            .collect(Collectors.groupingBy(Orphan::task, TreeMap::new, Collectors.toList()));
    return byTask.entrySet().stream()
        .map(entry ->
            switch (entry.getKey()) {
                  case "pollwise-submit" -> "while it submits ";
                  case "pollwise-watch" -> "while it asks about ";
                  default -> "while it tells of ";
                }
                + names(entry.getValue()))
        .collect(Collectors.joining(", "));
  }

  private static String names(List<Orphan> some) {
    String first =
        some.stream().limit(NAMED).map(Orphan::reference).collect(Collectors.joining(", "));
    return some.size() <= NAMED ? first : first + " and " + (some.size() - NAMED) + " more";
  }

  /** Who has gone on since the last look, for people. */
  List<String> look(Duration now) {
    List<String> told = new ArrayList<>(takenOver(now));
    told.addAll(handedOver());
    return told;
  }

  /** What no dead copy has in its hands any more was taken over. */
  private List<String> takenOver(Duration now) {
    Set<String> still = new HashSet<>();
    for (String copy : gone) {
      hands(End.KILLED, copy, now).forEach(orphan -> still.add(orphan.key()));
    }
    return told(
        of(End.KILLED).stream().filter(orphan -> !still.contains(orphan.key())).toList(),
        "takes over from",
        orphan -> now);
  }

  /** What is due, and nobody has heard of yet, waits for another; what is not due was done. */
  private List<String> handedOver() {
    List<Orphan> open = of(End.TOLD_TO_END);
    if (open.isEmpty()) {
      return List.of();
    }
    List<Orphan> over =
        open.stream()
            .filter(orphan -> !(orphan.isHeardOut() && leaving.contains(orphan.copy())))
            .filter(this::isWithAnother)
            .toList();
    Set<String> waiting =
        new HashSet<>(
            world.rows(
                "select task_name || ' ' || task_instance from pollwise_task where picked or"
                    + " execution_time <= now()"));
    List<String> told = told(over, "goes on for", orphan -> last(orphan).at());
    of(End.TOLD_TO_END).stream()
        .filter(orphan -> !leaving.contains(orphan.copy()) && !waiting.contains(orphan.key()))
        .forEach(orphan -> orphans.remove(orphan.key()));
    return told;
  }

  private boolean isWithAnother(Orphan orphan) {
    Heard last = last(orphan);
    return last.at().compareTo(orphan.since()) > 0 && !orphan.copy().startsWith(last.copy() + ".");
  }

  private Heard last(Orphan orphan) {
    Heard nothing = new Heard("another", Duration.ZERO);
    Heard byId = heard.getOrDefault(orphan.id(), nothing);
    Heard byReference = heard.getOrDefault(orphan.reference(), nothing);
    return byId.at().compareTo(byReference.at()) > 0 ? byId : byReference;
  }

  private List<Orphan> of(End end) {
    return orphans.values().stream().filter(orphan -> orphan.end() == end).toList();
  }

  private interface Moment {
    Duration of(Orphan orphan);
  }

  private List<String> told(List<Orphan> over, String how, Moment moment) {
    Map<String, List<Orphan>> byHeir =
        over.stream()
            .collect(
                Collectors.groupingBy(
                    orphan -> last(orphan).copy() + " " + how + " " + orphan.copy(),
                    TreeMap::new,
                    Collectors.toList()));
    List<String> told = new ArrayList<>();
    byHeir.forEach((who, some) -> {
      Duration slowest = Duration.ZERO;
      for (Orphan orphan : some) {
        orphans.remove(orphan.key());
        Duration after = moment.of(orphan).minus(orphan.since());
        took(orphan.end()).add(after);
        slowest = after.compareTo(slowest) > 0 ? after : slowest;
      }
      told.add("%s: %s, after %.1f s".formatted(who, names(some), slowest.toMillis() / 1e3));
    });
    return told;
  }

  private List<Duration> took(End end) {
    return took.getOrDefault(end, List.of());
  }

  /** What nobody has gone on with. */
  Set<String> open() {
    return orphans.keySet();
  }

  int number(End end) {
    return took(end).size();
  }

  Duration slowest(End end) {
    return took(end).stream().max(Duration::compareTo).orElse(Duration.ZERO);
  }
}
