package dev.pollwise.simulator.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.pollwise.simulator.ManualWallClock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class SocketsTest {

  private final Sockets sockets = new Sockets(new ManualWallClock(), new BodyMemory(1_000));

  @Test
  void aConnectionAcceptedInTheLastMomentBeforeAnOutageIsResetAsTheOthersAre() throws IOException {
    try (ServerSocketChannel server = ServerSocketChannel.open()) {
      server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      try (SocketChannel before = SocketChannel.open(server.getLocalAddress());
          SocketChannel late = SocketChannel.open(server.getLocalAddress());
          SocketChannel after = SocketChannel.open(server.getLocalAddress())) {
        sockets.configureSocket(server.accept());
        SocketChannel accepted = server.accept();

        sockets.refuse();
        assertThatExceptionOfType(UncheckedIOException.class)
            .isThrownBy(() -> sockets.configureSocket(accepted));
        sockets.accept();
        SocketChannel open = server.accept();
        sockets.configureSocket(open);

        assertIsReset(before);
        assertIsReset(late);
        open.write(ByteBuffer.wrap(new byte[] {1}));
        assertThat(after.read(ByteBuffer.allocate(1))).isEqualTo(1);
        open.close();
      }
    }
  }

  @Test
  void whoAcceptsIsHeldOnceSomebodyKnocks() throws Exception {
    try (ServerSocketChannel server = ServerSocketChannel.open()) {
      server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      CompletableFuture<Void> accepting =
          CompletableFuture.runAsync(
              () -> {
                try {
                  sockets.configureSocket(server.accept());
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              },
              task -> Thread.ofPlatform().start(task));
      List<SocketChannel> knocking = new ArrayList<>();

      assertThat(sockets.hold(1, () -> knocking.add(connectTo(server)))).isTrue();
      assertThat(accepting).isNotDone();
      sockets.letGo();

      assertThat(accepting).failsWithin(Duration.ofSeconds(10));
      assertIsReset(knocking.getFirst());
    }
  }

  private static SocketChannel connectTo(ServerSocketChannel server) {
    try {
      return SocketChannel.open(server.getLocalAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void assertIsReset(SocketChannel channel) {
    assertThatExceptionOfType(SocketException.class)
        .isThrownBy(() -> channel.read(ByteBuffer.allocate(1)));
  }
}
