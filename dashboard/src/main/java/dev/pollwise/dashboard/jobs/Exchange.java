package dev.pollwise.dashboard.jobs;

/**
 * A call as it went over the wire, without secrets.
 *
 * @param request method, address and headers
 * @param status of the answer; 0 where there was none
 * @param head the headers of the answer
 * @param body of the answer, or what it says of the job where it is about several
 * @param remark what is left out of the body, or why there is none; may be empty
 */
public record Exchange(String request, int status, String head, String body, String remark) {

  /** In characters. */
  int size() {
    return request.length() + head.length() + body.length() + remark.length();
  }

  /** All of it, as one reads it. */
  public String text() {
    String answer = status == 0 ? "" : "\n\nHTTP " + status + "\n" + head;
    return request
        + answer
        + (remark.isEmpty() ? "" : "\n\n(" + remark + ")")
        + (body.isEmpty() ? "" : "\n\n" + body);
  }
}
