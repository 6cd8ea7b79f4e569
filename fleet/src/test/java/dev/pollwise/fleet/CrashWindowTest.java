package dev.pollwise.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollwise.fleet.Shop.Fate;
import dev.pollwise.fleet.task.Copy.Step;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A copy is killed while each of its orders is at a moment that matters, so that one death is the
 * crash of all these windows; another copy goes on. The numbers are those of the design. Windows of
 * one transaction in which a file can be written by nobody else are in {@link CrashAloneTest}, with
 * what needs a server or a database of its own.
 */
@ParameterizedClass
@EnumSource(Store.class)
@Execution(ExecutionMode.SAME_THREAD) // all look at what became of one world
class CrashWindowTest {

  /** Held at the step of that name when the copy is killed. */
  private static final Map<String, Step> HELD =
      Map.ofEntries(
          Map.entry("taken", Step.TAKEN),
          Map.entry("sending", Step.SENDING),
          Map.entry("late-sending", Step.SENDING),
          Map.entry("sent", Step.SENT),
          Map.entry("answered", Step.ANSWERED),
          Map.entry("late-answered", Step.ANSWERED),
          Map.entry("lost-answered", Step.ANSWERED),
          Map.entry("asking", Step.ASKING),
          Map.entry("looked", Step.LOOKED),
          Map.entry("over", Step.OVER),
          Map.entry("told", Step.TOLD));

  /** Of these the server has been paid for when the copy is killed. */
  private static final int PAID = 8;

  @TempDir static Path folder;

  @SuppressWarnings("NullAway.Init") // set before the class
  private static World world;

  private static final Map<String, List<String>> before = new HashMap<>();

  @SuppressWarnings("NullAway.Init") // set by JUnit
  @Parameter
  Store store;

  @BeforeParameterizedClassInvocation
  static void crash(Store store) throws Exception {
    world = new World(store, folder, Duration.ofMillis(100));
    ShopProcess doomed = world.doomed();
    HELD.forEach((order, step) -> doomed.order(order, 1, Fate.HOLD, step));
    HELD.forEach((order, step) -> doomed.untilAt(step, order));
    world.untilPaid(PAID);
    doomed.order("handled", 1, Fate.HALT, Step.HANDLED).untilGone();

    before.clear();
    HELD.keySet().forEach(order -> before.put(order, world.column("state", order)));
    world.change(
        "update pollwise_job set first_sent_at = first_sent_at - 86400000000 where reference like"
            + " 'late%'");
    world.change(
        "update pollwise_job set state = 'ASKED', sends = 0, first_sent_at = null, last_sent_at ="
            + " null, request = null, rev = rev - 1 where reference like 'lost%'");
    world.another();
    world.untilTold(HELD.size() + 1);
  }

  @AfterParameterizedClassInvocation
  static void close() {
    world.close();
  }

  private static void assertPaidOnceAndTold(String order) {
    assertThat(world.paid(order)).hasSize(1);
    assertThat(world.column("remote_id", order)).isEqualTo(world.paid(order));
    assertThat(world.told(order)).containsExactly("Completed");
  }

  @Test
  void window2WhatWasCommittedIsSentByAnother() {
    assertThat(before.get("taken")).containsExactly("ASKED");
    assertPaidOnceAndTold("taken");
  }

  @Test
  void window3WhatWasAboutToBeSentIsSentByAnother() {
    assertThat(before.get("sending")).containsExactly("SUBMITTING");
    assertPaidOnceAndTold("sending");
  }

  @Test
  void window4WhatTheServerHasDoneWithoutBeingHeardIsNotPaidAgain() {
    assertThat(before.get("sent")).containsExactly("SUBMITTING");
    assertPaidOnceAndTold("sent");
  }

  @Test
  void window5AnAnswerThatWasReadAndNotWrittenIsGivenAgain() {
    assertThat(before.get("answered")).containsExactly("SUBMITTING");
    assertPaidOnceAndTold("answered");
  }

  @Test
  void window8UnderAKeyThatMayBeForgottenNothingIsSentAgainAndTheJobIsFound() {
    assertPaidOnceAndTold("late-answered");
    assertThat(world.column("sends", "late-answered")).containsExactly("1");
  }

  @Test
  void window8WhatIsNotInTheListEitherIsToldAsUnknown() {
    assertThat(world.told("late-sending")).containsExactly("Unknown");
    assertThat(world.paid("late-sending")).isEmpty();
    assertThat(world.column("sends", "late-sending")).containsExactly("1");
  }

  @Test
  void window9WhatWasAboutToBeAskedIsAskedByAnother() {
    assertThat(before.get("asking")).containsExactly("WATCHING");
    assertPaidOnceAndTold("asking");
  }

  @Test
  void window9WhatWasSeenAndNotWrittenIsSeenAgain() {
    assertThat(before.get("looked")).containsExactly("WATCHING");
    assertPaidOnceAndTold("looked");
  }

  @Test
  void window10AnEndThatNobodyWasToldOfIsTold() {
    assertThat(before.get("over")).containsExactly("OVER");
    assertPaidOnceAndTold("over");
  }

  @Test
  void window10WhatTheHandlerWroteIsThereOnce() {
    assertPaidOnceAndTold("handled");
    assertThat(world.rows("select copy from tellings where reference = 'handled'"))
        .containsExactly("another");
  }

  @Test
  void window10WhatWasToldIsNotToldAgain() {
    assertPaidOnceAndTold("told");
    assertThat(world.rows("select copy from tellings where reference = 'told'"))
        .containsExactly("doomed");
  }

  @Test
  void window12WhereTheDatabaseHasLostItsLastCommitsTheKeySavesIt() {
    assertPaidOnceAndTold("lost-answered");
  }

  @Test
  void nothingElseWasPaid() {
    assertThat(world.paid()).hasSize(HELD.size()); // all but one, and the one of the handler's
  }
}
