package dev.pollwise.simulator.heygen;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollwise.simulator.heygen.FaceTestBench.Reply;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Parts of results, as a network that distributes files gives them. */
@Timeout(60)
class ByteRangeTest {

  private final FaceTestBench bench = FaceTestBench.tenSeconds();
  private String captions = "";
  private String whole = "";
  private String tag = "";

  @BeforeEach
  void completeAJob() {
    String id =
        bench
            .createdIds(FaceTestBench.CREATE.replaceFirst("\\{", "{\"enable_caption\":true,"))
            .getFirst();
    bench.wall.pass(Duration.ofSeconds(10));
    String url = bench.get("/v3/video-translations/" + id).data().getString("srt_caption_url");
    captions = url.substring(url.indexOf("/results"));
    Reply reply = bench.send("GET", captions, "");
    whole = reply.body();
    tag = reply.header("ETag");
    assertThat(reply.header("Accept-Ranges")).isEqualTo("bytes");
    assertThat(whole).hasSizeGreaterThan(30);
  }

  private Reply get(String... headers) {
    return bench.send("GET", captions, "", headers);
  }

  @ParameterizedTest
  @CsvSource({
    "bytes=0-0,            0, 1",
    "bytes=3-9,            3, 10",
    "bytes=3-,             3, -1",
    "bytes=-5,            -5, -1",
    "bytes=-9999,          0, -1",
    "bytes=2-99999999999999999999, 2, -1",
    "bytes=-99999999999999999999,  0, -1",
    "bytes=0003-0009,      3, 10",
    "BYTES = 3 - 9,        3, 10"
  })
  void answersOneRange(String range, int from, int end) {
    int length = whole.length();
    int first = from < 0 ? length + from : from;
    int after = end < 0 ? length : end;

    Reply part = get("Range", range);

    assertThat(part.status()).isEqualTo(206);
    assertThat(part.body()).isEqualTo(whole.substring(first, after));
    assertThat(part.header("Content-Range"))
        .isEqualTo("bytes " + first + "-" + (after - 1) + "/" + length);
    assertThat(part.header("ETag")).isEqualTo(tag);
    assertThat(part.header("Content-Type")).startsWith("application/x-subrip");
  }

  @ParameterizedTest
  @CsvSource({"bytes=100000-", "bytes=100000-100001", "bytes=-0", "bytes=99999999999999999999-"})
  void refusesARangeOutsideOfTheFile(String range) {
    Reply refused = get("Range", range);

    assertThat(refused.status()).isEqualTo(416);
    assertThat(refused.header("Content-Range")).isEqualTo("bytes */" + whole.length());
    assertThat(refused.error().getString("code")).isEqualTo("invalid_parameter");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"bytes=5-2", "bytes=-", "bytes=a-b", "lines=1-2", "bytes=0-1,3-4", "bytes", "''"})
  void ignoresWhatIsNoSingleRange(String range) {
    Reply all = get("Range", range);

    assertThat(all.status()).isEqualTo(200);
    assertThat(all.body()).isEqualTo(whole);
    assertThat(all.header("Content-Range")).isEmpty();
  }

  @Test
  void givesThePartOnlyOfTheVersionThatTheClientHas() {
    assertThat(get("Range", "bytes=1-2", "If-Range", tag).status()).isEqualTo(206);
    assertThat(get("Range", "bytes=1-2", "If-Range", "\"other\"").status()).isEqualTo(200);
    assertThat(get("Range", "bytes=1-2", "If-Range", "W/" + tag).status()).isEqualTo(200);
    assertThat(get("Range", "bytes=1-2", "If-Range", "Sun, 06 Nov 1994 08:49:37 GMT").status())
        .isEqualTo(200);
  }

  @Test
  void tellsTheWholeLengthToHead() {
    Reply head = bench.send("HEAD", captions, "", "Range", "bytes=1-2");

    assertThat(head.status()).isEqualTo(200);
    assertThat(head.header("Content-Length")).isEqualTo(Integer.toString(whole.length()));
    assertThat(head.header("Accept-Ranges")).isEqualTo("bytes");
  }
}
