package dev.pollwise.simulator.fault;

/** Bytes arrive that are not HTTP, or not quite, and the connection is closed (FIN). */
public sealed interface Nonsense extends Fault.Outcome {

  /** A hundred random bytes in place of an answer. */
  record Garbage() implements Nonsense {}

  /** A status line whose status has six digits. */
  record BadStatusLine() implements Nonsense {}

  /** A good head that announces chunks, and then a chunk whose size is a word. */
  record MalformedChunk() implements Nonsense {}
}
