package dev.pollwise.client.measure;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/**
 * Says of every job that it is running, over kept-alive connections. In a process of its own, so
 * that its processor time is its own; prints its port, and ends with its input.
 */
public final class PollServer {

  private static final byte[] RUNNING =
      answer("{\"data\":{\"id\":\"t-es\",\"status\":\"running\"}}");

  private PollServer() {}

  private static byte[] answer(String body) {
    return ("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: "
            + body.length()
            + "\r\n\r\n"
            + body)
        .getBytes(StandardCharsets.ISO_8859_1);
  }

  public static void main(String[] args) throws IOException {
    try (ServerSocket listening = new ServerSocket(0, 10_000, InetAddress.getLoopbackAddress())) {
      System.out.println(listening.getLocalPort());
      Thread unused = Thread.ofVirtual().start(() -> accept(listening));
      while (System.in.read() >= 0) {
        // Until there is no more of it.
      }
    }
  }

  private static void accept(ServerSocket listening) {
    try {
      while (true) {
        Socket socket = listening.accept();
        socket.setTcpNoDelay(true);
        Thread unused = Thread.ofVirtual().start(() -> serve(socket));
      }
    } catch (IOException closed) {
      // The measurement is over.
    }
  }

  private static void serve(Socket socket) {
    try (socket) {
      InputStream in = new BufferedInputStream(socket.getInputStream());
      OutputStream out = socket.getOutputStream();
      while (readRequest(in)) {
        out.write(RUNNING);
      }
    } catch (IOException gone) {
      // The client has closed.
    }
  }

  /** A request without a body, to the empty line; false at the end. */
  private static boolean readRequest(InputStream in) throws IOException {
    int newlines = 0;
    while (newlines < 2) {
      int next = in.read();
      if (next < 0) {
        return false;
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
