package dev.pollwise.spring;

import dev.pollwise.fleet.AccountBuilder;

/** A bean that says of the accounts of a fleet what properties cannot: a key that changes. */
@FunctionalInterface
public interface AccountCustomizer {

  /** Called once for each account, in the order of the beans, after the properties were taken. */
  void customize(String account, AccountBuilder builder);
}
