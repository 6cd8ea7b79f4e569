package dev.pollwise.dashboard.jobs;

import dev.pollwise.dashboard.server.ServerChoice;
import dev.pollwise.dashboard.server.UnansweredSubmit;
import java.net.URI;
import java.util.List;

/**
 * A wish for translation jobs: one for each language, as often as asked for.
 *
 * @param server where
 * @param video the source video
 * @param languages one or more, by the server's names
 * @param copies how many jobs for each language, 1 or more
 * @param launch tells it from an order for the same; 0 for one that was not sent
 * @param repeats the reference of the submit that it asks for again; empty for a new one
 */
public record LaunchOrder(
    ServerChoice server,
    URI video,
    List<String> languages,
    int copies,
    int launch,
    String repeats) {

  /** One that was not sent. */
  public LaunchOrder(ServerChoice server, URI video, List<String> languages, int copies) {
    this(server, video, languages, copies, 0, "");
  }

  /** One that asks again for what was asked for before, and is paid once. */
  public static LaunchOrder again(ServerChoice server, UnansweredSubmit submit) {
    return new LaunchOrder(server, submit.video(), submit.languages(), 1, 0, submit.reference());
  }

  /** Refuses an order for nothing. */
  public LaunchOrder {
    languages = List.copyOf(languages);
    if (languages.isEmpty()) {
      throw new IllegalArgumentException("languages: choose at least one");
    }
    if (copies < 1) {
      throw new IllegalArgumentException("jobs per language " + copies + ": must be at least 1");
    }
  }

  /** One job of it. */
  LaunchOrder only(int language) {
    return new LaunchOrder(server, video, List.of(languages.get(language)), 1);
  }

  LaunchOrder sentAs(int number) {
    return new LaunchOrder(server, video, languages, copies, number, repeats);
  }

  /** How many jobs that makes. */
  public int jobs() {
    return languages.size() * copies;
  }
}
