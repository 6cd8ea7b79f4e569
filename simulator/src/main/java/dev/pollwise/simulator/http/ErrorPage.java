package dev.pollwise.simulator.http;

import java.nio.charset.StandardCharsets;

/** The page that a proxy shows to people when the server behind it is in trouble. */
final class ErrorPage {

  private ErrorPage() {}

  static Response of(int status, String phrase) {
    String title = status + " " + phrase;
    String page =
        """
        <html>
        <head><title>%s</title></head>
        <body>
        <center><h1>%s</h1></center>
        <hr><center>gateway</center>
        </body>
        </html>
        """
            .formatted(title, title);
    return Response.empty(status)
        .with("Content-Type", "text/html")
        .withBody(page.getBytes(StandardCharsets.US_ASCII));
  }
}
