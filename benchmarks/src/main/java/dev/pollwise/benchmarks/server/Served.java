package dev.pollwise.benchmarks.server;

/** A server that runs in this process. */
interface Served extends AutoCloseable {

  /** The path of the exercise, which all servers have. */
  String STATUS = "/status";

  /** What {@link #STATUS} answers as long as the job is not over. */
  String PENDING = "{\"result\":\"pending\"}";

  /** Where it listens, for instance {@code http://127.0.0.1:8080}. */
  String address();

  /** Answers a path with JSON from now on. */
  void serve(String path, String json);

  /** Answers all long polls. */
  void wake();

  @Override
  void close();
}
