package dev.pollwise.dashboard.policy;

import dev.pollwise.client.job.Expectation;
import dev.pollwise.client.policy.PollingPolicy;

/** What can be asked of polling policies. Every method returns at once. */
public interface PolicyCommands {

  /** Puts a policy in force for running and new jobs. */
  void applyPolicy(PollingPolicy policy);

  /** Expects jobs to take so long, those that are launched from now on. */
  void expect(Expectation expectation);

  /** Reads the profiles anew. */
  void readProfiles();

  /** Saves a profile under its name and reads the profiles anew. */
  void saveProfile(Profile profile);
}
