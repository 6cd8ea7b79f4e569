package dev.pollwise.benchmarks.scale;

import com.azure.core.util.polling.PollerFlux;
import dev.pollwise.benchmarks.Contender;
import java.util.concurrent.ScheduledExecutorService;
import software.amazon.awssdk.core.waiters.AsyncWaiter;

/** The ways to wait that are compared. */
enum Way {
  POLLWISE("Pollwise, a call each", Pollwise.class),
  POLLWISE_BULK("Pollwise, bulk calls", Pollwise.class),
  BARE_LOOP("HttpClient.sendAsync and a timer", ScheduledExecutorService.class),
  VIRTUAL_THREADS("virtual thread per wait", Thread.class),
  PLATFORM_THREADS("platform thread per wait", Thread.class),
  AWS("AWS AsyncWaiter", AsyncWaiter.class),
  AZURE("Azure PollerFlux", PollerFlux.class);

  private final String title;
  private final Class<?> type;

  Way(String title, Class<?> type) {
    this.title = title;
    this.type = type;
  }

  String title() {
    return title;
  }

  String library() {
    return Contender.libraryOf(type);
  }

  Waits make(Setting setting) {
    return switch (this) {
      case POLLWISE -> Pollwise.single(setting);
      case POLLWISE_BULK -> Pollwise.bulk(setting);
      case BARE_LOOP -> new BareLoop(setting);
      case VIRTUAL_THREADS -> ThreadPerWait.virtual(setting);
      case PLATFORM_THREADS -> ThreadPerWait.platform(setting);
      case AWS -> new AwsWaiter(setting);
      case AZURE -> new AzurePoller(setting);
    };
  }

  /** How many platform threads it takes for so many waits, beside a few. */
  int threadsFor(int waits) {
    return this == PLATFORM_THREADS ? waits : 0;
  }
}
