package dev.pollwise.client.http;

import java.net.URI;
import java.net.http.HttpHeaders;
import java.time.Instant;

/**
 * A complete HTTP answer, not yet understood.
 *
 * @param status the status code, in whatever range the server put it
 * @param headers all headers
 * @param body all bytes
 * @param receivedAt when it was complete, by the wall clock; for dates in headers
 * @param asked what was asked
 */
@SuppressWarnings("ArrayRecordComponent") // never compared, never changed
record WireAnswer(int status, HttpHeaders headers, byte[] body, Instant receivedAt, URI asked) {

  boolean isSuccess() {
    return status >= 200 && status < 300;
  }
}
