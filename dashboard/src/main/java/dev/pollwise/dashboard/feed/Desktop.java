package dev.pollwise.dashboard.feed;

import java.net.URI;

/** What the surroundings of the window can do for it. */
public interface Desktop {

  /** Shows an address in the browser of the user. */
  void open(URI address);

  /** Puts a text on the clipboard. */
  void copy(String text);
}
