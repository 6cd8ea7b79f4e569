package dev.pollwise.dashboard.session;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** A session as JSON. */
public final class SessionFormat {

  private static final int LONGEST_TEXT = 200_000;
  private static final JsonMapper JSON =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder().maxStringLength(LONGEST_TEXT).build())
                  .build())
          .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .build();

  private SessionFormat() {}

  /** Writes a session; the stream stays open. */
  public static void write(SavedSession session, OutputStream out) throws IOException {
    try {
      out.write(JSON.writeValueAsBytes(session));
    } catch (JacksonException impossible) {
      throw new IOException(impossible.getOriginalMessage(), impossible);
    }
  }

  /**
   * Reads a session.
   *
   * @throws IOException if it is none, or damaged, or of another version
   */
  public static SavedSession read(InputStream in) throws IOException {
    try {
      SavedSession session = JSON.readValue(in, SavedSession.class);
      if (session == null) {
        throw new IOException("it is no session of Pollwise: it says null");
      }
      return session;
    } catch (JacksonException damaged) {
      throw new IOException("it is no session of Pollwise: " + why(damaged), damaged);
    }
  }

  private static String why(JacksonException damaged) {
    String text = damaged.getOriginalMessage();
    int end = text.indexOf('\n');
    return end < 0 ? text : text.substring(0, end);
  }
}
