package dev.pollwise.benchmarks.scale;

import dev.pollwise.benchmarks.child.Self;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * Says of every job that it is running, over kept-alive connections, as HeyGen words it; about
 * several jobs at once, too. So cheap that the clients are what is measured.
 */
public final class PendingServer {

  private static final int BACKLOG = 4_096;
  private static final String IDS = "/statuses?video_translation_ids=";

  private static final byte[] RUNNING =
      answer("{\"data\":{\"id\":\"t-es\",\"status\":\"running\"}}");

  private PendingServer() {}

  /** Says its address; ends with its input. */
  public static void main(String[] args) throws Exception {
    try (ServerSocket listening = new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress())) {
      Thread _ = Thread.ofVirtual().start(() -> accept(listening));
      Self.say("http://127.0.0.1:" + listening.getLocalPort());
      Self.obey(order -> "nothing to do");
    }
  }

  private static byte[] answer(String body) {
    return ("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: "
            + body.length()
            + "\r\n\r\n"
            + body)
        .getBytes(StandardCharsets.ISO_8859_1);
  }

  private static void accept(ServerSocket listening) {
    try {
      while (true) {
        Socket socket = listening.accept();
        socket.setTcpNoDelay(true);
        Thread _ = Thread.ofVirtual().start(() -> serve(socket));
      }
    } catch (IOException _) {
      // The measurement is over.
    }
  }

  private static void serve(Socket socket) {
    try (socket) {
      InputStream in = new BufferedInputStream(socket.getInputStream());
      OutputStream out = socket.getOutputStream();
      StringBuilder path = new StringBuilder();
      while (readRequest(in, path)) {
        int ids = path.indexOf(IDS);
        out.write(ids < 0 ? RUNNING : ofSeveral(path.substring(ids + IDS.length())));
      }
    } catch (IOException _) {
      // The client has closed.
    }
  }

  private static byte[] ofSeveral(String ids) {
    return answer(
        Arrays.stream(ids.split(",", -1))
            .map(id -> "{\"video_id\":\"" + id + "\",\"status\":\"processing\"}")
            .collect(Collectors.joining(",", "{\"data\":[", "],\"has_more\":false}")));
  }

  /** A request without a body, to the empty line; false at the end. */
  private static boolean readRequest(InputStream in, StringBuilder path) throws IOException {
    path.setLength(0);
    int words = 0;
    int newlines = 0;
    while (newlines < 2) {
      int next = in.read();
      if (next < 0) {
        return false;
      }
      if (next == ' ') {
        words++;
      } else if (words == 1) {
        path.append((char) next);
      }
      if (next == '\n') {
        newlines++;
      } else if (next != '\r') {
        newlines = 0;
      }
    }
    return true;
  }
}
