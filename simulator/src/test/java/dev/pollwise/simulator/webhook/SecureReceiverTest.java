package dev.pollwise.simulator.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollwise.simulator.webhook.WebhookSettings.Allowed;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Deliveries over TLS: to whom the certificate belongs counts, not to which address they go. */
@Timeout(60)
class SecureReceiverTest {

  private static final char[] PASSWORD = "changeit".toCharArray();
  private static final EnumSet<Allowed> ALL = EnumSet.allOf(Allowed.class);

  @TempDir private Path folder = Path.of("");
  private final List<String> names = new CopyOnWriteArrayList<>();
  private SSLContext trusting;
  private SSLServerSocket server;

  @BeforeEach
  void listen() throws Exception {
    KeyStore keys = keysOf("receiver.example");
    KeyManagerFactory identity = KeyManagerFactory.getInstance("PKIX");
    identity.init(keys, PASSWORD);
    TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
    trust.init(keys);
    trusting = SSLContext.getInstance("TLS");
    trusting.init(identity.getKeyManagers(), trust.getTrustManagers(), null);
    server =
        (SSLServerSocket)
            trusting
                .getServerSocketFactory()
                .createServerSocket(0, 10, InetAddress.getLoopbackAddress());
    Thread unused = Thread.ofVirtual().start(this::serve);
  }

  /** A certificate of its own for that name. */
  private KeyStore keysOf(String name) throws Exception {
    Path file = folder.resolve("keys.p12");
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home", ""), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "receiver",
                "-keyalg",
                "EC",
                "-dname",
                "CN=" + name,
                "-ext",
                "san=dns:" + name,
                "-storetype",
                "PKCS12",
                "-storepass",
                new String(PASSWORD),
                "-keystore",
                file.toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("keytool.txt").toFile())
            .start();
    assertThat(keytool.waitFor()).isZero();
    KeyStore both = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      both.load(in, PASSWORD);
    }
    both.setCertificateEntry("trusted", both.getCertificate("receiver"));
    return both;
  }

  private void serve() {
    while (!server.isClosed()) {
      try (SSLSocket socket = (SSLSocket) server.accept()) {
        socket.startHandshake();
        if (socket.getSession() instanceof ExtendedSSLSession session) {
          session.getRequestedServerNames().forEach(name -> names.add(name.toString()));
        }
        socket
            .getOutputStream()
            .write("HTTP/1.1 200 OK\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      } catch (IOException refused) {
        // Whoever does not trust the certificate breaks the handshake off.
      }
    }
  }

  @AfterEach
  void stop() throws Exception {
    server.close();
  }

  private Attempt post(String name, SSLSocketFactory tls) {
    AddressRules rules =
        new AddressRules(
            ALL,
            Set.of(),
            host -> new InetAddress[] {InetAddress.getLoopbackAddress()},
            address -> false);
    WebhookSettings settings =
        WebhookSettings.local().allowing(ALL).withTimeout(Duration.ofMinutes(1));
    try (HttpSender sender = new HttpSender(settings, rules, tls)) {
      URI url = URI.create("https://" + name + ":" + server.getLocalPort() + "/hook");
      return sender.post(url, Map.of(), new byte[0]);
    }
  }

  @Test
  void sendsToWhomTheCertificateBelongs() {
    assertThat(post("receiver.example", trusting.getSocketFactory()))
        .isEqualTo(new Attempt.Accepted(200));
    assertThat(names.toString()).contains("receiver.example");
  }

  @Test
  void sendsNothingToAnotherWhoAnswersAtTheAddress() {
    assertThat(post("other.example", trusting.getSocketFactory()))
        .isEqualTo(new Attempt.Unanswered());
  }

  @Test
  void sendsNothingToOneWhomNobodyVouchesFor() {
    assertThat(post("receiver.example", (SSLSocketFactory) SSLSocketFactory.getDefault()))
        .isEqualTo(new Attempt.Unanswered());
  }
}
