package dev.pollwise.simulator.transport;

import io.helidon.common.buffers.DataReader;
import io.helidon.common.buffers.DataWriter;
import io.helidon.common.socket.HelidonSocket;
import io.helidon.common.socket.PeerInfo;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.ListenerContext;
import io.helidon.webserver.ProxyProtocolData;
import io.helidon.webserver.Router;
import java.util.Optional;
import java.util.concurrent.ExecutorService;

/**
 * A connection that knows its peer also when it is cut, and whose lines are at most {@value
 * #LONGEST} bytes long. Request line and headers have limits of their own; but Helidon would
 * collect a chunk's size for as long as no line end comes, and whoever never sends one could fill
 * the memory.
 */
final class ClientConnection implements ConnectionContext {

  static final int LONGEST = 4_096;

  private final ConnectionContext context;
  private final DataReader reader;
  private final KnownPeer peer;

  /**
   * Takes over from the reader of that connection.
   *
   * @throws CloseConnectionException if the connection is closed already
   */
  ClientConnection(ConnectionContext context) {
    this.context = context;
    this.peer = KnownPeer.of(context.remotePeer());
    this.reader = new Reader(context.dataReader());
  }

  private static final class Reader extends DataReader {

    @SuppressWarnings("removal") // create() gives a reader whose lines nobody can limit
    Reader(DataReader all) {
      super(() -> {
        all.ensureAvailable();
        return all.readBytes(all.available());
      });
    }

    @Override
    public String readLine() {
      int length = findNewLine(LONGEST);
      if (length == LONGEST) {
        throw new IllegalStateException("line of more than " + LONGEST + " bytes");
      }
      String line = readAsciiString(length);
      skip("\r\n".length());
      return line;
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
    return context.dataWriter();
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
