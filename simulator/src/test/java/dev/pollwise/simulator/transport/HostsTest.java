package dev.pollwise.simulator.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.pollwise.simulator.SimulatorServer;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class HostsTest {

  @ParameterizedTest
  @CsvSource({
    "localhost, localhost",
    "127.0.0.1, 127.0.0.1",
    "::1, ::1",
    "[::1], ::1",
    "::, ::",
    "fe80::1%eth0, fe80::1%eth0",
    "::ffff:127.0.0.1, ::ffff:127.0.0.1",
    "my-host.example., my-host.example."
  })
  void takesNamesAndAddresses(String host, String taken) {
    assertThat(new Listener.Address(host, 0).host()).isEqualTo(taken);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "bad host",
        "[::1",
        "::1]",
        "[]",
        "[localhost]",
        "[127.0.0.1]",
        "::zz",
        "1:2",
        "a/b",
        "a:80",
        "http://a",
        "-a",
        "ä",
        "a\nb",
        "%eth0",
        "::1%",
        "::1%a b"
      })
  void refusesEverythingElse(String host) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Listener.Address(host, 0))
        .withMessage(
            "host \""
                + host
                + "\": must be a name or an address, such as localhost, 127.0.0.1 or ::1");
  }

  @Test
  void saysThatNobodyKnowsAName() {
    assertThatExceptionOfType(Listener.ListenException.class)
        .isThrownBy(() -> Hosts.resolve("nobody.invalid"))
        .withMessage("cannot listen on nobody.invalid: no such host");
  }

  @Test
  void putsAnAddressIntoAUri() {
    assertThat(URI.create("http://" + Hosts.inUri("fe80::1%eth0") + ":80").getPort()).isEqualTo(80);
    assertThat(Hosts.inUri("127.0.0.1")).isEqualTo("127.0.0.1");
  }

  @Test
  void writesAnAddressAsPeopleDo() throws Exception {
    byte[] one = new byte[16];
    one[15] = 1;
    byte[] local = {127, 0, 0, 1};

    assertThat(Hosts.text(InetAddress.getByAddress(one))).isEqualTo("::1");
    assertThat(Hosts.text(InetAddress.getByAddress(local))).isEqualTo("127.0.0.1");
  }

  @Test
  void thisMachineIsReachedByBothFamiliesOnOnePort() throws Exception {
    List<InetAddress> addresses = Hosts.resolve("localhost");
    try (SimulatorServer simulator = SimulatorServer.builder().port(0).build().start()) {
      assertThat(simulator.uris()).hasSameSizeAs(addresses);
      assertThat(simulator.controlUris()).hasSameSizeAs(addresses);
      assertThat(simulator.uri()).hasHost("127.0.0.1").isEqualTo(simulator.uris().getFirst());
      assertThat(simulator.uris()).allMatch(uri -> uri.getPort() == simulator.uri().getPort());
      for (InetAddress address : addresses) {
        new Socket(address, simulator.uri().getPort()).close();
        new Socket(address, simulator.controlUri().orElseThrow().getPort()).close();
      }
    }
  }

  @Test
  void aPortThatIsTakenInOneFamilyIsInUse() throws Exception {
    List<InetAddress> addresses = Hosts.resolve("localhost");
    for (InetAddress address : addresses) {
      try (var taken = new java.net.ServerSocket(0, 1, address)) {
        assertThatExceptionOfType(Listener.ListenException.class)
            .isThrownBy(() -> SimulatorServer.builder().port(taken.getLocalPort()).build().start())
            .withMessageContaining(":" + taken.getLocalPort() + ": the port is in use");
      }
    }
  }
}
