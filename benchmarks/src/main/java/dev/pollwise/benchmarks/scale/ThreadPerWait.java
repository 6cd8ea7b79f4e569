package dev.pollwise.benchmarks.scale;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;

/** The loop of the textbook: a thread for each wait, which asks, sleeps and asks again. */
final class ThreadPerWait implements Waits {

  private final Question question;
  private final Duration interval;
  private final ExecutorService threads;

  private ThreadPerWait(Setting setting, ThreadFactory kind) {
    question = new Question(setting);
    interval = setting.interval();
    threads = Executors.newThreadPerTaskExecutor(kind);
  }

  static Waits platform(Setting setting) {
    return new ThreadPerWait(setting, Thread.ofPlatform().factory());
  }

  static Waits virtual(Setting setting) {
    return new ThreadPerWait(setting, Thread.ofVirtual().factory());
  }

  @Override
  public void begin(int job) {
    threads.execute(() -> await(job));
  }

  private void await(int job) {
    try {
      while (question.askAndWait(job).equals("running")) {
        Thread.sleep(interval);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      if (!threads.isShutdown()) {
        throw new IllegalStateException("job " + job + " is lost", e);
      }
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
    question.close();
    threads.close();
  }
}
