package dev.pollwise.simulator.transport;

import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.util.List;
import java.util.regex.Pattern;

/** Names and addresses to listen on. */
final class Hosts {

  /** Stands for the addresses of both families by which a machine reaches itself. */
  public static final String LOOPBACK = "localhost";

  private static final Pattern NAME =
      Pattern.compile("[A-Za-z0-9_]([A-Za-z0-9_.-]{0,251}[A-Za-z0-9_.])?");
  private static final Pattern IPV6 = Pattern.compile("[0-9A-Fa-f:.]+(%[A-Za-z0-9_.-]+)?");

  private Hosts() {}

  /**
   * The host, an IPv6 address without its brackets.
   *
   * @throws IllegalArgumentException if it is neither a name nor an address
   */
  public static String require(String setting, String host) {
    String bare =
        host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
    boolean isHost =
        bare.contains(":") ? isIpv6(bare) : !host.startsWith("[") && NAME.matcher(host).matches();
    if (!isHost) {
      throw new IllegalArgumentException(
          setting
              + " \""
              + host
              + "\": must be a name or an address, such as localhost, 127.0.0.1 or ::1");
    }
    return bare;
  }

  /** Asks no name server: a text with a colon is an address or nothing. */
  private static boolean isIpv6(String address) {
    try {
      return IPV6.matcher(address).matches()
          && !InetAddress.getByName(address.replaceAll("%.*", "")).getHostAddress().isEmpty();
    } catch (UnknownHostException e) {
      return false;
    }
  }

  /**
   * Where to listen for that host.
   *
   * @throws Listener.ListenException if nobody knows it
   */
  public static List<InetAddress> resolve(String host) {
    try {
      if (!host.equals(LOOPBACK)) {
        return List.of(InetAddress.getByName(host));
      }
      InetAddress first = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
      byte[] one = new byte[16];
      one[15] = 1;
      InetAddress second = InetAddress.getByAddress(one);
      return isHere(second) ? List.of(first, second) : List.of(first);
    } catch (UnknownHostException e) {
      throw new Listener.ListenException("cannot listen on " + inUri(host) + ": no such host");
    }
  }

  /** An address as people write it: {@code ::1}, not {@code 0:0:0:0:0:0:0:1}. */
  static String text(InetAddress address) {
    boolean isLocal = address instanceof Inet6Address && address.isLoopbackAddress();
    return isLocal ? "::1" : address.getHostAddress();
  }

  /** Many a container has no IPv6. */
  private static boolean isHere(InetAddress address) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.bind(new InetSocketAddress(address, 0));
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /** As it stands in a URI. */
  public static String inUri(String host) {
    return host.contains(":") ? "[" + host.replace("%", "%25") + "]" : host;
  }
}
