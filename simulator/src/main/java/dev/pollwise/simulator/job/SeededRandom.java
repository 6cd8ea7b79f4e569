package dev.pollwise.simulator.job;

import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * The source of all chance. Every decision gets a generator of its own, derived from the seed, what
 * is decided, whom it concerns and the how-manieth time; so a decision never depends on what other
 * threads drew before.
 *
 * @param seed any number; equal seeds give equal decisions
 */
public record SeededRandom(long seed) {

  /** What a generator is for; two purposes never share one. */
  public enum Purpose {
    /** How long a job takes and how it ends. */
    PLAN,
    /** Whether and which fault a request meets. */
    FAULT,
    /** Whether and how a look at a job is distorted. */
    LOOK,
    /** How a job is called. */
    NAME,
    /** What becomes of a webhook. */
    WEBHOOK
  }

  // 64-bit FNV-1a, https://datatracker.ietf.org/doc/draft-eastlake-fnv/ ; SplittableRandom mixes
  // the result further.
  private static final long FNV_OFFSET = 0xcbf29ce484222325L;
  private static final long FNV_PRIME = 0x100000001b3L;

  /** A fresh generator; the same arguments always give the same sequence. */
  public RandomGenerator of(Purpose purpose, String identity, long number) {
    long hash = absorb(FNV_OFFSET, seed);
    for (int i = 0; i < identity.length(); i++) {
      hash = (hash ^ identity.charAt(i)) * FNV_PRIME;
    }
    hash = absorb(hash, purpose.name().hashCode());
    hash = absorb(hash, number);
    return new SplittableRandom(hash);
  }

  private static long absorb(long hash, long value) {
    long result = hash;
    for (int shift = 0; shift < Long.SIZE; shift += Byte.SIZE) {
      result = (result ^ ((value >>> shift) & 0xff)) * FNV_PRIME;
    }
    return result;
  }
}
