package dev.pollwise.fleet.task;

import dev.pollwise.fleet.agenda.Agenda.Task;
import dev.pollwise.fleet.agenda.Combiner;
import dev.pollwise.fleet.sql.JobRow.State;
import dev.pollwise.fleet.sql.LearnedTable.Shown;
import dev.pollwise.fleet.sql.WaitRows.Progress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Writes the steps of waits: those of the same moment in one transaction. */
final class StepWriter {

  private static final int MOST_TOGETHER = 200;

  private final Copy copy;
  private final Combiner<Written, Optional<Long>> together;

  StepWriter(Copy copy) {
    this.copy = copy;
    this.together = new Combiner<>(this::all, MOST_TOGETHER, copy.clock(), copy.worker());
  }

  /** When the next step is due; empty if another copy has taken one meanwhile. */
  Optional<Long> write(Written step) {
    return together.apply(step);
  }

  /** A step to be written, and what it teaches. */
  record Written(Progress progress, Account account, List<Shown> shown, boolean hasMadeRoom) {

    boolean isOver() {
      return progress.state() == State.OVER;
    }
  }

  /** One transaction: the steps, what they teach, whom there is to tell, who gets room. */
  private List<Optional<Long>> all(List<Written> written) {
    List<String> roomFor = new ArrayList<>();
    Map<String, Long> due =
        copy.database()
            .inTransaction(transaction -> {
              roomFor.clear();
              Map<String, Long> done =
                  copy.jobs()
                      .waits()
                      .progress(transaction, written.stream().map(Written::progress).toList());
              List<Written> own =
                  written.stream().filter(step -> done.containsKey(id(step))).toList();
              copy.learned()
                  .add(transaction, own.stream().flatMap(step -> step.shown().stream()).toList());
              SortedMap<String, Integer> rooms = new TreeMap<>(); // in one order, against deadlocks
              for (Written step : own) {
                if (step.isOver()) {
                  copy.agenda().add(transaction, Task.DELIVER, id(step), copy.clock().instant());
                }
                if (step.hasMadeRoom()) {
                  rooms.merge(step.account().name(), 1, Integer::sum);
                }
              }
              for (Map.Entry<String, Integer> room : rooms.entrySet()) {
                copy.accountTable().ended(transaction, room.getKey());
                roomFor.addAll(
                    copy.jobs()
                        .submits()
                        .giveRoom(transaction, room.getKey(), room.getValue(), copy.clock().now()));
              }
              return done;
            });
    copy.wakeForRoom(roomFor);
    return written.stream().map(step -> Optional.ofNullable(due.get(id(step)))).toList();
  }

  private static String id(Written step) {
    return step.progress().row().id();
  }
}
