package dev.pollwise.spring;

import static java.util.Objects.requireNonNull;

import dev.pollwise.fleet.Fleet;
import dev.pollwise.fleet.Fleet.Query;
import dev.pollwise.fleet.FleetJob.State;
import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;

/**
 * Up while the copy runs and reaches its database. The API's own health is none of this
 * application's, and is not asked for.
 */
final class FleetHealthIndicator extends AbstractHealthIndicator {

  private final Fleet fleet;
  private final FleetLifecycle lifecycle;

  FleetHealthIndicator(Fleet fleet, FleetLifecycle lifecycle) {
    super("the database of the fleet does not answer");
    this.fleet = requireNonNull(fleet, "fleet");
    this.lifecycle = requireNonNull(lifecycle, "lifecycle");
  }

  @Override
  protected void doHealthCheck(Health.Builder health) {
    int unknown = fleet.jobs(Query.all().in(State.UNKNOWN)).size();
    (lifecycle.isRunning() ? health.up() : health.outOfService()).withDetail("unknown", unknown);
  }
}
