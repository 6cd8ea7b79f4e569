package dev.pollwise.dashboard.compare;

import java.util.function.Supplier;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.SimpleBooleanProperty;

/** A policy that can be chosen for a comparison. */
public final class Candidate {

  private final String name;
  private final String about;
  private final Supplier<Contender> contender;
  private final BooleanProperty chosen;

  Candidate(String name, String about, boolean chosen, Supplier<Contender> contender) {
    this.name = name;
    this.about = about;
    this.contender = contender;
    this.chosen = new SimpleBooleanProperty(chosen);
  }

  /** What to call it. */
  public String name() {
    return name;
  }

  /** Where it comes from. */
  public String about() {
    return about;
  }

  /** Whether it takes part in the next comparison. */
  public BooleanProperty chosen() {
    return chosen;
  }

  Contender contender() {
    return contender.get();
  }
}
