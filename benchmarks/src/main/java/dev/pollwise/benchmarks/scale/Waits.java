package dev.pollwise.benchmarks.scale;

/** Waits for jobs that never end. */
interface Waits {

  /** Begins a wait: asks at once, and again an interval after each answer. */
  void begin(int job);

  /** Ends all waits. */
  void close();
}
