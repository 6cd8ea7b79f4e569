package dev.pollwise.simulator.heygen;

import dev.pollwise.simulator.job.BoundedMap;
import dev.pollwise.simulator.job.SeededRandom;
import dev.pollwise.simulator.simulation.Job;
import dev.pollwise.simulator.simulation.Simulation;
import java.util.HexFormat;
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
  private final SeededRandom draws;
  private final BoundedMap<String, Batch> byId;
  private long created;

  BatchBook(Simulation simulation) {
    this.simulation = simulation;
    this.draws = new SeededRandom(simulation.seed());
    this.byId =
        new BoundedMap<>(
            BoundedMap.Oldest.PUT,
            KEPT,
            Math.max(1, simulation.jobs().capacity() / SHARE_OF_JOBS),
            batch -> batch.jobs().size());
    simulation.onReset(this::clear);
  }

  synchronized Batch add(String owner, String title, List<Job> jobs) {
    created++;
    byte[] bytes = new byte[ID_BYTES];
    draws.of(SeededRandom.Purpose.NAME, "batch", created).nextBytes(bytes);
    Batch batch =
        new Batch(
            HexFormat.of().formatHex(bytes), owner, title, simulation.clock().wallInstant(), jobs);
    byId.put(batch.id(), batch);
    return batch;
  }

  synchronized Optional<Batch> find(String id) {
    return byId.find(id);
  }

  private synchronized void clear() {
    byId.clear();
    created = 0;
  }
}
