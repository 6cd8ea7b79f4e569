package dev.pollwise.spring;

import dev.pollwise.client.TranslationRequest;
import dev.pollwise.fleet.Fleet;
import dev.pollwise.fleet.FleetOutcome;
import dev.pollwise.fleet.OutcomeHandler;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerResponse;

/** What the README and docs/spring.md show. */
class GuideSnippets {

  record Order(String number, URI video) {}

  interface Orders {
    void insert(Order order);

    void settle(String number, FleetOutcome outcome);
  }

  private final Fleet fleet;
  private final Orders orders;

  GuideSnippets(Fleet fleet, Orders orders) {
    this.fleet = fleet;
    this.orders = orders;
  }

  @Transactional
  public void place(Order order) {
    orders.insert(order);
    // in the same transaction; nothing is sent before it is committed
    fleet.submit("main", order.number(), TranslationRequest.of(order.video(), "Spanish (Spain)"));
  }

  @Bean
  OutcomeHandler settling(Orders orders) {
    return (job, outcome, transaction) -> orders.settle(job.reference(), outcome);
  }

  @Bean
  OutcomeHandler settling(JdbcTemplate jdbc) {
    return (job, outcome, transaction) ->
        jdbc.update(
            "update orders set outcome = ? where number = ?", outcome.toString(), job.reference());
  }

  static final class Reactive {
    @Bean
    RouterFunction<ServerResponse> hooks(WebhookEndpoint endpoint) {
      return RouterFunctions.route()
          .POST(
              "/hooks",
              request -> {
                Map<String, List<String>> headers = new HashMap<>();
                request.headers().asHttpHeaders().forEach(headers::put);
                return request
                    .bodyToMono(byte[].class)
                    .map(body -> endpoint.receive(headers, body))
                    .flatMap(verdict -> ServerResponse.status(verdict.httpStatus()).build());
              })
          .build();
    }
  }
}
