package dev.pollwise.benchmarks.server;

import io.helidon.common.media.type.MediaTypes;
import io.helidon.common.socket.SocketOptions;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;

/**
 * The least that can be served with the library that the simulator is made of: bytes that never
 * change, and a latch for long polls.
 */
final class BareRoute implements Served {

  private static final HeaderName PREFER = HeaderNames.create("Prefer");

  private final WebServer server;
  private volatile CountDownLatch end = new CountDownLatch(1);
  private volatile byte[] job = new byte[0];

  BareRoute(int port) {
    server =
        WebServer.builder()
            .host("127.0.0.1")
            .port(port)
            .connectionOptions(SocketOptions.builder().tcpNoDelay(true).build())
            .routing(this::routing)
            .build()
            .start();
  }

  private void routing(HttpRouting.Builder routing) {
    byte[] pending = PENDING.getBytes(StandardCharsets.UTF_8);
    routing
        .get(STATUS, (request, response) -> json(response, pending))
        .get("/v3/video-translations/{id}", this::job);
  }

  private void job(ServerRequest request, ServerResponse response) throws InterruptedException {
    if (request.headers().contains(PREFER)) {
      end.await();
    }
    json(response, job);
  }

  private static void json(ServerResponse response, byte[] body) {
    response.headers().contentType(MediaTypes.APPLICATION_JSON);
    response.send(body);
  }

  @Override
  public String address() {
    return "http://127.0.0.1:" + server.port();
  }

  @Override
  public void serve(String path, String json) {
    job = json.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public void wake() {
    CountDownLatch those = end;
    end = new CountDownLatch(1);
    those.countDown();
  }

  @Override
  public void close() {
    WebServer _ = server.stop();
  }
}
