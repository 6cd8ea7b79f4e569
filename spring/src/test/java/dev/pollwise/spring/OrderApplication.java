package dev.pollwise.spring;

import dev.pollwise.client.TranslationRequest;
import dev.pollwise.client.webhook.WebhookVerifier.Rules;
import dev.pollwise.fleet.Fleet;
import dev.pollwise.fleet.OutcomeHandler;
import java.net.URI;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.RouterFunctions;
import org.springframework.web.servlet.function.ServerResponse;

/** An application as a user writes it: takes orders, and settles each once. */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
class OrderApplication {

  static final TranslationRequest SPANISH =
      TranslationRequest.of(URI.create("https://example.com/video.mp4"), "Spanish (Spain)");

  public static void main(String[] args) {
    start(args);
  }

  static ConfigurableApplicationContext start(String... args) {
    return SpringApplication.run(OrderApplication.class, args);
  }

  /** Its order and the paid job are one transaction. */
  static class Orders {
    private final Fleet fleet;
    private final JdbcTemplate jdbc;

    Orders(Fleet fleet, JdbcTemplate jdbc) {
      this.fleet = fleet;
      this.jdbc = jdbc;
    }

    @Transactional
    public void place(String reference) {
      jdbc.update("insert into placed values (?)", reference);
      fleet.submit("main", reference, SPANISH);
    }

    @Transactional
    public void settle(String reference) {
      jdbc.update("insert into settled values (?)", reference);
    }
  }

  @Bean
  Orders orders(Fleet fleet, JdbcTemplate jdbc) {
    return new Orders(fleet, jdbc);
  }

  /** Writes, and breaks the first time: what it wrote then must not stay. */
  @Bean
  OutcomeHandler settling(Orders orders) {
    AtomicBoolean isBroken = new AtomicBoolean(true);
    return (job, outcome, transaction) -> {
      orders.settle(job.reference());
      if (isBroken.getAndSet(false)) {
        throw new IllegalStateException("once");
      }
    };
  }

  @Bean
  ApplicationRunner first(Orders orders, Environment environment) {
    return arguments -> {
      String order = environment.getProperty("order");
      if (order != null) {
        orders.place(order);
      }
    };
  }

  @Bean
  @ConditionalOnBooleanProperty("unsigned")
  AccountCustomizer unsigned() {
    return (name, account) -> account.webhooks(Rules.unsigned());
  }

  /** Stops at the moment at which the web server begins to drain. */
  static final class Draining implements SmartLifecycle {
    final CountDownLatch entered = new CountDownLatch(1);
    private final CountDownLatch begun = new CountDownLatch(1);
    private volatile boolean isRunning;

    String last(Runnable work) throws InterruptedException {
      entered.countDown();
      if (!begun.await(30, TimeUnit.SECONDS)) {
        return "nothing drains";
      }
      work.run();
      return "placed";
    }

    @Override
    public void start() {
      isRunning = true;
    }

    @Override
    public void stop() {
      isRunning = false;
      begun.countDown();
    }

    @Override
    public boolean isRunning() {
      return isRunning;
    }

    @Override
    public int getPhase() {
      return DEFAULT_PHASE - 1_023; // before the phase that waits for the last request
    }
  }

  @Bean
  Draining draining() {
    return new Draining();
  }

  @Bean
  RouterFunction<ServerResponse> last(Draining draining, Orders orders) {
    return RouterFunctions.route()
        .POST(
            "/last", request -> ServerResponse.ok().body(draining.last(() -> orders.place("last"))))
        .build();
  }
}
