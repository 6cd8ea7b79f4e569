package dev.pollwise.dashboard.jobs;

import dev.pollwise.client.job.JobId;
import dev.pollwise.client.job.ResumeToken.ServerAddress;
import java.net.URI;

/**
 * A job among all servers; ids alone may repeat from server to server.
 *
 * @param server the address of the server
 * @param id what that server calls the job
 */
public record JobKey(URI server, JobId id) {

  /** Two spellings of one address are one server. */
  public JobKey {
    server = ServerAddress.normalised(server);
  }
}
