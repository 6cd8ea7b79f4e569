package dev.pollwise.simulator.heygen;

import dev.pollwise.simulator.job.BoundedMap;
import dev.pollwise.simulator.simulation.Job;
import dev.pollwise.simulator.simulation.Simulation;
import java.util.List;
import java.util.Optional;

/**
 * The batches there are. Remembers the last {@value #KEPT}, with a quarter as many jobs as there
 * can be, which a batch keeps also when they are forgotten. Safe for use by many threads.
 */
final class BatchBook {

  static final int KEPT = 10_000;

  private static final int SHARE_OF_JOBS = 4;
  private static final int ID_BYTES = 16;

  private final Simulation simulation;
  private final BoundedMap<String, Batch> byId;

  BatchBook(Simulation simulation) {
    this.simulation = simulation;
    this.byId =
        new BoundedMap<>(
            BoundedMap.Oldest.PUT,
            KEPT,
            Math.max(1, simulation.jobs().capacity() / SHARE_OF_JOBS),
            batch -> batch.jobs().size());
    simulation.onReset(this::clear);
  }

  synchronized Batch add(String owner, String title, List<Job> jobs) {
    String id = simulation.ids().next("batch", ID_BYTES);
    Batch batch = new Batch(id, owner, title, simulation.clock().wallInstant(), jobs);
    byId.put(batch.id(), batch);
    return batch;
  }

  synchronized Optional<Batch> find(String id) {
    return byId.find(id);
  }

  private synchronized void clear() {
    byId.clear();
  }
}
