package dev.pollwise.simulator.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Both ends of each block in IANA's registries of special-purpose addresses, and what is beside.
 */
class AddressKindTest {

  @ParameterizedTest
  @CsvSource({
    "0.0.0.0,RESERVED",
    "0.255.255.255,RESERVED",
    "1.0.0.0,PUBLIC",
    "9.255.255.255,PUBLIC",
    "10.0.0.0,PRIVATE",
    "10.255.255.255,PRIVATE",
    "11.0.0.0,PUBLIC",
    "100.63.255.255,PUBLIC",
    "100.64.0.0,PRIVATE",
    "100.127.255.255,PRIVATE",
    "100.128.0.0,PUBLIC",
    "127.0.0.0,LOOPBACK",
    "127.255.255.255,LOOPBACK",
    "128.0.0.0,PUBLIC",
    "168.63.129.15,PUBLIC",
    "168.63.129.16,PRIVATE",
    "168.63.129.17,PUBLIC",
    "169.253.255.255,PUBLIC",
    "169.254.0.0,PRIVATE",
    "169.254.255.255,PRIVATE",
    "172.15.255.255,PUBLIC",
    "172.16.0.0,PRIVATE",
    "172.31.255.255,PRIVATE",
    "172.32.0.0,PUBLIC",
    "191.255.255.255,PUBLIC",
    "192.0.0.0,RESERVED",
    "192.0.0.9,RESERVED",
    "192.0.0.255,RESERVED",
    "192.0.1.0,PUBLIC",
    "192.0.2.0,RESERVED",
    "192.0.2.255,RESERVED",
    "192.0.3.0,PUBLIC",
    "192.31.195.255,PUBLIC",
    "192.31.196.0,RESERVED",
    "192.31.196.255,RESERVED",
    "192.31.197.0,PUBLIC",
    "192.52.192.255,PUBLIC",
    "192.52.193.0,RESERVED",
    "192.52.193.255,RESERVED",
    "192.52.194.0,PUBLIC",
    "192.88.98.255,PUBLIC",
    "192.88.99.1,RESERVED",
    "192.88.100.0,PUBLIC",
    "192.167.255.255,PUBLIC",
    "192.168.0.0,PRIVATE",
    "192.168.255.255,PRIVATE",
    "192.169.0.0,PUBLIC",
    "192.175.47.255,PUBLIC",
    "192.175.48.0,RESERVED",
    "192.175.48.255,RESERVED",
    "192.175.49.0,PUBLIC",
    "198.17.255.255,PUBLIC",
    "198.18.0.0,PRIVATE",
    "198.19.255.255,PRIVATE",
    "198.20.0.0,PUBLIC",
    "198.51.99.255,PUBLIC",
    "198.51.100.0,RESERVED",
    "198.51.100.255,RESERVED",
    "203.0.113.7,RESERVED",
    "203.0.114.0,PUBLIC",
    "223.255.255.255,PUBLIC",
    "224.0.0.0,RESERVED",
    "239.255.255.255,RESERVED",
    "240.0.0.0,RESERVED",
    "255.255.255.255,RESERVED",
    "::,RESERVED",
    "::1,LOOPBACK",
    "::2,RESERVED",
    "::127.0.0.1,RESERVED",
    "::ffff:192.0.2.1,RESERVED",
    "64:ff9b:0:0:1::,RESERVED",
    "64:ff9b:1::,PRIVATE",
    "64:ff9b:1:ffff:ffff:ffff:ffff:ffff,PRIVATE",
    "64:ff9b:2::,RESERVED",
    "100::1,RESERVED",
    "100:0:0:1::1,RESERVED",
    "1fff:ffff::,RESERVED",
    "2001::1,RESERVED",
    "2001:2::1,RESERVED",
    "2001:20::1,RESERVED",
    "2001:1ff:ffff::,RESERVED",
    "2001:200::,PUBLIC",
    "2001:db7:ffff::,PUBLIC",
    "2001:db8::1,RESERVED",
    "2001:db9::,PUBLIC",
    "2620:4f:7fff:ffff::,PUBLIC",
    "2620:4f:8000::,RESERVED",
    "2620:4f:8000:ffff::,RESERVED",
    "2620:4f:8001::,PUBLIC",
    "2606:2800:21f:cb07:6820:80da:af6b:8b2c,PUBLIC",
    "3ffe:ffff::,PUBLIC",
    "3fff::1,RESERVED",
    "3fff:fff:ffff::,RESERVED",
    "3fff:1000::,PUBLIC",
    "4000::,RESERVED",
    "5f00::1,RESERVED",
    "fbff::1,RESERVED",
    "fc00::1,PRIVATE",
    "fdff::1,PRIVATE",
    "fe80::1,PRIVATE",
    "febf::1,PRIVATE",
    "fec0::1,PRIVATE",
    "feff::1,PRIVATE",
    "ff02::1,RESERVED"
  })
  void isAsTheRegistriesHaveIt(String address, AddressKind kind) throws Exception {
    assertThat(AddressKind.of(InetAddress.getByName(address))).isEqualTo(kind);
  }

  @ParameterizedTest
  @CsvSource({
    "64:ff9b::7f00:1,127.0.0.1",
    "64:ff9b::a9fe:a9fe,169.254.169.254",
    "2002:0a00:0001::1,10.0.0.1",
    "::ffff:10.0.0.1,10.0.0.1",
    "64:ff9b:1::a00:1,64:ff9b:1::a00:1",
    "2001:db8::1,2001:db8::1",
    "10.0.0.1,10.0.0.1"
  })
  void anAddressThatCarriesAnotherLeadsThere(String carrier, String address) throws Exception {
    assertThat(AddressKind.unwrap(InetAddress.getByName(carrier)))
        .isEqualTo(InetAddress.getByName(address));
  }
}
