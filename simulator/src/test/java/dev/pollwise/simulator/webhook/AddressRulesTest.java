package dev.pollwise.simulator.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollwise.simulator.webhook.WebhookSettings.Allowed;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AddressRulesTest {

  private static final String INSIDE = "leads to an address that is not allowed";
  private static final AddressRules STRICT = new AddressRules(Set.of(), Set.of());

  private static Optional<String> objection(AddressRules rules, URI url) {
    try {
      assertThat(rules.addresses(url)).isNotEmpty();
      return Optional.empty();
    } catch (ForbiddenAddressException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  /** The rules of a machine whose addresses these are, for a name that stands for others. */
  private static AddressRules rules(
      Set<Allowed> allowed, List<String> ownAddresses, String... addresses) {
    return new AddressRules(
        allowed,
        Set.of(8_080, 443),
        host -> {
          assertThat(host).isEqualTo("looks-public.example");
          return Stream.of(addresses).map(AddressRulesTest::address).toArray(InetAddress[]::new);
        },
        address -> ownAddresses.stream().map(AddressRulesTest::address).anyMatch(address::equals));
  }

  private static InetAddress address(String text) {
    try {
      return InetAddress.getByName(text);
    } catch (UnknownHostException e) {
      throw new AssertionError(e);
    }
  }

  private static Optional<String> objectionTo(
      Set<Allowed> allowed, List<String> ownAddresses, String... addresses) {
    URI url = URI.create("https://looks-public.example:9443/");
    return objection(rules(allowed, ownAddresses, addresses), url);
  }

  @ParameterizedTest
  @CsvSource({
    "127.0.0.1,LOOPBACK",
    "127.9.9.9,LOOPBACK",
    "::1,LOOPBACK",
    "::ffff:127.0.0.1,LOOPBACK",
    "64:ff9b::7f00:1,LOOPBACK",
    "10.0.0.1,PRIVATE",
    "172.31.255.255,PRIVATE",
    "169.254.169.254,PRIVATE",
    "198.18.0.1,PRIVATE",
    "::ffff:10.0.0.1,PRIVATE",
    "64:ff9b:1::7f00:1,PRIVATE",
    "2002:0a00:0001::1,PRIVATE",
    "fe80::1,PRIVATE",
    "fd00:ec2::254,PRIVATE"
  })
  void sendsInsideOnlyWhenAllowed(String inside, Allowed what) {
    EnumSet<Allowed> allElse = EnumSet.complementOf(EnumSet.of(what));

    assertThat(objectionTo(Set.of(), List.of(), inside)).contains(INSIDE);
    assertThat(objectionTo(allElse, List.of(), inside)).contains(INSIDE);
    assertThat(objectionTo(Set.of(what), List.of(), inside)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "0.0.0.0",
    "::",
    "0.1.2.3",
    "224.0.0.1",
    "ff02::1",
    "255.255.255.255",
    "240.0.0.1",
    "192.0.2.1",
    "2001:db8::1",
    "64:ff9b::c000:201",
    "2002:c000:0201::1"
  })
  void neverSendsToWhatIsNoHost(String address) {
    assertThat(objectionTo(Set.of(Allowed.values()), List.of(), address)).contains(INSIDE);
  }

  @ParameterizedTest
  @CsvSource({
    "93.184.215.14",
    "172.32.0.1",
    "100.128.0.1",
    "2606:2800:21f:cb07:6820:80da:af6b:8b2c",
    "64:ff9b::5db8:d70e"
  })
  void sendsToPublicAddresses(String address) {
    assertThat(objectionTo(Set.of(), List.of(), address)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "93.184.215.14,93.184.215.14",
    "192.168.1.5,192.168.1.5",
    "fd00::5,fd00::5",
    "93.184.215.14,64:ff9b::5db8:d70e",
    "93.184.215.14,2002:5db8:d70e::1"
  })
  void whatBelongsToThisMachineIsNeitherPublicNorPrivate(String own, String target) {
    EnumSet<Allowed> allElse = EnumSet.complementOf(EnumSet.of(Allowed.LOOPBACK));

    assertThat(objectionTo(allElse, List.of(own), target)).contains(INSIDE);
    assertThat(objectionTo(Set.of(Allowed.LOOPBACK), List.of(own), target)).isEmpty();
  }

  @Test
  void knowsTheAddressesOfThisMachine() throws Exception {
    for (NetworkInterface each : NetworkInterface.networkInterfaces().toList()) {
      for (InetAddress own : each.inetAddresses().toList()) {
        String host = own.getHostAddress().replaceAll("%.*", "");
        URI url = URI.create("https://" + (host.contains(":") ? "[" + host + "]" : host) + "/");

        assertThat(objection(STRICT, url)).as(host).contains(INSIDE);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "https://looks-public.example/,127.0.0.1",
    "https://looks-public.example:443/,::1",
    "http://looks-public.example:8080/simulator/reset,127.0.0.2",
    "http://looks-public.example:8080/,::ffff:127.0.0.1",
    "http://looks-public.example:8080/,64:ff9b::7f00:1",
    "http://looks-public.example:8080/,93.184.215.14"
  })
  void neverSendsToTheSimulatorItself(URI url, String address) {
    AddressRules all = rules(Set.of(Allowed.values()), List.of("93.184.215.14"), address);

    assertThat(objection(all, url)).contains("leads to this simulator itself");
  }

  @ParameterizedTest
  @CsvSource({
    "http://93.184.215.14/,must be an https URL",
    "ftp://93.184.215.14/,must be an https URL",
    "https:///path,'must have a host and, if any, a port from 1 to 65535'",
    "https://93.184.215.14:0/,'must have a host and, if any, a port from 1 to 65535'",
    "https://user:secret@93.184.215.14/,must not hold a user or password",
    "https://127.0.0.1/,leads to an address that is not allowed",
    "https://[::1]:8443/,leads to an address that is not allowed",
    "https://localhost/,leads to an address that is not allowed",
    "https://0177.0.0.1/,must have a host without a number that begins with 0"
  })
  void saysWhyItRefuses(URI url, String why) {
    assertThat(objection(STRICT, url)).contains(why);
  }

  @ParameterizedTest
  @CsvSource({
    "https://127.1/",
    "https://2130706433/",
    "https://0x7f000001/",
    "https://0x7f.1/",
    "https://017700000001/",
    "https://0177.0.0.1/",
    "https://0300.0250.1.1/",
    "https://192.168.01.1/",
    "https://0177.0.0.01.example/",
    "https://%31%32%37.0.0.1/",
    "https://①②⑦.⓪.⓪.①/",
    "https://0/",
    "https://0.0.0.0/",
    "https://[::]/",
    "https://[::ffff:7f00:1]/",
    "https://[::ffff:127.0.0.1]/",
    "https://[0:0:0:0:0:ffff:a9fe:a9fe]/",
    "https://[::127.0.0.1]/",
    "https://[fe80::1]/",
    "https://169.254.169.254/",
    "https://2852039166/",
    "https://localhost./",
    "https://LOCALHOST/"
  })
  void isNotFooledByAnotherSpellingOfAnAddress(URI url) {
    assertThat(objection(STRICT, url)).isPresent();
  }

  @ParameterizedTest
  @CsvSource({"https://10.0.0.1/", "https://0.example/", "https://a0.b01.example/", "https://v01/"})
  void hasNothingAgainstTheFormOfOtherNumbers(URI url) {
    assertThat(STRICT.objectionToForm(url)).isEmpty();
  }

  @Test
  void refusesANameWithOneAddressInside() {
    assertThat(objectionTo(Set.of(), List.of(), "93.184.215.14")).isEmpty();
    assertThat(objectionTo(Set.of(), List.of(), "10.0.0.1")).contains(INSIDE);
    assertThat(objectionTo(Set.of(), List.of(), "93.184.215.14", "10.0.0.1")).contains(INSIDE);
  }

  @Test
  void refusesANameThatNobodyKnows() {
    AddressRules lost =
        new AddressRules(
            Set.of(),
            Set.of(),
            host -> {
              throw new UnknownHostException(host);
            },
            address -> false);

    assertThat(objection(lost, URI.create("https://nowhere.example/")))
        .contains("has a host that is not known");
  }
}
