package dev.pollwise.simulator;

/** How the log is written. */
enum LogForm {
  /** A line of words for each request; warnings as the platform writes them. */
  TEXT,
  /** A JSON object in a line of its own for each request and each warning. */
  JSON,
  /** No line for requests; warnings as the platform writes them. */
  OFF
}
