package dev.pollwise.spring;

import static java.util.Objects.requireNonNull;

import dev.pollwise.client.TranslationClient;
import dev.pollwise.client.webhook.WebhookVerifier;
import dev.pollwise.client.webhook.WebhookVerifier.Verdict;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.RouterFunctions;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

/** Deliveries of webhooks, for the client and the fleet. */
@AutoConfiguration(after = {PollwiseAutoConfiguration.class, PollwiseFleetAutoConfiguration.class})
class PollwiseWebhookAutoConfiguration {

  @Bean
  @ConditionalOnMissingBean
  WebhookEndpoint webhookEndpoint(
      PollwiseProperties properties,
      ObjectProvider<TranslationClient> clients,
      ObjectProvider<WebhookVerifier> verifiers,
      ObjectProvider<AccountWebhooks> fleets) {
    List<String> secrets = properties.webhook().secrets();
    TranslationClient client = clients.getIfUnique();
    WebhookVerifier verifier = verifiers.getIfUnique();
    if (verifier == null && client != null && !secrets.isEmpty()) {
      verifier = client.webhooks(secrets.toArray(String[]::new));
    }
    return new WebhookEndpoint(verifier, fleets.getIfUnique());
  }

  /** A path that nobody serves would answer 404 to deliveries that somebody waits for. */
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.REACTIVE)
  @ConditionalOnProperty("pollwise.webhook.path")
  static class NoRoute {
    NoRoute() {
      throw new IllegalStateException(
          "pollwise.webhook.path: is served with Spring MVC only; leave it out, and hand deliveries"
              + " to the bean WebhookEndpoint by a route of your own");
    }
  }

  @Configuration(proxyBeanMethods = false)
  @ConditionalOnClass(RouterFunction.class)
  @ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
  @ConditionalOnProperty("pollwise.webhook.path")
  static class Route {

    /** What is longer is refused whatever it says, and not read. */
    private static final int LONGEST_READ = (1 << 20) + 1;

    @FunctionalInterface
    private interface Receiver {
      Verdict receive(Map<String, List<String>> headers, byte[] body);
    }

    @Bean
    @ConditionalOnMissingBean(name = "pollwiseWebhookRoute")
    RouterFunction<ServerResponse> pollwiseWebhookRoute(
        PollwiseProperties properties, WebhookEndpoint endpoint) {
      String path = requireNonNull(properties.webhook().path(), "path").replaceFirst("/+$", "");
      return RouterFunctions.route()
          .POST(path, request -> answer(request, endpoint::receive))
          .POST(
              path + "/{account}",
              request -> {
                String account = request.pathVariable("account");
                return answer(request, (headers, body) -> endpoint.receive(account, headers, body));
              })
          .build();
    }

    private static ServerResponse answer(ServerRequest request, Receiver receiver)
        throws IOException {
      byte[] body;
      try (InputStream sent = request.servletRequest().getInputStream()) {
        body = sent.readNBytes(LONGEST_READ);
      }
      try {
        Map<String, List<String>> headers = new HashMap<>();
        request.headers().asHttpHeaders().forEach(headers::put);
        return ServerResponse.status(receiver.receive(headers, body).httpStatus()).build();
      } catch (IllegalArgumentException nobody) {
        return ServerResponse.notFound().build();
      }
    }
  }
}
