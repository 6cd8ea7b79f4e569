package dev.pollwise.simulator.transport;

import io.helidon.common.buffers.BufferData;
import io.helidon.common.buffers.DataReader;
import io.helidon.common.buffers.DataWriter;
import io.helidon.common.socket.HelidonSocket;
import io.helidon.common.socket.PeerInfo;
import io.helidon.http.HeaderNames;
import io.helidon.http.Headers;
import io.helidon.http.HttpPrologue;
import io.helidon.http.WritableHeaders;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.ListenerContext;
import io.helidon.webserver.ProxyProtocolData;
import io.helidon.webserver.Router;
import io.helidon.webserver.http1.Http1ConnectionListener;
import java.util.Optional;
import java.util.concurrent.ExecutorService;

/**
 * A connection whose requests are read as {@link RequestReader} and {@link RequestBody} say, which
 * tells its {@link ClientSocket} what it waits for, and knows its peer also when it is cut.
 */
final class ClientConnection implements ConnectionContext {

  /** Tells each connection what Helidon has read of a request. */
  static final Http1ConnectionListener HEADS =
      new Http1ConnectionListener() {

        @Override
        public void prologue(ConnectionContext context, HttpPrologue prologue) {
          if (context instanceof ClientConnection connection) {
            connection.socket.begun(prologue);
          }
        }

        @Override
        public void headers(ConnectionContext context, Headers headers) {
          if (context instanceof ClientConnection connection
              && headers instanceof WritableHeaders<?> own) {
            connection.reader.headRead(own, expectsContinue(own));
          }
        }
      };

  private final ConnectionContext context;
  private final ClientSocket socket;
  private final RequestReader reader;
  private final DataWriter writer;
  private final KnownPeer peer;

  /**
   * Takes over that connection.
   *
   * @throws CloseConnectionException if it is closed already
   */
  ClientConnection(ConnectionContext context, Sockets sockets) {
    this.context = context;
    var address = KnownPeer.addressOf(context.remotePeer());
    this.socket =
        sockets
            .find(address)
            .orElseThrow(() -> new CloseConnectionException("cut before its first request"));
    this.reader = new RequestReader(context.dataReader(), socket, sockets.memory());
    this.writer = new Writer(context.dataWriter(), socket);
    this.peer = new KnownPeer(address, new RequestBody(reader, writer, socket, sockets.memory()));
  }

  private static boolean expectsContinue(Headers headers) {
    return headers
        .first(HeaderNames.EXPECT)
        .filter(value -> value.strip().equalsIgnoreCase("100-continue"))
        .isPresent();
  }

  ClientSocket socket() {
    return socket;
  }

  /** Says when it waits for the client to take what is sent. */
  private record Writer(DataWriter writer, ClientSocket socket) implements DataWriter {

    @Override
    public void write(BufferData... buffers) {
      socket.sending(() -> writer.write(buffers));
    }

    @Override
    public void write(BufferData buffer) {
      socket.sending(() -> writer.write(buffer));
    }

    @Override
    public void writeNow(BufferData... buffers) {
      socket.sending(() -> writer.writeNow(buffers));
    }

    @Override
    public void writeNow(BufferData buffer) {
      socket.sending(() -> writer.writeNow(buffer));
    }

    @Override
    public void flush() {
      socket.sending(writer::flush);
    }

    @Override
    public void close() {
      writer.close();
    }
  }

  @Override
  public DataReader dataReader() {
    return reader;
  }

  @Override
  public ListenerContext listenerContext() {
    return context.listenerContext();
  }

  @Override
  public ExecutorService executor() {
    return context.executor();
  }

  @Override
  public DataWriter dataWriter() {
    return writer;
  }

  @Override
  public Router router() {
    return context.router();
  }

  @Override
  public Optional<ProxyProtocolData> proxyProtocolData() {
    return context.proxyProtocolData();
  }

  @Override
  public HelidonSocket serverSocket() {
    return context.serverSocket();
  }

  @Override
  public PeerInfo remotePeer() {
    return peer;
  }

  @Override
  public PeerInfo localPeer() {
    return context.localPeer();
  }

  @Override
  public boolean isSecure() {
    return context.isSecure();
  }

  @Override
  public String socketId() {
    return context.socketId();
  }

  @Override
  public String childSocketId() {
    return context.childSocketId();
  }
}
