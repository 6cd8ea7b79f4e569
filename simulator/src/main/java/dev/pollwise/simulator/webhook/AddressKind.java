package dev.pollwise.simulator.webhook;

import java.math.BigInteger;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * What an address is good for, by IANA's registries of special-purpose addresses (<a
 * href="https://www.iana.org/assignments/iana-ipv4-special-registry">IPv4</a>, <a
 * href="https://www.iana.org/assignments/iana-ipv6-special-registry">IPv6</a>), of multicast
 * addresses and of the IPv6 address space. Blocks for protocols in which no web server can live
 * count as reserved, those that are reachable among them.
 */
enum AddressKind {
  /** A host of the internet. */
  PUBLIC,
  /** A host of the network around, or of the link. */
  PRIVATE,
  /** This machine. */
  LOOPBACK,
  /** No host, or none to be spoken to. */
  RESERVED;

  private static final List<Block> PRIVATE_BLOCKS =
      Block.all(
          "10.0.0.0/8", // private use, RFC 1918
          "100.64.0.0/10", // shared address space, RFC 6598
          "168.63.129.16/32", // Azure's host of a virtual machine, in no registry
          "169.254.0.0/16", // link-local, RFC 3927
          "172.16.0.0/12",
          "192.168.0.0/16",
          "198.18.0.0/15", // benchmarking, RFC 2544
          "64:ff9b:1::/48", // translation to IPv4 for local use, RFC 8215
          "fc00::/7", // unique local, RFC 4193
          "fe80::/10", // link-local, RFC 4291
          "fec0::/10"); // site-local, deprecated by RFC 3879

  private static final List<Block> LOOPBACK_BLOCKS = Block.all("127.0.0.0/8", "::1/128");

  private static final List<Block> RESERVED_BLOCKS =
      Block.all(
          "0.0.0.0/8", // this network, RFC 791
          "192.0.0.0/24", // protocol assignments, RFC 6890
          "192.0.2.0/24", // documentation, RFC 5737
          "192.31.196.0/24", // name servers of AS112 for what nobody is to ask, RFC 7535
          "192.52.193.0/24", // relays of multicast, RFC 7450
          "192.88.99.0/24", // relays of 6to4, deprecated by RFC 7526
          "192.175.48.0/24", // AS112, RFC 7534
          "198.51.100.0/24",
          "203.0.113.0/24",
          "224.0.0.0/4", // multicast, RFC 5771
          "240.0.0.0/4", // reserved, and broadcast, RFC 1112
          "2001::/23", // protocol assignments, RFC 2928: Teredo, benchmarking, ORCHID and others
          "2001:db8::/32", // documentation, RFC 3849
          "2620:4f:8000::/48", // AS112, RFC 7534
          "3fff::/20"); // documentation, RFC 9637

  /** The only part of the IPv6 address space that is given to hosts of the internet. */
  private static final Block GLOBAL_UNICAST = Block.of("2000::/3");

  private static final Block TRANSLATED = Block.of("64:ff9b::/96"); // RFC 6052
  private static final Block SIX_TO_FOUR = Block.of("2002::/16"); // RFC 3056

  /** The kind of an address that {@link #unwrap} has been asked about. */
  static AddressKind of(InetAddress address) {
    if (anyHolds(LOOPBACK_BLOCKS, address)) {
      return LOOPBACK;
    }
    if (anyHolds(PRIVATE_BLOCKS, address)) {
      return PRIVATE;
    }
    boolean known = address instanceof Inet4Address || GLOBAL_UNICAST.holds(address);
    return known && !anyHolds(RESERVED_BLOCKS, address) ? PUBLIC : RESERVED;
  }

  /** The IPv4 address to which an IPv6 address leads that carries one; any other as it is. */
  static InetAddress unwrap(InetAddress address) throws UnknownHostException {
    byte[] bytes = address.getAddress();
    if (TRANSLATED.holds(address)) {
      return InetAddress.getByAddress(Arrays.copyOfRange(bytes, 12, 16));
    }
    return SIX_TO_FOUR.holds(address)
        ? InetAddress.getByAddress(Arrays.copyOfRange(bytes, 2, 6))
        : address;
  }

  private static boolean anyHolds(List<Block> blocks, InetAddress address) {
    return blocks.stream().anyMatch(block -> block.holds(address));
  }

  /** The addresses of one family that begin with the same bits. */
  private record Block(BigInteger prefix, int size, int bits) {

    static List<Block> all(String... blocks) {
      return Stream.of(blocks).map(Block::of).toList();
    }

    static Block of(String block) {
      try {
        String[] parts = block.split("/", 2);
        byte[] first = InetAddress.getByName(parts[0]).getAddress();
        int bits = Integer.parseInt(parts[1]);
        int size = first.length * Byte.SIZE;
        return new Block(new BigInteger(1, first).shiftRight(size - bits), size, bits);
      } catch (UnknownHostException e) {
        throw new IllegalArgumentException(block, e);
      }
    }

    boolean holds(InetAddress address) {
      byte[] bytes = address.getAddress();
      return bytes.length * Byte.SIZE == size
          && new BigInteger(1, bytes).shiftRight(size - bits).equals(prefix);
    }
  }
}
