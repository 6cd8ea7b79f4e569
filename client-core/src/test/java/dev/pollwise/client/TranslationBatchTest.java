package dev.pollwise.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollwise.client.testing.ScriptedTranslations;
import dev.pollwise.client.testing.VirtualClock;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class TranslationBatchTest {

  private final VirtualClock clock = new VirtualClock();
  private final TranslationClient client = new ScriptedTranslations(clock).client().build();

  @Test
  void whatOneCallerDoesWithItsItemsTouchesNoOther() {
    TranslationBatch batch =
        clock.await(
            client.translateBatchAsync(
                BatchRequest.of(
                    List.of(
                        TranslationRequest.of(
                            URI.create("https://videos.test/film.mp4"), "Spanish (Spain)")))));
    CompletableFuture<List<TranslationBatch.Item>> items = batch.items();

    assertThat(items).isNotDone();
    assertThat(items.cancel(true)).isFalse();
    assertThat(items.complete(List.of())).isFalse();
    assertThat(batch.items()).isSameAs(items).isNotDone();
    int dependents = items.getNumberOfDependents();
    assertThat(batch.items().getNumberOfDependents()).isEqualTo(dependents);

    assertThat(clock.await(items)).hasSize(1).isEqualTo(batch.known());
  }
}
