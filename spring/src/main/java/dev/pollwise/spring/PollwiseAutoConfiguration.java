package dev.pollwise.spring;

import static java.util.Objects.requireNonNull;

import dev.pollwise.client.SubmitEvent;
import dev.pollwise.client.TranslationClient;
import dev.pollwise.client.job.JobEvent;
import dev.pollwise.client.metrics.ClientMetrics;
import dev.pollwise.client.policy.PollingPolicy;
import dev.pollwise.spring.PollwiseProperties.CallBudget;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** A client where {@code pollwise.server} is set. Closed after everything that takes requests. */
@AutoConfiguration
@EnableConfigurationProperties(PollwiseProperties.class)
class PollwiseAutoConfiguration {

  @Bean
  @ConditionalOnMissingBean
  PollingPolicy pollwisePolicy(PollwiseProperties properties) {
    return properties.policy().changed(PollingPolicy.defaults());
  }

  @Bean(destroyMethod = "close")
  @ConditionalOnMissingBean
  @ConditionalOnProperty("pollwise.server")
  TranslationClient translationClient(
      PollwiseProperties properties,
      PollingPolicy policy,
      ObjectProvider<JobEvent.Listener> listeners,
      ObjectProvider<SubmitEvent.Listener> submitListeners,
      ObjectProvider<TranslationClientCustomizer> customizers,
      ObjectProvider<ClientFactory> factories) {
    TranslationClient.Builder builder =
        TranslationClient.builder(requireNonNull(properties.server(), "pollwise.server"))
            .policy(policy);
    String key = properties.apiKey();
    if (key != null) {
      builder.apiKey(key);
    }
    CallBudget budget = properties.callBudget();
    if (budget != null) {
      builder.callBudget(budget.calls(), budget.per());
    }
    if (properties.expecting() != null) {
      builder.expecting(properties.expecting());
    }
    if (properties.learningFile() != null) {
      builder.learning(properties.learningFile());
    }
    listeners.orderedStream().forEach(builder::listener);
    submitListeners.orderedStream().forEach(builder::submitListener);
    customizers.orderedStream().forEach(customizer -> customizer.customize(builder));
    return factories.getIfAvailable(() -> TranslationClient.Builder::build).build(builder);
  }

  @Configuration(proxyBeanMethods = false)
  @ConditionalOnClass(MeterRegistry.class)
  static class Meters {
    @Bean
    ClientFactory clientMeters(ObjectProvider<MeterRegistry> registries) {
      return builder -> {
        MeterRegistry registry = registries.getIfUnique();
        return registry == null ? builder.build() : ClientMetrics.monitor(registry, builder);
      };
    }
  }
}
