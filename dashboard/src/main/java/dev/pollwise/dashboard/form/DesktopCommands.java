package dev.pollwise.dashboard.form;

import java.net.URI;

/** What can be asked of the desktop. Every method returns at once. */
public interface DesktopCommands {

  /** Writes a document to its file. */
  void save(Document document);

  /** Opens an address in the browser of the user. */
  void open(URI address);

  /** Puts a text on the clipboard. */
  void copy(String text);
}
