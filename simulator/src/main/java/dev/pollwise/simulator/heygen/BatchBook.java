package dev.pollwise.simulator.heygen;

import dev.pollwise.simulator.job.BoundedMap;
import dev.pollwise.simulator.simulation.Job;
import dev.pollwise.simulator.simulation.Simulation;
import java.util.List;
import java.util.Optional;

/**
 * The batches there are. Remembers {@value #KEPT} with their jobs, which a batch keeps also when
 * they are forgotten, of at most {@value #BYTES_KEPT} bytes or a sixteenth of the heap; forgets the
 * oldest of the client that has the most first. Safe for use by many threads.
 */
final class BatchBook {

  static final int KEPT = 10_000;

  static final int BYTES_KEPT = 256 << 20;

  private static final int SHARE_OF_HEAP = 16;

  /** Bytes of a job in the heap. */
  private static final long JOB = 860;

  private static final int ID_BYTES = 16;

  private final Simulation simulation;
  private final FairStore<Batch> byId =
      new FairStore<>(KEPT, BoundedMap.bytes(BYTES_KEPT, SHARE_OF_HEAP));

  BatchBook(Simulation simulation) {
    this.simulation = simulation;
    simulation.onReset(byId::clear);
  }

  Batch add(String owner, String title, List<Job> jobs) {
    String id = simulation.ids().next("batch", ID_BYTES);
    Batch batch = new Batch(id, owner, title, simulation.clock().wallInstant(), jobs);
    byId.put(owner, id, batch, weight(batch));
    return batch;
  }

  private static long weight(Batch batch) {
    return batch.title().length()
        + batch.jobs().stream().mapToLong(job -> JOB + job.textLength()).sum();
  }

  Optional<Batch> find(String id) {
    return byId.find(id);
  }
}
