package dev.pollwise.simulator.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollwise.simulator.webhook.WebhookSettings.Allowed;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AddressRulesTest {

  @ParameterizedTest
  @CsvSource({
    "127.0.0.1,LOOPBACK",
    "127.9.9.9,LOOPBACK",
    "::1,LOOPBACK",
    "::ffff:127.0.0.1,LOOPBACK",
    "64:ff9b::7f00:1,LOOPBACK",
    "10.0.0.1,PRIVATE",
    "172.16.0.1,PRIVATE",
    "172.31.255.255,PRIVATE",
    "192.168.1.1,PRIVATE",
    "169.254.169.254,PRIVATE",
    "100.64.0.1,PRIVATE",
    "::ffff:10.0.0.1,PRIVATE",
    "2002:0a00:0001::1,PRIVATE",
    "fe80::1,PRIVATE",
    "fd00:ec2::254,PRIVATE"
  })
  void sendsInsideOnlyWhenAllowed(String address, Allowed what) throws Exception {
    InetAddress inside = InetAddress.getByName(address);

    assertThat(new AddressRules(Set.of()).isAllowed(inside)).isFalse();
    assertThat(new AddressRules(Set.of(what)).isAllowed(inside)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"0.0.0.0", "::", "0.1.2.3", "224.0.0.1", "ff02::1", "255.255.255.255", "240.0.0.1"})
  void neverSendsToWhatIsNoHost(String address) throws Exception {
    assertThat(new AddressRules(Set.of(Allowed.values())).isAllowed(InetAddress.getByName(address)))
        .isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "93.184.215.14",
    "172.32.0.1",
    "100.128.0.1",
    "2606:2800:21f:cb07:6820:80da:af6b:8b2c"
  })
  void sendsToPublicAddresses(String address) throws Exception {
    assertThat(new AddressRules(Set.of()).isAllowed(InetAddress.getByName(address))).isTrue();
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
    assertThat(new AddressRules(Set.of()).objection(url)).contains(why);
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
    assertThat(new AddressRules(Set.of()).objection(url)).isPresent();
  }

  @ParameterizedTest
  @CsvSource({"https://10.0.0.1/", "https://0.example/", "https://a0.b01.example/", "https://v01/"})
  void hasNothingAgainstTheFormOfOtherNumbers(URI url) {
    assertThat(new AddressRules(Set.of()).objectionToForm(url)).isEmpty();
  }

  @Test
  void refusesANameWithOneAddressInside() throws Exception {
    InetAddress outside = InetAddress.getByName("93.184.215.14");
    InetAddress inside = InetAddress.getByName("10.0.0.1");
    URI url = URI.create("https://looks-public.example/");

    assertThat(rules(outside).objection(url)).isEmpty();
    assertThat(rules(inside).objection(url)).contains("leads to an address that is not allowed");
    assertThat(rules(outside, inside).objection(url))
        .contains("leads to an address that is not allowed");
  }

  private static AddressRules rules(InetAddress... addresses) {
    return new AddressRules(
        Set.of(),
        host -> {
          assertThat(host).isEqualTo("looks-public.example");
          return addresses;
        });
  }

  @Test
  void refusesANameThatNobodyKnows() {
    AddressRules lost =
        new AddressRules(
            Set.of(),
            host -> {
              throw new UnknownHostException(host);
            });

    assertThat(lost.objection(URI.create("https://nowhere.example/")))
        .contains("has a host that is not known");
  }
}
