package dev.pollwise.fleet;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import dev.pollwise.client.TranslationRequest;
import dev.pollwise.client.http.HeyGenApi;
import dev.pollwise.client.http.HeyGenApi.Order;
import dev.pollwise.fleet.agenda.Agenda.Task;
import dev.pollwise.fleet.sql.JobRow;
import dev.pollwise.fleet.sql.SubmitRows.Asked;
import dev.pollwise.fleet.task.Account;
import dev.pollwise.fleet.task.Copy;
import dev.pollwise.fleet.task.FleetClock;
import dev.pollwise.fleet.task.Rows;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** What is to be paid for, as it is written before the first byte leaves. */
final class Intent {

  private static final int LONGEST_NAME = 100;
  private static final int LONGEST_REFERENCE = 200;
  private static final int LARGEST_BODY = 1 << 20;

  private Intent() {}

  /**
   * Writes what is asked for in a transaction of the caller's, and plans it; nothing where there is
   * the same under its reference.
   *
   * @return the job that there is under it now
   */
  static FleetJob written(
      Copy copy,
      Connection transaction,
      Account account,
      String reference,
      TranslationRequest request)
      throws SQLException {
    Instant now = copy.clock().instant();
    Asked asked = of(account, reference, request, now);
    if (copy.jobs().submits().insert(transaction, asked)) {
      copy.agenda().add(transaction, Task.SUBMIT, asked.id(), now);
    }
    Map.Entry<JobRow, String> known =
        copy.jobs()
            .submits()
            .byReference(transaction, asked.account(), reference)
            .orElseThrow(() -> new IllegalStateException("reference " + reference + " is gone"));
    if (!known.getValue().equals(asked.bodyHash())) {
      throw new IllegalArgumentException(
          "reference "
              + reference
              + " of account "
              + asked.account()
              + ": stands for another request");
    }
    copy.steps().reached(Copy.Step.ASKED, known.getKey().id());
    return Rows.job(known.getKey());
  }

  /**
   * The row of a request, with the exact bytes that are sent.
   *
   * @throws IllegalArgumentException if it cannot be one
   */
  private static Asked of(
      Account account, String reference, TranslationRequest request, Instant now) {
    requireShort("reference", reference, LONGEST_REFERENCE);
    if (request.options().containsKey("callback_id")) {
      throw new IllegalArgumentException(
          "callback_id of "
              + request
              + ": must not be set, since the fleet finds lost jobs by it; what is yours is the"
              + " reference");
    }
    String id = Ids.next(now.toEpochMilli(), UUID.randomUUID());
    byte[] body = body(request, id);
    if (body.length > LARGEST_BODY) {
      throw new IllegalArgumentException(
          "a request of " + body.length + " bytes: must be at most " + LARGEST_BODY);
    }
    return new Asked(
        id,
        account.settings().name(),
        reference,
        request.languages(),
        new String(body, UTF_8),
        hash(body(request, ""), request.idempotencyKey()),
        request.idempotencyKey().orElse(id),
        id,
        Rows.text(account.settings().server(), request.traits()),
        FleetClock.micros(now));
  }

  private static byte[] body(TranslationRequest request, String callbackId) {
    Map<String, Object> options = new HashMap<>(request.options());
    options.put("callback_id", callbackId);
    return HeyGenApi.submission(new Order(request.video(), request.languages(), options));
  }

  /** Of what was asked for, whatever it is called. */
  private static String hash(byte[] body, Optional<String> key) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(body);
      digest.update(key.orElse("").getBytes(UTF_8));
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  static void requireShort(String name, String value, int longest) {
    if (requireNonNull(value, name).isBlank()
        || value.length() > longest
        || value.chars().anyMatch(Character::isISOControl)) {
      throw new IllegalArgumentException(
          name
              + " of "
              + value.length()
              + " characters: must be 1 to "
              + longest
              + ", none of them a control character");
    }
  }

  static void requireName(String name) {
    requireShort("account", name, LONGEST_NAME);
  }
}
