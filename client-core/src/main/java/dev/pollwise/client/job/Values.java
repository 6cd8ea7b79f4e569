package dev.pollwise.client.job;

/** Shows foreign text in a message without letting it run long or break the line. */
final class Values {

  private static final int SHOWN = 60;

  private Values() {}

  static String quote(String text) {
    String head = text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…";
    return '"' + head.replaceAll("\\p{Cntrl}", "?") + '"';
  }
}
