package dev.pollwise.simulator.job;

import dev.pollwise.simulator.document.Durations;
import dev.pollwise.simulator.document.Form;
import dev.pollwise.simulator.document.Key;
import dev.pollwise.simulator.document.Mapping;
import dev.pollwise.simulator.document.Numbers;
import java.time.Duration;

/** What moves a job on. */
public sealed interface Progress {

  /**
   * Time does. Both lengths count from the job's creation, so {@code total} is what a client has to
   * wait, queue included.
   */
  record Timed(Duration queued, Duration total) implements Progress {

    /** Refuses a queue time outside of the total. */
    public Timed {
      Durations.requireRange("total", total, Duration.ZERO, DurationLaw.LONGEST);
      Durations.requireRange("queued", queued, Duration.ZERO, total);
    }
  }

  /**
   * Polls do: the first {@code pending} of them are answered pending, the next {@code running} are
   * answered running, and every later one finds the job over.
   */
  record Polled(long pending, long running) implements Progress {

    static final Form<Polled> FORM =
        Mapping.of(
                Key.of("pending", Form.WHOLE, (Polled polls) -> (int) polls.pending()),
                Key.of("running", Form.WHOLE, (Polled polls) -> (int) polls.running()),
                (Integer pending, Integer running) -> new Polled(pending, running))
            .form();

    /** Refuses negative numbers. */
    public Polled {
      Numbers.requireRange("polls pending", pending, 0, Numbers.LARGEST);
      Numbers.requireRange("polls running", running, 0, Numbers.LARGEST);
    }
  }
}
