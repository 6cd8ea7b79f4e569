package dev.pollwise.client.duration;

import static java.util.Objects.requireNonNull;

import dev.pollwise.client.job.ServerAddress;

/**
 * Jobs that are expected to take alike: what is learned of one is believed of the others.
 *
 * @param server where they run; an address is kept as {@link ServerAddress} spells it
 * @param mode how they run, may be empty
 * @param label the user's own distinction, may be empty
 */
public record JobClass(String server, String mode, String label) {

  private static final int LONGEST = 2_000;

  /** Refuses texts of more than 2,000 characters. */
  public JobClass {
    check("server", server);
    check("mode", mode);
    check("label", label);
    server = ServerAddress.normalised(server);
  }

  private static void check(String name, String value) {
    if (requireNonNull(value, name).length() > LONGEST) {
      throw new IllegalArgumentException(
          name + " of " + value.length() + " characters: must be at most " + LONGEST);
    }
  }
}
