package dev.pollwise.simulator.heygen;

import dev.pollwise.simulator.http.RequestContext;
import dev.pollwise.simulator.simulation.Job;
import dev.pollwise.simulator.simulation.SimulatedClock;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * URLs of results, signed and good for a while of simulated time; they tell its end by the wall
 * clock, as far as nobody touches the simulated one. They lead to the host and port by which the
 * client reached the server.
 */
final class ResultUrls {

  private static final String ALGORITHM = "HmacSHA256";
  private static final int END_DIGITS = 16;

  private final SimulatedClock clock;
  private final Duration lifetime;
  private final Mac keyed;

  ResultUrls(SimulatedClock clock, Duration lifetime, long seed) {
    this.clock = clock;
    this.lifetime = lifetime;
    this.keyed = keyed("results " + seed);
  }

  String to(Job job, ResultFiles.Kind kind, RequestContext call) {
    return to(job, kind, call.authority());
  }

  /** A URL for somebody who reaches the server by this name and port. */
  String to(Job job, ResultFiles.Kind kind, String authority) {
    return signed(authority, "/results/" + job.id() + "/" + kind.fileName(), lifetime);
  }

  /** An address that is good for so long, in simulated time. */
  String signed(String authority, String path, Duration lifetime) {
    Duration end = clock.now().plus(lifetime);
    String expires = Long.toString(clock.wallInstantOf(end).getEpochSecond());
    return "http://"
        + authority
        + path
        + "?Expires="
        + expires
        + "&Signature="
        + sign(path, expires, HexFormat.of().toHexDigits(end.toNanos()));
  }

  /** Whether the address that is called was signed here, and its time is not up. */
  boolean isGood(RequestContext call) {
    return isGood(
        call.path(), call.query("Expires").orElse(""), call.query("Signature").orElse(""));
  }

  private boolean isGood(String path, String expires, String signature) {
    String end = signature.substring(Math.max(0, signature.length() - END_DIGITS));
    // Only what was signed here is ever read as a number.
    return sign(path, expires, end).equals(signature)
        && clock.now().toNanos() < HexFormat.fromHexDigitsToLong(end);
  }

  /** Ends with what it signs beside path and date: the simulated time of the end. */
  private String sign(String path, String expires, String end) {
    byte[] text = (path + ' ' + expires + ' ' + end).getBytes(StandardCharsets.UTF_8);
    return HexFormat.of().formatHex(freshMac().doFinal(text), 0, 16) + end;
  }

  /** A copy, as looking one up and giving it the key costs more than a signature. */
  private Mac freshMac() {
    try {
      return (Mac) keyed.clone();
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException("the platform's " + ALGORITHM + " cannot be copied", e);
    }
  }

  private static Mac keyed(String secret) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), ALGORITHM));
      return mac;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
    }
  }
}
