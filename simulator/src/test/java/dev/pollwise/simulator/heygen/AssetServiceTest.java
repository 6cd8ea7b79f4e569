package dev.pollwise.simulator.heygen;

import static dev.pollwise.simulator.heygen.FaceTestBench.CREATE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pollwise.simulator.heygen.AssetBook.Asset.Content;
import dev.pollwise.simulator.heygen.FaceTestBench.Reply;
import dev.pollwise.simulator.simulation.Ids;
import jakarta.json.JsonObject;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class AssetServiceTest {

  private final FaceTestBench bench = FaceTestBench.tenSeconds();

  @Test
  void servesWhatWasUploaded() {
    JsonObject asset = upload("file", "a.srt", "text").data();

    String url = asset.getString("url");
    Reply file = bench.send("GET", url.substring(url.indexOf("/assets")), "");

    assertThat(asset.keySet())
        .containsExactlyInAnyOrder("asset_id", "url", "mime_type", "size_bytes");
    assertThat(asset.getString("mime_type")).isEqualTo("application/x-subrip");
    assertThat(asset.getInt("size_bytes")).isEqualTo(4);
    assertThat(file.body()).isEqualTo("text");
    assertThat(file.header("Content-Type")).isEqualTo("application/x-subrip");
  }

  @Test
  void canBeTheSourceOfATranslation() {
    String id = upload("file", "a.mp4", "video").data().getString("asset_id");

    assertThat(bench.create(withAsset(id)).status()).isEqualTo(200);
    Reply unknown = bench.create(withAsset("nobody"));
    assertThat(unknown.status()).isEqualTo(404);
    assertThat(unknown.error().getString("code")).isEqualTo("asset_not_found");
  }

  @Test
  void refusesWhatIsNoUsableFile() {
    assertThat(upload("other", "a.mp4", "video").error().getString("param")).isEqualTo("file");
    assertThat(upload("file", "a.exe", "MZ").error().getString("param")).isEqualTo("file");
    assertThat(upload("file", "a.mp4", "").error().getString("param")).isEqualTo("file");
    assertThat(
            bench
                .send("POST", "/v3/assets", "{}", "X-Api-Key", "k", "Content-Type", "text/plain")
                .status())
        .isEqualTo(415);
    assertThat(bench.get("/assets/nobody").error().getString("code")).isEqualTo("asset_not_found");
  }

  @ParameterizedTest
  @CsvSource({
    "a.png,  image/png",
    "a.jpg,  image/jpeg",
    "a.JPEG, image/jpeg",
    "a.mp4,  video/mp4",
    "a.webm, video/webm",
    "a.mp3,  audio/mpeg",
    "a.wav,  audio/wav",
    "a.pdf,  application/pdf",
    "a.srt,  application/x-subrip"
  })
  void takesEveryTypeThatHeyGenNames(String fileName, String type) {
    assertThat(upload("file", fileName, "x").data().getString("mime_type")).isEqualTo(type);
  }

  @Test
  void takesFilesOfUpTo32Megabytes() {
    String largest = "x".repeat(32 * 1_024 * 1_024);

    assertThat(upload("file", "a.mp4", largest).data().getInt("size_bytes"))
        .isEqualTo(largest.length());
    Reply tooLong = upload("file", "a.mp4", largest + "x");
    assertThat(tooLong.status()).isEqualTo(413);
    assertThat(tooLong.error().getString("code")).isEqualTo("payload_too_large");
  }

  @Test
  void takesFilesLongerThanOtherBodies() {
    String long2Mb = "x".repeat(2 * 1_024 * 1_024);

    assertThat(upload("file", "a.mp4", long2Mb).data().getInt("size_bytes"))
        .isEqualTo(long2Mb.length());
    assertThat(bench.create(CREATE + " ".repeat(2 * 1_024 * 1_024)).status()).isEqualTo(413);
  }

  @Test
  void forgetsTheOldestFilesWhenThereAreTooManyBytes() {
    AssetBook book = new AssetBook(new Ids(7, 0));
    String first = added(book, "me", AssetBook.LARGEST);
    String last = first;
    for (int i = 0; i < 4; i++) {
      last = added(book, "me", AssetBook.LARGEST);
    }

    assertThat(book.find(first)).isEmpty();
    assertThat(book.find(last)).isPresent();
  }

  @Test
  void keepsFewerBytesWhereThereIsLessRoomButTheLastFileInAnyCase() {
    AssetBook book = new AssetBook(new Ids(7, 0), 3_000);
    String first = added(book, "me", 2_000);
    String second = added(book, "me", 2_000);

    assertThat(book.find(first)).isEmpty();
    assertThat(book.find(second)).isPresent();

    String huge = added(book, "me", 10_000);

    assertThat(book.find(second)).isEmpty();
    assertThat(book.find(huge)).isPresent();
  }

  @Test
  void forgetsTheOldestFilesWhenThereAreTooMany() {
    AssetBook book = new AssetBook(new Ids(7, 0));
    String first = added(book, "me", 1);
    String second = added(book, "me", 1);
    for (int i = 0; i < 9_999; i++) {
      assertThat(book.find(first)).isPresent();
      added(book, "me", 1);
    }

    assertThat(book.find(first)).isEmpty();
    assertThat(book.find(second)).isPresent();
  }

  @Test
  void keepsTheFilesOfOneFromTheFloodOfAnother() {
    AssetBook book = new AssetBook(new Ids(7, 0));
    String mine = added(book, "me", 1);
    for (int i = 0; i < 11_000; i++) {
      added(book, "other", 1);
    }
    for (int i = 0; i < 5; i++) {
      added(book, "other", AssetBook.LARGEST);
    }

    assertThat(book.find(mine)).isPresent();
  }

  private static String added(AssetBook book, String owner, int size) {
    return book.add(owner, "a.mp4", "video/mp4", Instant.EPOCH, new Content.Ready(new byte[size]))
        .id();
  }

  @Test
  void tellsOfAFileAndForgetsItOnDemand() {
    String id = upload("file", "a.mp4", "video").data().getString("asset_id");
    String me = bench.get("/v3/users/me").data().getString("username");

    JsonObject asset = bench.get("/v3/assets/" + id).data();
    Reply foreign = bench.send("GET", "/v3/assets/" + id, "", "X-Api-Key", "other");
    Reply foreignDelete = bench.send("DELETE", "/v3/assets/" + id, "", "X-Api-Key", "other");
    Reply deleted = bench.send("DELETE", "/v3/assets/" + id, "", "X-Api-Key", "demo");

    assertThat(asset.getString("id")).isEqualTo(id);
    assertThat(asset.getString("name")).isEqualTo("a.mp4");
    assertThat(asset.getString("type")).isEqualTo("video");
    assertThat(asset.getString("owner")).isEqualTo(me);
    assertThat(asset.isNull("folder_id")).isTrue();
    assertThat(asset.getInt("uploaded_at")).isEqualTo(1_795_248_000);
    assertThat(foreign.error().getString("code")).isEqualTo("asset_not_found");
    assertThat(foreignDelete.status()).isEqualTo(404);
    assertThat(deleted.data().getString("id")).isEqualTo(id);
    assertThat(bench.get("/v3/assets/" + id).status()).isEqualTo(404);
    assertThat(bench.get("/assets/" + id).status()).isEqualTo(404);
    assertThat(bench.create(withAsset(id)).status()).isEqualTo(404);
  }

  @Test
  void listsTheNewestFirstPageByPage() {
    for (String name : List.of("a.png", "b.pdf", "c.srt")) {
      upload("file", name, "x");
    }
    String list = "/v3/assets?username=" + bench.get("/v3/users/me").data().getString("username");

    JsonObject first = bench.get(list + "&limit=2").json();
    JsonObject second = bench.get(list + "&limit=2&token=" + first.getString("next_token")).json();

    assertThat(names(first)).containsExactly("c.srt", "b.pdf");
    assertThat(first.getBoolean("has_more")).isTrue();
    assertThat(names(second)).containsExactly("a.png");
    assertThat(second.getBoolean("has_more")).isFalse();
    assertThat(names(bench.get(list + "&folder_id=x").json())).isEmpty();
    assertThat(names(bench.get("/v3/assets?username=somebody").json())).isEmpty();
    assertThat(bench.get("/v3/assets").error().getString("param")).isEqualTo("username");
  }

  @Test
  void aPageHasTwentyUnlessToldOtherwise() {
    for (int i = 0; i < 21; i++) {
      upload("file", "a.png", "x");
    }
    String list = "/v3/assets?username=" + bench.get("/v3/users/me").data().getString("username");

    assertThat(names(bench.get(list).json())).hasSize(20);
    assertThat(bench.get(list).json().getBoolean("has_more")).isTrue();
  }

  private static List<String> names(JsonObject page) {
    return page.getJsonArray("data").stream()
        .map(asset -> asset.asJsonObject().getString("name"))
        .toList();
  }

  @Test
  void refusesANameThatIsTooLong() {
    assertThat(upload("file", "x".repeat(997) + ".mp4", "x").error().getString("param"))
        .isEqualTo("file");
  }

  @Test
  void tellsWhoAKeyBelongsTo() {
    JsonObject user = bench.get("/v3/users/me").data();

    assertThat(user.getString("username")).startsWith("key-");
    for (String field : List.of("email", "first_name", "last_name")) {
      assertThat(user.isNull(field)).as(field).isTrue();
    }
    assertThat(user.getString("billing_type")).isEqualTo("wallet");
    assertThat(user.getJsonObject("wallet").getString("currency")).isEqualTo("usd");
    assertThat(bench.send("GET", "/v3/users/me", "").status()).isEqualTo(401);
  }

  private static String withAsset(String id) {
    return "{\"video\":{\"type\":\"asset_id\",\"asset_id\":\""
        + id
        + "\"},\"output_languages\":[\"French\"]}";
  }

  private Reply upload(String field, String fileName, String content) {
    return bench.send(
        "POST",
        "/v3/assets",
        "--b\r\nContent-Disposition: form-data; name=\""
            + field
            + "\"; filename=\""
            + fileName
            + "\"\r\n\r\n"
            + content
            + "\r\n--b--\r\n",
        "X-Api-Key",
        "demo",
        "Content-Type",
        "multipart/form-data; boundary=b");
  }
}
