package dev.pollwise.fleet.agenda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.pollwise.client.request.PollClock;
import dev.pollwise.fleet.sql.Database.DatabaseException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** One go for many, and what becomes of the others when one of them fails it. */
class CombinerTest {

  private static final PollClock MACHINE = PollClock.system();

  /** What is due is done when the test says so. */
  private static final class Held implements PollClock {
    private final List<Runnable> due = new CopyOnWriteArrayList<>();

    @Override
    public Instant instant() {
      return MACHINE.instant();
    }

    @Override
    public Duration steady() {
      return MACHINE.steady();
    }

    @Override
    public Future<?> after(Duration delay, Runnable task) {
      due.add(task);
      return new CompletableFuture<>();
    }
  }

  private final List<List<Integer>> goes = new CopyOnWriteArrayList<>();
  private final Held clock = new Held();

  /** Wanted by as many threads at the same time, in one go to begin with. */
  private List<CompletableFuture<Integer>> wanted(int number, int bad, RuntimeException failure) {
    Combiner<Integer, Integer> combiner =
        new Combiner<>(
            inputs -> {
              goes.add(inputs);
              if (inputs.contains(bad)) {
                throw failure;
              }
              return inputs.stream().map(input -> -input).toList();
            },
            100,
            clock,
            Runnable::run);
    List<CompletableFuture<Integer>> outputs = new ArrayList<>();
    for (int i = 0; i < number; i++) {
      int input = i;
      CompletableFuture<Integer> output = new CompletableFuture<>();
      outputs.add(output);
      Thread thread =
          Thread.ofPlatform()
              .daemon()
              .start(() -> {
                try {
                  output.complete(combiner.apply(input));
                } catch (RuntimeException thrown) {
                  output.completeExceptionally(thrown);
                }
              });
      await().until(() -> thread.getState() == Thread.State.WAITING);
    }
    clock.due.forEach(Runnable::run);
    return outputs;
  }

  private static DatabaseException failed(String state) {
    return new DatabaseException("no", new SQLException("no", state));
  }

  @Test
  void oneThatTheDatabaseRefusesFailsAloneAndInFewGoes() {
    DatabaseException refused = failed("22001");

    List<CompletableFuture<Integer>> outputs = wanted(16, 11, refused);

    for (int i = 0; i < 16; i++) {
      CompletableFuture<Integer> output = outputs.get(i);
      if (i == 11) {
        assertThatThrownBy(output::join).isInstanceOf(CompletionException.class).hasCause(refused);
      } else {
        assertThat(output.join()).isEqualTo(-i);
      }
    }
    assertThat(goes).hasSize(1 + 2 * 4);
  }

  @Test
  void oneThatIsBrokenFailsAlone() {
    IllegalArgumentException broken = new IllegalArgumentException("a damaged row");

    List<CompletableFuture<Integer>> outputs = wanted(3, 0, broken);

    assertThat(outputs.get(1).join()).isEqualTo(-1);
    assertThat(outputs.get(2).join()).isEqualTo(-2);
    assertThatThrownBy(outputs.getFirst()::join).hasCause(broken);
  }

  @Test
  void aDatabaseThatIsNotThereIsAskedOnceForAll() {
    DatabaseException gone = failed("08006");

    List<CompletableFuture<Integer>> outputs = wanted(16, 3, gone);

    assertThat(outputs).allSatisfy(output -> assertThatThrownBy(output::join).hasCause(gone));
    assertThat(goes).hasSize(1);
  }
}
