package dev.pollwise.simulator.webhook;

import dev.pollwise.simulator.webhook.WebhookSettings.Allowed;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * To whom webhooks may be sent, so that a server which others can reach is no way into the network
 * around it, and none to its own listeners in any case.
 *
 * <p>A host name is resolved, and every address it stands for must be allowed. These very addresses
 * are what is connected to.
 */
final class AddressRules {

  // Java takes 0177.0.0.1 for 177.0.0.1, others for 127.0.0.1: who forwards it may go elsewhere.
  private static final Pattern LEADING_ZERO = Pattern.compile("(.*\\.)?0[0-9]+(\\..*)?");

  private final Set<Allowed> allowed;
  private final Set<Integer> ownPorts;
  private final Resolver resolver;
  private final Predicate<InetAddress> ownAddresses;

  /** Finds the addresses that a host name, or an address in any spelling, stands for. */
  interface Resolver {

    InetAddress[] resolve(String host) throws UnknownHostException;
  }

  /**
   * The rules of this machine.
   *
   * @param ownPorts on which the simulator listens
   */
  AddressRules(Set<Allowed> allowed, Set<Integer> ownPorts) {
    this(allowed, ownPorts, InetAddress::getAllByName, AddressRules::isOfThisMachine);
  }

  AddressRules(
      Set<Allowed> allowed,
      Set<Integer> ownPorts,
      Resolver resolver,
      Predicate<InetAddress> ownAddresses) {
    this.allowed = allowed;
    this.ownPorts = ownPorts;
    this.resolver = resolver;
    this.ownAddresses = ownAddresses;
  }

  private static boolean isOfThisMachine(InetAddress address) {
    try {
      return NetworkInterface.getByInetAddress(address) != null;
    } catch (SocketException e) {
      return true; // it cannot be told, so the stricter rule is for it
    }
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

  /**
   * The addresses to connect to, at least one. Resolves the host, so it can take a while.
   *
   * @throws ForbiddenAddressException if nothing may be sent there
   */
  List<InetAddress> addresses(URI url) throws ForbiddenAddressException {
    Optional<String> form = objectionToForm(url);
    if (form.isPresent()) {
      throw new ForbiddenAddressException(form.get());
    }
    try {
      List<InetAddress> addresses = List.of(resolver.resolve(url.getHost()));
      for (InetAddress address : addresses) {
        check(AddressKind.unwrap(address), ReceiverConnection.port(url));
      }
      return addresses;
    } catch (UnknownHostException e) {
      throw new ForbiddenAddressException("has a host that is not known");
    }
  }

  private void check(InetAddress address, int port) throws ForbiddenAddressException {
    boolean own = address.isLoopbackAddress() || ownAddresses.test(address);
    if (own && ownPorts.contains(port)) {
      throw new ForbiddenAddressException("leads to this simulator itself");
    }
    boolean fine =
        switch (own ? AddressKind.LOOPBACK : AddressKind.of(address)) {
          case PUBLIC -> true;
          case PRIVATE -> allowed.contains(Allowed.PRIVATE);
          case LOOPBACK -> allowed.contains(Allowed.LOOPBACK);
          case RESERVED -> false;
        };
    if (!fine) {
      throw new ForbiddenAddressException("leads to an address that is not allowed");
    }
  }
}
