package dev.pollwise.client.http;

import dev.pollwise.client.http.HeyGenApi.AcceptedJobs;
import dev.pollwise.client.job.JobId;
import dev.pollwise.client.poll.DurableRequest.Reply;
import jakarta.json.JsonArray;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * Reads the answers to one submit, one after the other, for the ids of its jobs. An id that was
 * readable once is kept, whatever the answers after that say, and one that an error brings is used
 * as well: behind it is a job that costs money.
 */
final class SubmittedIds {

  private static final int TOO_MANY_REQUESTS = 429;

  private final int languages;
  private final Misses misses;

  /** By their place in the answer. */
  private final NavigableMap<Integer, JobId> known = new TreeMap<>();

  SubmittedIds(int languages, Credentials credentials) {
    this.languages = languages;
    this.misses = new Misses(credentials);
  }

  synchronized Reply<AcceptedJobs> read(WireAnswer answer) {
    List<JsonValue> values = values(answer);
    List<String> unusable = new ArrayList<>();
    for (int place = 0; place < values.size(); place++) {
      JsonValue value = values.get(place);
      String text = value instanceof JsonString string ? string.getString() : value.toString();
      Optional<JobId> id =
          value instanceof JsonString ? JsonDocument.jobId(text) : Optional.empty();
      if (id.isPresent()) {
        keep(place, id.get());
      } else {
        unusable.add(misses.shown(text));
      }
    }
    if (unusable.size() == values.size()) { // not one of use
      return misses.submitted(answer, but("no data.video_translation_ids in it", unusable));
    }
    List<JobId> ids = List.copyOf(known.values());
    int places = Math.max(languages, values.size());
    return IntStream.range(0, places).allMatch(known::containsKey)
        ? new Reply.Done<>(new AcceptedJobs(ids, List.of()))
        : new Reply.Partial<>(
            new AcceptedJobs(ids, unusable),
            misses.unreadable(
                answer, but(ids.size() + " ids for " + languages + " jobs", unusable)));
  }

  private void keep(int place, JobId id) {
    JobId present = known.putIfAbsent(place, id);
    if (present != null && !known.containsValue(id)) {
      known.put(Math.max(languages, known.lastKey() + 1), id);
    }
  }

  private List<JsonValue> values(WireAnswer answer) {
    // A server that has no room may speak of the jobs that take it up.
    return answer.status() == TOO_MANY_REQUESTS
        ? List.of()
        : JsonDocument.named(
                answer.body(),
                data ->
                    data.get("video_translation_ids") instanceof JsonArray array
                        ? array
                        : data.get("video_translation_id"))
            .map(value -> value instanceof JsonArray array ? List.copyOf(array) : List.of(value))
            .orElse(List.of());
  }

  private static String but(String what, List<String> unusable) {
    return unusable.isEmpty() ? what : what + " but unusable ones, " + unusable;
  }
}
