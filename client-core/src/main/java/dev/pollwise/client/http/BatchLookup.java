package dev.pollwise.client.http;

import dev.pollwise.client.http.HeyGenApi.Item;
import dev.pollwise.client.job.Answer.Hint;
import dev.pollwise.client.job.Answer.Miss;
import dev.pollwise.client.poll.DurableRequest.Reply;
import dev.pollwise.client.poll.StatusSource.Attempt;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Looks at a batch, page by page, and tells of each of its items once: that it is a job, or that it
 * is refused. One look after the other, until all of them are known, or the server is done with the
 * batch; what it brings then are the items whose id is still garbled or missing.
 */
final class BatchLookup implements Supplier<CompletableFuture<Reply<List<Item>>>> {

  private final Function<String, CompletableFuture<Page>> page;
  private final Consumer<Item> news;
  private final Set<Integer> known = ConcurrentHashMap.newKeySet();
  private final Map<Integer, Item> garbled = new ConcurrentHashMap<>();

  /**
   * Prepares it.
   *
   * @param page asks for a page of the batch, by the token of that page
   * @param news told of each item once, on the thread that read the page
   */
  BatchLookup(Function<String, CompletableFuture<Page>> page, Consumer<Item> news) {
    this.page = page;
    this.news = news;
  }

  /** Looks once; cancelling what it returns aborts the page that is under way. */
  @Override
  public CompletableFuture<Reply<List<Item>>> get() {
    Look look = new Look();
    return Attempt.abortable(look.page("", 1, false), look::abort);
  }

  private boolean tell(Page.Known page) {
    boolean isNews = false;
    for (Item item : page.items()) {
      if (item instanceof Item.Garbled) {
        garbled.put(item.index(), item);
      } else if (known.add(item.index())) {
        isNews = true;
        garbled.remove(item.index());
        news.accept(item);
      }
    }
    garbled.keySet().removeAll(known);
    return isNews;
  }

  private final class Look {

    private volatile @Nullable CompletableFuture<Page> underWay;
    private volatile boolean aborted;

    CompletableFuture<Reply<List<Item>>> page(String token, int number, boolean broughtItems) {
      CompletableFuture<Page> asked = page.apply(token);
      underWay = asked;
      if (aborted) {
        asked.cancel(true);
      }
      return asked.thenCompose(brought ->
          switch (brought) {
            case Page.Missed(Miss miss) -> CompletableFuture.completedFuture(missed(miss));
            case Page.Known some -> {
              boolean isNews = tell(some) || broughtItems;
              if (known.size() + garbled.size() >= some.size()) {
                yield CompletableFuture.completedFuture(complete(some.size()));
              }
              // No more pages than items: the tokens of a server may lead in a circle.
              yield some.nextToken().isEmpty() || number >= some.size()
                  ? CompletableFuture.completedFuture(
                      some.isOver() ? complete(some.size()) : open(some, isNews))
                  : page(some.nextToken(), number + 1, isNews);
            }
          });
    }

    void abort() {
      aborted = true;
      CompletableFuture<Page> asked = underWay;
      if (asked != null) {
        asked.cancel(true);
      }
    }
  }

  /** Nothing more is to come, but what the server has not told right yet. */
  private Reply<List<Item>> complete(int size) {
    List<Item> left =
        IntStream.range(0, size)
            .filter(index -> !known.contains(index))
            .mapToObj(index -> garbled.getOrDefault(index, new Item.Garbled(index, "")))
            .toList();
    return left.isEmpty()
        ? new Reply.Done<>(left)
        : new Reply.Partial<>(
            left, new Miss.Unreadable("ids that are garbled or missing, " + left));
  }

  private static Reply<List<Item>> open(Page.Known page, boolean isNews) {
    return new Reply.InProgress<>(
        new Miss.Unreadable("the server has not named all jobs of the batch"), page.hint(), isNews);
  }

  private static Reply<List<Item>> missed(Miss miss) {
    return switch (miss) {
      case Miss.Denied denied -> new Reply.Refused<>(denied);
      case Miss.Throttled throttled -> new Reply.Busy<>(throttled);
      case Miss.Unreachable lost -> new Reply.Lost<>(lost);
      case Miss.TimedOut lost -> new Reply.Lost<>(lost);
      case Miss.Unreadable lost -> new Reply.Lost<>(lost);
      case Miss.NotFound lost -> new Reply.Lost<>(lost);
      case Miss.Redirected moved when moved.isPermanent() -> new Reply.Refused<>(moved);
      case Miss.Redirected lost -> new Reply.Lost<>(lost);
      case Miss.Rejected lost -> new Reply.Lost<>(lost);
    };
  }

  /** What one answer about a batch says. */
  sealed interface Page {

    /**
     * Some of its items.
     *
     * @param size how many items the batch has; 1 to 100
     * @param items those on this page
     * @param nextToken leads to the rest; empty where there is none
     * @param isOver whether the server is done with all of the batch
     */
    record Known(int size, List<Item> items, String nextToken, boolean isOver, Hint hint)
        implements Page {
      /** Copies the items. */
      public Known {
        items = List.copyOf(items);
      }
    }

    /** No items. */
    record Missed(Miss miss) implements Page {}
  }
}
