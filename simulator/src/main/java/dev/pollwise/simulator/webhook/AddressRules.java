package dev.pollwise.simulator.webhook;

import dev.pollwise.simulator.webhook.WebhookSettings.Allowed;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * To whom webhooks may be sent, so that a server which others can reach is no way into the network
 * around it.
 *
 * <p>A host name is resolved, and every address it stands for must be allowed. The connection made
 * right afterwards resolves it again, from the cache of the Java runtime (30 s unless configured
 * otherwise); a resolver that answers differently with that cache switched off is not caught.
 */
final class AddressRules {

  // Java takes 0177.0.0.1 for 177.0.0.1, others for 127.0.0.1: who forwards it may go elsewhere.
  private static final Pattern LEADING_ZERO = Pattern.compile("(.*\\.)?0[0-9]+(\\..*)?");

  private final Set<Allowed> allowed;
  private final Resolver resolver;

  /** Finds the addresses that a host name, or an address in any spelling, stands for. */
  interface Resolver {

    InetAddress[] resolve(String host) throws UnknownHostException;
  }

  /** Rules that resolve names as the senders do. */
  AddressRules(Set<Allowed> allowed) {
    this(allowed, InetAddress::getAllByName);
  }

  AddressRules(Set<Allowed> allowed, Resolver resolver) {
    this.allowed = allowed;
    this.resolver = resolver;
  }

  /** Why the form of an address is refused; empty if it is fine. Looks nothing up. */
  Optional<String> objectionToForm(URI url) {
    String scheme = String.valueOf(url.getScheme());
    if (!(scheme.equals("https") || (scheme.equals("http") && allowed.contains(Allowed.HTTP)))) {
      return Optional.of("must be an https URL");
    }
    if (url.getHost() == null || url.getPort() == 0 || url.getPort() > 65_535) {
      return Optional.of("must have a host and, if any, a port from 1 to 65535");
    }
    if (LEADING_ZERO.matcher(url.getHost()).matches()) {
      return Optional.of("must have a host without a number that begins with 0");
    }
    return url.getRawUserInfo() == null
        ? Optional.empty()
        : Optional.of("must not hold a user or password");
  }

  /** Why nothing may be sent there; empty if it may. Resolves the host, so it can take a while. */
  Optional<String> objection(URI url) {
    Optional<String> form = objectionToForm(url);
    if (form.isPresent()) {
      return form;
    }
    try {
      for (InetAddress address : resolver.resolve(url.getHost())) {
        if (!isAllowed(address)) {
          return Optional.of("leads to an address that is not allowed");
        }
      }
      return Optional.empty();
    } catch (UnknownHostException e) {
      return Optional.of("has a host that is not known");
    }
  }

  boolean isAllowed(InetAddress address) {
    if (address.isLoopbackAddress()) {
      return allowed.contains(Allowed.LOOPBACK);
    }
    if (address.isAnyLocalAddress() || address.isMulticastAddress()) {
      return false;
    }
    return switch (address) {
      case Inet4Address four -> isAllowed(four.getAddress());
      case Inet6Address six -> isAllowed(six);
      default -> false;
    };
  }

  private boolean isAllowed(byte[] four) {
    int first = four[0] & 0xff;
    int second = four[1] & 0xff;
    if (first == 0 || first >= 240) {
      return false; // "this network", reserved and broadcast: RFC 6890
    }
    boolean inside =
        first == 10
            || (first == 172 && second >= 16 && second < 32)
            || (first == 192 && second == 168)
            || (first == 169 && second == 254)
            || (first == 100 && second >= 64 && second < 128);
    return !inside || allowed.contains(Allowed.PRIVATE);
  }

  private boolean isAllowed(Inet6Address six) {
    byte[] bytes = six.getAddress();
    boolean unique = (bytes[0] & 0xfe) == 0xfc; // fc00::/7, RFC 4193
    if (unique || six.isLinkLocalAddress() || six.isSiteLocalAddress()) {
      return allowed.contains(Allowed.PRIVATE);
    }
    // Addresses that carry an IPv4 address lead wherever that one does: 64:ff9b::/96 and 2002::/16.
    if (bytes[0] == 0x00
        && bytes[1] == 0x64
        && bytes[2] == (byte) 0xff
        && bytes[3] == (byte) 0x9b) {
      return isAllowedEmbedded(bytes, 12);
    }
    if (bytes[0] == 0x20 && bytes[1] == 0x02) {
      return isAllowedEmbedded(bytes, 2);
    }
    return !six.isIPv4CompatibleAddress();
  }

  private boolean isAllowedEmbedded(byte[] bytes, int from) {
    byte[] four = {bytes[from], bytes[from + 1], bytes[from + 2], bytes[from + 3]};
    boolean loopback = four[0] == 127;
    return loopback ? allowed.contains(Allowed.LOOPBACK) : isAllowed(four);
  }
}
